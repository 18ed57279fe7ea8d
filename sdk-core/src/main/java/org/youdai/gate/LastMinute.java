package org.youdai.gate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.youdai.decision.Outcome;

/** How many decisions there were, second by second, over the last minute. */
final class LastMinute {
  private static final int SECONDS = 60;
  private static final long NANOS = 1_000_000_000L;

  private final LongSupplier nanos;
  private final long start;
  private final long[] second = new long[SECONDS];
  private final List<Map<Outcome, Integer>> counts = new ArrayList<>();
  private long total;

  LastMinute(LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    for (int slot = 0; slot < SECONDS; slot++) {
      counts.add(new EnumMap<>(Outcome.class));
    }
  }

  private long now() {
    return (nanos.getAsLong() - start) / NANOS;
  }

  synchronized void add(Outcome outcome) {
    long now = now();
    int slot = (int) (now % SECONDS);
    if (second[slot] != now) {
      second[slot] = now;
      counts.get(slot).clear();
    }
    counts.get(slot).merge(outcome, 1, Integer::sum);
    total++;
  }

  /** Returns the decisions of the last 60 seconds, this one included, by their outcomes. */
  synchronized Map<Outcome, Integer> byOutcome() {
    long now = now();
    Map<Outcome, Integer> sums = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      int sum = 0;
      for (int slot = 0; slot < SECONDS; slot++) {
        sum += now - second[slot] < SECONDS ? counts.get(slot).getOrDefault(outcome, 0) : 0;
      }
      sums.put(outcome, sum);
    }
    return sums;
  }

  synchronized long total() {
    return total;
  }
}
