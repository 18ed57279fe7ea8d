package org.youdai.policy;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Hours in which a venue is open, in {@link BenefitPolicy#ZONE}.
 *
 * @param days the days of the week; empty for every day
 * @param hours the hours of these days
 * @param tariff the share of the ordinary price to pay in these hours, 0 to 100, where a rule
 *     leaves it to the venue ({@link Benefit.Kind#VENUE_TARIFF}); empty where staff know it
 */
public record VenueHours(Set<DayOfWeek> days, TimeSpan hours, OptionalInt tariff) {
  /** Copies the days, and checks the tariff. */
  public VenueHours {
    days = Set.copyOf(days);
    if (tariff.isPresent() && (tariff.getAsInt() < 0 || tariff.getAsInt() > 100)) {
      throw new IllegalArgumentException("a tariff is 0 to 100 percent");
    }
  }

  /** Returns whether these hours hold at a local time. */
  boolean contains(LocalDateTime local) {
    return (days.isEmpty() || days.contains(local.getDayOfWeek()))
        && hours.contains(local.toLocalTime());
  }

  /** Returns whether there is a time at which both hold. */
  public boolean overlaps(VenueHours other) {
    return (days.isEmpty() || other.days.isEmpty() || !Collections.disjoint(days, other.days))
        && hours.overlaps(other.hours);
  }
}
