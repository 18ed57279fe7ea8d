package org.youdai.scan;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Draws a text as a QR code at error correction level M: L dies under a finger or a crack, Q and H
 * only make the modules smaller.
 *
 * <p>About one code in a hundred has modules inside it that look like a finder pattern to common
 * readers, at some sizes and not at others, and is then never read. So of the eight masks (ISO/IEC
 * 18004 §7.8) the first is taken, the usual one leading, that reads back at every size tried.
 */
public final class QrWriter {
  /** The white border around a code, in modules (ISO/IEC 18004). */
  public static final int QUIET_ZONE = 4;

  private static final int MASKS = 8;

  /** Pixels per module at which a code must read back. */
  private static final int[] SIZES = {2, 3, 4, 5, 6, 8};

  private final int pixelsPerModule;

  /**
   * Makes a writer of codes whose modules are {@code pixelsPerModule} pixels wide, 1 to 64.
   *
   * @throws IllegalArgumentException if it is outside that range
   */
  public QrWriter(int pixelsPerModule) {
    if (pixelsPerModule < 1 || pixelsPerModule > 64) {
      throw new IllegalArgumentException("1 to 64 pixels per module, not " + pixelsPerModule);
    }
    this.pixelsPerModule = pixelsPerModule;
  }

  /**
   * Returns the picture of a code with its quiet zone.
   *
   * @throws IllegalArgumentException if the text is longer than the largest QR code holds
   */
  public GrayImage draw(QrText text) {
    ByteMatrix usual = encode(text, Map.of()).getMatrix();
    ByteMatrix best = usual;
    int most = readings(usual, text);
    for (int mask = 0; mask < MASKS && most < SIZES.length; mask++) {
      ByteMatrix other = encode(text, Map.of(EncodeHintType.QR_MASK_PATTERN, mask)).getMatrix();
      int readings = readings(other, text);
      if (readings > most) {
        best = other;
        most = readings;
      }
    }
    return draw(best, pixelsPerModule);
  }

  /** Returns at how many of the sizes a code reads back. */
  private int readings(ByteMatrix modules, QrText text) {
    int readings = 0;
    for (int size : SIZES) {
      GrayImage drawn = draw(modules, size);
      if (new PlainReader(drawn.width(), drawn.height(), new CodeReader()).reads(drawn, text)) {
        readings++;
      }
    }
    return readings;
  }

  private static GrayImage draw(ByteMatrix modules, int pixelsPerModule) {
    int side = (modules.getWidth() + 2 * QUIET_ZONE) * pixelsPerModule;
    byte[] luma = new byte[side * side];
    Arrays.fill(luma, (byte) 0xff);
    for (int y = 0; y < side; y++) {
      int row = y / pixelsPerModule - QUIET_ZONE;
      for (int x = 0; x < side; x++) {
        int column = x / pixelsPerModule - QUIET_ZONE;
        if (isInside(row, modules) && isInside(column, modules) && modules.get(column, row) == 1) {
          luma[y * side + x] = 0;
        }
      }
    }
    return GrayImage.of(side, side, luma);
  }

  /** Returns the QR version, 1 to 40, that a text needs at level M. */
  public static int versionOf(QrText text) {
    return encode(text, Map.of()).getVersion().getVersionNumber();
  }

  private static boolean isInside(int position, ByteMatrix modules) {
    return position >= 0 && position < modules.getWidth();
  }

  private static QRCode encode(QrText text, Map<EncodeHintType, Integer> mask) {
    Map<EncodeHintType, Object> hints = new EnumMap<>(EncodeHintType.class);
    hints.put(EncodeHintType.CHARACTER_SET, "UTF-8");
    hints.putAll(mask);
    try {
      return Encoder.encode(text.reveal(), ErrorCorrectionLevel.M, hints);
    } catch (WriterException tooLong) {
      throw new IllegalArgumentException(
          "a QR code cannot hold " + text.reveal().length() + " characters", tooLong);
    }
  }
}
