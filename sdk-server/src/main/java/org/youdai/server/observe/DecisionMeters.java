package org.youdai.server.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.youdai.decision.Decision;
import org.youdai.replay.GuardState;

/**
 * Counts what was decided: {@code youdai_decisions_total} by venue, outcome and reason, and how
 * long it took. A gate's name is no label: callers choose those, and each would be a time series.
 */
public final class DecisionMeters {
  private final Meter.MeterProvider<Counter> decided;
  private final Meter.MeterProvider<Timer> took;
  private volatile GuardState guard = GuardState.NOT_ASKED;

  /** Makes the counters of {@code meters}. */
  public DecisionMeters(MeterRegistry meters) {
    this.decided = Counter.builder("youdai.decisions").withRegistry(meters);
    this.took =
        Timer.builder("youdai.decision")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofNanos(100_000))
            .maximumExpectedValue(Duration.ofSeconds(10))
            .withRegistry(meters);
  }

  /**
   * Counts one decision. A scan that came again under its id is none.
   *
   * @param venue the id of a venue that there is
   * @param time from the whole request's being there to the decision's being made
   */
  public void count(String venue, Decision decision, Duration time) {
    GuardState state = decision.circumstances().guard();
    if (state != GuardState.NOT_ASKED) {
      guard = state;
    }
    String outcome = decision.outcome().name();
    decided
        .withTags("venue", venue, "outcome", outcome, "reason", decision.reason().code())
        .increment();
    took.withTags("outcome", outcome).record(time);
  }

  /** Returns what the memory of uses said of itself when it was last asked. */
  public GuardState guard() {
    return guard;
  }
}
