package org.youdai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.youdai.TestAuthority.NOW;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.IdentityDocument;
import org.youdai.decision.Alternative;
import org.youdai.decision.Decision;
import org.youdai.decision.Outcome;
import org.youdai.decision.Reason;
import org.youdai.policy.Benefit;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.Ownership;
import org.youdai.policy.TimeSpan;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueHours;
import org.youdai.policy.VenueProfile;
import org.youdai.policy.WhenInDoubt;
import org.youdai.replay.GuardState;
import org.youdai.replay.ReplayGuard;
import org.youdai.replay.Use;
import org.youdai.scan.QrText;
import org.youdai.trust.SignatureAlgorithm;

/** What an operator has chosen for a venue, as it comes out in decisions. */
final class VenueChoicesTest {
  private static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);
  private static final VenueProfile STADIUM =
      VenueProfile.of("stadium", VenueCategory.SPORTS, Ownership.GOVERNMENT);

  private final TestAuthority authority = TestAuthority.create(81, SignatureAlgorithm.SM2);
  private final Snapshot snapshot = authority.snapshot();
  private final QrText code = authority.issue(60);

  private static VenueHours hours(String from, String to, OptionalInt tariff, DayOfWeek... days) {
    TimeSpan span = new TimeSpan(LocalTime.parse(from), LocalTime.parse(to));
    return new VenueHours(Set.of(days), span, tariff);
  }

  /** Decides at a time in China, on a Saturday. */
  private Decision decideAt(String time, VenueProfile venue) {
    Instant at = LocalDateTime.parse("2026-11-21T" + time).atZone(BenefitPolicy.ZONE).toInstant();
    return TestAuthority.verifier(snapshot, at).verify(code, venue);
  }

  private static void assertClosed(Decision decision) {
    assertThat(decision.reason()).isEqualTo(Reason.VENUE_CLOSED);
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Assist.class,
            assist -> assertThat(assist.alternative()).isEqualTo(Alternative.STAFFED_LANE));
  }

  @Test
  void outsideItsHours_staffDecide() {
    VenueProfile museum =
        VenueProfile.of("m", VenueCategory.CULTURE, Ownership.GOVERNMENT)
            .withHours(List.of(hours("11:00", "17:00", OptionalInt.empty())));
    assertClosed(decideAt("10:59:59.999", museum));
    assertThat(decideAt("11:00", museum).reason()).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(decideAt("11:00:00.001", museum).reason()).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(decideAt("16:59:59.999", museum).reason()).isEqualTo(Reason.BENEFIT_GRANTED);
    assertClosed(decideAt("17:00", museum));
    assertClosed(decideAt("17:00:00.001", museum));
  }

  @Test
  void onADayOnWhichItIsNotOpen_staffDecide() {
    VenueHours open = hours("00:00", "00:00", OptionalInt.empty(), DayOfWeek.SUNDAY);
    assertClosed(decideAt("23:59:59.999", BUS.withHours(List.of(open))));
    VenueHours today = hours("00:00", "00:00", OptionalInt.empty(), DayOfWeek.SATURDAY);
    assertThat(decideAt("23:59:59.999", BUS.withHours(List.of(today))).outcome())
        .isEqualTo(Outcome.ADMIT);
  }

  @Test
  void revokedCredentialOutsideTheHours_isRevokedAndNoMore() {
    VenueProfile closed = BUS.withHours(List.of(hours("05:00", "06:00", OptionalInt.empty())));
    assertThat(authority.authority.revoke(code)).isEmpty();
    Verifier verifier = TestAuthority.verifier(authority.snapshot(), NOW);
    assertThat(verifier.verify(code, closed).reason()).isEqualTo(Reason.REVOKED);
  }

  @Test
  void otherDocument_isDecidedByTheHoursToo() {
    VenueProfile closed = BUS.withHours(List.of(hours("05:00", "06:00", OptionalInt.empty())));
    IdentityDocument.Reading passport =
        IdentityDocument.ofBirthDate(DocumentKind.PASSPORT, 1950, 1, 1);
    assertClosed(TestAuthority.verifier(snapshot, NOW).verify(passport, closed));
  }

  @Test
  void slotsOfASportsVenue_areFreeThenHalfPriceThenTheOrdinaryFare() {
    VenueProfile slots =
        STADIUM.withHours(
            List.of(
                hours("10:30", "11:00", OptionalInt.of(0)),
                hours("11:00", "17:00", OptionalInt.of(50)),
                hours("17:00", "22:00", OptionalInt.of(100)),
                hours("22:00", "00:00", OptionalInt.empty())));
    assertThat(benefit(decideAt("10:59:59.999", slots)).kind()).isEqualTo(Benefit.Kind.FREE);
    assertThat(benefit(decideAt("11:00", slots)).percent()).isEqualTo(50);
    assertThat(benefit(decideAt("16:59:59.999", slots)).percent()).isEqualTo(50);
    for (String full : new String[] {"17:00", "17:00:00.001", "21:59:59.999"}) {
      Decision decision = decideAt(full, slots);
      assertThat(decision.outcome()).isEqualTo(Outcome.CHARGE);
      assertThat(decision.reason()).isEqualTo(Reason.NO_BENEFIT_HERE);
    }
    assertThat(benefit(decideAt("22:00", slots)).kind()).isEqualTo(Benefit.Kind.VENUE_TARIFF);
    assertThat(benefit(decideAt("22:00", STADIUM)).kind()).isEqualTo(Benefit.Kind.VENUE_TARIFF);
  }

  private static Benefit benefit(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Admit.class);
    return ((Decision.Admit) decision).benefit();
  }

  /** Says the same of every use, and keeps what it was asked. */
  private record Told(ReplayGuard.Verdict verdict, List<Use> asked) implements ReplayGuard {
    static Told that(ReplayGuard.Verdict verdict) {
      return new Told(verdict, new ArrayList<>());
    }

    @Override
    public Finding firstUse(Use use) {
      asked.add(use);
      return new Finding(verdict, GuardState.IN_ORDER);
    }

    @Override
    public boolean annul(Use use) {
      return asked.remove(use);
    }
  }

  private Decision decide(VenueProfile venue, ReplayGuard guard) {
    return TestAuthority.verifier(snapshot, NOW).verify(code, venue, guard);
  }

  @ParameterizedTest
  @CsvSource({"CHARGE, CHARGE", "RETRY, RETRY", "ASSIST, ASSIST"})
  void usedRecently_goesTheWayThatTheOperatorHasChosen(WhenInDoubt.Step step, Outcome outcome) {
    VenueProfile venue = BUS.withDoubt(WhenInDoubt.STANDARD.withUsedRecently(step));
    Decision decision = decide(venue, Told.that(ReplayGuard.Verdict.USED_RECENTLY));
    assertThat(decision.reason()).isEqualTo(Reason.USED_RECENTLY);
    assertThat(decision.outcome()).isEqualTo(outcome);
    assertThat(decide(venue, Told.that(ReplayGuard.Verdict.FIRST)).outcome())
        .isEqualTo(Outcome.ADMIT);
  }

  @Test
  void usedRecently_isForStaffUnlessTheOperatorHasChosen() {
    Decision decision = decide(BUS, Told.that(ReplayGuard.Verdict.USED_RECENTLY));
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Assist.class,
            assist -> assertThat(assist.alternative()).isEqualTo(Alternative.STAFFED_LANE));
  }

  @Test
  void usedRecentlyToBeTriedAgain_offersAnotherDocument() {
    WhenInDoubt again = WhenInDoubt.STANDARD.withUsedRecently(WhenInDoubt.Step.RETRY);
    Decision decision = decide(BUS.withDoubt(again), Told.that(ReplayGuard.Verdict.USED_RECENTLY));
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Retry.class,
            retry -> assertThat(retry.alternative()).isEqualTo(Alternative.ANY_VALID_DOCUMENT));
  }

  @Test
  void replayedLiveCode_isScannedAgainWhateverTheChoiceForUses() {
    WhenInDoubt charge = WhenInDoubt.STANDARD.withUsedRecently(WhenInDoubt.Step.CHARGE);
    Decision decision = decide(BUS.withDoubt(charge), Told.that(ReplayGuard.Verdict.REPLAYED));
    assertThat(decision.reason()).isEqualTo(Reason.PRESENTATION_REPLAYED);
    assertThat(decision.outcome()).isEqualTo(Outcome.RETRY);
  }

  @Test
  void guard_isToldTheVenueAndItsInterval() {
    Told guard = Told.that(ReplayGuard.Verdict.FIRST);
    Decision decision = decide(BUS.withReuseInterval(Duration.ofMinutes(30)), guard);
    assertThat(decision.circumstances().guard()).isEqualTo(GuardState.IN_ORDER);
    assertThat(guard.asked()).hasSize(1);
    Use use = guard.asked().get(0);
    assertThat(use.scan()).isEqualTo(decision.id().uuid());
    assertThat(use.venue()).isEqualTo("bus");
    assertThat(use.interval()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void guard_isNotAskedWhereNothingIsGrantedOrItIsClosed() {
    Told guard = Told.that(ReplayGuard.Verdict.USED_RECENTLY);
    assertThat(decide(BUS.withService("tourist"), guard).reason())
        .isEqualTo(Reason.NO_BENEFIT_HERE);
    VenueProfile closed = BUS.withHours(List.of(hours("05:00", "06:00", OptionalInt.empty())));
    assertThat(decide(closed, guard).reason()).isEqualTo(Reason.VENUE_CLOSED);
    VenueProfile fullPrice =
        STADIUM.withHours(List.of(hours("00:00", "00:00", OptionalInt.of(100))));
    assertThat(decide(fullPrice, guard).reason()).isEqualTo(Reason.NO_BENEFIT_HERE);
    assertThat(guard.asked()).isEmpty();
  }

  @Test
  void listsThatAreDue_goTheWayThatTheOperatorHasChosen() {
    Instant due = NOW.minus(Duration.ofHours(1)).plus(Duration.ofMinutes(15));
    VenueProfile strict = BUS.withDoubt(WhenInDoubt.STANDARD.withListsDue(WhenInDoubt.Step.CHARGE));
    assertThat(outcomeAt(due.minusMillis(1), strict)).isEqualTo(Outcome.ADMIT);
    assertThat(outcomeAt(due, strict)).isEqualTo(Outcome.CHARGE);
    assertThat(outcomeAt(due.plusMillis(1), strict)).isEqualTo(Outcome.CHARGE);
    assertThat(outcomeAt(due, BUS)).isEqualTo(Outcome.ADMIT);
  }

  private Outcome outcomeAt(Instant now, VenueProfile venue) {
    return TestAuthority.verifier(snapshot, now).verify(code, venue).outcome();
  }
}
