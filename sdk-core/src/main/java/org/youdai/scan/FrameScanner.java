package org.youdai.scan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds QR codes in the frames of a camera, one after the other. Every frame is looked at in the
 * ways that find most for their time, and every fifth in all ways: a code that only those find is
 * read within five frames. For one thread; memory is allocated once for a size of frames.
 */
public final class FrameScanner {
  /** Every so many frames all ways of looking are tried. */
  private static final int ROUND = 5;

  private Pyramid pyramid = new Pyramid(1, 1);
  private int frames;

  /** Makes a scanner, whose first frame is looked at in all ways. */
  public FrameScanner() {}

  /**
   * Returns the text of the code in a frame, the one that is found first; empty when there is no
   * readable code. Never throws for what a picture holds.
   */
  public Optional<QrText> scan(GrayImage frame) {
    return scanAll(frame).stream().findFirst();
  }

  /**
   * Returns the distinct texts found in a frame, at most {@link QrScanner#MOST_CODES}; empty when
   * there is no readable code. Never throws for what a picture holds.
   */
  public List<QrText> scanAll(GrayImage frame) {
    if (!pyramid.fits(frame)) {
      pyramid = new Pyramid(frame.width(), frame.height());
      frames = 0;
    }
    Set<QrText> texts = new LinkedHashSet<>();
    look(frame, frames++ % ROUND == 0, texts);
    return List.copyOf(texts);
  }

  private void look(GrayImage frame, boolean inAllWays, Set<QrText> texts) {
    if (pyramid.betweenPixels(frame, true, texts) != CodeReader.Outcome.READ && inAllWays) {
      boolean unused = pyramid.plainly(frame, false, texts);
    }
  }
}
