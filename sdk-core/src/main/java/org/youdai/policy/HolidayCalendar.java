package org.youdai.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * The statutory holidays of some years (法定节假日). For other years it is not known what is one.
 *
 * @param years the years of which all holidays are here
 * @param holidays those days, each within one of the years
 */
public record HolidayCalendar(Set<Integer> years, List<DateSpan> holidays) {
  /** Knows of no year. */
  public static final HolidayCalendar EMPTY = new HolidayCalendar(Set.of(), List.of());

  /** Copies the collections. */
  public HolidayCalendar {
    years = Set.copyOf(years);
    holidays = List.copyOf(holidays);
  }

  /** Returns whether it is known if {@code date} is a holiday. */
  public boolean covers(LocalDate date) {
    return years.contains(date.getYear());
  }

  /** Returns whether {@code date} is a holiday, if it is {@linkplain #covers covered}. */
  public boolean isHoliday(LocalDate date) {
    for (int i = 0; i < holidays.size(); i++) {
      if (holidays.get(i).contains(date)) {
        return true;
      }
    }
    return false;
  }
}
