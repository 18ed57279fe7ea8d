package org.youdai.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
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
  final DrillClock clock = new DrillClock(TestAuthority.NOW);
  public final MemoryGuard guard = MemoryGuard.remembering(MemoryGuard.ONE_GATE, clock);
  public final Gate gate;

  private TestGate(GateProfile profile, Supplier<Snapshot> snapshots) {
    this.gate = new Gate(profile, snapshots, guard, journal(journal::add), device(clock, 1));
  }

  public static TestGate of(GateProfile profile, Supplier<Snapshot> snapshots) {
    return new TestGate(profile, snapshots);
  }

  /** Lets time pass, on the wall and by the counter. */
  static void pass(DrillClock clock, Duration time) {
    Duration counted = Duration.ofNanos(clock.getAsLong()).plus(time);
    clock.set(counted, clock.instant().plus(time));
  }

  /** Sets the wall clock alone. */
  static void setWall(DrillClock clock, Instant wall) {
    clock.set(Duration.ofNanos(clock.getAsLong()), wall);
  }

  /** Returns a device whose decision ids depend on the seed alone. */
  static Device device(DrillClock clock, long seed) {
    return new Device(clock, clock, new Random(seed));
  }

  /** Returns a journal that gives every entry to {@code pages}. */
  static Journal journal(Predicate<JournalEntry> pages) {
    return new Journal() {
      @Override
      public boolean append(JournalEntry entry) {
        return pages.test(entry);
      }

      @Override
      public int waiting() {
        return 0;
      }
    };
  }
}
