package org.youdai.gate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.journal.Journal;
import org.youdai.journal.JournalEntry;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.replay.MemoryGuard;

/** A gate whose clocks go when they are told to, and a list for a journal. */
public final class TestGate {
  public static final VenueProfile BUS =
      VenueProfile.of("bus-12", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  public final List<JournalEntry> journal = Collections.synchronizedList(new ArrayList<>());
  public final Hands hands = new Hands(TestAuthority.NOW);
  public final MemoryGuard guard = MemoryGuard.remembering(MemoryGuard.ONE_GATE, hands);
  public final Gate gate;

  private TestGate(GateProfile profile, Supplier<Snapshot> snapshots) {
    this.gate = new Gate(profile, snapshots, guard, listed(), hands.device());
  }

  public static TestGate of(GateProfile profile, Supplier<Snapshot> snapshots) {
    return new TestGate(profile, snapshots);
  }

  private Journal listed() {
    return new Journal() {
      @Override
      public boolean append(JournalEntry entry) {
        return journal.add(entry);
      }

      @Override
      public int waiting() {
        return 0;
      }
    };
  }

  /** A wall clock and a counter that go together, or apart. */
  public static final class Hands extends Clock implements LongSupplier {
    private Instant now;
    private long nanos;

    public Hands(Instant now) {
      this.now = now;
    }

    public synchronized void pass(Duration time) {
      now = now.plus(time);
      nanos += time.toNanos();
    }

    /** Sets the wall clock alone. */
    public synchronized void set(Instant wall) {
      now = wall;
    }

    @Override
    public synchronized Instant instant() {
      return now;
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

    public Device device() {
      return new Device(this, this, new Random(1));
    }
  }
}
