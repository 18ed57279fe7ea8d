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
 * @param doubt what to do when the lists are old or the clock is suspect
 * @param liveFor how long a phone's live code may be shown after it was made
 * @param liveAhead how far the phone's clock may be ahead
 */
public record VenueProfile(
    String id,
    VenueCategory category,
    Ownership ownership,
    String service,
    WhenInDoubt doubt,
    Duration liveFor,
    Duration liveAhead) {

  /** How long a live code may be shown: a phone makes a new one every 30 seconds. */
  public static final Duration DEFAULT_LIVE_FOR = Duration.ofSeconds(60);

  /** How far a phone's clock may be ahead. */
  public static final Duration DEFAULT_LIVE_AHEAD = Duration.ofSeconds(10);

  /** Checks that no limit is negative. */
  public VenueProfile {
    if (liveFor.isNegative() || liveAhead.isNegative()) {
      throw new IllegalArgumentException("a limit is not negative");
    }
  }

  /** Returns a venue with the ordinary service and the default limit. */
  public static VenueProfile of(String id, VenueCategory category, Ownership ownership) {
    return new VenueProfile(
        id, category, ownership, "", WhenInDoubt.STANDARD, DEFAULT_LIVE_FOR, DEFAULT_LIVE_AHEAD);
  }

  /** Returns this venue for one kind of service. */
  public VenueProfile withService(String kindOfService) {
    return new VenueProfile(id, category, ownership, kindOfService, doubt, liveFor, liveAhead);
  }

  /** Returns this venue with other choices for old lists and a suspect clock. */
  public VenueProfile withDoubt(WhenInDoubt choices) {
    return new VenueProfile(id, category, ownership, service, choices, liveFor, liveAhead);
  }

  /** Returns this venue with another window for live codes. */
  public VenueProfile withLiveWindow(Duration back, Duration ahead) {
    return new VenueProfile(id, category, ownership, service, doubt, back, ahead);
  }
}
