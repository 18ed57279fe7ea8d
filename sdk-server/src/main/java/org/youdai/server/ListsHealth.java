package org.youdai.server;

import java.time.Clock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.youdai.Snapshot;
import org.youdai.feed.SnapshotFeed;
import org.youdai.policy.WhenInDoubt;
import org.youdai.status.Freshness;

/** Whether there are lists that codes can be decided by; down if they are too old or missing. */
final class ListsHealth implements HealthIndicator {
  private final SnapshotFeed feed;
  private final Clock clock;

  ListsHealth(SnapshotFeed feed, Clock clock) {
    this.feed = feed;
    this.clock = clock;
  }

  @Override
  public Health health() {
    Snapshot lists = feed.get();
    Freshness freshness = lists.freshnessAt(clock.instant(), WhenInDoubt.STANDARD.staleLimit());
    Health.Builder health =
        freshness.compareTo(Freshness.TOO_OLD) < 0 ? Health.up() : Health.down();
    health.withDetail("freshness", freshness).withDetail("version", lists.manifestVersion());
    feed.health()
        .problem()
        .ifPresent(problem -> health.withDetail("problem", problem.reason().code()));
    return health.build();
  }
}
