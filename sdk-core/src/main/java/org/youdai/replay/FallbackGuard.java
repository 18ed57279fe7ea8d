package org.youdai.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a guard that several gates share, and goes by this device's own while the shared one is out
 * of reach. What is used meanwhile is not known to the other gates; every decision says so. What is
 * taken back meanwhile is told to the shared guard as soon as it can be asked. The shared guard's
 * word counts, so that what another gate took back is no use here either; but what this device
 * admitted alone stays used for as long as its interval.
 */
public final class FallbackGuard implements ReplayGuard {
  /** How long a shared guard that was out of reach is left alone. */
  public static final Duration STANDARD_REST = Duration.ofSeconds(5);

  /** So many annulments are kept for the shared guard; older ones end with their interval there. */
  private static final int MOST_UNTOLD = 256;

  private static final Logger LOG = LoggerFactory.getLogger(FallbackGuard.class);

  private final ReplayGuard shared;
  private final ReplayGuard own;
  private final long rest;
  private final LongSupplier nanos;
  private final Deque<Use> untold = new ArrayDeque<>();
  private volatile long restingSince;
  private volatile boolean isResting;
  private volatile long lastAlone;
  private volatile boolean hasBeenAlone;

  private FallbackGuard(ReplayGuard shared, ReplayGuard own, Duration rest, LongSupplier nanos) {
    this.shared = shared;
    this.own = own;
    this.rest = rest.toNanos();
    this.nanos = nanos;
  }

  /**
   * Returns a guard of two.
   *
   * @param shared may answer {@link Verdict#OUT_OF_REACH}, within a time that a passenger can wait;
   *     an exception of it counts as that
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
    Finding theirs = ask(use);
    return switch (theirs.verdict()) {
      case FIRST ->
          mine.verdict() == Verdict.FIRST || !isOfTimeAlone(use) ? theirs : keep(mine, use);
      case USED_RECENTLY, REPLAYED -> {
        own.annul(use); // it was no use
        yield theirs;
      }
      case OUT_OF_REACH -> alone(mine);
    };
  }

  /** What this device admitted alone, the shared guard does not know of. */
  private boolean isOfTimeAlone(Use use) {
    Duration longest = use.interval().compareTo(use.window()) > 0 ? use.interval() : use.window();
    return hasBeenAlone && nanos.getAsLong() - lastAlone < longest.toNanos();
  }

  private Finding keep(Finding mine, Use use) {
    boolean unused = annul(use); // it was no use
    return mine;
  }

  private Finding alone(Finding mine) {
    if (mine.verdict() == Verdict.FIRST) {
      lastAlone = nanos.getAsLong();
      hasBeenAlone = true;
    }
    return mine.state() == GuardState.FULL ? mine : new Finding(mine.verdict(), GuardState.ALONE);
  }

  private Finding ask(Use use) {
    if (isLeftAlone() || !tellsAnnulments()) {
      return OUT_OF_REACH;
    }
    Finding finding = OUT_OF_REACH;
    try {
      finding = shared.firstUse(use);
    } catch (RuntimeException broken) {
      LOG.warn("the shared guard broke down, and is left alone for a while", broken);
    }
    note(finding.verdict() != Verdict.OUT_OF_REACH);
    return finding;
  }

  @Override
  public boolean annul(Use use) {
    own.annul(use);
    boolean isTold = !isLeftAlone() && tells(use);
    if (!isTold) {
      synchronized (untold) {
        untold.addLast(use);
        if (untold.size() > MOST_UNTOLD) {
          untold.removeFirst();
        }
      }
    }
    return isTold;
  }

  private boolean tellsAnnulments() {
    for (Optional<Use> next = nextUntold(); next.isPresent(); next = nextUntold()) {
      if (!tells(next.get())) {
        synchronized (untold) {
          untold.addFirst(next.get());
        }
        return false;
      }
    }
    return true;
  }

  private Optional<Use> nextUntold() {
    synchronized (untold) {
      return Optional.ofNullable(untold.pollFirst());
    }
  }

  private boolean tells(Use use) {
    boolean isTold = false;
    try {
      isTold = shared.annul(use);
    } catch (RuntimeException broken) {
      LOG.warn("the shared guard broke down, and is left alone for a while", broken);
    }
    note(isTold);
    return isTold;
  }

  private boolean isLeftAlone() {
    return isResting && nanos.getAsLong() - restingSince < rest;
  }

  private void note(boolean isInReach) {
    if (isInReach) {
      isResting = false;
    } else if (!isLeftAlone()) {
      restingSince = nanos.getAsLong();
      isResting = true;
    }
  }
}
