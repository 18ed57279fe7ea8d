package org.youdai.scan;

/**
 * A grey picture: one unsigned byte a pixel, 0 black, 255 white, rows {@link #rowStride()} bytes
 * apart. The bytes are not copied, so that a camera's luma plane is scanned where it lies; the
 * caller leaves them alone while a scan runs.
 */
public final class GrayImage {
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

  /** Copies row {@code y} into {@code row}, which holds at least {@link #width()} bytes. */
  void copyRow(int y, byte[] row) {
    System.arraycopy(luma, y * rowStride, row, 0, width);
  }

  /** Returns the picture at half the size, each pixel the mean of four. */
  GrayImage halved() {
    int halfWidth = Math.max(1, width / 2);
    int halfHeight = Math.max(1, height / 2);
    byte[] half = new byte[halfWidth * halfHeight];
    for (int y = 0; y < halfHeight; y++) {
      int above = Math.min(2 * y, height - 1);
      int below = Math.min(2 * y + 1, height - 1);
      for (int x = 0; x < halfWidth; x++) {
        int left = Math.min(2 * x, width - 1);
        int right = Math.min(2 * x + 1, width - 1);
        int sum = at(left, above) + at(right, above) + at(left, below) + at(right, below);
        half[y * halfWidth + x] = (byte) ((sum + 2) / 4);
      }
    }
    return of(halfWidth, halfHeight, half);
  }

  @Override
  public String toString() {
    return "GrayImage[" + width + " x " + height + "]";
  }
}
