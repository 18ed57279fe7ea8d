package org.youdai.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.youdai.TestAuthority;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.Outcome;
import org.youdai.decision.PromptCatalog;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrWriter;
import org.youdai.status.Freshness;
import org.youdai.trust.SignatureAlgorithm;

final class DrillTest {
  private final DrillClock clock = new DrillClock(TestAuthority.NOW);

  private Drill drill(Scenario scenario) {
    return Drill.of(scenario, GateProfile.of(TestGate.BUS), TestGate.device(clock, 1));
  }

  /** A step that was played, and what came of it. */
  private record Played(Drill.Step step, Passage passage) {
    Decision decision() {
      return passage.decision();
    }
  }

  private List<Played> play(Scenario scenario) {
    return play(drill(scenario));
  }

  private static List<Played> play(Drill drill) {
    List<Played> played = new ArrayList<>();
    for (Optional<Drill.Step> step = drill.next(); step.isPresent(); step = drill.next()) {
      Drill.Step now = step.get();
      if (now.trial().isPresent()) {
        Passage passage = (Passage) drill.gate().scan(now.trial().get().code().reveal());
        played.add(new Played(now, passage));
      }
    }
    return played;
  }

  private static List<String> namesOf(List<Played> played) {
    return played.stream().map(each -> each.step().name()).toList();
  }

  @ParameterizedTest
  @EnumSource
  void everyStep_comesOutAsExpected(Scenario scenario) {
    List<Played> played = play(scenario);
    assertThat(played).isNotEmpty();
    for (Played each : played) {
      assertThat(each.step().trial().orElseThrow().isPassedBy(each.passage()))
          .as("%s: %s", each.step().name(), each.decision())
          .isTrue();
      assertThat(each.passage().isRepeat()).as(each.step().name()).isFalse();
    }
  }

  @Test
  void anotherOutcomeOrReason_isNotAsExpected() {
    List<Played> played = play(Scenario.NORMAL);
    Drill.Trial admitted = played.get(0).step().trial().orElseThrow();
    Drill.Trial expired = played.get(5).step().trial().orElseThrow();
    Drill.Trial wrongReason =
        new Drill.Trial(expired.code(), Outcome.RETRY, played.get(3).decision().reason());
    assertThat(admitted.isPassedBy(played.get(5).passage())).isFalse();
    assertThat(wrongReason.isPassedBy(played.get(5).passage())).isFalse();
  }

  @Test
  void normal_showsAllFourOutcomes() {
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    play(Scenario.NORMAL).forEach(each -> outcomes.add(each.decision().outcome()));
    assertThat(outcomes).containsExactlyInAnyOrder(Outcome.values());
  }

  @Test
  void outage_goesThroughEveryAgeOfLists() {
    assertThat(
            play(Scenario.OUTAGE).stream().map(each -> each.decision().circumstances().freshness()))
        .containsExactly(
            Freshness.FRESH,
            Freshness.STALE_OK,
            Freshness.STALE_WARN,
            Freshness.TOO_OLD,
            Freshness.FRESH);
  }

  @Test
  void clockError_isSeenWhileTheClockIsWrong() {
    assertThat(
            play(Scenario.CLOCK_ERROR).stream()
                .map(each -> each.decision().circumstances().clock()))
        .containsExactly(
            ClockState.SUSPECT,
            ClockState.PLAUSIBLE,
            ClockState.SUSPECT,
            ClockState.SUSPECT,
            ClockState.SUSPECT,
            ClockState.PLAUSIBLE);
  }

  @Test
  void deviceClock_isOfNoMatter() {
    TestGate.setWall(clock, TestAuthority.NOW.plus(Duration.ofDays(4000)));
    assertThat(play(Scenario.KEY_ROTATION))
        .allMatch(each -> each.step().trial().orElseThrow().isPassedBy(each.passage()));
  }

  @Test
  void passageOfADrill_isNotRecordedAndItsGateHasItsOwnName() {
    Drill drill = drill(Scenario.NORMAL);
    assertThat(play(drill)).noneMatch(each -> each.passage().isRecorded());
    assertThat(drill.gate().profile().gate()).isEqualTo(Drill.NAME);
    assertThat(drill.gate().profile().venue().id()).isEqualTo(Drill.NAME);
  }

  @Test
  void drill_usesTheOperatorsWords() {
    PromptCatalog own = PromptCatalog.of(Locale.CHINESE).with("admit.free.headline=您好，欢迎");
    GateProfile profile = GateProfile.of(TestGate.BUS).withWords(own);
    Drill drill = Drill.of(Scenario.NORMAL, profile, TestGate.device(clock, 1));
    assertThat(play(drill).get(0).passage().prompt().headline()).isEqualTo("您好，欢迎");
  }

  @Test
  void realCode_isUnknownAtADrill() {
    Drill drill = drill(Scenario.NORMAL);
    drill.next();
    String real = TestAuthority.create(1, SignatureAlgorithm.SM2).issue(65).reveal();
    Passage passage = (Passage) drill.gate().scan(real);
    assertThat(passage.decision().outcome()).isEqualTo(Outcome.ASSIST);
  }

  @Test
  void code_canBeShownAsAPicture() {
    Drill drill = drill(Scenario.OUTAGE);
    Drill.Trial trial = drill.next().orElseThrow().trial().orElseThrow();
    GrayImage picture = new QrWriter(3).draw(trial.code());
    assertThat(trial.isPassedBy((Passage) drill.gate().scan(picture))).isTrue();
  }

  @Test
  void afterTheLastStep_thereIsNoneAndTheGateStays() {
    Drill drill = drill(Scenario.OUTAGE);
    assertThat(namesOf(play(drill))).endsWith("outage.fresh-again");
    assertThat(drill.next()).isEmpty();
    assertThat(drill.gate()).isSameAs(drill.gate());
  }

  @Test
  void everyText_isThereInBothLanguagesAndNoneIsLeftOver() {
    Set<String> names = new TreeSet<>();
    for (Scenario scenario : Scenario.values()) {
      names.add(scenario.label() + ".title");
      for (Drill.Step step : drill(scenario).steps()) {
        names.add(step.name());
        names.add(step.name() + ".do");
      }
    }
    for (String language : List.of("zh", "en")) {
      Set<String> texts =
          DrillKit.words("drills_" + language + ".properties").stringPropertyNames();
      assertThat(texts).isEqualTo(names);
    }
    for (String name : names) {
      String english = Drill.text(name, Locale.FRENCH);
      assertThat(Drill.text(name, Locale.SIMPLIFIED_CHINESE)).matches(".*\\p{IsHan}.*");
      assertThat(english).isNotBlank().doesNotMatch(".*\\p{IsHan}.*");
    }
  }
}
