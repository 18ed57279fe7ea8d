package org.youdai.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.TestAuthority;
import org.youdai.decision.Decision;
import org.youdai.decision.Outcome;
import org.youdai.trust.SignatureAlgorithm;

/** Every row of 鲁政字〔2020〕240号 that names a place. */
final class ShandongPolicyTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create(71, SignatureAlgorithm.SM2);

  @ParameterizedTest
  @CsvSource({
    "TRANSIT, GOVERNMENT, '', 60, FREE, 0",
    "TRANSIT, PRIVATE, '', 60, FREE, 0",
    "SCENIC_TRANSPORT, GOVERNMENT, '', 60, PERCENT, 50",
    "MEDICAL, GOVERNMENT, '', 60, PRIORITY, 0",
    "MEDICAL, PRIVATE, '', 90, PRIORITY, 0",
    "PARK, GOVERNMENT, '', 60, FREE, 0",
    "SCENIC, GOVERNMENT, '', 65, FREE, 0",
    "PARK, PRIVATE, '', 60, PERCENT, 50",
    "SCENIC, PRIVATE, '', 65, PERCENT, 50",
    "PARK, PRIVATE, '', 70, FREE, 0",
    "SCENIC, PRIVATE, '', 100, FREE, 0",
    "CULTURE, GOVERNMENT, '', 60, FREE, 0",
    "SPORTS, GOVERNMENT, '', 60, VENUE_TARIFF, 0"
  })
  void row_grantsItsBenefit(
      VenueCategory category,
      Ownership ownership,
      String service,
      int age,
      Benefit.Kind kind,
      int percent) {
    VenueProfile venue = VenueProfile.of("v", category, ownership).withService(service);
    Decision decision = AUTHORITY.decide(AUTHORITY.issue(age), venue);
    assertThat(decision).isInstanceOf(Decision.Admit.class);
    Benefit benefit = ((Decision.Admit) decision).benefit();
    assertThat(benefit.kind()).isEqualTo(kind);
    assertThat(benefit.percent()).isEqualTo(percent);
    assertThat(benefit.basis()).startsWith("鲁政字〔2020〕240号");
  }

  @ParameterizedTest
  @CsvSource({
    "TRANSIT, GOVERNMENT, tourist",
    "TRANSIT, GOVERNMENT, customised",
    "SCENIC_TRANSPORT, PRIVATE, ''",
    "CULTURE, PRIVATE, ''",
    "SPORTS, PRIVATE, ''"
  })
  void placeOutsideTheNotice_isTheOrdinaryFare(
      VenueCategory category, Ownership ownership, String service) {
    VenueProfile venue = VenueProfile.of("v", category, ownership).withService(service);
    assertThat(AUTHORITY.decide(AUTHORITY.issue(80), venue).outcome()).isEqualTo(Outcome.CHARGE);
  }
}
