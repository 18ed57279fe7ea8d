package org.youdai.android.scanner;

import android.media.Image;
import android.media.ImageReader;
import android.view.Surface;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;
import org.robolectric.annotation.RealObject;
import org.robolectric.shadows.ShadowImageReader;

/** The frames that a camera has given, as a test says. */
@Implements(ImageReader.class)
public final class TestReader extends ShadowImageReader {
  private static volatile Optional<TestReader> last = Optional.empty();

  @RealObject private ImageReader reader;

  private final Deque<Image> waiting = new ArrayDeque<>();
  private Optional<RuntimeException> failure = Optional.empty();

  /** Returns the one that was given to a camera last. */
  static TestReader last() {
    return last.get();
  }

  /** Gives a frame. */
  synchronized void show(Image frame) {
    waiting.add(frame);
    reader.getSurface().unlockCanvasAndPost(null);
  }

  /** Gives a frame that cannot be had. */
  synchronized void fail(RuntimeException with) {
    failure = Optional.of(with);
    reader.getSurface().unlockCanvasAndPost(null);
  }

  @Implementation
  public synchronized Image acquireLatestImage() {
    if (failure.isPresent()) {
      throw failure.get();
    }
    while (waiting.size() > 1) {
      waiting.remove().close();
    }
    return waiting.poll();
  }

  @Implementation
  public Surface getSurface() {
    last = Optional.of(this);
    return nativeGetSurface();
  }
}
