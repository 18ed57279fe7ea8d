package org.youdai.android.scanner;

import android.media.Image;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.youdai.scan.GrayImage;

/**
 * Hands frames on one at a time. Those that come meanwhile are dropped: what is decided on next is
 * what the camera sees then, however long a decision takes.
 */
final class NewestFrame {
  private final Executor decider;
  private final Consumer<GrayImage> to;
  private final CameraFrames frames = new CameraFrames();
  private final AtomicBoolean isFree = new AtomicBoolean(true);

  NewestFrame(Executor decider, Consumer<GrayImage> to) {
    this.decider = decider;
    this.to = to;
  }

  /**
   * Takes a frame, which may be closed at once, and returns whether it was handed on. Only the
   * camera's thread calls this.
   *
   * @throws IllegalArgumentException if the frame is none that can be read
   * @throws IllegalStateException if the frame is closed
   */
  boolean offer(Image frame) {
    if (!isFree.get()) {
      return false;
    }
    GrayImage picture = frames.luma(frame);
    isFree.set(false);
    decider.execute(() -> handOn(picture));
    return true;
  }

  private void handOn(GrayImage picture) {
    try {
      to.accept(picture);
    } finally {
      isFree.set(true);
    }
  }
}
