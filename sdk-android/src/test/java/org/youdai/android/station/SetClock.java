package org.youdai.android.station;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.youdai.TestAuthority;
import org.youdai.gate.Device;

/** A device's clocks: one on the wall that users set, and a counter that only time moves. */
final class SetClock extends Clock implements LongSupplier {
  private Instant wall;
  private long nanos;

  SetClock(Instant wall) {
    this.wall = wall;
  }

  Device device() {
    return new Device(this, this, TestAuthority.random(2));
  }

  synchronized void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  synchronized void set(Duration ahead) {
    wall = wall.plus(ahead);
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
