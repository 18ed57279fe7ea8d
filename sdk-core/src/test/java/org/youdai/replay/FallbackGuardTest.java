package org.youdai.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.youdai.replay.ReplayGuard.Verdict.FIRST;
import static org.youdai.replay.ReplayGuard.Verdict.USED_RECENTLY;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class FallbackGuardTest {
  private static final Duration REST = Duration.ofSeconds(5);
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private long now;
  private long scans;
  private final Line shared = new Line();
  private final ReplayGuard one = gate();
  private final ReplayGuard two = gate();

  /** A guard elsewhere, and the line to it, which can be cut. */
  private final class Line implements ReplayGuard {
    private final MemoryGuard far = MemoryGuard.remembering(100, () -> now);
    private boolean isCut;
    private int asked;

    @Override
    public Finding firstUse(Use use) {
      asked++;
      return isCut ? OUT_OF_REACH : far.firstUse(use);
    }

    @Override
    public boolean annul(Use use) {
      return !isCut && far.annul(use);
    }
  }

  private ReplayGuard gate() {
    return FallbackGuard.of(shared, MemoryGuard.remembering(100, () -> now), REST, () -> now);
  }

  private Use use(long credential) {
    return new Use(
        new UUID(0, ++scans),
        "museum",
        new Mark(1, credential),
        INTERVAL,
        Optional.empty(),
        Duration.ZERO);
  }

  private static ReplayGuard.Finding first(GuardState state) {
    return new ReplayGuard.Finding(FIRST, state);
  }

  @Test
  void useAtOneGate_isKnownAtTheOther() {
    assertThat(one.firstUse(use(1))).isEqualTo(first(GuardState.IN_ORDER));
    assertThat(two.firstUse(use(1)).verdict()).isEqualTo(USED_RECENTLY);
  }

  @Test
  void whatTheOtherGateHasUsed_isNotUsedHere() {
    Use elsewhere = use(1);
    one.firstUse(elsewhere);
    assertThat(two.firstUse(use(1)).verdict()).isEqualTo(USED_RECENTLY);
    one.annul(elsewhere);
    assertThat(two.firstUse(use(1))).isEqualTo(first(GuardState.IN_ORDER));
  }

  @Test
  void cutLine_leavesEachGateToItsOwnMemoryAndSaysSo() {
    one.firstUse(use(1));
    shared.isCut = true;
    assertThat(one.firstUse(use(1)).verdict()).isEqualTo(USED_RECENTLY);
    assertThat(one.firstUse(use(2))).isEqualTo(first(GuardState.ALONE));
    assertThat(one.firstUse(use(2)))
        .isEqualTo(new ReplayGuard.Finding(USED_RECENTLY, GuardState.ALONE));
    assertThat(two.firstUse(use(2))).isEqualTo(first(GuardState.ALONE));
  }

  @Test
  void cutLine_isTriedAgainAfterItsRest() {
    shared.isCut = true;
    one.firstUse(use(1));
    assertThat(shared.asked).isEqualTo(1);
    shared.isCut = false;
    now += REST.toNanos() - 1;
    assertThat(one.firstUse(use(2))).isEqualTo(first(GuardState.ALONE));
    assertThat(shared.asked).isEqualTo(1);
    now += 1;
    assertThat(one.firstUse(use(3))).isEqualTo(first(GuardState.IN_ORDER));
    assertThat(one.firstUse(use(4))).isEqualTo(first(GuardState.IN_ORDER));
    assertThat(two.firstUse(use(4)).verdict()).isEqualTo(USED_RECENTLY);
  }

  @Test
  void annulmentWhileTheLineIsCut_isToldWhenItIsBack() {
    Use use = use(1);
    one.firstUse(use);
    shared.isCut = true;
    assertThat(one.annul(use)).isFalse();
    shared.isCut = false;
    assertThat(two.firstUse(use(1)).verdict()).isEqualTo(USED_RECENTLY);
    now += REST.toNanos();
    one.firstUse(use(2));
    assertThat(two.firstUse(use(1))).isEqualTo(first(GuardState.IN_ORDER));
  }

  @Test
  void annulmentAtTheOtherGate_countsHereToo() {
    Use use = use(1);
    one.firstUse(use);
    two.annul(use);
    assertThat(one.firstUse(use(1))).isEqualTo(first(GuardState.IN_ORDER));
    assertThat(one.firstUse(use(1)).verdict()).isEqualTo(USED_RECENTLY);
    assertThat(two.firstUse(use(1)).verdict()).isEqualTo(USED_RECENTLY);
  }

  @Test
  void whatWasAdmittedAlone_staysUsedAfterwardsForItsInterval() {
    shared.isCut = true;
    one.firstUse(use(1));
    shared.isCut = false;
    now += INTERVAL.toNanos() - 1;
    assertThat(one.firstUse(use(1)).verdict()).isEqualTo(USED_RECENTLY);
    assertThat(two.firstUse(use(1))).as("no use").isEqualTo(first(GuardState.IN_ORDER));
  }

  @Test
  void guardThatBreaksDown_isOneThatIsOutOfReach() {
    ReplayGuard broken =
        new ReplayGuard() {
          @Override
          public Finding firstUse(Use use) {
            throw new IllegalStateException("no connection");
          }

          @Override
          public boolean annul(Use use) {
            throw new IllegalStateException("no connection");
          }
        };
    ReplayGuard three =
        FallbackGuard.of(broken, MemoryGuard.remembering(100, () -> now), REST, () -> now);
    Use use = use(1);
    assertThat(three.firstUse(use)).isEqualTo(first(GuardState.ALONE));
    assertThat(three.annul(use)).isFalse();
    now += REST.toNanos();
    assertThat(three.annul(use)).isFalse();
    assertThat(three.firstUse(use(1))).isEqualTo(first(GuardState.ALONE));
  }

  @Test
  void useThatNobodyRemembers_isSaidToBeSo() {
    ReplayGuard small =
        FallbackGuard.of(shared, MemoryGuard.remembering(1, () -> now), REST, () -> now);
    shared.isCut = true;
    small.firstUse(use(1));
    assertThat(small.firstUse(use(2))).isEqualTo(first(GuardState.FULL));
  }

  @Test
  void annulment_reachesBoth() {
    Use use = use(1);
    one.firstUse(use);
    one.annul(use);
    assertThat(one.firstUse(use(1))).isEqualTo(first(GuardState.IN_ORDER));
  }
}
