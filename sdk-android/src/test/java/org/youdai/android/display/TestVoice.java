package org.youdai.android.display;

import android.os.Bundle;
import android.speech.tts.TextToSpeech;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;
import org.robolectric.shadows.ShadowTextToSpeech;

/** A device's voice that does as a test says. */
@Implements(TextToSpeech.class)
public final class TestVoice extends ShadowTextToSpeech {
  /** Whether it accepts words and never begins. */
  static volatile boolean hangs;

  /** Whether it accepts no words. */
  static volatile boolean isDead;

  private final CountDownLatch shutdown = new CountDownLatch(1);

  /** Has it do what it should. */
  static void revive() {
    hangs = false;
    isDead = false;
  }

  static void awaitShutdown(TestVoice voice) {
    try {
      if (!voice.shutdown.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("it still speaks");
      }
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Override
  @Implementation
  protected int speak(CharSequence text, int queueMode, Bundle params, String utterance) {
    if (isDead) {
      return TextToSpeech.ERROR;
    }
    return super.speak(text, queueMode, params, hangs ? null : utterance);
  }

  @Override
  @Implementation
  protected void shutdown() {
    super.shutdown();
    shutdown.countDown();
  }
}
