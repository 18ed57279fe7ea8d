package org.youdai.scan;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;

/** Pictures as a camera makes them of drawn ones: turned, tilted, small, and with noise. */
final class Warped {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int SUBPIXELS = 4;

  private Warped() {}

  /**
   * Returns a picture in whose middle a code lies, drawn at one pixel a module, with modules of
   * {@code module} pixels.
   */
  static GrayImage of(
      GrayImage modules, double module, double degrees, double tilt, double noise, long seed) {
    double cos = Math.cos(Math.toRadians(degrees)) * module;
    double sin = Math.sin(Math.toRadians(degrees)) * module;
    DoubleBinaryOperator light =
        (x, y) -> {
          double px = x - WIDTH / 2.0;
          double py = y - HEIGHT / 2.0;
          double depth = 1 - tilt * (px + py) / WIDTH; // more is nearer
          double u = (px * cos + py * sin) / (module * module) / depth + modules.width() / 2.0;
          double v = (py * cos - px * sin) / (module * module) / depth + modules.height() / 2.0;
          boolean isInside = u >= 0 && v >= 0 && u < modules.width() && v < modules.height();
          return isInside ? 30 + modules.at((int) u, (int) v) * 0.6 : 90;
        };
    Random random = new Random(seed);
    byte[] luma = new byte[WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double sum = 0;
        for (int i = 0; i < SUBPIXELS * SUBPIXELS; i++) {
          sum +=
              light.applyAsDouble(
                  x + (i % SUBPIXELS + 0.5) / SUBPIXELS,
                  y + (Math.floorDiv(i, SUBPIXELS) + 0.5) / SUBPIXELS);
        }
        double value = sum / (SUBPIXELS * SUBPIXELS) + noise * random.nextGaussian();
        luma[y * WIDTH + x] = (byte) Math.min(255, Math.max(0, value));
      }
    }
    return GrayImage.of(WIDTH, HEIGHT, luma);
  }

  /** Returns a picture as it is seen in a mirror. */
  static GrayImage mirrored(GrayImage image) {
    byte[] luma = new byte[image.width() * image.height()];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = (byte) image.at(image.width() - 1 - i % image.width(), i / image.width());
    }
    return GrayImage.of(image.width(), image.height(), luma);
  }

  /** Returns a picture with light and dark exchanged. */
  static GrayImage negative(GrayImage image) {
    byte[] luma = new byte[image.width() * image.height()];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = (byte) (255 - image.at(i % image.width(), i / image.width()));
    }
    return GrayImage.of(image.width(), image.height(), luma);
  }
}
