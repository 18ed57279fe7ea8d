package org.youdai.benchmarks;

import java.util.Locale;

/**
 * What is claimed, and what was found.
 *
 * @param what is compared, ours first
 * @param ours what we take
 * @param theirs what it is compared with; not a number if with nothing but the bar
 * @param unit of both
 * @param ratio of the two, in the sense of the bar
 * @param bar what the ratio must reach
 * @param sense whether the ratio must be at least or at most the bar
 */
record Claim(
    String what, double ours, double theirs, String unit, double ratio, double bar, Sense sense) {

  /** Which way a bar is. */
  enum Sense {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Sense(String sign) {
      this.sign = sign;
    }
  }

  /** Claims that something of theirs takes at least so many times what ours takes. */
  static Claim faster(String what, double ours, double theirs, String unit, double bar) {
    return new Claim(what, ours, theirs, unit, theirs / ours, bar, Sense.AT_LEAST);
  }

  /** Claims that ours takes at most so many times what theirs takes. */
  static Claim within(String what, double ours, double theirs, String unit, double bar) {
    return new Claim(what, ours, theirs, unit, ours / theirs, bar, Sense.AT_MOST);
  }

  /** Claims that ours is at most so much, compared with nothing. */
  static Claim atMost(String what, double ours, double limit, String unit) {
    return new Claim(what, ours, Double.NaN, unit, ours, limit, Sense.AT_MOST);
  }

  boolean holds() {
    return sense == Sense.AT_LEAST ? ratio >= bar : ratio <= bar;
  }

  /** Returns whether it holds, in words. */
  String verdict() {
    return holds() ? "holds" : "FALLS SHORT";
  }

  /** Returns the bar with its sense. */
  String barText() {
    return sense.sign + " " + number(bar);
  }

  /** Returns a figure with as many places as mean something. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    String format = value >= 1000 ? "%,.0f" : value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** Returns it in one line. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%-58s ours %8s  theirs %8s %-8s ratio %6s  bar %-7s %s",
        what,
        number(ours),
        number(theirs),
        unit,
        number(ratio),
        barText(),
        verdict());
  }
}
