package org.youdai.replay;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Asks a guard that several gates share, and goes by this device's own while the shared one is out
 * of reach. What is used meanwhile is not known to the other gates; every decision says so.
 */
public final class FallbackGuard implements ReplayGuard {
  /** How long a shared guard that was out of reach is left alone. */
  public static final Duration STANDARD_REST = Duration.ofSeconds(5);

  private final ReplayGuard shared;
  private final ReplayGuard own;
  private final long rest;
  private final LongSupplier nanos;
  private volatile long restingSince;
  private volatile boolean isResting;

  private FallbackGuard(ReplayGuard shared, ReplayGuard own, Duration rest, LongSupplier nanos) {
    this.shared = shared;
    this.own = own;
    this.rest = rest.toNanos();
    this.nanos = nanos;
  }

  /**
   * Returns a guard of two.
   *
   * @param shared may answer {@link Verdict#OUT_OF_REACH}, within a time that a passenger can wait
   * @param own remembers everything as well, so that it knows what this device has admitted
   * @param rest how long {@code shared} is not asked again after that
   * @param nanos a counter of nanoseconds that only goes on
   */
  public static FallbackGuard of(
      ReplayGuard shared, ReplayGuard own, Duration rest, LongSupplier nanos) {
    return new FallbackGuard(shared, own, rest, nanos);
  }

  @Override
  public Finding firstUse(Use use) {
    Finding mine = own.firstUse(use);
    if (mine.verdict() != Verdict.FIRST) {
      return isLeftAlone() ? new Finding(mine.verdict(), GuardState.ALONE) : mine;
    }
    Finding theirs = isLeftAlone() ? OUT_OF_REACH : shared.firstUse(use);
    switch (theirs.verdict()) {
      case FIRST -> isResting = false;
      case OUT_OF_REACH -> {
        leaveAlone();
        return new Finding(Verdict.FIRST, GuardState.ALONE);
      }
      case USED_RECENTLY, REPLAYED -> own.annul(use); // it was no use
    }
    return theirs;
  }

  private boolean isLeftAlone() {
    return isResting && nanos.getAsLong() - restingSince < rest;
  }

  private void leaveAlone() {
    if (!isLeftAlone()) {
      restingSince = nanos.getAsLong();
      isResting = true;
    }
  }

  @Override
  public void annul(Use use) {
    own.annul(use);
    if (!isLeftAlone()) {
      shared.annul(use);
    }
  }
}
