package org.youdai.scan;

import com.google.zxing.DecodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DetectorResult;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.detector.Detector;
import com.google.zxing.qrcode.detector.FinderPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads pictures of one size as zxing does: in black and white, whole pixel by whole pixel. */
final class PlainReader {
  private static final Map<DecodeHintType, ?> HINTS =
      Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE);

  private final int width;
  private final int height;
  private final CodeReader reader;
  private final BlackAndWhite blackAndWhite;
  private final Decoder decoder = new Decoder();

  /**
   * Makes a reader.
   *
   * @param reader reads from the grey picture what zxing finds and cannot read
   */
  PlainReader(int width, int height, CodeReader reader) {
    this.width = width;
    this.height = height;
    this.reader = reader;
    this.blackAndWhite =
        isSmall()
            ? new BlackAndWhite(BlackAndWhite.SMALLEST_SIDE, BlackAndWhite.SMALLEST_SIDE)
            : new BlackAndWhite(width, height);
  }

  private boolean isSmall() {
    return width < BlackAndWhite.SMALLEST_SIDE || height < BlackAndWhite.SMALLEST_SIDE;
  }

  /**
   * Looks as zxing does, which is good at large clean codes; where it finds a code that it cannot
   * read, the grey picture is read at that place.
   */
  boolean read(GrayImage image, boolean negative, Set<QrText> texts) {
    Optional<BitMatrix> dark = dark(image, negative);
    int before = texts.size();
    for (int i = 0; i < QrScanner.MOST_CODES && dark.isPresent(); i++) {
      Optional<DetectorResult> detected = detect(dark.get());
      if (!detected.isPresent()) {
        break;
      }
      List<Finder> finders = finders(detected.get().getPoints(), !negative);
      Optional<QrText> text = ModuleGrid.decode(decoder, detected.get().getBits());
      text.ifPresent(texts::add);
      if (!text.isPresent()
          && !reader.read(image, finders, texts).equals(CodeReader.Outcome.READ)) {
        break;
      }
      // Further codes look as the first one did, if at all, and so in the same black and white.
      blankOut(dark.get(), finders);
    }
    return texts.size() > before;
  }

  /** Returns whether zxing alone reads a picture as {@code text} at once. */
  boolean reads(GrayImage image, QrText text) {
    return dark(image, false)
        .flatMap(PlainReader::detect)
        .flatMap(found -> ModuleGrid.decode(decoder, found.getBits()))
        .filter(text::equals)
        .isPresent();
  }

  private Optional<BitMatrix> dark(GrayImage image, boolean negative) {
    return isSmall()
        ? Luminance.darkByOneThreshold(image, negative)
        : Optional.of(blackAndWhite.of(image, negative));
  }

  private static Optional<DetectorResult> detect(BitMatrix dark) {
    try {
      return Optional.of(new Detector(dark).detect(HINTS));
    } catch (ReaderException
        | IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException noCode) {
      return Optional.empty(); // zxing's detector leaks the latter three on degenerate geometry
    }
  }

  private static List<Finder> finders(ResultPoint[] points, boolean isDark) {
    List<Finder> finders = new ArrayList<>();
    for (ResultPoint point : points) {
      if (point instanceof FinderPattern finder) {
        finders.add(
            new Finder(finder.getX(), finder.getY(), finder.getEstimatedModuleSize(), isDark));
      }
    }
    return finders;
  }

  /** Makes a rectangle over the finders of a code white. */
  private void blankOut(BitMatrix dark, List<Finder> finders) {
    double left = width;
    double top = height;
    double right = 0;
    double bottom = 0;
    double module = 0;
    for (Finder finder : finders) {
      left = Math.min(left, finder.x());
      top = Math.min(top, finder.y());
      right = Math.max(right, finder.x());
      bottom = Math.max(bottom, finder.y());
      module = Math.max(module, finder.module());
    }
    // A finder's centre lies 3.5 modules inside the code, and at most 5 where the code is turned.
    double margin = 5 * module;
    int lastX = Math.min(width - 1, (int) (right + margin));
    int lastY = Math.min(height - 1, (int) (bottom + margin));
    for (int y = Math.max(0, (int) (top - margin)); y <= lastY; y++) {
      for (int x = Math.max(0, (int) (left - margin)); x <= lastX; x++) {
        dark.unset(x, y);
      }
    }
  }
}
