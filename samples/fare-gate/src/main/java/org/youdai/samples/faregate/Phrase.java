package org.youdai.samples.faregate;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text that can be wrapped at any size. Its words are measured once, at one size: with fractional
 * metrics their widths grow as the size does.
 */
final class Phrase {
  private static final float MEASURED_AT = 100;

  /** A line as it is drawn differs by a little from the sum of its words. */
  private static final double ALLOWANCE = 1.01;

  private final String text;
  private final List<Word> words = new ArrayList<>();
  private final double widest;

  /** What stands together on a line; both widths are those at size 1. */
  private record Word(int start, int end, double width, double widthAtTheEnd) {}

  Phrase(String text, Font font, Locale locale, FontRenderContext context) {
    this.text = text;
    Font measured = font.deriveFont(MEASURED_AT);
    BreakIterator breaks = BreakIterator.getLineInstance(locale); // knows where Chinese may break
    breaks.setText(text);
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      String word = text.substring(start, end);
      words.add(
          new Word(
              start,
              end,
              width(word, measured, context),
              width(word.stripTrailing(), measured, context)));
    }
    widest = words.stream().mapToDouble(Word::widthAtTheEnd).max().orElse(0);
  }

  private static double width(String word, Font font, FontRenderContext context) {
    return font.getStringBounds(word, context).getWidth() / MEASURED_AT * ALLOWANCE;
  }

  /** Returns how wide its widest word is. */
  double widest(double size) {
    return widest * size;
  }

  /** Returns how many lines it takes. */
  int count(double size, double across) {
    return wrap(size, across).size();
  }

  /** Returns as few lines as there can be, of about the same length. */
  List<String> lines(double size, double across) {
    int fewest = count(size, across);
    double narrow = Math.min(widest(size), across);
    double wide = across;
    while (wide - narrow > 1 && fewest > 1) {
      double middle = (narrow + wide) / 2;
      if (count(size, middle) > fewest) {
        narrow = middle;
      } else {
        wide = middle;
      }
    }
    return wrap(size, wide);
  }

  private List<String> wrap(double size, double across) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    double used = 0;
    for (Word word : words) {
      if (used > 0 && (used + word.widthAtTheEnd()) * size > across) {
        lines.add(text.substring(start, word.start()));
        start = word.start();
        used = 0;
      }
      used += word.width();
    }
    lines.add(text.substring(start));
    return lines;
  }
}
