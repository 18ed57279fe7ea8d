package org.youdai.scan;

import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Finds the QR codes in a picture. Reads QR codes only: a bar code that happens to be in view is
 * never taken for a certificate. Takes the time that a picture needs; for the frames of a camera
 * there is {@link FrameScanner}. Safe for use by several threads.
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

  /** What one thread has used the next may; of pictures that are not large. */
  private final Deque<Pyramid> idle = new ConcurrentLinkedDeque<>();

  /** Makes a scanner. */
  public QrScanner() {}

  /**
   * Returns the distinct texts found, the easiest first, at most {@link #MOST_CODES}; empty when
   * there is no readable code. Never throws for what a picture holds.
   */
  public List<QrText> scan(GrayImage image) {
    Set<QrText> texts = new LinkedHashSet<>();
    boolean unused = look(image, texts);
    return List.copyOf(texts);
  }

  private boolean look(GrayImage image, Set<QrText> texts) {
    boolean isLarge = pixels(image) > LARGE_PIXELS;
    if (isLarge && look(image.halved(), texts)) {
      return true;
    }
    Pyramid pyramid = take(image);
    boolean hasRead = look(pyramid, image, isLarge, texts);
    giveBack(pyramid, image);
    return hasRead;
  }

  /**
   * Tries the picture as zxing does, then between the pixels, in both polarities; then in negative,
   * and then at half the size, where a code is found whose modules look like a finder pattern at
   * the full one.
   */
  private boolean look(Pyramid pyramid, GrayImage image, boolean isLarge, Set<QrText> texts) {
    return pyramid.plainly(image, false, texts)
        || pyramid.betweenPixels(image, !isLarge, texts) == CodeReader.Outcome.READ
        || pyramid.plainly(image, true, texts)
        || (!isLarge && pixels(image) >= SMALL_PIXELS && lookPlainly(image.halved(), texts));
  }

  private boolean lookPlainly(GrayImage half, Set<QrText> texts) {
    Pyramid pyramid = take(half);
    boolean hasRead = pyramid.plainly(half, false, texts) || pyramid.plainly(half, true, texts);
    giveBack(pyramid, half);
    return hasRead;
  }

  private Pyramid take(GrayImage image) {
    Pyramid pyramid = idle.pollFirst();
    return pyramid != null && pyramid.fits(image)
        ? pyramid
        : new Pyramid(image.width(), image.height());
  }

  private void giveBack(Pyramid pyramid, GrayImage image) {
    if (pixels(image) <= LARGE_PIXELS) {
      idle.offerFirst(pyramid);
    }
  }

  private static long pixels(GrayImage image) {
    return (long) image.width() * image.height();
  }
}
