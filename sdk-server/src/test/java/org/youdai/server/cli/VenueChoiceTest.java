package org.youdai.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.gate.VenueRemark;
import org.youdai.policy.BenefitPolicy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A venue's file on the command line: checked, and decided by. */
final class VenueChoiceTest {
  private static final Path PROJECT = Path.of(System.getProperty("basedir", ""), "..");

  @TempDir private Path folder;

  private String write(String text) throws IOException {
    return Files.writeString(folder.resolve("venue.json"), text).toString();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** Makes a sandbox with Shandong's policy, and returns where its lists are. */
  private String lists() {
    assertThat(Ran.now("authority", "init", path("sandbox")).code()).isZero();
    return path("sandbox/public");
  }

  @Test
  void everySample_passesTheSelfcheckUnderShandongsPolicy() throws IOException {
    String lists = lists();
    try (Stream<Path> samples = Files.list(PROJECT.resolve("samples/venues"))) {
      for (Path sample : samples.sorted().toList()) {
        Ran ran =
            Ran.now("selfcheck", "--venue", sample.toString(), "--lists", lists, "--lang", "en");
        assertThat(ran.code()).as(ran.out()).isZero();
        assertThat(ran.out())
            .contains("ok    the venue's file", "ok    the venue's file goes with the policy")
            .doesNotContain("WARN", "FAIL");
      }
    }
  }

  private static final String FAULTY =
      """
      {
        "category": "ZOO",
        "ownership": "PRIVATE",
        "color": "blue",
        "reuseInterval": "5 min",
        "prompts": {"language": "zh", "words": {"assist.alternative": "",
          "admit.voice": "老年卡"}}
      }
      """;

  @Test
  void selfcheck_namesEveryGapWithItsLineInBothLanguages() throws IOException {
    String file = write(FAULTY);
    Ran zh = Ran.now("selfcheck", "--venue", file, "--lists", path("none"), "--lang", "zh");
    assertThat(zh.code()).isEqualTo(1);
    assertThat(zh.out())
        .contains(
            "不通过  场所档案 " + file + " 可用",
            "document (line 1)：缺少字段 id",
            "category (line 2)：应为 TRANSIT、",
            "color (line 4)：没有 color 这个字段",
            "reuseInterval (line 5)：应为 PT0S 至 P1D 的时长",
            "prompts.words.assist.alternative (line 6)：缺少或为空",
            "prompts.words.admit.voice (line 7)：播报了年龄",
            "注意  whenInDoubt.staleLimit：没有写，名单最多容许 7 天");
    Ran en = Ran.now("selfcheck", "--venue", file, "--lists", path("none"), "--lang", "en");
    assertThat(en.code()).isEqualTo(1);
    assertThat(en.out())
        .contains(
            "FAIL  the venue's file " + file + " can be used",
            "document (line 1): the field id is missing",
            "category (line 2): one of TRANSIT,",
            "color (line 4): there is no field color",
            "reuseInterval (line 5): a duration from PT0S to P1D",
            "prompts.words.assist.alternative (line 6): ",
            "prompts.words.admit.voice (line 7): ",
            "WARN  whenInDoubt.staleLimit: not given, so lists are tolerated for 7 days");
  }

  @Test
  void selfcheck_comparesWithThePolicyInForce() throws IOException {
    String lists = lists();
    String file =
        write(
            """
            {"id": "v", "category": "TRANSIT", "ownership": "GOVERNMENT",
             "service": "metor",
             "options": {"metor": true}}
            """);
    Ran ran = Ran.now("selfcheck", "--venue", file, "--lists", lists, "--lang", "en");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .contains(
            "ok    the venue's file " + file + " can be used",
            "FAIL  the venue's file goes with the policy in force (鲁政字〔2020〕240号)",
            "service (line 2): no rule for this kind of place names a service metor",
            "options.metor (line 3): the policy has no option metor");
    file = write("{\"id\": \"v\", \"category\": \"CULTURE\", \"ownership\": \"PRIVATE\"}");
    ran = Ran.now("selfcheck", "--venue", file, "--lists", lists, "--lang", "en");
    assertThat(ran.code()).as("a note is no fault").isZero();
    assertThat(ran.out()).contains("WARN  category (line 1): with this ownership");
  }

  @Test
  void selfcheck_saysWhatIsNoJsonOrTooLargeOrNotThere() throws IOException {
    Ran ran = Ran.now("selfcheck", "--venue", write("{\n\"id\" 1}"), "--lang", "en");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("cannot be read as JSON (not well-formed JSON (line 2))");
    ran = Ran.now("selfcheck", "--venue", write(" ".repeat(70_000)), "--lang", "zh");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("超过 64 KiB");
    ran = Ran.now("selfcheck", "--venue", path("nowhere.json"));
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("nowhere.json");
  }

  @Test
  void verify_decidesByTheFileAndSpeaksItsWords() throws IOException {
    String lists = lists();
    String card = path("card.png");
    Ran.now("authority", "issue", path("sandbox"), "--age-over", "65", "--out", card);
    String bus = PROJECT.resolve("samples/venues/bus.json").toString();
    Ran ran = Ran.now("verify", card, "--venue", bus, "--lists", lists, "--lang", "en");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("您好，请上车");
    String tourist =
        write(
            """
            {"id": "v", "category": "TRANSIT", "ownership": "GOVERNMENT", "service": "tourist"}
            """);
    ran = Ran.now("verify", card, "--venue", tourist, "--lists", lists, "--lang", "en");
    assertThat(ran.code()).isEqualTo(10);
    assertThat(ran.out()).contains("Ordinary fare");
    String closed =
        write(
            """
            {"id": "v", "category": "PARK", "ownership": "GOVERNMENT",
             "hours": [{"from": "09:00", "to": "17:00"}]}
            """);
    for (String at : new String[] {"08:59:59", "17:00:00"}) {
      ran =
          Ran.now(
              "verify",
              card,
              "--venue",
              closed,
              "--lists",
              lists,
              "--at",
              tomorrow() + at + "+08:00");
      assertThat(ran.out()).contains("YD-803");
      assertThat(ran.code()).isEqualTo(12);
    }
  }

  /** Tomorrow, in China: the sandbox's lists and certificates are of now, and last so long. */
  private static String tomorrow() {
    return LocalDate.now(BenefitPolicy.ZONE).plusDays(1) + "T";
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void fileThatCannotBeUsed_isRefusedWithItsFirstFaultAndTheWayToSeeAll(String language)
      throws IOException {
    String file = write(FAULTY);
    Ran ran = Ran.now("verify", "YD1:", "--venue", file, "--lists", "none", "--lang", language);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .contains("color (line 4): unknown field", "./youdai selfcheck --venue " + file);
    ran = Ran.now("policy", "explain", "--venue", file, "--age", "66", "--lang", language);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("color (line 4)");
    ran = Ran.now("verify", "YD1:", "--venue", path("zoo"), "--lists", "none", "--lang", language);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("private-park", "zoo");
  }

  @Test
  void explain_goesByTheFileAndItsSlots() {
    String pool = PROJECT.resolve("samples/venues/sports.json").toString();
    String[] explain = {
      "policy", "explain", "--venue", pool, "--age", "66", "--lang", "en", "--at"
    };
    assertThat(Ran.now(with(explain, "2026-11-20T00:59:59Z")).out()) // a Friday, 8:59:59
        .contains("free: rule sports");
    assertThat(Ran.now(with(explain, "2026-11-20T01:00:00Z")).out())
        .contains("50 % of the price: rule sports");
    assertThat(Ran.now(with(explain, "2026-11-20T09:00:00Z")).out())
        .contains("ordinary fare: rule sports leaves the price to the venue");
  }

  private static String[] with(String[] words, String last) {
    return Stream.concat(Stream.of(words), Stream.of(last)).toArray(String[]::new);
  }

  /** A remark without its words would end the self-check. */
  @ParameterizedTest
  @EnumSource(VenueRemark.Code.class)
  void everyRemark_hasItsWords(VenueRemark.Code code) {
    if (code != VenueRemark.Code.WRONG_VALUE && code != VenueRemark.Code.PROMPT) {
      assertBothLanguages("remark." + code);
    }
  }

  @Test
  void everyFieldOfTheSchema_saysWhatItExpects() throws IOException {
    JsonNode schema =
        new ObjectMapper().readTree(PROJECT.resolve("docs/venue.schema.json").toFile());
    assertExpectations(schema.at("/properties"));
    assertExpectations(schema.at("/properties/whenInDoubt/properties"));
    assertExpectations(schema.at("/properties/prompts/properties"));
    assertBothLanguages("expects.days");
    assertBothLanguages("expects.tariffPercent");
  }

  private static void assertExpectations(JsonNode fields) {
    assertThat(fields.propertyNames()).isNotEmpty();
    fields.propertyNames().forEach(field -> assertBothLanguages("expects." + field));
  }

  private static void assertBothLanguages(String key) {
    for (Locale language : new Locale[] {Locale.CHINESE, Locale.ENGLISH}) {
      ResourceBundle texts =
          new Terminal(System.in, System.out, System.err, language, false).texts();
      assertThat(texts.containsKey(key)).as(key + " " + language).isTrue();
    }
  }
}
