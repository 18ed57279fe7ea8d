package org.youdai.scan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A grey picture: one unsigned byte a pixel, 0 black, 255 white, rows {@link #rowStride()} bytes
 * apart. The bytes are not copied, so that a camera's luma plane is scanned where it lies; the
 * caller leaves them alone while a scan runs.
 */
public final class GrayImage {
  private static final int EIGHT = 8;
  private static final long LANES = 0x00ff_00ff_00ff_00ffL;
  private static final long HALVES = 0x0002_0002_0002_0002L;

  private final int width;
  private final int height;
  private final int rowStride;
  private final byte[] luma;

  private GrayImage(int width, int height, int rowStride, byte[] luma) {
    this.width = width;
    this.height = height;
    this.rowStride = rowStride;
    this.luma = luma;
  }

  /** Wraps tightly packed pixels: {@code luma.length} is at least {@code width * height}. */
  public static GrayImage of(int width, int height, byte[] luma) {
    return of(width, height, width, luma);
  }

  /**
   * Wraps pixels whose rows start {@code rowStride} bytes apart.
   *
   * @throws IllegalArgumentException if the array is too short for the shape, or the shape is empty
   */
  public static GrayImage of(int width, int height, int rowStride, byte[] luma) {
    if (width < 1 || height < 1 || rowStride < width) {
      throw new IllegalArgumentException(
          "no picture of " + width + " x " + height + " with rows of " + rowStride + " bytes");
    }
    long needed = (long) rowStride * (height - 1) + width;
    if (luma.length < needed) {
      throw new IllegalArgumentException(luma.length + " bytes given, " + needed + " needed");
    }
    return new GrayImage(width, height, rowStride, luma);
  }

  /** Returns the number of pixels in a row. */
  public int width() {
    return width;
  }

  /** Returns the number of rows. */
  public int height() {
    return height;
  }

  /** Returns the number of bytes from the start of a row to the start of the next. */
  public int rowStride() {
    return rowStride;
  }

  /** Returns the brightness of a pixel, 0 to 255. */
  public int at(int x, int y) {
    return luma[y * rowStride + x] & 0xff;
  }

  /** Returns the bytes themselves, which stay as they are. */
  byte[] luma() {
    return luma;
  }

  /**
   * Returns the brightness at a point, in proportion of the four pixels around it. Pixels have
   * their centres at halves; beyond the border everything is as at the border.
   */
  double between(double x, double y) {
    double left = x - 0.5;
    double top = y - 0.5;
    int column = (int) left;
    int row = (int) top;
    if (left < 0 || top < 0 || column >= width - 1 || row >= height - 1) {
      return at(
          Math.min(Math.max((int) x, 0), width - 1), Math.min(Math.max((int) y, 0), height - 1));
    }
    double across = left - column;
    double down = top - row;
    int i = row * rowStride + column;
    int j = i + rowStride;
    double upper = (luma[i] & 0xff) * (1 - across) + (luma[i + 1] & 0xff) * across;
    double lower = (luma[j] & 0xff) * (1 - across) + (luma[j + 1] & 0xff) * across;
    return upper * (1 - down) + lower * down;
  }

  /** Returns the picture at half the size, each pixel the mean of four. */
  GrayImage halved() {
    GrayImage half = blank(Math.max(1, width / 2), Math.max(1, height / 2));
    halveInto(half);
    return half;
  }

  /** Returns a black picture. */
  static GrayImage blank(int width, int height) {
    return of(width, height, new byte[width * height]);
  }

  /** Writes this picture at half the size into {@code half}, each pixel the mean of four. */
  void halveInto(GrayImage half) {
    ByteBuffer from = ByteBuffer.wrap(luma).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer to = ByteBuffer.wrap(half.luma).order(ByteOrder.LITTLE_ENDIAN);
    for (int y = 0; y < half.height; y++) {
      int above = Math.min(2 * y, height - 1) * rowStride;
      int below = Math.min(2 * y + 1, height - 1) * rowStride;
      int at = y * half.rowStride;
      int x = 0;
      for (; 2 * x + EIGHT <= width && x + EIGHT / 2 <= half.width; x += EIGHT / 2) {
        to.putInt(at + x, means(from.getLong(above + 2 * x), from.getLong(below + 2 * x)));
      }
      for (; x < half.width; x++) {
        int left = Math.min(2 * x, width - 1);
        int right = Math.min(2 * x + 1, width - 1);
        int sum = (luma[above + left] & 0xff) + (luma[above + right] & 0xff);
        sum += (luma[below + left] & 0xff) + (luma[below + right] & 0xff);
        half.luma[at + x] = (byte) ((sum + 2) / 4);
      }
    }
  }

  /**
   * Writes this picture into {@code smooth}, each pixel the mean of itself and its three neighbours
   * to the right and below: the grid is half a pixel farther on.
   */
  void smoothInto(GrayImage smooth) {
    ByteBuffer from = ByteBuffer.wrap(luma).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer to = ByteBuffer.wrap(smooth.luma).order(ByteOrder.LITTLE_ENDIAN);
    for (int y = 0; y < height; y++) {
      int above = y * rowStride;
      int below = Math.min(y + 1, height - 1) * rowStride;
      int at = y * smooth.rowStride;
      int x = 0;
      for (; x + EIGHT < width; x += EIGHT) {
        long a = from.getLong(above + x);
        long b = from.getLong(above + x + 1);
        long c = from.getLong(below + x);
        long d = from.getLong(below + x + 1);
        long even = (a & LANES) + (b & LANES) + (c & LANES) + (d & LANES);
        long odd = ((a >>> 8) & LANES) + ((b >>> 8) & LANES);
        odd += ((c >>> 8) & LANES) + ((d >>> 8) & LANES);
        long evenMeans = ((even + HALVES) >>> 2) & LANES;
        long oddMeans = ((odd + HALVES) >>> 2) & LANES;
        to.putLong(at + x, evenMeans | (oddMeans << 8));
      }
      for (; x < width; x++) {
        int right = Math.min(x + 1, width - 1);
        int sum = (luma[above + x] & 0xff) + (luma[above + right] & 0xff);
        sum += (luma[below + x] & 0xff) + (luma[below + right] & 0xff);
        smooth.luma[at + x] = (byte) ((sum + 2) / 4);
      }
    }
  }

  /** Returns the four means of two rows of eight bytes: every frame of a camera is halved. */
  private static int means(long above, long below) {
    long sums =
        (above & LANES) + ((above >>> 8) & LANES) + (below & LANES) + ((below >>> 8) & LANES);
    long means = ((sums + HALVES) >>> 2) & LANES;
    long pairs = means | (means >>> 8);
    return (int) (pairs & 0xffff) | ((int) ((pairs >>> 32) & 0xffff) << 16);
  }

  @Override
  public String toString() {
    return "GrayImage[" + width + " x " + height + "]";
  }
}
