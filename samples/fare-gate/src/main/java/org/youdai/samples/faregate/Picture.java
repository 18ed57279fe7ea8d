package org.youdai.samples.faregate;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.youdai.scan.GrayImage;

/** Reads a PNG, JPEG, BMP or GIF as grey, over white where it is transparent. */
final class Picture {
  /** More than any scanner's camera has; a small file can claim to be larger still. */
  static final long MOST_PIXELS = 24_000_000;

  private Picture() {}

  /** Returns the picture; empty if the file is none, is not whole, or is larger than that. */
  static Optional<GrayImage> read(byte[] file) throws IOException {
    try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        boolean isTooLarge = (long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS;
        return isTooLarge ? Optional.empty() : Optional.of(gray(reader.read(0)));
      } catch (IOException | RuntimeException damaged) { // the JDK's readers throw many kinds
        return Optional.empty();
      } finally {
        reader.dispose();
      }
    }
  }

  /** Returns the brightness of each pixel (ITU-R BT.601). */
  private static GrayImage gray(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    byte[] luma = new byte[width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      picture.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int red = (row[x] >> 16) & 0xff;
        int green = (row[x] >> 8) & 0xff;
        int ink = 255 - (299 * red + 587 * green + 114 * (row[x] & 0xff)) / 1000;
        luma[y * width + x] = (byte) (255 - ink * (row[x] >>> 24) / 255);
      }
    }
    return GrayImage.of(width, height, luma);
  }
}
