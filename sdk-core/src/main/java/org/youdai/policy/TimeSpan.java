package org.youdai.policy;

import java.time.LocalTime;

/**
 * Hours of a day: from {@code from}, up to but not including {@code to}. A {@code to} of 0:00 is
 * the end of the day; what goes on past midnight is two spans.
 */
public record TimeSpan(LocalTime from, LocalTime to) {
  /** Checks that the span is not empty and does not pass midnight. */
  public TimeSpan {
    if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
      throw new IllegalArgumentException(to + " does not come after " + from);
    }
  }

  /** Returns whether {@code time} lies in this span. */
  public boolean contains(LocalTime time) {
    return !time.isBefore(from) && isBeforeEnd(time);
  }

  /** Returns whether there is a time that lies in both. */
  public boolean overlaps(TimeSpan other) {
    return isBeforeEnd(other.from) && other.isBeforeEnd(from);
  }

  private boolean isBeforeEnd(LocalTime time) {
    return to.equals(LocalTime.MIDNIGHT) || time.isBefore(to);
  }
}
