package org.youdai.gate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** The time of a drill: a wall clock and a counter that go when they are told to. */
final class DrillClock extends Clock implements LongSupplier {
  private Instant wall;
  private long nanos;

  DrillClock(Instant wall) {
    this.wall = wall;
  }

  /** Lets the counter go on to {@code counted} since the start, and sets the wall clock. */
  synchronized void set(Duration counted, Instant shown) {
    nanos = counted.toNanos();
    wall = shown;
  }

  @Override
  public synchronized Instant instant() {
    return wall;
  }

  @Override
  public synchronized long getAsLong() {
    return nanos;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
