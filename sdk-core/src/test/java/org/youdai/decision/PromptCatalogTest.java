package org.youdai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.policy.Benefit;
import org.youdai.replay.GuardState;
import org.youdai.status.Freshness;

final class PromptCatalogTest {
  private static final Circumstances CIRCUMSTANCES =
      new Circumstances(
          DecisionId.create(Instant.EPOCH, new Random(1)),
          Instant.EPOCH,
          Freshness.FRESH,
          ClockState.PLAUSIBLE,
          GuardState.NOT_ASKED,
          1,
          1);

  /** Every benefit, and every reason with every outcome: operators choose the outcome of some. */
  private static List<Decision> everyDecision() {
    List<Decision> decisions = new ArrayList<>();
    for (Benefit.Kind kind : Benefit.Kind.values()) {
      int percent = kind == Benefit.Kind.PERCENT ? 50 : 0;
      decisions.add(new Decision.Admit(new Benefit(kind, percent, 0, "r", "b"), CIRCUMSTANCES));
    }
    for (Reason reason : Reason.values()) {
      decisions.add(new Decision.Charge(reason, CIRCUMSTANCES));
      decisions.add(new Decision.Retry(reason, Alternative.ANY_VALID_DOCUMENT, CIRCUMSTANCES));
      decisions.add(new Decision.Assist(reason, Alternative.STAFFED_LANE, CIRCUMSTANCES));
    }
    return decisions;
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void everyDecision_hasItsWords(String language) {
    PromptCatalog catalog = PromptCatalog.of(new Locale(language));
    assertThat(catalog.problems()).isEmpty();
    int longestHeadline = language.equals("zh") ? 12 : 32;
    int longestVoice = language.equals("zh") ? 8 : 24;
    for (Decision decision : everyDecision()) {
      Prompt prompt = catalog.prompt(decision);
      assertThat(prompt.headline()).as("%s", decision.promptKey()).isNotBlank();
      assertThat(prompt.headline().length()).isLessThanOrEqualTo(longestHeadline);
      assertThat(prompt.large().length()).isLessThanOrEqualTo(prompt.headline().length());
      assertThat(prompt.voice()).isNotBlank();
      assertThat(prompt.voice().length()).as(prompt.voice()).isLessThanOrEqualTo(longestVoice);
      assertThat(prompt.voice()).doesNotContain("老", "岁", "卡", "拒", "card", "old", "refuse");
      assertThat(prompt.nextStep()).isNotBlank().doesNotContain("{");
      assertThat(prompt.staff()).isNotBlank();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void lines_sayTheAlternativeOnceAndLast(String language) {
    PromptCatalog catalog = PromptCatalog.of(new Locale(language));
    for (Decision decision : everyDecision()) {
      Prompt prompt = catalog.prompt(decision);
      List<String> lines = prompt.lines();
      assertThat(lines).as("%s", decision.promptKey()).isNotEmpty().doesNotHaveDuplicates();
      assertThat(lines).noneMatch(line -> line.isBlank() || line.equals(prompt.large()));
      String last = lines.get(lines.size() - 1);
      if (prompt.alternative().isEmpty()) {
        assertThat(last).isEqualTo(prompt.nextStep());
      } else {
        assertThat(last).endsWithIgnoringCase(prompt.alternative());
        assertThat(String.join(" ", lines.subList(0, lines.size() - 1)))
            .doesNotContainIgnoringCase(prompt.alternative());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void retryAndAssist_offerAnotherDocumentInsteadAndNeverInAddition(String language) {
    PromptCatalog catalog = PromptCatalog.of(new Locale(language));
    for (Decision decision : everyDecision()) {
      Prompt prompt = catalog.prompt(decision);
      String all =
          String.join(
              "|",
              prompt.headline(),
              prompt.large(),
              prompt.voice(),
              prompt.nextStep(),
              prompt.alternative());
      assertThat(all).doesNotContain("另外", "同时出示", "还需", "并出示", "in addition", "as well as", "老年");
      if (decision.outcome() == Outcome.RETRY || decision.outcome() == Outcome.ASSIST) {
        assertThat(prompt.alternative()).containsAnyOf("任一有效证件", "any other valid document");
        assertThat(prompt.nextStep()).contains(prompt.alternative());
      } else {
        assertThat(prompt.alternative()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void everyOutcome_hasItsOwnToneInEveryLanguageTheSame(String language) {
    Map<Outcome, Set<List<Prompt.Note>>> tones = new EnumMap<>(Outcome.class);
    for (Decision decision : everyDecision()) {
      List<Prompt.Note> tone = PromptCatalog.of(new Locale(language)).prompt(decision).tone();
      tones.computeIfAbsent(decision.outcome(), o -> new HashSet<>()).add(tone);
      assertThat(PromptCatalog.of(Locale.ENGLISH).prompt(decision).tone()).isEqualTo(tone);
      assertThat(tone.stream().mapToInt(Prompt.Note::millis).sum()).isBetween(100, 1500);
    }
    Set<List<Prompt.Note>> all = new HashSet<>();
    tones.forEach((outcome, own) -> assertThat(own).as("%s", outcome).hasSize(1));
    tones.values().forEach(all::addAll);
    assertThat(all).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "admit.headline= | admit.headline MISSING",
        "retry.alternative= | retry.alternative MISSING",
        "assist.revoked.alternative= | assist.revoked.alternative NO_ALTERNATIVE",
        "retry.next=请再扫 | retry.next NO_ALTERNATIVE",
        "assist.next=请走人工通道，另外出示身份证，也可出示身份证等任一有效证件 | assist.next ASKS_FOR_MORE",
        "admit.headline=您好您好您好您好您好您好您 | admit.headline TOO_LONG",
        "admit.voice=您好您好您好您好您 | admit.voice TOO_LONG",
        "admit.voice=老年卡 | admit.voice NOT_FOR_ALOUD",
        "admit.free.voice=满七十岁免费 | admit.free.voice NOT_FOR_ALOUD",
        "retry.expired.voice=证件无效 | retry.expired.voice NOT_FOR_ALOUD",
        "admit.libre.voice=您好 | admit.libre.voice UNKNOWN",
        "welcome=您好 | welcome UNKNOWN",
        "tone.admit=784/140 784/140 | tone.admit TONE",
        "tone.admit=784/1501 | tone.admit TONE",
        "tone.admit=ding | tone.admit TONE"
      })
  void wordingThatIsWrong_isNamedWithItsFault(String line, String problem) {
    List<PromptCatalog.Problem> problems = PromptCatalog.of(Locale.CHINESE).with(line).problems();
    assertThat(problems).extracting(each -> each.entry() + ' ' + each.fault()).contains(problem);
  }

  @Test
  void everyWordingThatIsWrong_isNamedAndNoOther() {
    PromptCatalog own =
        PromptCatalog.of(Locale.CHINESE)
            .with(
                Map.of(
                    "admit.voice", " ",
                    "retry.alternative", "",
                    "assist.next", "请走人工通道",
                    "tone.charge", "ding",
                    "welcome", "您好"));
    assertThat(own.problems())
        .extracting(each -> each.entry() + ' ' + each.fault())
        .containsExactly(
            "admit.voice MISSING",
            "assist.next NO_ALTERNATIVE",
            "retry.alternative MISSING",
            "tone.charge TONE",
            "welcome UNKNOWN");
  }

  @Test
  void citysOwnWording_standsInPlaceOfTheEntry() {
    PromptCatalog own =
        PromptCatalog.of(Locale.CHINESE).with("admit.free.voice=长者您好\nadmit.free.headline=您好，请上车");
    assertThat(own.problems()).isEmpty();
    Prompt prompt = own.prompt(everyDecision().get(0));
    assertThat(prompt.voice()).isEqualTo("长者您好");
    assertThat(prompt.headline()).isEqualTo("您好，请上车");
    assertThat(prompt.nextStep()).isEqualTo("免费，请通行");
  }

  @Test
  void otherLanguage_isEnglish() {
    Decision charge = new Decision.Charge(Reason.NO_BENEFIT_HERE, CIRCUMSTANCES);
    assertThat(PromptCatalog.of(Locale.FRANCE).prompt(charge).headline())
        .isEqualTo("Ordinary fare");
    assertThat(PromptCatalog.of(Locale.SIMPLIFIED_CHINESE).prompt(charge).headline())
        .isEqualTo("请按普通票价");
  }

  @Test
  void percentage_isFilledIn() {
    Benefit half = new Benefit(Benefit.Kind.PERCENT, 50, 0, "r", "b");
    Prompt prompt =
        PromptCatalog.of(Locale.ENGLISH).prompt(new Decision.Admit(half, CIRCUMSTANCES));
    assertThat(prompt.nextStep()).contains("50 %");
  }

  @Test
  void reasonCodes_areUniqueAndPermanentlyShaped() {
    Set<String> codes = new HashSet<>();
    for (Reason reason : Reason.values()) {
      assertThat(reason.code()).matches("YD-\\d{3}");
      assertThat(codes.add(reason.code())).as("%s twice", reason.code()).isTrue();
    }
  }
}
