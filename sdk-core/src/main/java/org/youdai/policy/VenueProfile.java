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
 * @param liveFor how long a phone's live code may be shown after it was made
 * @param liveAhead how far the phone's clock may be ahead
 */
public record VenueProfile(
    String id,
    VenueCategory category,
    Ownership ownership,
    String service,
    Duration staleLimit,
    Duration liveFor,
    Duration liveAhead) {

  /** How old a list may be unless the operator says otherwise. */
  public static final Duration DEFAULT_STALE_LIMIT = Duration.ofDays(7);

  /** How long a live code may be shown: a phone makes a new one every 30 seconds. */
  public static final Duration DEFAULT_LIVE_FOR = Duration.ofSeconds(60);

  /** How far a phone's clock may be ahead. */
  public static final Duration DEFAULT_LIVE_AHEAD = Duration.ofSeconds(10);

  /** Checks that no limit is negative. */
  public VenueProfile {
    if (staleLimit.isNegative() || liveFor.isNegative() || liveAhead.isNegative()) {
      throw new IllegalArgumentException("a limit is not negative");
    }
  }

  /** Returns a venue with the ordinary service and the default limit. */
  public static VenueProfile of(String id, VenueCategory category, Ownership ownership) {
    return new VenueProfile(
        id, category, ownership, "", DEFAULT_STALE_LIMIT, DEFAULT_LIVE_FOR, DEFAULT_LIVE_AHEAD);
  }

  /** Returns this venue for one kind of service. */
  public VenueProfile withService(String kindOfService) {
    return new VenueProfile(id, category, ownership, kindOfService, staleLimit, liveFor, liveAhead);
  }

  /** Returns this venue with another limit for the age of its lists. */
  public VenueProfile withStaleLimit(Duration limit) {
    return new VenueProfile(id, category, ownership, service, limit, liveFor, liveAhead);
  }

  /** Returns this venue with another window for live codes. */
  public VenueProfile withLiveWindow(Duration back, Duration ahead) {
    return new VenueProfile(id, category, ownership, service, staleLimit, back, ahead);
  }
}
