package org.youdai.android.scanner;

import java.util.Arrays;
import org.youdai.scan.GrayImage;

/** Pictures as cameras that are built in otherwise see them. */
public final class Pictures {
  private Pictures() {}

  /** Returns a picture turned by quarters, clockwise, and then mirrored. */
  public static GrayImage turned(GrayImage picture, int quarters, boolean isMirrored) {
    GrayImage turned = picture;
    for (int i = 0; i < quarters; i++) {
      turned = quarterTurned(turned);
    }
    return isMirrored ? mirrored(turned) : turned;
  }

  private static GrayImage quarterTurned(GrayImage picture) {
    int width = picture.height();
    int height = picture.width();
    byte[] luma = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        luma[y * width + x] = (byte) picture.at(y, width - 1 - x);
      }
    }
    return GrayImage.of(width, height, luma);
  }

  private static GrayImage mirrored(GrayImage picture) {
    byte[] luma = new byte[picture.width() * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        luma[y * picture.width() + x] = (byte) picture.at(picture.width() - 1 - x, y);
      }
    }
    return GrayImage.of(picture.width(), picture.height(), luma);
  }

  /** Returns a white frame with a picture somewhere in it. */
  static GrayImage within(GrayImage picture, int width, int height, int left, int top) {
    byte[] luma = new byte[width * height];
    Arrays.fill(luma, (byte) 0xff);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        luma[(top + y) * width + left + x] = (byte) picture.at(x, y);
      }
    }
    return GrayImage.of(width, height, luma);
  }
}
