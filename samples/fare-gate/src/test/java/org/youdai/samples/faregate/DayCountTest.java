package org.youdai.samples.faregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.youdai.decision.Outcome;

final class DayCountTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-21T16:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(MIDNIGHT.minusSeconds(60));
  private final DayCount day = new DayCount(new Watch());

  /** A clock that the test sets. */
  private final class Watch extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneId.of("Asia/Shanghai");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }

  @Test
  void counts_areThoseOfTheDayUpToMidnight() {
    day.passed(Outcome.ADMIT);
    day.passed(Outcome.ADMIT);
    day.passed(Outcome.ASSIST);
    day.takenBack();
    now.set(MIDNIGHT.minusMillis(1));
    DayCount.Counts counts = day.counts();
    assertThat(List.of(counts.of(Outcome.ADMIT), counts.of(Outcome.ASSIST), counts.takenBack()))
        .containsExactly(2, 1, 1);
    now.set(MIDNIGHT);
    assertThat(day.counts().of(Outcome.ADMIT)).isZero();
    assertThat(day.counts().takenBack()).isZero();
    now.set(MIDNIGHT.plusMillis(1));
    day.passed(Outcome.ADMIT);
    assertThat(day.counts().of(Outcome.ADMIT)).isEqualTo(1);
  }
}
