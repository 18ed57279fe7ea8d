package org.youdai.benchmarks;

import java.util.Arrays;
import java.util.Random;
import org.youdai.scan.GrayImage;

/** A camera's frame. */
final class Frame {
  private static final byte GREY = (byte) 160;

  private final int width;
  private final int height;
  private final byte[] luma;

  private Frame(int width, int height, byte[] luma) {
    this.width = width;
    this.height = height;
    this.luma = luma;
  }

  static Frame of(int width, int height, byte[] luma) {
    return new Frame(width, height, luma);
  }

  /** Puts a code, quiet zone and all, on a random place of a grey frame. */
  static Frame around(GrayImage code, int width, int height, Random random) {
    byte[] luma = new byte[width * height];
    Arrays.fill(luma, GREY);
    int left = random.nextInt(width - code.width() + 1);
    int top = random.nextInt(height - code.height() + 1);
    for (int y = 0; y < code.height(); y++) {
      for (int x = 0; x < code.width(); x++) {
        luma[(top + y) * width + left + x] = (byte) code.at(x, y);
      }
    }
    return new Frame(width, height, luma);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  byte[] luma() {
    return luma;
  }

  GrayImage picture() {
    return GrayImage.of(width, height, luma);
  }
}
