package org.youdai.server.observe;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.youdai.Verifier;
import org.youdai.policy.VenueProfile;
import org.youdai.server.venue.Venues;
import org.youdai.status.Freshness;

/**
 * Whether the lists are young enough for any venue. If they are for none, every code is handed over
 * to staff, and another instance may do better.
 */
final class VenuesHealth implements HealthIndicator {
  private final Verifier verifier;
  private final Venues venues;

  VenuesHealth(Verifier verifier, Venues venues) {
    this.verifier = verifier;
    this.venues = venues;
  }

  @Override
  public Health health() {
    Freshness best =
        venues.all().stream()
            .map(venue -> freshness(venue.profile().venue()))
            .min(Freshness::compareTo)
            .orElse(Freshness.NEVER_SYNCED);
    Health.Builder health = best.compareTo(Freshness.TOO_OLD) < 0 ? Health.up() : Health.down();
    return health.withDetail("state", best.name()).build();
  }

  private Freshness freshness(VenueProfile venue) {
    return verifier.circumstances(venue).freshness();
  }
}
