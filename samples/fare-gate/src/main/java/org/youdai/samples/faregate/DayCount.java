package org.youdai.samples.faregate;

import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.youdai.decision.Outcome;

/** How many passages there were since midnight. Safe for use by several threads. */
final class DayCount {
  private final Clock clock;
  private final Map<Outcome, Integer> passages = new EnumMap<>(Outcome.class);
  private LocalDate day;
  private int takenBack;

  /** Makes one whose midnight is that of the clock's zone. */
  DayCount(Clock clock) {
    this.clock = clock;
    this.day = LocalDate.now(clock);
  }

  /** The counts of a day. */
  record Counts(Map<Outcome, Integer> passages, int takenBack) {
    /** Copies the counts. */
    Counts {
      passages = Map.copyOf(passages);
    }

    int of(Outcome outcome) {
      return passages.getOrDefault(outcome, 0);
    }
  }

  synchronized void passed(Outcome outcome) {
    beginDay();
    passages.merge(outcome, 1, Integer::sum);
  }

  synchronized void takenBack() {
    beginDay();
    takenBack++;
  }

  synchronized Counts counts() {
    beginDay();
    return new Counts(passages, takenBack);
  }

  private void beginDay() {
    LocalDate today = LocalDate.now(clock);
    if (!today.equals(day)) {
      day = today;
      passages.clear();
      takenBack = 0;
    }
  }
}
