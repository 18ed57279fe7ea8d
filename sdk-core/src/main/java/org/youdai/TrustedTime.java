package org.youdai;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.youdai.decision.ClockState;

/**
 * What time it is, and whether that can be believed. A wall clock is believed the first time that
 * it is not behind what signatures vouch for; from then on it must go as fast as a counter that
 * nobody can set. Where the two part, it may be either time, until a new publication within whose
 * life the wall clock lies settles it. Safe for use by several threads.
 */
public final class TrustedTime {
  /**
   * How far a clock may be behind the newest signature before it is not believed. Publishers and
   * gates are rarely set to the same second.
   */
  public static final Duration BEHIND = Duration.ofMinutes(2);

  /** How far a clock may be from where the counter says that it should be. */
  public static final Duration JUMP = Duration.ofHours(1);

  private final Clock wall;
  private final LongSupplier nanos;
  private volatile Mark mark = Mark.NONE;

  private TrustedTime(Clock wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
  }

  /**
   * Returns the time of a device.
   *
   * @param wall its clock
   * @param nanos a counter of nanoseconds that only goes on: {@code System::nanoTime}, or on
   *     Android {@code SystemClock::elapsedRealtimeNanos}, which counts while the device sleeps
   */
  public static TrustedTime of(Clock wall, LongSupplier nanos) {
    return new TrustedTime(wall, nanos);
  }

  /** Returns whether a clock that shows {@code now} is behind what signatures vouch for. */
  public static boolean isBehind(Instant now, Snapshot snapshot) {
    return now.plus(BEHIND).isBefore(snapshot.trustedTimeFloor());
  }

  /** When both were read, at a time when the wall clock was believed. */
  private record Mark(Instant at, long nanos, Instant floor) {
    static final Mark NONE = new Mark(Instant.MIN, 0, Instant.MIN);

    Instant carriedTo(long now) {
      return at.plusNanos(now - nanos);
    }
  }

  /**
   * What time it is.
   *
   * @param at the best guess
   * @param possible every time that it may be; nothing where it can only be said that it is not
   *     before {@code at}
   * @param state whether the wall clock is believed
   */
  record Reading(Instant at, List<Instant> possible, ClockState state) {}

  /** Reads both clocks, once. */
  Reading read(Snapshot snapshot) {
    Instant now = wall.instant();
    long ticks = nanos.getAsLong();
    Instant floor = snapshot.trustedTimeFloor();
    boolean isBehind = isBehind(now, snapshot);
    Mark last = mark;
    boolean isSettled = !floor.equals(last.floor()) && snapshot.vouchesFor(now);
    if (!isBehind && (last.equals(Mark.NONE) || isSettled)) {
      mark = new Mark(now, ticks, floor);
      return believed(now);
    }
    if (last.equals(Mark.NONE)) {
      return new Reading(floor, List.of(), ClockState.SUSPECT);
    }
    Instant carried = last.carriedTo(ticks);
    if (isBehind) {
      Instant sure = carried.isBefore(floor) ? floor : carried;
      return new Reading(sure, List.of(sure), ClockState.SUSPECT);
    }
    return Duration.between(carried, now).abs().compareTo(JUMP) <= 0
        ? believed(now)
        : new Reading(carried, List.of(carried, now), ClockState.SUSPECT);
  }

  private static Reading believed(Instant now) {
    return new Reading(now, List.of(now), ClockState.PLAUSIBLE);
  }
}
