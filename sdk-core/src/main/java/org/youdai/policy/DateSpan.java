package org.youdai.policy;

import java.time.LocalDate;

/** Calendar days from {@code from} to {@code to}, both included. */
public record DateSpan(LocalDate from, LocalDate to) {
  /** Checks that the end does not come before the start. */
  public DateSpan {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(to + " comes before " + from);
    }
  }

  /** Returns whether {@code date} is one of these days. */
  public boolean contains(LocalDate date) {
    return !date.isBefore(from) && !date.isAfter(to);
  }
}
