package org.youdai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.youdai.policy.Benefit;
import org.youdai.replay.GuardState;
import org.youdai.status.Freshness;

/**
 * {@code docs/reason-codes.md} and {@code .json} are what {@link Reason}, the prompt catalogs and
 * {@code advice.properties} say.
 */
final class ReasonCodesTest {
  private static final GeneratedDocument PAGE =
      new GeneratedDocument("reason-codes.md", ReasonCodesTest.class);
  private static final GeneratedDocument JSON =
      new GeneratedDocument("reason-codes.json", ReasonCodesTest.class);

  private static final Map<String, PromptCatalog> LANGUAGES =
      Map.of(
          "zh", PromptCatalog.of(Locale.CHINESE),
          "en", PromptCatalog.of(Locale.ENGLISH));

  private static final Circumstances CIRCUMSTANCES =
      new Circumstances(
          DecisionId.create(Instant.EPOCH, new Random(1)),
          Instant.EPOCH,
          Freshness.FRESH,
          ClockState.PLAUSIBLE,
          GuardState.NOT_ASKED,
          1,
          1);

  private static final String INTRODUCTION =
      """
      # 原因代码 / Reason codes

      每个决定都带一个原因代码，供工作人员和开发者查看；乘客只看到下一步怎么做。
      代码永久不变，也不会挪作他用。以后会新增代码：遇到不认识的代码，按它的结果处理，结果总是四种之一。
      `RETRY` 和 `ASSIST` 总是同时给出另一条路：出示身份证等任一有效证件，或走人工通道。
      阶段为 `DOCUMENT` 的代码在读取名单时产生，乘客看不到。热线和程序可用 [JSON](reason-codes.json)。

      Every decision carries a reason code for staff and developers; a passenger is only told the next
      step. A code is permanent and is never used again for something else. Codes will be added: treat
      one that you do not know by its outcome, which is always one of the four. `RETRY` and `ASSIST`
      always come with another way: any one valid document, or the staffed lane. Codes of the stage
      `DOCUMENT` arise when signed lists are read, and no passenger sees them. For call centres and
      programs there is the same as [JSON](reason-codes.json).

      本表由 `Reason`、两种语言的提示语和 `advice.properties` 生成，请勿手改；改动后运行下面的命令重写。
      The table is generated from `Reason`, the prompt catalogs and `advice.properties`, and is not
      edited by hand; this command writes it anew.

      ```sh
      """;

  private static final String TABLE =
      """

      ```

      | 代码、结果 code, outcome | 意思 meaning | 乘客看到 the passenger reads | 播报 voice | 工作人员做什么 what staff do | 开发者做什么 what developers do |
      |---|---|---|---|---|---|
      """;

  private static Properties advice() throws IOException {
    Properties advice = new Properties();
    try (InputStream file =
        Objects.requireNonNull(ReasonCodesTest.class.getResourceAsStream("advice.properties"))) {
      advice.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    }
    return advice;
  }

  private static Decision decision(Reason reason) {
    return switch (reason.outcome()) {
      case ADMIT ->
          new Decision.Admit(new Benefit(Benefit.Kind.FREE, 0, 0, "rule", "basis"), CIRCUMSTANCES);
      case CHARGE -> new Decision.Charge(reason, CIRCUMSTANCES);
      case RETRY -> new Decision.Retry(reason, Alternative.ANY_VALID_DOCUMENT, CIRCUMSTANCES);
      case ASSIST -> new Decision.Assist(reason, Alternative.STAFFED_LANE, CIRCUMSTANCES);
    };
  }

  /** Returns the decision by which an outcome is shown to staff. */
  static Decision usual(Outcome outcome) {
    return decision(
        switch (outcome) {
          case ADMIT -> Reason.BENEFIT_GRANTED;
          case CHARGE -> Reason.NO_BENEFIT_HERE;
          case RETRY -> Reason.EXPIRED;
          case ASSIST -> Reason.REVOKED;
        });
  }

  /** Returns the words for a passenger; none for what happens when lists are read. */
  private static Optional<Prompt> prompt(Reason reason, PromptCatalog words) {
    if (reason.stage() == Stage.DOCUMENT) {
      return Optional.empty();
    }
    return Optional.of(words.prompt(decision(reason)));
  }

  private static ArrayNode json() throws IOException {
    Properties advice = advice();
    ArrayNode all = new ObjectMapper().createArrayNode();
    for (Reason reason : Reason.values()) {
      ObjectNode node = all.addObject();
      node.put("code", reason.code()).put("name", reason.name());
      node.put("stage", reason.stage().name()).put("outcome", reason.outcome().name());
      for (String language : List.of("zh", "en")) {
        PromptCatalog words = Objects.requireNonNull(LANGUAGES.get(language));
        ObjectNode said = node.putObject(language);
        said.put("meaning", words.staff(reason));
        prompt(reason, words)
            .ifPresent(
                prompt ->
                    said.put("headline", prompt.headline())
                        .put("next", prompt.nextStep())
                        .put("voice", prompt.voice()));
        for (String who : List.of("staff", "developer")) {
          String key = reason.name().toLowerCase(Locale.ROOT) + '.' + who + '.' + language;
          said.put(who, Objects.requireNonNull(advice.getProperty(key), key));
        }
      }
    }
    return all;
  }

  private static String cell(ObjectNode node, String... members) {
    List<String> languages = new ArrayList<>();
    for (String language : List.of("zh", "en")) {
      List<String> texts = new ArrayList<>();
      for (String member : members) {
        String text = node.path(language).path(member).asText().replace("|", "\\|");
        texts.removeIf(text::startsWith); // a headline that the next step repeats
        if (!text.isEmpty()) {
          texts.add(text);
        }
      }
      languages.add(String.join(language.equals("zh") ? "；" : "; ", texts));
    }
    return languages.get(0).isEmpty() ? "–" : String.join("<br>", languages);
  }

  private static String page() throws IOException {
    StringBuilder text = new StringBuilder(INTRODUCTION).append(PAGE.command()).append(TABLE);
    json()
        .forEach(
            each -> {
              ObjectNode node = (ObjectNode) each;
              String code = node.path("code").asText();
              text.append("| <a id=\"").append(code).append("\"></a>").append(code);
              text.append("<br>`").append(node.path("name").asText()).append('`');
              text.append("<br>`").append(node.path("stage").asText()).append('`');
              text.append("<br>`").append(node.path("outcome").asText()).append("` | ");
              text.append(cell(node, "meaning")).append(" | ");
              text.append(cell(node, "headline", "next")).append(" | ");
              text.append(cell(node, "voice")).append(" | ");
              text.append(cell(node, "staff")).append(" | ");
              text.append(cell(node, "developer")).append(" |\n");
            });
    return text.toString();
  }

  @Test
  void page_isTheGeneratedOne() throws IOException {
    PAGE.requireIs(page());
  }

  @Test
  void json_isTheGeneratedOne() throws IOException {
    JSON.requireIs(
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json()) + "\n");
  }

  @Test
  void advice_isForReasonsAlone() throws IOException {
    assertThat(advice()).hasSize(4 * Reason.values().length);
  }

  /** What staff are told asks for no second document, as the words for passengers do not. */
  @Test
  void adviceForStaff_asksForNothingBesides() throws IOException {
    advice()
        .forEach(
            (key, text) ->
                assertThat(String.valueOf(text))
                    .as(String.valueOf(key))
                    .doesNotContain("另外", "同时出示", "还需", "拒绝", "as well as", "refuse"));
  }
}
