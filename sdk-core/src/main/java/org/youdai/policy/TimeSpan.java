package org.youdai.policy;

import java.time.LocalTime;

/** Hours of a day: from {@code from}, up to but not including {@code to}. */
public record TimeSpan(LocalTime from, LocalTime to) {
  /** Checks that the span is not empty and does not pass midnight. */
  public TimeSpan {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(to + " does not come after " + from);
    }
  }

  /** Returns whether {@code time} lies in this span. */
  public boolean contains(LocalTime time) {
    return !time.isBefore(from) && time.isBefore(to);
  }
}
