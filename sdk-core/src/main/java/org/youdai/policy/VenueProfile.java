package org.youdai.policy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The venue that asks, and what its operator has chosen.
 *
 * @param id the operator's own name for it
 * @param category what kind of place it is
 * @param ownership who runs it
 * @param service the kind of service or line where that matters, for example {@code tourist}; empty
 *     for the ordinary one
 * @param options what the operator has decided of a policy's open questions, by their ids
 * @param doubt what to do when the lists are old or the clock is suspect
 * @param liveFor how long a phone's live code may be shown after it was made
 * @param liveAhead how far the phone's clock may be ahead
 */
public record VenueProfile(
    String id,
    VenueCategory category,
    Ownership ownership,
    String service,
    Map<String, Boolean> options,
    WhenInDoubt doubt,
    Duration liveFor,
    Duration liveAhead) {

  /** How long a live code may be shown: a phone makes a new one every 30 seconds. */
  public static final Duration DEFAULT_LIVE_FOR = Duration.ofSeconds(60);

  /** How far a phone's clock may be ahead. */
  public static final Duration DEFAULT_LIVE_AHEAD = Duration.ofSeconds(10);

  private static final Duration LONGEST = Duration.ofDays(365);

  /** Copies the options, and checks the limits. */
  public VenueProfile {
    options = Map.copyOf(options);
    for (Duration limit : new Duration[] {liveFor, liveAhead}) {
      if (limit.isNegative() || limit.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("a live code is shown for 0 to 365 days");
      }
    }
  }

  /** Returns a venue with the ordinary service and the default limit. */
  public static VenueProfile of(String id, VenueCategory category, Ownership ownership) {
    return new VenueProfile(
        id,
        category,
        ownership,
        "",
        Map.of(),
        WhenInDoubt.STANDARD,
        DEFAULT_LIVE_FOR,
        DEFAULT_LIVE_AHEAD);
  }

  /** Returns this venue for one kind of service. */
  public VenueProfile withService(String kindOfService) {
    return new VenueProfile(
        id, category, ownership, kindOfService, options, doubt, liveFor, liveAhead);
  }

  /** Returns this venue with one of a policy's open questions decided. */
  public VenueProfile withOption(String option, boolean isOn) {
    Map<String, Boolean> changed = new HashMap<>(options);
    changed.put(option, isOn);
    return new VenueProfile(id, category, ownership, service, changed, doubt, liveFor, liveAhead);
  }

  /** Returns whether an option holds here: as the operator has said, or else as the policy says. */
  boolean hasOn(PolicyOption option) {
    return options.getOrDefault(option.id(), option.isOnUnlessSaid());
  }

  /** Returns this venue with other choices for old lists and a suspect clock. */
  public VenueProfile withDoubt(WhenInDoubt choices) {
    return new VenueProfile(id, category, ownership, service, options, choices, liveFor, liveAhead);
  }

  /** Returns this venue with another window for live codes. */
  public VenueProfile withLiveWindow(Duration back, Duration ahead) {
    return new VenueProfile(id, category, ownership, service, options, doubt, back, ahead);
  }
}
