package org.youdai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.credential.IdentityDocument;
import org.youdai.credential.Validity;
import org.youdai.decision.Decision;
import org.youdai.decision.Outcome;
import org.youdai.decision.Reason;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;

/** Any one document is as good as any other. */
final class EqualEffectTest {
  private static final Instant NOW = TestAuthority.NOW;
  private static final LocalDate TODAY = NOW.atZone(BenefitPolicy.ZONE).toLocalDate();
  private static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  private static SandboxAuthority authority(String place) {
    SandboxAuthority authority =
        SandboxAuthority.create(
            SignatureAlgorithm.ED25519,
            PolicyLibrary.policy(place),
            NOW.minus(Duration.ofDays(100)),
            TestAuthority.random(24));
    authority.addIssuer(
        new Issuer("999999", "示例", "Example"),
        SignatureAlgorithm.ED25519,
        NOW.minus(Duration.ofDays(100)));
    return authority;
  }

  private static Snapshot snapshot(SandboxAuthority authority) {
    Map<String, byte[]> files = authority.publish(NOW.minus(Duration.ofHours(1)));
    return ((Snapshot.Ready) Snapshot.read(authority.anchor(), ListSource.of(files))).snapshot();
  }

  /** Returns what documents of everybody of an age tier are: an ID card, permits, a passport. */
  private static List<IdentityDocument.Reading> documents(LocalDate birth) {
    List<IdentityDocument.Reading> documents = new ArrayList<>();
    for (DocumentKind kind :
        List.of(DocumentKind.HK_MACAO_PERMIT, DocumentKind.TAIWAN_PERMIT, DocumentKind.PASSPORT)) {
      documents.add(
          IdentityDocument.ofBirthDate(
              kind, birth.getYear(), birth.getMonthValue(), birth.getDayOfMonth()));
    }
    for (String area : List.of("110105", "810000", "820000", "830000", "999999")) {
      documents.add(IdentityDocument.ofNumber(number(area, birth)));
    }
    return documents;
  }

  /** Returns a number that nobody has: its sequence is 000. */
  private static String number(String area, LocalDate birth) {
    String text = area + birth.toString().replace("-", "") + "000";
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum = (sum + text.charAt(i) - '0') * 2 % 11;
    }
    int check = (12 - sum) % 11;
    return text + (check == 10 ? "X" : Integer.toString(check));
  }

  private static <T> T any(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static Object effect(Decision decision) {
    return decision instanceof Decision.Admit admit ? admit.benefit() : decision.reason();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shandong", "beijing", "hunan", "guangzhou", "hainan", "datong"})
  void everyDocument_hasTheEffectOfTheCertificateOfItsAgeEverywhereAndAlways(String place) {
    SandboxAuthority authority = authority(place);
    Snapshot snapshot = snapshot(authority);
    Random random = new Random(25);
    Instant issued = NOW.minus(Duration.ofDays(1));
    Validity years = new Validity(issued, issued.plus(Duration.ofDays(1000)));
    for (int round = 0; round < 100; round++) {
      int tier = any(random, Holder.AGE_TIERS);
      QrText code = authority.issue(0, tier, issued, years);
      LocalDate birth = TODAY.minusYears(tier).minusDays(random.nextInt(364));
      Instant then = NOW.plus(Duration.ofMinutes(random.nextInt(3 * 24 * 60)));
      if (then.atZone(BenefitPolicy.ZONE)
          .toLocalDate()
          .isAfter(birth.plusYears(tier + 1L).minusDays(1))) {
        continue; // by then one tier up
      }
      VenueProfile venue =
          VenueProfile.of(
                  "v",
                  any(random, List.of(VenueCategory.values())),
                  any(random, List.of(Ownership.values())))
              .withService(any(random, List.of("", "metro", "tourist")));
      Verifier verifier = TestAuthority.verifier(snapshot, then);
      Object expected = effect(verifier.verify(code, venue));
      List<IdentityDocument.Reading> all = documents(birth);
      all.add(new IdentityDocument.Read(IdentityDocument.staffConfirmed(tier)));
      for (IdentityDocument.Reading reading : all) {
        assertThat(effect(verifier.verify(reading, venue)))
            .as("seed 25, round %d, %s", round, reading)
            .isEqualTo(expected);
      }
    }
  }

  private final Verifier verifier = TestAuthority.verifier(snapshot(authority("shandong")), NOW);

  @Test
  void wrongCheckDigit_asksToReadAgain() {
    Decision decision = verifier.verify(IdentityDocument.ofNumber("110105194912310021"), BUS);
    assertThat(decision).isInstanceOf(Decision.Retry.class);
    assertThat(decision.reason()).isEqualTo(Reason.IDENTITY_UNREADABLE);
    assertThat(verifier.verify(IdentityDocument.ofNumber("11010519491231002X"), BUS).outcome())
        .isEqualTo(Outcome.ADMIT);
  }

  @Test
  void impossibleBirth_andTooYoung_areTheOrdinaryFare() {
    for (LocalDate birth :
        List.of(TODAY.plusDays(1), TODAY.minusYears(131), TODAY.minusYears(59))) {
      Decision decision = verifier.verify(IdentityDocument.ofNumber(number("999999", birth)), BUS);
      assertThat(decision.outcome()).as("%s", birth).isEqualTo(Outcome.CHARGE);
    }
    assertThat(
            verifier
                .verify(IdentityDocument.ofBirthDate(DocumentKind.PASSPORT, 1950, 2, 30), BUS)
                .reason())
        .isEqualTo(Reason.IDENTITY_BIRTH_IMPOSSIBLE);
  }

  @Test
  void documents_areDecidedWithListsThatAreTooOld() {
    Snapshot old = snapshot(authority("shandong"));
    Verifier later = TestAuthority.verifier(old, NOW.plus(Duration.ofDays(60)));
    for (IdentityDocument.Reading reading : documents(TODAY.minusYears(66))) {
      assertThat(later.verify(reading, BUS).outcome()).isEqualTo(Outcome.ADMIT);
    }
    assertThat(
            TestAuthority.verifier(Snapshot.neverSynced(), NOW)
                .verify(documents(TODAY.minusYears(66)).get(0), BUS)
                .reason())
        .isEqualTo(Reason.NEVER_SYNCED);
  }

  @ParameterizedTest
  @EnumSource(IdentityDocument.Problem.class)
  void everyProblem_isAnOutcomeAndNoException(IdentityDocument.Problem problem) {
    Decision decision = verifier.verify(new IdentityDocument.Unreadable(problem), BUS);
    assertThat(decision.outcome()).isIn(Outcome.RETRY, Outcome.CHARGE);
  }
}
