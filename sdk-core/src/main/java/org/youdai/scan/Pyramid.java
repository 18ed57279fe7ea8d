package org.youdai.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The ways to look for codes in pictures of one size, at full size, at half of it and at a quarter,
 * with the memory that they take, allocated once. Each way adds what it reads to a set of texts.
 * For one thread.
 */
final class Pyramid {
  /** Rows that are gone on by at full size: what is small there, half of the size has not shown. */
  private static final int FINE_ROWS = 2;

  /** In a picture with fewer pixels no finder is too large at half the size. */
  private static final int LARGE_PIXELS = 200_000;

  private final int width;
  private final int height;
  private final FinderSearch full;
  private final GrayImage smooth;
  private final GrayImage half;
  private final FinderSearch atHalf;
  private final GrayImage quarter;
  private final FinderSearch atQuarter;
  private final CodeReader reader = new CodeReader();
  private final PlainReader plain;

  Pyramid(int width, int height) {
    this.width = width;
    this.height = height;
    this.full = new FinderSearch(width, height, FINE_ROWS);
    this.smooth = GrayImage.blank(width, height);
    this.half = GrayImage.blank(Math.max(1, width / 2), Math.max(1, height / 2));
    this.atHalf = new FinderSearch(half.width(), half.height(), 2);
    this.quarter = GrayImage.blank(Math.max(1, width / 4), Math.max(1, height / 4));
    this.atQuarter = new FinderSearch(quarter.width(), quarter.height(), 2);
    this.plain = new PlainReader(width, height, reader);
  }

  boolean fits(GrayImage image) {
    return image.width() == width && image.height() == height;
  }

  /**
   * Looks between the pixels: at half the size, which is quick and where noise averages out; at
   * full size for what is small; at a quarter for what is large.
   *
   * @param alsoSmaller whether half and quarter have not been looked at as pictures of their own
   */
  CodeReader.Outcome betweenPixels(GrayImage image, boolean alsoSmaller, Set<QrText> texts) {
    List<Finder> finders = new ArrayList<>();
    CodeReader.Outcome outcome = CodeReader.Outcome.NOTHING;
    if (alsoSmaller) {
      image.halveInto(half);
      add(atHalf.search(half), 2, 0, finders);
      outcome = reader.read(image, finders, texts);
      if (outcome == CodeReader.Outcome.READ) {
        return outcome;
      }
    }
    image.smoothInto(smooth);
    add(full.search(smooth), 1, 0.5, finders);
    outcome = outcome.or(reader.read(image, finders, texts));
    if (outcome == CodeReader.Outcome.NOTHING) {
      outcome = outcome.or(reader.readWithoutOne(image, finders, texts));
    }
    if (outcome == CodeReader.Outcome.READ || !alsoSmaller || pixels(image) < LARGE_PIXELS) {
      return outcome;
    }
    finders.clear();
    half.halveInto(quarter);
    add(atQuarter.search(quarter), 4, 0, finders);
    return outcome.or(reader.read(image, finders, texts));
  }

  /** Adds what was found at another size, but for what is known. */
  private static void add(List<Finder> found, int scale, double shift, List<Finder> finders) {
    int known = finders.size();
    for (Finder each : found) {
      Finder finder =
          new Finder(
              each.x() * scale + shift,
              each.y() * scale + shift,
              each.module() * scale,
              each.isDark());
      boolean isKnown = false;
      for (int i = 0; i < known; i++) {
        Finder other = finders.get(i);
        isKnown |=
            other.isDark() == finder.isDark() && other.distance(finder) < 2.5 * finder.module();
      }
      if (!isKnown) {
        finders.add(finder);
      }
    }
  }

  private static long pixels(GrayImage image) {
    return (long) image.width() * image.height();
  }

  /** Looks as zxing does, in the picture or in its negative. */
  boolean plainly(GrayImage image, boolean negative, Set<QrText> texts) {
    return plain.read(image, negative, texts);
  }
}
