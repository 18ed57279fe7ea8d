package org.youdai.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.authority.PolicyLibrary;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.PolicyDocument;

/** What the policies that come with the library grant, as the facts about their places go. */
final class PoliciesTest {
  private static final String NOON = "2026-11-20T04:00:00Z";

  private static BenefitPolicy policy(String place) throws Rejection {
    return PolicyDocument.readUnsigned(PolicyLibrary.policy(place));
  }

  private static VenueProfile venue(VenueCategory category, String service) {
    return VenueProfile.of("v", category, Ownership.GOVERNMENT).withService(service);
  }

  private static String granted(
      BenefitPolicy policy, Holder holder, VenueProfile venue, String at) {
    Ruling ruling = policy.ruling(holder, venue, Instant.parse(at));
    return ruling instanceof Ruling.Granted granted
        ? granted.benefit().kind() == Benefit.Kind.PERCENT
            ? Integer.toString(granted.benefit().percent())
            : granted.benefit().kind().name()
        : ruling instanceof Ruling.Undetermined ? "?" : "-";
  }

  @Test
  void everyPolicy_isReadAndHasItsBases() throws Rejection {
    for (String place : PolicyLibrary.PLACES) {
      BenefitPolicy policy = policy(place);
      assertThat(policy.isInForceAt(Instant.parse(NOON))).as(place).isTrue();
      assertThat(policy.rules()).isNotEmpty().allMatch(rule -> !rule.grant().basis().isEmpty());
    }
    assertThatIllegalArgumentException().isThrownBy(() -> PolicyLibrary.policy("atlantis"));
  }

  @ParameterizedTest
  @CsvSource({
    "beijing, TRANSIT, '', 60, FREE",
    "beijing, TRANSIT, tourist, 80, -",
    "beijing, TRANSIT, customised, 80, -",
    "beijing, PARK, '', 60, FREE",
    "hunan, TRANSIT, '', 60, -",
    "hunan, TRANSIT, '', 65, FREE",
    "guangzhou, TRANSIT, '', 60, 50",
    "guangzhou, TRANSIT, '', 65, FREE",
    "hainan, TRANSIT, '', 60, -",
    "hainan, TRANSIT, '', 65, 50",
    "hainan, TRANSIT, '', 70, FREE",
    "hainan, PARK, '', 60, 50",
    "hainan, PARK, '', 70, FREE",
    "datong, TRANSIT, '', 60, -",
    "datong, TRANSIT, '', 65, FREE"
  })
  void place_grantsAsItsFactsSay(
      String place, VenueCategory category, String service, int age, String expected)
      throws Rejection {
    for (DocumentKind kind : DocumentKind.values()) {
      Holder holder = new Holder(kind, age, "");
      assertThat(granted(policy(place), holder, venue(category, service), NOON))
          .as("%s", kind)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ELDERLY_CERTIFICATE, 445300, 60, 50",
    "ELDERLY_CERTIFICATE, 445302, 70, FREE",
    "PRINTED_ELDERLY_CERTIFICATE, 445300, 70, FREE",
    "ELDERLY_CERTIFICATE, 370100, 70, -",
    "RESIDENT_ID_CARD, 445300, 70, -"
  })
  void yunfu_grantsToItsOwnCardOnly(
      DocumentKind kind, String jurisdiction, int age, String expected) throws Rejection {
    Holder holder = new Holder(kind, age, jurisdiction);
    assertThat(granted(policy("yunfu"), holder, venue(VenueCategory.TRANSIT, ""), NOON))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-30T15:59:59Z, FREE", // in China still the last day of September
    "2026-09-30T16:00:00Z, -",
    "2026-10-03T15:59:59Z, -",
    "2026-10-03T16:00:00Z, FREE",
    "2027-02-06T04:00:00Z, -",
    "2028-06-01T04:00:00Z, ?"
  })
  void beijingsParks_areNotFreeOnHolidaysAndUnknownPastTheCalendar(String at, String expected)
      throws Rejection {
    Holder holder = new Holder(DocumentKind.RESIDENT_ID_CARD, 65, "");
    VenueProfile park = venue(VenueCategory.PARK, "");
    assertThat(granted(policy("beijing"), holder, park, at)).isEqualTo(expected);
  }

  @Test
  void calendar_isNeededWhereARuleLooksAtHolidays() throws Rejection {
    BenefitPolicy beijing = policy("beijing");
    assertThat(beijing.needsCalendarFor(venue(VenueCategory.PARK, ""), 2027)).isFalse();
    assertThat(beijing.needsCalendarFor(venue(VenueCategory.PARK, ""), 2028)).isTrue();
    assertThat(beijing.needsCalendarFor(venue(VenueCategory.TRANSIT, ""), 2028)).isFalse();
  }

  @Test
  void beijingsCalendar_isTheOneThatShips() {
    String file = new String(PolicyLibrary.holidays(), StandardCharsets.UTF_8);
    String policy = new String(PolicyLibrary.policy("beijing"), StandardCharsets.UTF_8);
    assertThat(policy.replaceAll("\\s", "")).contains("\"holidays\":" + file.replaceAll("\\s", ""));
  }

  @Test
  void everyYearOfTheCalendar_has13Days() throws Rejection {
    HolidayCalendar calendar = policy("beijing").calendar();
    for (int year : calendar.years()) {
      long days = 0;
      for (DateSpan span : calendar.holidays()) {
        if (span.from().getYear() == year) {
          days += span.to().toEpochDay() - span.from().toEpochDay() + 1;
        }
      }
      // In 2025 the Mid-Autumn Festival did not fall on one of the National Day's three.
      assertThat(days).as("%d", year).isEqualTo(13);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "metro, metro, true",
    "tourist, tourist-lines, false",
    "customised, customised-lines, false"
  })
  void shandongsOpenQuestions_areTheOperatorsToAnswer(
      String service, String option, boolean isOnUnlessSaid) throws Rejection {
    BenefitPolicy shandong = policy("shandong");
    Holder holder = new Holder(DocumentKind.RESIDENT_ID_CARD, 60, "");
    VenueProfile line = venue(VenueCategory.TRANSIT, service);
    assertThat(granted(shandong, holder, line, NOON)).isEqualTo(isOnUnlessSaid ? "FREE" : "-");
    assertThat(granted(shandong, holder, line.withOption(option, true), NOON)).isEqualTo("FREE");
    assertThat(granted(shandong, holder, line.withOption(option, false), NOON)).isEqualTo("-");
  }

  @Test
  void explanation_tellsOfEveryRuleUpToTheOneThatDecides() throws Rejection {
    BenefitPolicy shandong = policy("shandong");
    Holder holder = new Holder(DocumentKind.PASSPORT, 65, "");
    VenueProfile park = VenueProfile.of("p", VenueCategory.PARK, Ownership.PRIVATE);
    List<String> told = new ArrayList<>();
    for (BenefitPolicy.Tried tried : shandong.explain(holder, park, Instant.parse(NOON))) {
      told.add(tried.rule().id() + " " + tried.fit());
    }
    assertThat(told)
        .containsExactly(
            "transit VENUE",
            "transit-metro VENUE",
            "transit-tourist VENUE",
            "transit-customised VENUE",
            "scenic-transport VENUE",
            "medical VENUE",
            "park-government OWNERSHIP",
            "park-private-70 AGE",
            "park-private-60 FITS");
    Holder young = new Holder(DocumentKind.PASSPORT, 59, "");
    assertThat(shandong.explain(young, park, Instant.parse(NOON)))
        .hasSize(shandong.rules().size())
        .noneMatch(tried -> tried.fit() == BenefitRule.Fit.FITS);
  }

  @Test
  void everyPolicysAges_areOnesThatACertificateShows() throws Rejection {
    for (String place : PolicyLibrary.PLACES) {
      for (BenefitRule rule : policy(place).rules()) {
        assertThat(rule.when().ageOver()).isIn(Holder.AGE_TIERS);
        assertThat(rule.when().holidays()).isIn(Set.of(BenefitRule.Holidays.values()));
      }
    }
  }
}
