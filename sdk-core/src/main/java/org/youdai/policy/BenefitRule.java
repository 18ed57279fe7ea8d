package org.youdai.policy;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.youdai.credential.CredentialKind;
import org.youdai.credential.Holder;

/**
 * When a benefit is granted. A rule is data only: it can be published, read and explained.
 *
 * @param id its name within the policy
 * @param when what must hold
 * @param grant what is granted then
 */
public record BenefitRule(String id, When when, Benefit grant) {

  /**
   * The conditions of a rule. All must hold; an empty set or list asks for nothing.
   *
   * @param venues the kinds of place
   * @param ownership who runs the place
   * @param services the kinds of service that it is limited to
   * @param exceptServices the kinds of service that it does not reach
   * @param kinds what was shown
   * @param ageOver the least age in years completed; 0 asks for none
   * @param days the days of the week
   * @param hours the hours of the day
   * @param dates the days it is limited to
   * @param exceptDates the days it does not reach
   * @param jurisdictions GB/T 2260 codes, or beginnings of them, of the place that issued what was
   *     shown
   */
  public record When(
      Set<VenueCategory> venues,
      Set<Ownership> ownership,
      Set<String> services,
      Set<String> exceptServices,
      Set<CredentialKind> kinds,
      int ageOver,
      Set<DayOfWeek> days,
      List<TimeSpan> hours,
      List<DateSpan> dates,
      List<DateSpan> exceptDates,
      Set<String> jurisdictions) {

    /** Copies the collections. */
    public When {
      venues = Set.copyOf(venues);
      ownership = Set.copyOf(ownership);
      services = Set.copyOf(services);
      exceptServices = Set.copyOf(exceptServices);
      kinds = Set.copyOf(kinds);
      days = Set.copyOf(days);
      hours = List.copyOf(hours);
      dates = List.copyOf(dates);
      exceptDates = List.copyOf(exceptDates);
      jurisdictions = Set.copyOf(jurisdictions);
    }

    boolean matches(Holder holder, VenueProfile venue, LocalDateTime local) {
      return holder.ageOver() >= ageOver
          && isAnyOr(venues, venue.category())
          && isAnyOr(ownership, venue.ownership())
          && isAnyOr(services, venue.service())
          && !exceptServices.contains(venue.service())
          && isAnyOr(kinds, holder.kind())
          && isAnyOr(days, local.getDayOfWeek())
          && (hours.isEmpty() || hours.stream().anyMatch(h -> h.contains(local.toLocalTime())))
          && (dates.isEmpty() || dates.stream().anyMatch(d -> d.contains(local.toLocalDate())))
          && exceptDates.stream().noneMatch(d -> d.contains(local.toLocalDate()))
          && (jurisdictions.isEmpty()
              || jurisdictions.stream().anyMatch(holder.jurisdiction()::startsWith));
    }

    private static <T> boolean isAnyOr(Set<T> wanted, T given) {
      return wanted.isEmpty() || wanted.contains(given);
    }
  }

  /** Returns the benefit if every condition holds at the local time given. */
  Optional<Benefit> grantTo(Holder holder, VenueProfile venue, LocalDateTime local) {
    return when.matches(holder, venue, local) ? Optional.of(grant) : Optional.empty();
  }
}
