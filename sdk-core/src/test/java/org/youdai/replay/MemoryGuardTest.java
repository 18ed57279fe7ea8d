package org.youdai.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.youdai.replay.ReplayGuard.Verdict.FIRST;
import static org.youdai.replay.ReplayGuard.Verdict.REPLAYED;
import static org.youdai.replay.ReplayGuard.Verdict.USED_RECENTLY;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class MemoryGuardTest {
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Duration WINDOW = Duration.ofSeconds(70);
  private static final Duration TICK = Duration.ofNanos(1);

  private long now = Long.MAX_VALUE - 1000; // counters may overflow
  private long scans;
  private final MemoryGuard guard = guard(100);

  private MemoryGuard guard(int codes) {
    return MemoryGuard.remembering(codes, () -> now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private Use use(String venue, long credential, Duration interval, Optional<Mark> live) {
    return new Use(new UUID(0, ++scans), venue, new Mark(7, credential), interval, live, WINDOW);
  }

  private Use fixed(long credential) {
    return use("bus-1", credential, INTERVAL, Optional.empty());
  }

  private Use live(long credential, long presentation, Duration interval) {
    return use("bus-1", credential, interval, Optional.of(new Mark(8, presentation)));
  }

  private ReplayGuard.Verdict ask(Use use) {
    return guard.firstUse(use).verdict();
  }

  @Test
  void credential_isUsedUntilTheIntervalIsOver() {
    assertThat(ask(fixed(1))).isEqualTo(FIRST);
    pass(INTERVAL.minus(TICK));
    assertThat(ask(fixed(1))).isEqualTo(USED_RECENTLY);
    pass(TICK);
    assertThat(ask(fixed(1))).isEqualTo(FIRST);
    assertThat(ask(fixed(1))).isEqualTo(USED_RECENTLY);
  }

  @Test
  void liveCode_isUsedUntilItCanNoLongerBeFresh() {
    assertThat(ask(live(1, 1, Duration.ZERO))).isEqualTo(FIRST);
    pass(WINDOW.minus(TICK));
    assertThat(ask(live(1, 1, Duration.ZERO))).isEqualTo(REPLAYED);
    assertThat(ask(live(1, 2, Duration.ZERO))).isEqualTo(FIRST);
    pass(TICK);
    assertThat(ask(live(1, 1, Duration.ZERO))).isEqualTo(FIRST);
  }

  @Test
  void earlierLiveCode_staysUsedThoughALaterOneWasUsed() {
    Duration interval = Duration.ofSeconds(20);
    assertThat(ask(live(1, 1, interval))).isEqualTo(FIRST);
    pass(interval);
    assertThat(ask(live(1, 2, interval))).isEqualTo(FIRST);
    pass(interval);
    assertThat(ask(live(1, 1, interval))).isEqualTo(REPLAYED);
  }

  @Test
  void newLiveCodeOfACredential_countsAsItsUse() {
    assertThat(ask(live(1, 1, INTERVAL))).isEqualTo(FIRST);
    assertThat(ask(live(1, 2, INTERVAL))).isEqualTo(USED_RECENTLY);
    assertThat(ask(live(1, 1, INTERVAL))).isEqualTo(REPLAYED);
  }

  @Test
  void sameScanAskedAgain_isStillTheFirstUse() {
    Use lost = live(1, 1, INTERVAL);
    assertThat(ask(lost)).isEqualTo(FIRST);
    assertThat(ask(lost)).isEqualTo(FIRST);
    assertThat(ask(live(1, 1, INTERVAL))).isEqualTo(REPLAYED);
    assertThat(ask(fixed(1))).isEqualTo(USED_RECENTLY);
    Use plain = fixed(2);
    assertThat(ask(plain)).isEqualTo(FIRST);
    assertThat(ask(plain)).isEqualTo(FIRST);
    assertThat(ask(fixed(2))).isEqualTo(USED_RECENTLY);
  }

  @Test
  void venues_haveNothingToDoWithEachOther() {
    assertThat(ask(fixed(1))).isEqualTo(FIRST);
    assertThat(ask(use("bus-2", 1, INTERVAL, Optional.empty()))).isEqualTo(FIRST);
    assertThat(ask(use("", 1, INTERVAL, Optional.empty()))).isEqualTo(FIRST);
  }

  @Test
  void liveCodeAndCredentialWithTheSameMark_areTwo() {
    assertThat(ask(use("v", 1, INTERVAL, Optional.empty()))).isEqualTo(FIRST);
    assertThat(ask(use("v", 2, INTERVAL, Optional.of(new Mark(7, 1))))).isEqualTo(FIRST);
  }

  @Test
  void refusedUse_leavesNoTrace() {
    ask(fixed(1));
    assertThat(ask(live(1, 9, INTERVAL))).isEqualTo(USED_RECENTLY);
    assertThat(ask(live(2, 9, INTERVAL))).isEqualTo(FIRST);
  }

  @Test
  void annulment_forgetsThatUseAndNoOther() {
    Use first = live(1, 1, INTERVAL);
    ask(first);
    guard.annul(first);
    assertThat(guard.marks()).isZero();
    Use second = live(1, 1, INTERVAL);
    assertThat(ask(second)).isEqualTo(FIRST);
    guard.annul(first);
    assertThat(ask(live(1, 1, INTERVAL))).isEqualTo(REPLAYED);
    guard.annul(second);
    assertThat(ask(live(1, 1, INTERVAL))).isEqualTo(FIRST);
  }

  @Test
  void fullGuard_saysThatItDoesNotRememberAndForgetsNothing() {
    MemoryGuard two = guard(2);
    assertThat(two.firstUse(live(1, 1, INTERVAL)).state()).isEqualTo(GuardState.IN_ORDER);
    assertThat(two.firstUse(live(2, 2, INTERVAL)).state()).isEqualTo(GuardState.IN_ORDER);
    assertThat(two.firstUse(live(3, 3, INTERVAL)))
        .isEqualTo(new ReplayGuard.Finding(FIRST, GuardState.FULL));
    assertThat(two.firstUse(live(1, 4, INTERVAL)).verdict()).isEqualTo(USED_RECENTLY);
    pass(WINDOW);
    assertThat(two.firstUse(live(4, 4, INTERVAL)).state()).isEqualTo(GuardState.IN_ORDER);
  }

  @Test
  void randomUses_areAnsweredAsByAPlainMap() {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      MemoryGuard small = guard(1 + random.nextInt(60));
      Map<List<Object>, Long> credentials = new HashMap<>();
      Map<List<Object>, Long> presentations = new HashMap<>();
      Map<List<Object>, Use> byCredential = new HashMap<>();
      List<Use> used = new ArrayList<>();
      for (int step = 0; step < 20_000; step++) {
        now += random.nextInt(2_000_000_000);
        long time = now;
        if (!used.isEmpty() && random.nextInt(10) == 0) {
          Use back = used.remove(random.nextInt(used.size()));
          small.annul(back);
          List<Object> key = List.of(back.venue(), back.credential());
          if (back.equals(byCredential.get(key))) {
            credentials.remove(key);
          }
          back.presentation().ifPresent(live -> presentations.remove(List.of(back.venue(), live)));
          continue;
        }
        Duration interval = Duration.ofSeconds(random.nextInt(3) * 20L);
        Optional<Mark> live =
            random.nextBoolean()
                ? Optional.of(new Mark(random.nextInt(3), step / 20))
                : Optional.empty();
        Use use = use("v" + random.nextInt(2), random.nextInt(15), interval, live);
        List<Object> credential = List.of(use.venue(), use.credential());
        Optional<List<Object>> presentation = live.map(mark -> List.of(use.venue(), mark));
        ReplayGuard.Verdict expected =
            presentation.map(presentations::get).filter(end -> end - time > 0).isPresent()
                ? REPLAYED
                : credentials.containsKey(credential) && credentials.get(credential) - time > 0
                    ? USED_RECENTLY
                    : FIRST;
        ReplayGuard.Finding found = small.firstUse(use);
        assertThat(found.verdict()).as("seed %d, step %d", seed, step).isEqualTo(expected);
        if (expected == FIRST && found.state() == GuardState.IN_ORDER) {
          // An annulled use must not take a mark along that is used anew.
          used.removeIf(
              old ->
                  old.presentation().isPresent() && old.presentation().equals(use.presentation()));
          if (!interval.isZero()) {
            credentials.put(credential, time + interval.toNanos());
            byCredential.put(credential, use);
          }
          presentation.ifPresent(key -> presentations.put(key, time + WINDOW.toNanos()));
          used.add(use);
        }
      }
      assertThat(small.toString()).doesNotContain("Mark");
    }
  }

  @Test
  void sizeOutOfBounds_isRefused() {
    for (int codes : new int[] {-1, 0, MemoryGuard.MOST_CODES + 1}) {
      assertThatThrownBy(() -> guard(codes)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
