package org.youdai.android;

import static org.robolectric.Shadows.shadowOf;

import android.os.Looper;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.robolectric.shadows.ShadowLooper;
import org.robolectric.shadows.ShadowSystemClock;

/** The loopers of this process: their time goes on only when a test says so. */
public final class Loopers {
  private Loopers() {}

  /** Returns when the threads of a name have done all that is due, or have ended. */
  public static void idle(String name) {
    for (Looper looper : List.copyOf(ShadowLooper.getAllLoopers())) {
      Thread thread = looper.getThread();
      while (thread.getName().equals(name) && thread.isAlive() && !shadowOf(looper).isIdle()) {
        LockSupport.parkNanos(100_000);
      }
    }
  }

  /** Lets time pass, and returns when the threads of a name have done all that is due then. */
  public static void pass(Duration time, String name) {
    ShadowSystemClock.advanceBy(time);
    idle(name);
  }

  /** Lets the main thread work until something is so, for a minute at most. */
  public static void until(BooleanSupplier isSo) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it does not become so");
      }
      shadowOf(Looper.getMainLooper()).idle();
      LockSupport.parkNanos(1_000_000);
    }
  }
}
