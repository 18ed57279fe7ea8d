package org.youdai.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.youdai.decision.Circumstances;
import org.youdai.decision.ClockState;
import org.youdai.decision.DecisionId;
import org.youdai.replay.GuardState;
import org.youdai.status.Freshness;

final class AttentionTest {
  private static Gate.Health health(
      Freshness freshness, ClockState clock, GuardState guard, boolean isRecording) {
    DecisionId id = DecisionId.create(Instant.EPOCH, new Random(1));
    Circumstances now = new Circumstances(id, Instant.EPOCH, freshness, clock, guard, 1, 1);
    return new Gate.Health(now, List.of(), guard, isRecording, 0, Map.of(), 0);
  }

  @Test
  void gateInOrder_needsNothing() {
    for (Freshness young : List.of(Freshness.FRESH, Freshness.STALE_OK)) {
      for (GuardState well : List.of(GuardState.IN_ORDER, GuardState.NOT_ASKED)) {
        assertThat(Attention.of(health(young, ClockState.PLAUSIBLE, well, true), true)).isEmpty();
      }
    }
  }

  @Test
  void everythingWrong_isToldTheMostUrgentFirst() {
    Gate.Health bad = health(Freshness.TOO_OLD, ClockState.SUSPECT, GuardState.FULL, false);
    assertThat(Attention.of(bad, true))
        .containsExactly(
            Attention.LISTS_TOO_OLD,
            Attention.CLOCK_SUSPECT,
            Attention.NOT_RECORDING,
            Attention.GUARD_FULL);
  }

  @Test
  void gateWithoutAJournal_isNotToldThatNothingIsWrittenDown() {
    Gate.Health none =
        health(Freshness.NEVER_SYNCED, ClockState.PLAUSIBLE, GuardState.ALONE, false);
    assertThat(Attention.of(none, false))
        .containsExactly(Attention.NEVER_SYNCED, Attention.GUARD_ALONE);
    Gate.Health stale =
        health(Freshness.STALE_WARN, ClockState.PLAUSIBLE, GuardState.IN_ORDER, true);
    assertThat(Attention.of(stale, true)).containsExactly(Attention.LISTS_EXPIRED);
  }
}
