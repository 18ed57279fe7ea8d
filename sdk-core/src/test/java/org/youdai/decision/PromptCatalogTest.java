package org.youdai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.policy.Benefit;
import org.youdai.status.Freshness;

final class PromptCatalogTest {
  private static final Circumstances CIRCUMSTANCES =
      new Circumstances(
          DecisionId.create(Instant.EPOCH, new Random(1)),
          Instant.EPOCH,
          Freshness.FRESH,
          ClockState.PLAUSIBLE,
          1,
          1);

  private static List<Decision> everyDecision() {
    List<Decision> decisions = new ArrayList<>();
    for (Benefit.Kind kind : Benefit.Kind.values()) {
      int percent = kind == Benefit.Kind.PERCENT ? 50 : 0;
      decisions.add(new Decision.Admit(new Benefit(kind, percent, 0, "r", "b"), CIRCUMSTANCES));
    }
    for (Reason reason : Reason.values()) {
      switch (reason.outcome()) {
        case CHARGE -> decisions.add(new Decision.Charge(reason, CIRCUMSTANCES));
        case RETRY ->
            decisions.add(
                new Decision.Retry(reason, Alternative.ANY_VALID_DOCUMENT, CIRCUMSTANCES));
        case ASSIST ->
            decisions.add(new Decision.Assist(reason, Alternative.STAFFED_LANE, CIRCUMSTANCES));
        case ADMIT -> assertThat(reason).isEqualTo(Reason.BENEFIT_GRANTED);
      }
    }
    return decisions;
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void everyDecision_hasItsWords(String language) {
    PromptCatalog catalog = PromptCatalog.of(new Locale(language));
    for (Decision decision : everyDecision()) {
      Prompt prompt = catalog.prompt(decision);
      assertThat(prompt.headline()).as("%s", decision.promptKey()).isNotBlank();
      assertThat(prompt.nextStep()).isNotBlank().doesNotContain("{");
      assertThat(prompt.staff()).isNotBlank();
      if (language.equals("zh")) {
        assertThat(prompt.headline().length()).as(prompt.headline()).isLessThanOrEqualTo(12);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void retryAndAssist_offerAnotherDocumentInsteadAndNeverInAddition(String language) {
    PromptCatalog catalog = PromptCatalog.of(new Locale(language));
    for (Decision decision : everyDecision()) {
      Prompt prompt = catalog.prompt(decision);
      String all = prompt.headline() + prompt.nextStep();
      assertThat(all).doesNotContain("另外", "同时出示", "还需", "并出示", "in addition", "as well as", "老年");
      if (decision.outcome() == Outcome.RETRY || decision.outcome() == Outcome.ASSIST) {
        assertThat(prompt.nextStep()).containsAnyOf("任一有效证件", "any other valid document");
      }
    }
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
