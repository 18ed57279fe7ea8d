package org.youdai.scan;

import com.google.zxing.ReaderException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DecoderResult;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The brightness of every module of a code, taken from the grey picture, and what it reads as.
 * Which modules are dark is decided here, where a module is one value, and not among the pixels: by
 * the mean of the modules around, with more or less of the neighbours' light taken off.
 */
final class ModuleGrid {
  /** How far a module is tapped from its centre, in modules. */
  private static final double TAP = 0.22;

  /** How far the surroundings reach, and how much a module is set off from its neighbours. */
  private static final int[] REACHES = {4, 4, 2, 4};

  private static final double[] SHARPENINGS = {0, 0.35, 0, 0.7};

  /** A finder pattern's modules to a side, with the light ones around it towards the code. */
  private static final int FINDER = 8;

  /**
   * So many of the three patterns' modules must be right: all of two, and of one under a finger
   * what chance makes. Codes that can be read have more than nine tenths.
   */
  private static final int LEAST_FITTING = 3 * FINDER * FINDER * 4 / 5;

  private final Decoder decoder = new Decoder();
  private double[] line = {};
  private float[] values = {};
  private float[] sums = {};
  private int side;

  /** Takes the values of all modules. */
  void sample(GrayImage image, Homography homography, int modules) {
    side = modules;
    if (values.length < side * side) { // grows to the largest code that was seen
      values = new float[side * side];
      line = new double[side];
      sums = new float[(side + 1) * (side + 1)];
    }
    for (int row = 0; row < side; row++) {
      double v = row + 0.5;
      Arrays.fill(line, 0, side, 0);
      homography.addLine(image, 0.5, v, 1, 0, side, line);
      homography.addLine(image, 0.5 - TAP, v, 1, 0, side, line);
      homography.addLine(image, 0.5 + TAP, v, 1, 0, side, line);
      homography.addLine(image, 0.5, v - TAP, 1, 0, side, line);
      homography.addLine(image, 0.5, v + TAP, 1, 0, side, line);
      for (int column = 0; column < side; column++) {
        values[row * side + column] = (float) line[column];
      }
    }
    sum();
  }

  private void sum() {
    int wide = side + 1;
    Arrays.fill(sums, 0, wide, 0);
    for (int row = 0; row < side; row++) {
      float total = 0;
      sums[(row + 1) * wide] = 0;
      for (int column = 0; column < side; column++) {
        total += values[row * side + column];
        sums[(row + 1) * wide + column + 1] = sums[row * wide + column + 1] + total;
      }
    }
  }

  /** Returns the text that the modules hold; empty if they hold none. */
  Optional<QrText> read(boolean isDark) {
    Optional<QrText> text = Optional.empty();
    for (int i = 0; i < REACHES.length && !text.isPresent() && hasFinders(isDark); i++) {
      text = decode(decoder, bits(REACHES[i], (float) SHARPENINGS[i], isDark));
    }
    return text;
  }

  /** Returns whether finders are where a code has them: what is none goes no further. */
  private boolean hasFinders(boolean isDark) {
    int fitting = 0;
    for (int row = 0; row < FINDER; row++) {
      for (int column = 0; column < FINDER; column++) {
        int ring = Math.max(Math.abs(column - 3), Math.abs(row - 3));
        boolean isSet = ring == 3 || ring <= 1;
        fitting += isSet(column, row, isDark) == isSet ? 1 : 0;
        fitting += isSet(side - 1 - column, row, isDark) == isSet ? 1 : 0;
        fitting += isSet(column, side - 1 - row, isDark) == isSet ? 1 : 0;
      }
    }
    return fitting >= LEAST_FITTING;
  }

  private boolean isSet(int column, int row, boolean isDark) {
    return isSet(column, row, REACHES[0], 0, isDark);
  }

  private BitMatrix bits(int reach, float sharpening, boolean isDark) {
    BitMatrix bits = new BitMatrix(side);
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        if (isSet(column, row, reach, sharpening, isDark)) {
          bits.set(column, row);
        }
      }
    }
    return bits;
  }

  private boolean isSet(int column, int row, int reach, float sharpening, boolean isDark) {
    float light = values[row * side + column] - mean(column, row, reach);
    if (sharpening > 0) {
      light += sharpening * edge(column, row);
    }
    return isDark ? light < 0 : light > 0;
  }

  private float mean(int column, int row, int reach) {
    int left = Math.max(column - reach, 0);
    int top = Math.max(row - reach, 0);
    int right = Math.min(column + reach + 1, side);
    int bottom = Math.min(row + reach + 1, side);
    int wide = side + 1;
    float sum =
        sums[bottom * wide + right]
            - sums[top * wide + right]
            - sums[bottom * wide + left]
            + sums[top * wide + left];
    return sum / ((right - left) * (bottom - top));
  }

  /** Returns how much lighter a module is than its four neighbours, four times over. */
  private float edge(int column, int row) {
    int i = row * side + column;
    float value = values[i];
    float left = column > 0 ? values[i - 1] : value;
    float right = column < side - 1 ? values[i + 1] : value;
    float above = row > 0 ? values[i - side] : value;
    float below = row < side - 1 ? values[i + side] : value;
    return 4 * value - left - right - above - below;
  }

  /** Returns the text of a code's modules; zxing tries them transposed as well. */
  static Optional<QrText> decode(Decoder decoder, BitMatrix bits) {
    try {
      DecoderResult result = decoder.decode(bits, Map.of());
      return Optional.of(QrText.of(result.getText()));
    } catch (ReaderException
        | IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException noReadableCode) {
      return Optional.empty(); // zxing leaks the latter three on damaged segments
    }
  }
}
