package org.youdai.server.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.youdai.scan.GrayImage;

/** Reads and writes picture files, which sdk-core knows nothing of. */
public final class Pictures {
  /** A picture with more pixels is not read: it would not fit in memory, and is no photograph. */
  public static final long MOST_PIXELS = 100_000_000;

  static {
    ImageIO.setUseCache(false); // no temporary files
  }

  private Pictures() {}

  /** What can be wrong with a picture file. */
  public static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    private TooLarge(int width, int height, long most) {
      super(width + " x " + height + " pixels, at most " + most);
    }
  }

  /**
   * Reads a PNG, JPEG, BMP or GIF as grey, over white where it is transparent; empty if the file is
   * none of these, or is damaged.
   *
   * @throws TooLarge before any memory is taken, if it has more than {@link #MOST_PIXELS}
   */
  public static Optional<GrayImage> read(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return read(bytes, MOST_PIXELS);
    }
  }

  /**
   * Reads a picture from a stream, as {@link #read(Path)} does from a file.
   *
   * @throws TooLarge before any memory is taken, if it has more than {@code most} pixels
   */
  public static Optional<GrayImage> read(InputStream bytes, long most) throws IOException {
    try (ImageInputStream stream = ImageIO.createImageInputStream(bytes)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        return read(reader, stream, most);
      } finally {
        reader.dispose();
      }
    }
  }

  private static Optional<GrayImage> read(ImageReader reader, ImageInputStream stream, long most)
      throws IOException {
    BufferedImage image;
    try {
      reader.setInput(stream, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > most) {
        throw new TooLarge(width, height, most);
      }
      image = reader.read(0);
    } catch (TooLarge tooLarge) {
      throw tooLarge;
    } catch (IOException | RuntimeException damaged) {
      // The JDK's readers throw many kinds of exception for damaged files; all mean the same.
      return Optional.empty();
    }
    return Optional.of(gray(image));
  }

  /** Returns the brightness of each pixel (ITU-R BT.601). */
  private static GrayImage gray(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] luma = new byte[width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int argb = row[x];
        int alpha = argb >>> 24;
        int sum = (argb >> 16 & 0xff) * 306 + (argb >> 8 & 0xff) * 601 + (argb & 0xff) * 117;
        luma[y * width + x] = (byte) (((sum >> 10) * alpha + 255 * (255 - alpha)) / 255);
      }
    }
    return GrayImage.of(width, height, luma);
  }

  /** Writes a grey picture as PNG. */
  public static void writePng(GrayImage image, Path file) throws IOException {
    BufferedImage buffered =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        buffered.getRaster().setSample(x, y, 0, image.at(x, y));
      }
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      if (!ImageIO.write(buffered, "png", out)) {
        throw new IOException("this Java runtime cannot write PNG files");
      }
    }
  }
}
