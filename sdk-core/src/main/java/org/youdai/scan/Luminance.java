package org.youdai.scan;

import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import java.util.Optional;

/** Shows a {@link GrayImage} to zxing. */
final class Luminance extends LuminanceSource {
  private final GrayImage image;

  Luminance(GrayImage image) {
    super(image.width(), image.height());
    this.image = image;
  }

  /** Returns the dark pixels of a picture that is too small for blocks; empty without contrast. */
  static Optional<BitMatrix> darkByOneThreshold(GrayImage image, boolean negative) {
    LuminanceSource source = new Luminance(image);
    try {
      return Optional.of(new HybridBinarizer(negative ? source.invert() : source).getBlackMatrix());
    } catch (NotFoundException noContrast) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] getRow(int y, byte[] row) {
    byte[] into = row == null || row.length < getWidth() ? new byte[getWidth()] : row;
    System.arraycopy(image.luma(), y * image.rowStride(), into, 0, getWidth());
    return into;
  }

  @Override
  public byte[] getMatrix() {
    byte[] matrix = new byte[getWidth() * getHeight()];
    for (int y = 0; y < getHeight(); y++) {
      System.arraycopy(image.luma(), y * image.rowStride(), matrix, y * getWidth(), getWidth());
    }
    return matrix;
  }
}
