package org.youdai.policy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;

/**
 * When a benefit is granted. A rule is data only: it can be published, read and explained.
 *
 * @param id its name within the policy
 * @param when what must hold
 * @param effective the days on which the rule holds; empty for as long as the policy
 * @param grant what is granted then
 */
public record BenefitRule(String id, When when, Optional<DateSpan> effective, Benefit grant) {

  /** Whether a rule looks at statutory holidays. */
  public enum Holidays {
    /** It does not. */
    ANY_DAY,
    /** It holds on statutory holidays only. */
    ONLY,
    /** It does not hold on statutory holidays. */
    EXCEPT
  }

  /** How a rule fits: wholly, or which condition is the first that does not hold. */
  public enum Fit {
    /** Every condition holds. */
    FITS,
    /** It depends on whether the day is a holiday, and the policy's calendar ends before it. */
    HOLIDAY_UNKNOWN,
    /** The rule is not in effect on this day. */
    EFFECTIVE,
    /** Another kind of place. */
    VENUE,
    /** Run by somebody else. */
    OWNERSHIP,
    /** Another service or line. */
    SERVICE,
    /** The operator has not switched it on. */
    OPTION,
    /** Another kind of document. */
    KIND,
    /** Too young. */
    AGE,
    /** Issued elsewhere. */
    JURISDICTION,
    /** Another day of the week. */
    DAYS,
    /** Another hour. */
    HOURS,
    /** Another day. */
    DATES,
    /** A holiday, or not one. */
    HOLIDAYS
  }

  /**
   * The conditions of a rule. All must hold; an empty set or list asks for nothing.
   *
   * @param venues the kinds of place
   * @param ownership who runs the place
   * @param services the kinds of service that it is limited to
   * @param exceptServices the kinds of service that it does not reach
   * @param option what the operator must have switched on
   * @param kinds what was shown
   * @param ageOver the least age in years completed, one of {@link Holder#AGE_TIERS}; 0 asks for
   *     none
   * @param jurisdictions GB/T 2260 codes, or beginnings of them, of the place that issued what was
   *     shown
   * @param days the days of the week
   * @param hours the hours of the day
   * @param dates the days it is limited to
   * @param exceptDates the days it does not reach
   * @param holidays whether statutory holidays count
   */
  public record When(
      Set<VenueCategory> venues,
      Set<Ownership> ownership,
      Set<String> services,
      Set<String> exceptServices,
      Optional<PolicyOption> option,
      Set<DocumentKind> kinds,
      int ageOver,
      Set<String> jurisdictions,
      Set<DayOfWeek> days,
      List<TimeSpan> hours,
      List<DateSpan> dates,
      List<DateSpan> exceptDates,
      Holidays holidays) {

    /** Copies the collections. */
    public When {
      venues = Set.copyOf(venues);
      ownership = Set.copyOf(ownership);
      services = Set.copyOf(services);
      exceptServices = Set.copyOf(exceptServices);
      kinds = Set.copyOf(kinds);
      jurisdictions = Set.copyOf(jurisdictions);
      days = Set.copyOf(days);
      hours = List.copyOf(hours);
      dates = List.copyOf(dates);
      exceptDates = List.copyOf(exceptDates);
    }

    /** Loops and no streams: a gate does this for every passenger, and makes no garbage of it. */
    private Fit fit(
        Holder holder, VenueProfile venue, LocalDateTime local, HolidayCalendar calendar) {
      Fit here = fit(venue);
      if (here != Fit.FITS) {
        return here;
      }
      if (!isAnyOr(kinds, holder.kind())) {
        return Fit.KIND;
      }
      if (holder.ageOver() < ageOver) {
        return Fit.AGE;
      }
      if (!isIssuedWithin(holder.jurisdiction())) {
        return Fit.JURISDICTION;
      }
      if (!isAnyOr(days, local.getDayOfWeek())) {
        return Fit.DAYS;
      }
      if (!hours.isEmpty() && !isWithinHours(local.toLocalTime())) {
        return Fit.HOURS;
      }
      LocalDate date = local.toLocalDate();
      if ((!dates.isEmpty() && !contain(dates, date)) || contain(exceptDates, date)) {
        return Fit.DATES;
      }
      if (holidays == Holidays.ANY_DAY) {
        return Fit.FITS;
      }
      if (!calendar.covers(date)) {
        return Fit.HOLIDAY_UNKNOWN;
      }
      boolean isAsked = calendar.isHoliday(date) == (holidays == Holidays.ONLY);
      return isAsked ? Fit.FITS : Fit.HOLIDAYS;
    }

    private Fit fit(VenueProfile venue) {
      if (!isAnyOr(venues, venue.category())) {
        return Fit.VENUE;
      }
      if (!isAnyOr(ownership, venue.ownership())) {
        return Fit.OWNERSHIP;
      }
      if (!isAnyOr(services, venue.service()) || exceptServices.contains(venue.service())) {
        return Fit.SERVICE;
      }
      if (option.isPresent() && !venue.hasOn(option.get())) {
        return Fit.OPTION;
      }
      return Fit.FITS;
    }

    private static <T> boolean isAnyOr(Set<T> wanted, T given) {
      return wanted.isEmpty() || wanted.contains(given);
    }

    private boolean isIssuedWithin(String jurisdiction) {
      if (jurisdictions.isEmpty()) {
        return true;
      }
      for (String start : jurisdictions) {
        if (jurisdiction.startsWith(start)) {
          return true;
        }
      }
      return false;
    }

    private boolean isWithinHours(LocalTime time) {
      for (int i = 0; i < hours.size(); i++) {
        if (hours.get(i).contains(time)) {
          return true;
        }
      }
      return false;
    }

    private static boolean contain(List<DateSpan> spans, LocalDate date) {
      for (int i = 0; i < spans.size(); i++) {
        if (spans.get(i).contains(date)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Returns whether there is anybody, at any time, whom the rule fits at {@code venue}. */
  boolean isFor(VenueProfile venue) {
    return when.fit(venue) == Fit.FITS;
  }

  /** Returns whether the rule fits at the local time given, or why not. */
  Fit fit(Holder holder, VenueProfile venue, LocalDateTime local, HolidayCalendar calendar) {
    return effective.isPresent() && !effective.get().contains(local.toLocalDate())
        ? Fit.EFFECTIVE
        : when.fit(holder, venue, local, calendar);
  }
}
