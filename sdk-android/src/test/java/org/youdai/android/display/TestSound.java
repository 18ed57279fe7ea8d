package org.youdai.android.display;

import android.media.AudioTrack;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;
import org.robolectric.shadows.ShadowAudioTrack;

/** What a device's loudspeaker does, as a test says. */
@Implements(AudioTrack.class)
public final class TestSound extends ShadowAudioTrack {
  /** How long the tracks were that were made, in samples. */
  static final List<Integer> MADE = new CopyOnWriteArrayList<>();

  /** The same of those that were played. */
  static final List<Integer> PLAYED = new CopyOnWriteArrayList<>();

  static volatile boolean isDead;
  static final AtomicInteger RELEASED = new AtomicInteger();

  private volatile int samples;

  static void reset() {
    MADE.clear();
    PLAYED.clear();
    isDead = false;
    RELEASED.set(0);
  }

  @Implementation
  public int write(byte[] audio, int offset, int size) {
    if (isDead) {
      return AudioTrack.ERROR_DEAD_OBJECT;
    }
    samples = size / 2;
    MADE.add(samples);
    return size;
  }

  @Implementation
  public int reloadStaticData() {
    return AudioTrack.SUCCESS;
  }

  @Override
  @Implementation
  public void play() {
    if (isDead) {
      throw new IllegalStateException("dead");
    }
    PLAYED.add(samples);
  }

  @Implementation
  public void stop() {}

  @Implementation
  public void release() {
    RELEASED.incrementAndGet();
  }
}
