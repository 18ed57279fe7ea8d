package org.youdai.server.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.youdai.Snapshot;
import org.youdai.feed.SnapshotFeed;
import org.youdai.journal.FolderJournal;
import org.youdai.replay.GuardState;
import org.youdai.server.access.Keys;

/** What can be read off at any time: lists, journal, guard and keys. */
final class Gauges implements MeterBinder {
  private final SnapshotFeed lists;
  private final FolderJournal journal;
  private final DecisionMeters decisions;
  private final Keys keys;
  private final Clock clock;

  Gauges(
      SnapshotFeed lists, FolderJournal journal, DecisionMeters decisions, Keys keys, Clock clock) {
    this.lists = lists;
    this.journal = journal;
    this.decisions = decisions;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("youdai.lists.age", this, Gauges::age)
        .description("since the manifest was signed; NaN if there is none")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("youdai.lists.remaining", this, Gauges::remaining)
        .description("until the first of the lists expires; NaN if there is none")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("youdai.lists.version", lists, feed -> feed.get().manifestVersion())
        .description("of the manifest that serves; 0 if there is none")
        .register(meters);
    Gauge.builder("youdai.lists.failures", lists, feed -> feed.health().failures())
        .description("updates that failed one after the other")
        .register(meters);
    Gauge.builder("youdai.journal.recording", journal, kept -> kept.health().takesWrites() ? 1 : 0)
        .description("1 if decisions are recorded")
        .register(meters);
    Gauge.builder("youdai.journal.waiting", journal, FolderJournal::waiting)
        .description("decisions that wait for the disk")
        .register(meters);
    Gauge.builder("youdai.journal.not.uploaded", journal, kept -> kept.health().notUploaded())
        .description("decisions on the disk and not in the database")
        .register(meters);
    FunctionCounter.builder("youdai.journal.lost", journal, kept -> kept.health().lost())
        .description("decisions that were not recorded")
        .register(meters);
    for (GuardState state : GuardState.values()) {
      Gauge.builder("youdai.guard", decisions, made -> made.guard() == state ? 1 : 0)
          .description("1 for what the memory of uses last said of itself")
          .tag("state", state.name())
          .register(meters);
    }
    Gauge.builder("youdai.keys", keys, Keys::count).description("keys in force").register(meters);
    Gauge.builder("youdai.keys.current", keys, known -> known.isCurrent() ? 1 : 0)
        .description("1 if the keys could last be read from the database")
        .register(meters);
  }

  private double age() {
    return lists.get().parts().stream()
        .filter(part -> part.name().equals("manifest.json"))
        .findFirst()
        .map(Snapshot.Part::issued)
        .map(issued -> seconds(issued, clock.instant()))
        .orElse(Double.NaN);
  }

  private double remaining() {
    return lists.get().parts().stream()
        .map(Snapshot.Part::expires)
        .min(Instant::compareTo)
        .map(expires -> seconds(clock.instant(), expires))
        .orElse(Double.NaN);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
