package org.youdai.samples.android;

import android.os.Handler;
import android.os.Looper;

/** A turnstile that is only simulated: put the driver of yours here. For the main thread alone. */
public final class Turnstile {
  private static final long OPEN_MILLIS = 5000;

  private final Handler main = new Handler(Looper.getMainLooper());
  private Runnable onNobody = () -> {};
  private boolean isOpen;

  /** Opens for one person, and calls back if nobody goes through. */
  public void open(Runnable ifNobodyGoesThrough) {
    isOpen = true;
    onNobody = ifNobodyGoesThrough;
    main.removeCallbacksAndMessages(null);
    main.postDelayed(this::close, OPEN_MILLIS);
  }

  /** Called by the hardware when a person has gone through. */
  public void turned() {
    onNobody = () -> {};
    main.removeCallbacksAndMessages(null);
    close();
  }

  private void close() {
    isOpen = false;
    Runnable tell = onNobody;
    onNobody = () -> {};
    tell.run();
  }

  /** Returns whether a person may go through now. */
  public boolean isOpen() {
    return isOpen;
  }
}
