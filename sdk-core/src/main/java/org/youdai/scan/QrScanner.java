package org.youdai.scan;

import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.ReaderException;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DetectorResult;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.detector.Detector;
import com.google.zxing.qrcode.detector.FinderPattern;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the QR codes in a picture. Reads QR codes only: a bar code that happens to be in view is
 * never taken for a certificate. Safe for use by several threads.
 */
public final class QrScanner {
  /** No more codes than this are looked for in one picture. */
  public static final int MOST_CODES = 4;

  /**
   * Above this size the picture is tried at half the size first: quicker, and noise averages out.
   */
  private static final int LARGE_PIXELS = 2_500_000;

  /** Below this size a code has no pixels to spare. */
  private static final int SMALL_PIXELS = 40_000;

  private static final Map<DecodeHintType, ?> HINTS =
      Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE);

  /** Makes a scanner. */
  public QrScanner() {}

  /**
   * Returns the distinct texts found, the easiest first, at most {@link #MOST_CODES}; empty when
   * there is no readable code. Never throws for what a picture holds.
   */
  public List<QrText> scan(GrayImage image) {
    Set<QrText> texts = new LinkedHashSet<>();
    Optional<Found> found = findFirst(image);
    for (int i = 0; i < MOST_CODES && found.isPresent(); i++) {
      texts.add(found.get().text());
      // Further codes look as the first one did, if at all, and so in the same black and white.
      found = decode(found.get().blankedOut());
    }
    return List.copyOf(texts);
  }

  /** Returns whether a picture reads as {@code text} at once, without any second attempt. */
  boolean readsPlainly(GrayImage image, QrText text) {
    return decode(new Luminance(image)).filter(found -> found.text().equals(text)).isPresent();
  }

  /**
   * Tries the picture as it is and in negative, and then at half the size: there a code is found
   * whose modules look like a finder pattern at the full one. A large picture is halved first.
   */
  private static Optional<Found> findFirst(GrayImage image) {
    long pixels = (long) image.width() * image.height();
    if (pixels > LARGE_PIXELS) {
      Optional<Found> found = findFirst(image.halved());
      return found.isPresent() ? found : findAtSize(image);
    }
    Optional<Found> found = findAtSize(image);
    return found.isPresent() || pixels < SMALL_PIXELS ? found : findAtSize(image.halved());
  }

  private static Optional<Found> findAtSize(GrayImage image) {
    LuminanceSource source = new Luminance(image);
    Optional<Found> found = decode(source);
    return found.isPresent() ? found : decode(source.invert());
  }

  private static Optional<Found> decode(LuminanceSource source) {
    try {
      return decode(new HybridBinarizer(source).getBlackMatrix());
    } catch (NotFoundException noContrast) {
      return Optional.empty();
    }
  }

  private static Optional<Found> decode(BitMatrix blackAndWhite) {
    try {
      DetectorResult detected = new Detector(blackAndWhite).detect(HINTS);
      String text = new Decoder().decode(detected.getBits(), HINTS).getText();
      return Optional.of(new Found(QrText.of(text), detected.getPoints(), blackAndWhite));
    } catch (ReaderException noReadableCode) {
      return Optional.empty();
    } catch (IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException noisyGeometry) {
      // zxing's finder and decoder leak these on degenerate geometry and on damaged segments.
      return Optional.empty();
    }
  }

  /** A code, where its patterns are, and the black and white picture that it was found in. */
  private static final class Found {
    private final QrText text;
    private final ResultPoint[] points;
    private final BitMatrix blackAndWhite;

    Found(QrText text, ResultPoint[] points, BitMatrix blackAndWhite) {
      this.text = text;
      this.points = points;
      this.blackAndWhite = blackAndWhite;
    }

    QrText text() {
      return text;
    }

    /** Returns the picture without this code: a rectangle over its three finders is white. */
    BitMatrix blankedOut() {
      float left = Float.MAX_VALUE;
      float top = Float.MAX_VALUE;
      float right = 0;
      float bottom = 0;
      float module = 0;
      for (ResultPoint point : points) {
        if (point instanceof FinderPattern finder) {
          left = Math.min(left, finder.getX());
          top = Math.min(top, finder.getY());
          right = Math.max(right, finder.getX());
          bottom = Math.max(bottom, finder.getY());
          module = Math.max(module, finder.getEstimatedModuleSize());
        }
      }
      // A finder's centre lies 3.5 modules inside the code, and at most 5 where the code is turned.
      float margin = 5 * module;
      BitMatrix rest = blackAndWhite.clone();
      int lastX = Math.min(rest.getWidth() - 1, (int) (right + margin));
      int lastY = Math.min(rest.getHeight() - 1, (int) (bottom + margin));
      for (int y = Math.max(0, (int) (top - margin)); y <= lastY; y++) {
        for (int x = Math.max(0, (int) (left - margin)); x <= lastX; x++) {
          rest.unset(x, y);
        }
      }
      return rest;
    }
  }

  /** Shows a {@link GrayImage} to zxing. */
  private static final class Luminance extends LuminanceSource {
    private final GrayImage image;

    Luminance(GrayImage image) {
      super(image.width(), image.height());
      this.image = image;
    }

    @Override
    public byte[] getRow(int y, byte[] row) {
      byte[] into = row == null || row.length < getWidth() ? new byte[getWidth()] : row;
      image.copyRow(y, into);
      return into;
    }

    @Override
    public byte[] getMatrix() {
      byte[] matrix = new byte[getWidth() * getHeight()];
      byte[] row = new byte[getWidth()];
      for (int y = 0; y < getHeight(); y++) {
        image.copyRow(y, row);
        System.arraycopy(row, 0, matrix, y * getWidth(), getWidth());
      }
      return matrix;
    }
  }
}
