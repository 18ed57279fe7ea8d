package org.youdai.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The venue that asks, and what its operator has chosen.
 *
 * @param id the operator's own name for it
 * @param category what kind of place it is
 * @param ownership who runs it
 * @param service the kind of service or line where that matters, for example {@code tourist}; empty
 *     for the ordinary one
 * @param options what the operator has decided of a policy's open questions, by their ids
 * @param hours when it is open; always if there are none
 * @param doubt what to do when the lists are old, the clock is suspect or a code was used just now
 * @param reuseInterval how long after a use a credential counts as used; 0 if it never does
 * @param liveFor how long a phone's live code may be shown after it was made
 * @param liveAhead how far the phone's clock may be ahead
 */
public record VenueProfile(
    String id,
    VenueCategory category,
    Ownership ownership,
    String service,
    Map<String, Boolean> options,
    List<VenueHours> hours,
    WhenInDoubt doubt,
    Duration reuseInterval,
    Duration liveFor,
    Duration liveAhead) {

  /** How long after a use a credential counts as used. */
  public static final Duration DEFAULT_REUSE_INTERVAL = Duration.ofMinutes(5);

  /** How long a live code may be shown: a phone makes a new one every 30 seconds. */
  public static final Duration DEFAULT_LIVE_FOR = Duration.ofSeconds(60);

  /** How far a phone's clock may be ahead. */
  public static final Duration DEFAULT_LIVE_AHEAD = Duration.ofSeconds(10);

  private static final Duration LONGEST_LIVE = Duration.ofDays(365);
  private static final Duration LONGEST_REUSE_INTERVAL = Duration.ofDays(1);

  /** Copies the collections, and checks the limits. */
  public VenueProfile {
    options = Map.copyOf(options);
    hours = List.copyOf(hours);
    requireWithin("how long a live code is shown", liveFor, LONGEST_LIVE);
    requireWithin("how far a phone's clock may be ahead", liveAhead, LONGEST_LIVE);
    requireWithin("the interval of reuse", reuseInterval, LONGEST_REUSE_INTERVAL);
  }

  private static void requireWithin(String what, Duration limit, Duration longest) {
    if (limit.isNegative() || limit.compareTo(longest) > 0) {
      throw new IllegalArgumentException(what + " is 0 to " + longest.toDays() + " days");
    }
  }

  /** Returns a venue with the ordinary service and the default limits, which is always open. */
  public static VenueProfile of(String id, VenueCategory category, Ownership ownership) {
    return new VenueProfile(
        id,
        category,
        ownership,
        "",
        Map.of(),
        List.of(),
        WhenInDoubt.STANDARD,
        DEFAULT_REUSE_INTERVAL,
        DEFAULT_LIVE_FOR,
        DEFAULT_LIVE_AHEAD);
  }

  /** Returns this venue for one kind of service. */
  public VenueProfile withService(String kindOfService) {
    return new VenueProfile(
        id,
        category,
        ownership,
        kindOfService,
        options,
        hours,
        doubt,
        reuseInterval,
        liveFor,
        liveAhead);
  }

  /** Returns this venue with one of a policy's open questions decided. */
  public VenueProfile withOption(String option, boolean isOn) {
    Map<String, Boolean> changed = new HashMap<>(options);
    changed.put(option, isOn);
    return new VenueProfile(
        id, category, ownership, service, changed, hours, doubt, reuseInterval, liveFor, liveAhead);
  }

  /** Returns whether an option holds here: as the operator has said, or else as the policy says. */
  boolean hasOn(PolicyOption option) {
    return options.getOrDefault(option.id(), option.isOnUnlessSaid());
  }

  /** Returns this venue with other hours; none for a venue that is always open. */
  public VenueProfile withHours(List<VenueHours> openAt) {
    return new VenueProfile(
        id,
        category,
        ownership,
        service,
        options,
        openAt,
        doubt,
        reuseInterval,
        liveFor,
        liveAhead);
  }

  /** Returns whether it is open at {@code instant}. */
  public boolean isOpenAt(Instant instant) {
    return hours.isEmpty()
        || hoursAt(LocalDateTime.ofInstant(instant, BenefitPolicy.ZONE)).isPresent();
  }

  private Optional<VenueHours> hoursAt(LocalDateTime local) {
    for (int i = 0; i < hours.size(); i++) {
      if (hours.get(i).contains(local)) {
        return Optional.of(hours.get(i));
      }
    }
    return Optional.empty();
  }

  /** Returns what a benefit amounts to here: what a rule leaves to the venue, its hours may say. */
  Ruling ruling(Benefit benefit, LocalDateTime local) {
    return benefit.kind() == Benefit.Kind.VENUE_TARIFF
        ? hoursAt(local)
            .filter(open -> open.tariff().isPresent())
            .map(open -> benefit.atTariff(open.tariff().getAsInt()))
            .orElseGet(() -> new Ruling.Granted(benefit))
        : new Ruling.Granted(benefit);
  }

  /** Returns this venue with other choices for what is in doubt. */
  public VenueProfile withDoubt(WhenInDoubt choices) {
    return new VenueProfile(
        id,
        category,
        ownership,
        service,
        options,
        hours,
        choices,
        reuseInterval,
        liveFor,
        liveAhead);
  }

  /** Returns this venue with another interval of reuse; 0 for none. */
  public VenueProfile withReuseInterval(Duration interval) {
    return new VenueProfile(
        id, category, ownership, service, options, hours, doubt, interval, liveFor, liveAhead);
  }

  /** Returns this venue with another window for live codes. */
  public VenueProfile withLiveWindow(Duration back, Duration ahead) {
    return new VenueProfile(
        id, category, ownership, service, options, hours, doubt, reuseInterval, back, ahead);
  }
}
