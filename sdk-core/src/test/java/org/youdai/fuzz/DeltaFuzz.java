package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.StatusDelta;

/** Deltas of status lists: toggles are in order and in bounds, and survive being written again. */
final class DeltaFuzz {

  @FuzzTest
  void delta(byte[] input) throws Rejection {
    StatusDelta delta;
    try {
      delta = StatusDelta.read(input);
    } catch (Rejection refused) {
      return; // the one exception that it may throw
    }
    int previous = -1;
    for (int slot : delta.toggles()) {
      assertThat(slot).isGreaterThan(previous).isLessThan(delta.slots());
      previous = slot;
    }
    StatusDelta again = StatusDelta.of(delta.from(), delta.to(), delta.slots(), delta.toggles());
    assertThat(StatusDelta.read(again.toBytes()).toggles()).isEqualTo(delta.toggles());
  }
}
