package org.youdai.internal.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.policy.Benefit;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.Ownership;
import org.youdai.policy.Ruling;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;

final class PolicyDocumentTest {
  private static final String GRANT = "\"grant\": {\"benefit\": \"FREE\"}";

  private static String policy(String when, String grant) {
    return """
        {
          "type": "yd-policy", "version": 3, "jurisdiction": "370000", "title": "t",
          "issued": 1, "effectiveFrom": 100, "effectiveTo": 200,
          "rules": [
            {"id": "a", "when": {%s}, %s, "basis": "b"}
          ]
        }"""
        .formatted(when, grant);
  }

  private static BenefitPolicy read(String json) throws Rejection {
    return PolicyDocument.readUnsigned(json.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean grants(String when, VenueProfile venue, int age, String at)
      throws Rejection {
    Holder holder = new Holder(DocumentKind.ELDERLY_CERTIFICATE, age, "370100");
    return read(policy(when, GRANT)).ruling(holder, venue, Instant.parse(at))
        instanceof Ruling.Granted;
  }

  private static final VenueProfile PARK =
      VenueProfile.of("p", VenueCategory.PARK, Ownership.PRIVATE);

  @Test
  void conditions_areTakenInChinasTime() throws Rejection {
    String weekend = "\"venue\":[\"PARK\"],\"days\":[\"SAT\",\"SUN\"]";
    assertThat(grants(weekend, PARK, 60, "2026-11-20T15:59:59Z")).isFalse(); // Friday, 23:59:59
    assertThat(grants(weekend, PARK, 60, "2026-11-20T16:00:00Z")).isTrue(); // Saturday, 0:00
    String morning = "\"venue\":[\"PARK\"],\"hours\":[{\"from\":\"06:00\",\"to\":\"08:00\"}]";
    assertThat(grants(morning, PARK, 60, "2026-11-20T21:59:59Z")).isFalse();
    assertThat(grants(morning, PARK, 60, "2026-11-20T22:00:00Z")).isTrue();
    assertThat(grants(morning, PARK, 60, "2026-11-20T23:59:59Z")).isTrue();
    assertThat(grants(morning, PARK, 60, "2026-11-21T00:00:00Z")).isFalse();
    String notOnHolidays =
        "\"venue\":[\"PARK\"],\"excludeDates\":[{\"from\":\"2026-10-01\",\"to\":\"2026-10-07\"}]";
    assertThat(grants(notOnHolidays, PARK, 60, "2026-09-30T15:59:59Z")).isTrue();
    assertThat(grants(notOnHolidays, PARK, 60, "2026-09-30T16:00:00Z")).isFalse();
    assertThat(grants(notOnHolidays, PARK, 60, "2026-10-07T15:59:59Z")).isFalse();
    assertThat(grants(notOnHolidays, PARK, 60, "2026-10-07T16:00:00Z")).isTrue();
    String onOneDay =
        "\"venue\":[\"PARK\"],\"dates\":[{\"from\":\"2026-10-19\",\"to\":\"2026-10-19\"}]";
    assertThat(grants(onOneDay, PARK, 60, "2026-10-19T04:00:00Z")).isTrue();
    assertThat(grants(onOneDay, PARK, 60, "2026-10-20T04:00:00Z")).isFalse();
  }

  @Test
  void hoursUpTo24_lastToTheEndOfTheDay() throws Rejection {
    String evening = "\"venue\":[\"PARK\"],\"hours\":[{\"from\":\"18:00\",\"to\":\"24:00\"}]";
    assertThat(grants(evening, PARK, 60, "2026-11-20T09:59:59Z")).isFalse();
    assertThat(grants(evening, PARK, 60, "2026-11-20T10:00:00Z")).isTrue();
    assertThat(grants(evening, PARK, 60, "2026-11-20T15:59:59Z")).isTrue();
    assertThat(grants(evening, PARK, 60, "2026-11-20T16:00:00Z")).isFalse(); // midnight
    for (String to : new String[] {"00:00", "00:00:00", "24:01", "24:00:00", "18:00"}) {
      assertInvalid(policy(evening.replace("24:00", to), GRANT), "rules[0].when.hours[0] (line 5)");
    }
    assertInvalid(policy(evening.replace("18:00", "24:00"), GRANT), "rules[0].when.hours[0]");
  }

  @Test
  void everyOtherCondition_mustHoldAsWell() throws Rejection {
    String noon = "2026-11-20T04:00:00Z";
    assertThat(grants("\"venue\":[\"PARK\"]", PARK, 60, noon)).isTrue();
    assertThat(grants("\"venue\":[\"TRANSIT\"]", PARK, 60, noon)).isFalse();
    assertThat(grants("\"venue\":[\"PARK\"],\"ageOver\":65", PARK, 60, noon)).isFalse();
    assertThat(grants("\"venue\":[\"PARK\"],\"ageOver\":65", PARK, 65, noon)).isTrue();
    assertThat(grants("\"venue\":[\"PARK\"],\"ownership\":[\"GOVERNMENT\"]", PARK, 60, noon))
        .isFalse();
    assertThat(grants("\"venue\":[\"PARK\"],\"kind\":[\"PASSPORT\"]", PARK, 60, noon)).isFalse();
    assertThat(grants("\"venue\":[\"PARK\"],\"jurisdiction\":[\"37\"]", PARK, 60, noon)).isTrue();
    assertThat(grants("\"venue\":[\"PARK\"],\"jurisdiction\":[\"4453\"]", PARK, 60, noon))
        .isFalse();
    String only = "\"venue\":[\"PARK\"],\"service\":{\"include\":[\"night\"]}";
    assertThat(grants(only, PARK, 60, noon)).isFalse();
    assertThat(grants(only, PARK.withService("night"), 60, noon)).isTrue();
    String except = "\"venue\":[\"PARK\"],\"service\":{\"exclude\":[\"night\"]}";
    assertThat(grants(except, PARK, 60, noon)).isTrue();
    assertThat(grants(except, PARK.withService("night"), 60, noon)).isFalse();
  }

  @Test
  void policy_holdsFromItsStartUpToItsEnd() throws Rejection {
    BenefitPolicy policy = read(policy("\"venue\":[\"PARK\"]", GRANT));
    assertThat(policy.isInForceAt(Instant.ofEpochSecond(99))).isFalse();
    assertThat(policy.isInForceAt(Instant.ofEpochSecond(100))).isTrue();
    assertThat(policy.isInForceAt(Instant.ofEpochSecond(199))).isTrue();
    assertThat(policy.isInForceAt(Instant.ofEpochSecond(200))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"venue\":[\"PARK\"],\"color\":1 | rules[0].when.color (line 5): unknown field",
        "\"ageOver\":60 | rules[0].when (line 5): field venue is missing",
        "\"venue\":[] | rules[0].when.venue (line 5): an empty list",
        "\"venue\":[\"ZOO\"] | rules[0].when.venue[0] (line 5): one of [TRANSIT",
        "\"venue\":[\"PARK\"],\"ageOver\":0 | rules[0].when.ageOver (line 5)",
        "\"venue\":[\"PARK\"],\"ageOver\":60.5 | rules[0].when.ageOver (line 5)",
        "\"venue\":[\"PARK\"],\"ageOver\":null | rules[0].when.ageOver (line 5)",
        "\"venue\":[\"PARK\"],\"days\":[\"FUN\"] | rules[0].when.days[0] (line 5)",
        "\"venue\":[\"PARK\"],\"kind\":[3] | rules[0].when.kind[0] (line 5)",
        "\"venue\":[\"PARK\"],\"hours\":[{\"from\":\"25:00\",\"to\":\"26:00\"}] | rules[0].when.hours[0] (line 5)",
        "\"venue\":[\"PARK\"],\"hours\":[{\"from\":\"09:00\",\"to\":\"09:00\"}] | rules[0].when.hours[0] (line 5)",
        "\"venue\":[\"PARK\"],\"dates\":[{\"from\":\"2026-02-30\",\"to\":\"2026-03-01\"}] | rules[0].when.dates[0] (line 5)",
        "\"venue\":[\"PARK\"],\"dates\":[{\"from\":\"2026-03-02\",\"to\":\"2026-03-01\"}] | rules[0].when.dates[0] (line 5)",
        "\"venue\":[\"PARK\"],\"venue\":[\"PARK\"] | not well-formed JSON (line 5)"
      })
  void fieldThatIsNotUnderstood_makesThePolicyInvalid(String when, String where) {
    assertInvalid(policy(when, GRANT), where);
  }

  private static void assertInvalid(String json, String where) {
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> read(json))
        .satisfies(
            r -> {
              assertThat(r.reason()).isEqualTo(Reason.DOCUMENT_MALFORMED);
              assertThat(r.where()).startsWith(where);
            });
  }

  @ParameterizedTest
  @CsvSource({"0, 99", "100, 99", "-1, 99"})
  void percent_isFrom1To99(int wrong, int right) throws Rejection {
    String grant = "\"grant\": {\"benefit\": \"PERCENT\", \"percent\": %d}";
    String when = "\"venue\":[\"PARK\"]";
    assertInvalid(policy(when, grant.formatted(wrong)), "rules[0].grant.percent (line 5)");
    BenefitPolicy policy = read(policy(when, grant.formatted(right)));
    assertThat(policy.rules().get(0).grant().kind()).isEqualTo(Benefit.Kind.PERCENT);
    assertInvalid(
        policy(when, "\"grant\": {\"benefit\": \"FREE\", \"percent\": 50}"),
        "rules[0].grant (line 5): percent goes with PERCENT");
  }

  private static String with(String fields, String rules) {
    return """
        {"type": "yd-policy", "version": 3, "jurisdiction": "370000", "title": "t",
         "issued": 1, "effectiveFrom": 100, %s
         "rules": [%s]}"""
        .formatted(fields, rules);
  }

  private static String rule(String id, String effective, String when) {
    return "{\"id\":\"%s\",%s\"when\":{\"venue\":[\"PARK\"]%s},%s,\"basis\":\"b\"}"
        .formatted(id, effective, when, GRANT);
  }

  private static String effective(String from, String to) {
    return "\"effective\":{\"from\":\"%s\",\"to\":\"%s\"},".formatted(from, to);
  }

  @Test
  void amendedRule_keepsItsIdAndBeginsWhenTheFormerEnds() throws Rejection {
    String former = rule("a", effective("2026-01-01", "2026-06-30"), "");
    String amended = rule("a", effective("2026-07-01", "2026-12-31"), ",\"ageOver\":70");
    BenefitPolicy policy = read(with("", former + ",\n" + amended));
    Holder holder = new Holder(DocumentKind.PASSPORT, 65, "");
    Instant lastOfJune = Instant.parse("2026-06-30T15:59:59Z"); // midnight in China
    assertThat(policy.ruling(holder, PARK, lastOfJune)).isInstanceOf(Ruling.Granted.class);
    assertThat(policy.ruling(holder, PARK, lastOfJune.plusSeconds(1)))
        .isInstanceOf(Ruling.NotGranted.class);
    assertThat(policy.ruling(holder, PARK, Instant.parse("2025-12-31T15:59:59Z")))
        .isInstanceOf(Ruling.NotGranted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-30, 2026-12-31",
    "2025-01-01, 2026-01-01",
    "2026-02-01, 2026-03-01",
    "2025-01-01, 2027-01-01"
  })
  void overlappingEffectivePeriods_makeThePolicyInvalid(String from, String to) {
    String former = rule("a", effective("2026-01-01", "2026-06-30"), "");
    assertInvalid(
        with("", former + ",\n" + rule("a", effective(from, to), "")),
        "rules[1].id (line 4): another rule has this id");
    assertInvalid(with("", former + ",\n" + rule("a", "", "")), "rules[1].id (line 4)");
  }

  @Test
  void leapDay_isTheFirstOfMarchUnlessSaid() throws Rejection {
    assertThat(read(with("", rule("a", "", ""))).isLeapDayOn1March()).isTrue();
    assertThat(read(with("\"leapDay\":\"FEB_28\",", rule("a", "", ""))).isLeapDayOn1March())
        .isFalse();
    assertInvalid(with("\"leapDay\":\"MAR_2\",", rule("a", "", "")), "leapDay (line 2)");
  }

  @Test
  void option_isDeclaredBeforeItIsUsed() {
    String declared =
        "\"options\":[{\"id\":\"o\",\"default\":%s,\"title\":{\"zh\":\"z\",\"en\":\"e\"}}%s],";
    String use = rule("a", "", ",\"option\":\"p\"");
    assertInvalid(with("", use), "rules[0].when.option (line 3): the policy declares no such");
    assertInvalid(with(declared.formatted("true", ""), use), "rules[0].when.option (line 3)");
    assertInvalid(with(declared.formatted("1", ""), use), "options[0].default (line 2): true or");
    String twice = ",{\"id\":\"o\",\"default\":true,\"title\":{\"zh\":\"z\",\"en\":\"e\"}}";
    assertInvalid(with(declared.formatted("true", twice), use), "options[1].id (line 2)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"years\":[2026],\"dates\":[{\"from\":\"2027-01-01\",\"to\":\"2027-01-01\"}] | holidays.dates",
        "\"years\":[2026],\"dates\":[{\"from\":\"2026-12-31\",\"to\":\"2027-01-01\"}] | holidays.dates",
        "\"years\":[1999],\"dates\":[] | holidays.years[0]",
        "\"years\":[],\"dates\":[] | holidays.years",
        "\"years\":[2026],\"dates\":[{\"from\":\"2026-02-29\",\"to\":\"2026-03-01\"}] | holidays.dates[0]"
      })
  void calendarThatIsWrong_makesThePolicyInvalid(String fields, String where) {
    String holidays = "\"holidays\":{\"source\":\"s\"," + fields + "},";
    assertInvalid(with(holidays, rule("a", "", "")), where);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 59, 61, 110, 120})
  void ageThatNoCertificateShows_isRefused(int age) {
    assertInvalid(
        with("", rule("a", "", ",\"ageOver\":" + age)),
        "rules[0].when.ageOver (line 3): one of [60, 65, 70, 75, 80, 90, 100]");
  }
}
