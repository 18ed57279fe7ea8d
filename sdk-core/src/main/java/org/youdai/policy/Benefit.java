package org.youdai.policy;

/**
 * What a rule grants.
 *
 * @param kind what it is
 * @param percent the share of the ordinary price that is left to pay, 1 to 99; 0 unless the kind is
 *     {@link Kind#PERCENT}
 * @param companions how many people may come along on the same terms
 * @param ruleId the rule that grants it
 * @param basis the clause that the rule implements, for example {@code 鲁政字〔2020〕240号 二(一)}
 */
public record Benefit(Kind kind, int percent, int companions, String ruleId, String basis) {

  /** The kinds of benefit. */
  public enum Kind {
    /** Nothing to pay. */
    FREE,
    /** A share of the ordinary price. */
    PERCENT,
    /** Served first. */
    PRIORITY,
    /** Free or reduced by the venue's own time slots. */
    VENUE_TARIFF
  }

  /** Returns what this amounts to where {@code tariff} percent of the price are left to pay. */
  Ruling atTariff(int tariff) {
    if (tariff == 100) {
      return new Ruling.NotGranted();
    }
    Kind known = tariff == 0 ? Kind.FREE : Kind.PERCENT;
    return new Ruling.Granted(new Benefit(known, tariff, companions, ruleId, basis));
  }

  /** Checks the bounds. */
  public Benefit {
    boolean inBounds = kind == Kind.PERCENT ? percent >= 1 && percent <= 99 : percent == 0;
    if (!inBounds || companions < 0) {
      throw new IllegalArgumentException("no benefit: " + kind + " " + percent + " " + companions);
    }
  }
}
