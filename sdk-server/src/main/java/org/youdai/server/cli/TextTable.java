package org.youdai.server.cli;

import java.util.ArrayList;
import java.util.List;

/** A table of text whose columns have fixed widths; cells wrap, and Chinese counts double. */
final class TextTable {
  private final int[] widths;
  private final StringBuilder lines = new StringBuilder();

  /** Makes a table; each width is in columns of a terminal. */
  TextTable(int... widths) {
    this.widths = widths.clone();
    rule();
  }

  /** Adds a row with one cell for each column. */
  void row(List<String> cells) {
    List<List<String>> wrapped = new ArrayList<>();
    int height = 1;
    for (int i = 0; i < widths.length; i++) {
      wrapped.add(wrap(cells.get(i), widths[i]));
      height = Math.max(height, wrapped.get(i).size());
    }
    for (int line = 0; line < height; line++) {
      for (int i = 0; i < widths.length; i++) {
        List<String> cell = wrapped.get(i);
        String part = line < cell.size() ? cell.get(line) : "";
        lines
            .append("| ")
            .append(part)
            .append(" ".repeat(Math.max(0, widths[i] - width(part)) + 1));
      }
      lines.append("|\n");
    }
    rule();
  }

  private void rule() {
    for (int width : widths) {
      lines.append('+').append("-".repeat(width + 2));
    }
    lines.append("+\n");
  }

  @Override
  public String toString() {
    return lines.toString();
  }

  /** Breaks at line ends, at spaces, and between any two characters of Chinese. */
  static List<String> wrap(String text, int width) {
    List<String> parts = new ArrayList<>();
    for (String line : text.lines().toList()) {
      StringBuilder part = new StringBuilder();
      for (String word : words(line, width)) {
        if (part.length() > 0 && width(part.toString()) + width(word.stripTrailing()) > width) {
          parts.add(part.toString().stripTrailing());
          part.setLength(0);
        }
        part.append(word);
      }
      parts.add(part.toString().stripTrailing());
    }
    return parts;
  }

  private static List<String> words(String text, int longest) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean closes = "，。；：、”」）,.;:".indexOf(c) >= 0;
              boolean isFull = width(word.toString()) >= longest - 1;
              if ((isWide(c) && word.length() > 0 && !closes) || isFull) {
                words.add(word.toString());
                word.setLength(0);
              }
              word.appendCodePoint(c);
              if (c == ' ') {
                words.add(word.toString());
                word.setLength(0);
              }
            });
    words.add(word.toString());
    return words;
  }

  /** Returns how many columns a text takes. */
  static int width(String text) {
    return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
  }

  private static boolean isWide(int codePoint) {
    return (codePoint >= 0x2e80 && codePoint <= 0x9fff)
        || (codePoint >= 0xf900 && codePoint <= 0xfaff)
        || (codePoint >= 0xff00 && codePoint <= 0xff60)
        || (codePoint >= 0x20000 && codePoint <= 0x3ffff);
  }
}
