package org.youdai.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.authority.PolicyLibrary;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.Ownership;
import org.youdai.policy.TimeSpan;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueHours;
import org.youdai.policy.WhenInDoubt;

final class VenueFileTest {
  private static final BenefitPolicy SHANDONG =
      PolicyLibrary.parse(PolicyLibrary.policy("shandong"));

  private static VenueFile read(String json) {
    return VenueFile.read(json.getBytes(StandardCharsets.UTF_8), Locale.CHINESE);
  }

  private static String venue(String category, String ownership, String more) {
    return "{\"id\":\"v\",\"category\":\"%s\",\"ownership\":\"%s\"%s}"
        .formatted(category, ownership, more);
  }

  private static List<String> said(List<VenueRemark> remarks) {
    return remarks.stream().map(each -> each.code() + " " + each.place()).toList();
  }

  private static List<String> saidUnderShandong(String json) {
    return said(read(json).remarksUnder(SHANDONG));
  }

  @Test
  void everyField_isRead() throws Rejection {
    GateProfile gate =
        read("""
            {"id": "pool", "note": "n", "gate": "2", "category": "SPORTS",
             "ownership": "GOVERNMENT", "service": "night", "options": {"metro": false},
             "hours": [{"days": ["MON"], "from": "06:00", "to": "09:00:30", "tariffPercent": 50},
                       {"from": "18:00", "to": "24:00"}],
             "whenInDoubt": {"staleLimit": "P3DT12H", "listsDue": "RETRY",
                             "listsExpired": "CHARGE", "listsTooOld": "RETRY",
                             "clockSuspect": "GO_ON", "usedRecently": "CHARGE"},
             "reuseInterval": "PT1H", "liveFor": "PT90S", "liveAhead": "PT20S",
             "debounce": "PT3S",
             "prompts": {"language": "en", "words": {"reason.expired": "Past its date"}}}
            """)
            .profile();
    assertThat(gate.gate()).isEqualTo("2");
    assertThat(gate.debounce()).isEqualTo(Duration.ofSeconds(3));
    assertThat(gate.words().staff(Reason.EXPIRED)).isEqualTo("Past its date");
    assertThat(gate.venue().id()).isEqualTo("pool");
    assertThat(gate.venue().category()).isEqualTo(VenueCategory.SPORTS);
    assertThat(gate.venue().ownership()).isEqualTo(Ownership.GOVERNMENT);
    assertThat(gate.venue().service()).isEqualTo("night");
    assertThat(gate.venue().options()).isEqualTo(Map.of("metro", false));
    TimeSpan morning = new TimeSpan(LocalTime.of(6, 0), LocalTime.of(9, 0, 30));
    TimeSpan evening = new TimeSpan(LocalTime.of(18, 0), LocalTime.MIDNIGHT);
    assertThat(gate.venue().hours())
        .containsExactly(
            new VenueHours(Set.of(DayOfWeek.MONDAY), morning, OptionalInt.of(50)),
            new VenueHours(Set.of(), evening, OptionalInt.empty()));
    assertThat(gate.venue().doubt())
        .isEqualTo(
            new WhenInDoubt(
                Duration.ofHours(84),
                WhenInDoubt.Step.RETRY,
                WhenInDoubt.Step.CHARGE,
                WhenInDoubt.Step.RETRY,
                WhenInDoubt.Step.GO_ON,
                WhenInDoubt.Step.CHARGE));
    assertThat(gate.venue().reuseInterval()).isEqualTo(Duration.ofHours(1));
    assertThat(gate.venue().liveFor()).isEqualTo(Duration.ofSeconds(90));
    assertThat(gate.venue().liveAhead()).isEqualTo(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"colour\": 1 | colour (line 2): unknown field",
        "\"service\": 1 | service (line 2): text is expected",
        "\"service\": \"\" | service (line 2): a name has 1 to 64",
        "\"options\": {\"metro\": 1} | options.metro (line 2): true or false",
        "\"hours\": [{\"from\": \"09:00\", \"to\": \"08:00\"}] | hours[0] (line 2): hours are written",
        "\"hours\": [{\"from\": \"09:00\", \"to\": \"10:00\", \"day\": 1}] | hours[0].day (line 2): unknown",
        "\"whenInDoubt\": {\"listsTooOld\": \"GO_ON\"} | whenInDoubt.listsTooOld (line 2): lists that are too",
        "\"whenInDoubt\": {\"usedRecently\": \"GO_ON\"} | whenInDoubt.usedRecently (line 2): to allow",
        "\"whenInDoubt\": {\"staleLimit\": \"P3651D\"} | whenInDoubt.staleLimit (line 2): a limit is 0",
        "\"reuseInterval\": \"PT24H1S\" | reuseInterval (line 2): the interval of reuse is 0 to 1",
        "\"debounce\": \"PT11S\" | debounce (line 2): a code is debounced for 0 to 10",
        "\"prompts\": {} | prompts (line 2): field language is missing",
        "\"prompts\": {\"language\": \"zh\", \"words\": {\"admit.voice\": \"老年卡\"}} | prompts.words.admit.voice (line 2): NOT_FOR_ALOUD"
      })
  void firstThingThatIsWrong_isInTheRefusalWithItsLine(String field, String where) {
    VenueFile file = read(venue("PARK", "PRIVATE", ",\n" + field));
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(file::profile)
        .satisfies(
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.DOCUMENT_MALFORMED);
              assertThat(refused.where()).startsWith(where);
            });
  }

  @Test
  void everythingThatIsWrong_isNamedAtOnce() {
    VenueFile file =
        read(
            """
            {
              "colour": 1,
              "category": "ZOO",
              "ownership": "PRIVATE",
              "hours": [
                {"from": "09:00", "to": "12:00", "days": ["MON", "FUN"]},
                {"from": "08:00", "to": "10:00"},
                {"from": "13:00", "to": "12:00"},
                {"from": "09:59", "to": "11:00", "tariffPercent": 50},
                {"from": "12:00", "to": "13:00", "tariffPercent": 500}
              ],
              "options": {"metro": "yes", "tourist-lines": 1},
              "whenInDoubt": {"listsTooOld": "GO_ON", "colour": 1, "clockSuspect": "WAIT"},
              "debounce": "PT1M",
              "prompts": {
                "language": "zh",
                "words": {
                  "assist.alternative": "",
                  "admit.voice": "老年卡",
                  "welcome": "您好",
                  "admit.headline": "您好，请上车"
                }
              }
            }
            """);
    assertThat(said(file.remarks()))
        .containsExactlyInAnyOrder(
            "UNKNOWN_FIELD colour (line 2)",
            "MISSING_FIELD document (line 1)",
            "WRONG_VALUE category (line 3)",
            "WRONG_VALUE hours[0].days (line 6)",
            "WRONG_VALUE hours[2] (line 8)",
            "HOURS_OVERLAP hours[3] (line 9)",
            "WRONG_VALUE hours[4].tariffPercent (line 10)",
            "WRONG_VALUE options.metro (line 12)",
            "WRONG_VALUE options.tourist-lines (line 12)",
            "UNKNOWN_FIELD whenInDoubt.colour (line 13)",
            "WRONG_VALUE whenInDoubt.listsTooOld (line 13)",
            "WRONG_VALUE whenInDoubt.clockSuspect (line 13)",
            "WRONG_VALUE debounce (line 14)",
            "PROMPT prompts.words.assist.alternative (line 18)",
            "PROMPT prompts.words.admit.voice (line 19)",
            "PROMPT prompts.words.welcome (line 20)",
            "STALE_LIMIT_DEFAULT whenInDoubt.staleLimit");
    assertThat(file.remarksUnder(SHANDONG)).isEmpty();
  }

  @Test
  void wordThatSpoilsOthers_isNamedWithThoseThatItSpoils() {
    VenueFile file =
        read(
            venue(
                "PARK",
                "PRIVATE",
                ",\"prompts\":{\"language\":\"zh\",\"words\":{\"limit.large\":\"3\"}}"));
    assertThat(said(file.remarks())).contains("PROMPT prompts.words.assist.large");
    assertThatExceptionOfType(Rejection.class).isThrownBy(file::profile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "7", "{", "{} {}", "{\"id\":\"a\",\"id\":\"b\"}", "{\"id\":null}"})
  void whatIsNoJsonObject_isOneRemark(String text) {
    VenueFile file = read(text);
    assertThat(file.remarks())
        .extracting(VenueRemark::code)
        .containsExactly(VenueRemark.Code.NOT_JSON);
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(file::profile)
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.DOCUMENT_MALFORMED));
  }

  @Test
  void malformedJson_namesItsLine() {
    assertThat(read("{\n\"id\": \"v\",\n\"category\" \"PARK\"}").remarks().get(0).about())
        .isEqualTo("not well-formed JSON (line 3)");
  }

  @Test
  void nesting_isBounded() {
    assertThat(read("{\"id\":" + "[".repeat(5000) + "]".repeat(5000) + "}").remarks())
        .extracting(VenueRemark::code)
        .containsExactly(VenueRemark.Code.NOT_JSON);
  }

  @Test
  void size_isBounded() throws Rejection {
    byte[] file = new byte[VenueFile.LARGEST];
    Arrays.fill(file, (byte) ' ');
    byte[] text = venue("PARK", "PRIVATE", "").getBytes(StandardCharsets.UTF_8);
    System.arraycopy(text, 0, file, 0, text.length);
    assertThat(GateProfile.parse(file).venue().id()).isEqualTo("v");
    byte[] larger = Arrays.copyOf(file, file.length + 1);
    larger[file.length] = ' ';
    VenueFile refused = VenueFile.read(larger, Locale.CHINESE);
    assertThat(said(refused.remarks())).containsExactly("TOO_LARGE ");
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(refused::profile)
        .satisfies(r -> assertThat(r.reason()).isEqualTo(Reason.DOCUMENT_TOO_LARGE));
  }

  @Test
  void defaultsThatMatterToPeople_areNotesAndNoFaults() throws Rejection {
    VenueFile sports = read(venue("SPORTS", "GOVERNMENT", ""));
    assertThat(said(sports.remarks()))
        .containsExactly("HOURS_DEFAULT hours", "STALE_LIMIT_DEFAULT whenInDoubt.staleLimit");
    assertThat(sports.remarks().get(1).about()).isEqualTo("7");
    assertThat(sports.profile().venue().hours()).isEmpty();
    assertThat(said(read(venue("PARK", "PRIVATE", "")).remarks()))
        .containsExactly("STALE_LIMIT_DEFAULT whenInDoubt.staleLimit");
    assertThat(
            read(venue("PARK", "PRIVATE", ",\"whenInDoubt\":{\"staleLimit\":\"P7D\"}")).remarks())
        .isEmpty();
  }

  @Test
  void optionThatThePolicyDoesNotKnow_isNamed() {
    assertThat(
            saidUnderShandong(
                venue("TRANSIT", "PRIVATE", ",\n\"options\":{\"metro\":true,\n\"metor\":true}")))
        .containsExactly("UNKNOWN_OPTION options.metor (line 3)");
  }

  @Test
  void serviceThatNoRuleForSuchAPlaceNames_isNamed() {
    assertThat(saidUnderShandong(venue("TRANSIT", "PRIVATE", ",\"service\":\"metro\""))).isEmpty();
    assertThat(saidUnderShandong(venue("TRANSIT", "PRIVATE", ",\n\"service\":\"metor\"")))
        .containsExactly("UNKNOWN_SERVICE service (line 2)");
    assertThat(saidUnderShandong(venue("PARK", "PRIVATE", ",\n\"service\":\"metro\"")))
        .containsExactly("UNKNOWN_SERVICE service (line 2)");
  }

  @Test
  void placeWhereNothingIsGranted_isNamed() {
    assertThat(saidUnderShandong(venue("CULTURE", "PRIVATE", "")))
        .containsExactly("NOTHING_GRANTED category (line 1)");
    String tourist = ",\"service\":\"tourist\"";
    assertThat(saidUnderShandong(venue("TRANSIT", "PRIVATE", tourist)))
        .containsExactly("NOTHING_GRANTED category (line 1)");
    String switchedOn = tourist + ",\"options\":{\"tourist-lines\":true}";
    assertThat(saidUnderShandong(venue("TRANSIT", "PRIVATE", switchedOn))).isEmpty();
  }

  @Test
  void categoryWithoutAnyRule_isNamed() {
    String policy = new String(PolicyLibrary.policy("shandong"), StandardCharsets.UTF_8);
    BenefitPolicy without =
        PolicyLibrary.parse(
            policy.replace("\"MEDICAL\"", "\"PARK\"").getBytes(StandardCharsets.UTF_8));
    assertThat(said(read(venue("MEDICAL", "PRIVATE", "")).remarksUnder(without)))
        .containsExactly("CATEGORY_WITHOUT_RULE category (line 1)");
    assertThat(saidUnderShandong(venue("MEDICAL", "PRIVATE", ""))).isEmpty();
  }

  private static String hours(String first, String second) {
    return ",\"hours\":[\n{\"from\":\"06:00\",\"to\":\"09:00\"%s},\n{\"from\":\"09:00\",\"to\":\"12:00\"%s}]"
        .formatted(first, second);
  }

  @Test
  void tariff_isForAllHoursOrForNoneWhereThePolicyLeavesItToTheVenue() {
    String half = ",\"tariffPercent\":50";
    assertThat(saidUnderShandong(venue("SPORTS", "GOVERNMENT", hours(half, half)))).isEmpty();
    assertThat(saidUnderShandong(venue("SPORTS", "GOVERNMENT", hours(half, ""))))
        .containsExactly("TARIFF_MISSING hours[1] (line 3)");
    assertThat(saidUnderShandong(venue("SPORTS", "GOVERNMENT", hours("", ""))))
        .containsExactly("TARIFF_LEFT_TO_STAFF hours (line 1)");
    assertThat(saidUnderShandong(venue("SPORTS", "GOVERNMENT", "")))
        .containsExactly("TARIFF_LEFT_TO_STAFF hours");
    assertThat(saidUnderShandong(venue("PARK", "GOVERNMENT", hours(half, ""))))
        .containsExactly("TARIFF_UNUSED hours[0] (line 2)");
  }

  @Test
  void everySample_isInOrderUnderShandongsPolicy() throws IOException {
    Path folder = Path.of(System.getProperty("basedir", ""), "..", "samples", "venues");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> samples = files.sorted().toList();
      assertThat(samples)
          .extracting(each -> each.getFileName().toString())
          .containsExactly(
              "bus.json",
              "hospital.json",
              "metro.json",
              "museum.json",
              "private-park.json",
              "sports.json");
      for (Path sample : samples) {
        VenueFile file = VenueFile.read(Files.readAllBytes(sample), Locale.CHINESE);
        assertThat(file.remarks()).as(sample.toString()).isEmpty();
        assertThat(file.remarksUnder(SHANDONG)).as(sample.toString()).isEmpty();
      }
    }
  }
}
