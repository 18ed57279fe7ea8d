package org.youdai.replay;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Remembers uses in this process, exactly and in a memory of fixed size: 70 bytes a code. Every
 * call holds one lock, for some hundred nanoseconds as a rule; once the memory is full of uses that
 * are over, for the millisecond that it takes to clear it.
 *
 * <p>Time is that of a counter, so that a wall clock that is set makes no use recent or old.
 */
public final class MemoryGuard implements ReplayGuard {
  /** Enough for one gate: 4,096 codes within the interval, in 280 KiB. */
  public static final int ONE_GATE = 4096;

  /** The most codes that one can be made for. */
  public static final int MOST_CODES = 1 << 26;

  /** How many places are looked at with every use, for such as are over. */
  private static final int SWEPT_AT_A_TIME = 8;

  /** Sets the marks of live codes apart from those of credentials. */
  private static final long LIVE = 0x6c69_7665_6c69_7665L;

  private final LongSupplier nanos;
  private final long start;
  private final int mostMarks;

  // One place a mark, found by linear probing; empty where until is 0.
  private final long[] high;
  private final long[] low;
  private final long[] until;
  private final int[] scan;

  private int marks;
  private int cursor;
  private long nextClearing;

  private MemoryGuard(int codes, LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.mostMarks = 2 * codes; // a live code has two: its own, and its credential's
    int places = mostMarks + mostMarks / 4 + 1;
    this.high = new long[places];
    this.low = new long[places];
    this.until = new long[places];
    this.scan = new int[places];
  }

  /**
   * Returns a guard that can remember {@code codes} within their intervals at once.
   *
   * @param codes 1 to {@value #MOST_CODES}
   * @param nanos a counter of nanoseconds that only goes on
   */
  public static MemoryGuard remembering(int codes, LongSupplier nanos) {
    if (codes < 1 || codes > MOST_CODES) {
      throw new IllegalArgumentException("a guard remembers 1 to " + MOST_CODES + " codes");
    }
    return new MemoryGuard(codes, nanos);
  }

  @Override
  public synchronized Finding firstUse(Use use) {
    long now = nanos.getAsLong() - start;
    sweep(now);
    Optional<Mark> live = use.presentation().map(mark -> at(use.venue(), mark, LIVE));
    int id = id(use);
    int earlier = live.isPresent() ? find(live.get(), now) : -1;
    if (earlier >= 0) {
      return of(earlier, id, Verdict.REPLAYED);
    }
    Mark credential = at(use.venue(), use.credential(), 0);
    earlier = find(credential, now);
    if (earlier >= 0) {
      return of(earlier, id, Verdict.USED_RECENTLY);
    }
    if (marks + 2 > mostMarks && !cleared(now)) {
      return new Finding(Verdict.FIRST, GuardState.FULL);
    }
    live.ifPresent(mark -> insert(mark, now + Math.max(1, use.window().toNanos()), id));
    if (!use.interval().isZero()) {
      insert(credential, now + use.interval().toNanos(), id);
    }
    return new Finding(Verdict.FIRST, GuardState.IN_ORDER);
  }

  private Finding of(int earlier, int id, Verdict ofAnother) {
    return new Finding(scan[earlier] == id ? Verdict.FIRST : ofAnother, GuardState.IN_ORDER);
  }

  @Override
  public synchronized boolean annul(Use use) {
    long now = nanos.getAsLong() - start;
    use.presentation().ifPresent(mark -> forget(at(use.venue(), mark, LIVE), id(use), now));
    forget(at(use.venue(), use.credential(), 0), id(use), now);
    return true;
  }

  private void forget(Mark mark, int id, long now) {
    int place = find(mark, now);
    if (place >= 0 && scan[place] == id) {
      remove(place);
    }
  }

  private static int id(Use use) {
    return (int) use.scan().getLeastSignificantBits(); // 32 of the random bits of a UUID
  }

  /** Returns a mark as it is at a venue: what is used at one is not used at another. */
  private static Mark at(String venue, Mark mark, long kind) {
    long hash = 0xcbf2_9ce4_8422_2325L; // FNV-1a, in 64 bits
    for (int i = 0; i < venue.length(); i++) {
      hash = (hash ^ venue.charAt(i)) * 0x100_0000_01b3L;
    }
    return new Mark(mark.high() ^ hash, mark.low() ^ kind);
  }

  /** Returns the place of a mark whose time is not over, or -1. */
  private int find(Mark mark, long now) {
    int place = home(mark.high(), mark.low());
    while (until[place] != 0) {
      if (high[place] == mark.high() && low[place] == mark.low()) {
        if (until[place] > now) {
          return place;
        }
        remove(place);
        return -1;
      }
      place = next(place);
    }
    return -1;
  }

  private void insert(Mark mark, long end, int id) {
    int place = home(mark.high(), mark.low());
    while (until[place] != 0) {
      place = next(place);
    }
    high[place] = mark.high();
    low[place] = mark.low();
    until[place] = end;
    scan[place] = id;
    nextClearing = Math.min(nextClearing, end);
    marks++;
  }

  /** Empties a place, and moves up what can only be found past it. */
  private void remove(int place) {
    int hole = place;
    for (int i = next(hole); until[i] != 0; i = next(i)) {
      int home = home(high[i], low[i]);
      boolean isFoundBeforeTheHole =
          hole <= i ? hole < home && home <= i : hole < home || home <= i;
      if (!isFoundBeforeTheHole) {
        high[hole] = high[i];
        low[hole] = low[i];
        until[hole] = until[i];
        scan[hole] = scan[i];
        hole = i;
      }
    }
    until[hole] = 0;
    marks--;
  }

  private void sweep(long now) {
    for (int i = 0; i < SWEPT_AT_A_TIME; i++) {
      if (until[cursor] != 0 && until[cursor] <= now) {
        remove(cursor); // another may have moved here
      } else {
        cursor = next(cursor);
      }
    }
  }

  /**
   * Removes all that is over, unless the first of the rest is not; returns whether there is room.
   */
  private boolean cleared(long now) {
    if (now < nextClearing) {
      return false;
    }
    for (int place = 0; place < until.length; ) {
      if (until[place] != 0 && until[place] <= now) {
        remove(place);
      } else {
        place++;
      }
    }
    nextClearing = Long.MAX_VALUE;
    for (long end : until) {
      if (end != 0) {
        nextClearing = Math.min(nextClearing, end);
      }
    }
    return marks + 2 <= mostMarks;
  }

  private int home(long one, long other) {
    long hash = (one ^ Long.rotateLeft(other, 32)) * 0x9e37_79b9_7f4a_7c15L;
    return (int) (((hash >>> 32) * until.length) >>> 32);
  }

  private int next(int place) {
    return place + 1 == until.length ? 0 : place + 1;
  }

  /** Returns how many marks are held, those included that are over and not yet cleared. */
  public synchronized int marks() {
    return marks;
  }

  @Override
  public String toString() {
    return "MemoryGuard[" + marks() + " of " + mostMarks + " marks]";
  }
}
