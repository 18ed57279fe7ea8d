package org.youdai.policy;

import java.time.Duration;

/**
 * The venue that asks, and what its operator has chosen.
 *
 * @param id the operator's own name for it
 * @param category what kind of place it is
 * @param ownership who runs it
 * @param service the kind of service or line where that matters, for example {@code tourist}; empty
 *     for the ordinary one
 * @param staleLimit how old a status list may be before a person decides, counted from its signing
 */
public record VenueProfile(
    String id, VenueCategory category, Ownership ownership, String service, Duration staleLimit) {

  /** How old a list may be unless the operator says otherwise. */
  public static final Duration DEFAULT_STALE_LIMIT = Duration.ofDays(7);

  /** Checks that the limit is not negative. */
  public VenueProfile {
    if (staleLimit.isNegative()) {
      throw new IllegalArgumentException("a stale limit is not negative");
    }
  }

  /** Returns a venue with the ordinary service and the default limit. */
  public static VenueProfile of(String id, VenueCategory category, Ownership ownership) {
    return new VenueProfile(id, category, ownership, "", DEFAULT_STALE_LIMIT);
  }

  /** Returns this venue for one kind of service. */
  public VenueProfile withService(String kindOfService) {
    return new VenueProfile(id, category, ownership, kindOfService, staleLimit);
  }

  /** Returns this venue with another limit. */
  public VenueProfile withStaleLimit(Duration limit) {
    return new VenueProfile(id, category, ownership, service, limit);
  }
}
