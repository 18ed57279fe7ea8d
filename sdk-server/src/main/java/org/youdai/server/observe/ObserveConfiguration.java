package org.youdai.server.observe;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.youdai.Verifier;
import org.youdai.feed.SnapshotFeed;
import org.youdai.gate.Device;
import org.youdai.journal.FolderJournal;
import org.youdai.replay.GuardState;
import org.youdai.server.access.Keys;
import org.youdai.server.venue.Venues;

/**
 * Metrics and readiness. Not ready is who could only hand over to staff, or records nothing. A
 * database or a shared memory that is away is told to the operator, and verification goes on.
 */
@Configuration(proxyBeanMethods = false)
public class ObserveConfiguration {
  private static final Status DEGRADED = new Status("DEGRADED");

  @Bean
  DecisionMeters decisionMeters(MeterRegistry meters) {
    return new DecisionMeters(meters);
  }

  @Bean
  Gauges gauges(
      SnapshotFeed lists,
      FolderJournal journal,
      DecisionMeters decisions,
      Keys keys,
      Device device) {
    return new Gauges(lists, journal, decisions, keys, device.clock());
  }

  @Bean
  HealthIndicator listsHealthIndicator(Verifier verifier, Venues venues) {
    return new VenuesHealth(verifier, venues);
  }

  @Bean
  HealthIndicator journalHealthIndicator(FolderJournal journal) {
    return () -> {
      FolderJournal.Health state = journal.health();
      Health.Builder health = state.takesWrites() ? Health.up() : Health.down();
      return health
          .withDetail("waiting", state.queued())
          .withDetail("notUploaded", state.notUploaded())
          .withDetail("lost", state.lost())
          .build();
    };
  }

  /** The keys are read from the database every few seconds, so they know whether it is there. */
  @Bean
  HealthIndicator databaseHealthIndicator(Keys keys) {
    return () -> (keys.isCurrent() ? Health.up() : Health.status(DEGRADED)).build();
  }

  @Bean
  HealthIndicator guardHealthIndicator(DecisionMeters decisions) {
    return () -> {
      GuardState state = decisions.guard();
      boolean isDegraded = state == GuardState.ALONE || state == GuardState.FULL;
      return (isDegraded ? Health.status(DEGRADED) : Health.up())
          .withDetail("state", state.name())
          .build();
    };
  }
}
