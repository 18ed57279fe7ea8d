package org.youdai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.youdai.TestAuthority.NOW;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.youdai.credential.Validity;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.Outcome;
import org.youdai.decision.Reason;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.policy.WhenInDoubt;
import org.youdai.policy.WhenInDoubt.Step;
import org.youdai.scan.QrText;
import org.youdai.trust.SignatureAlgorithm;

/** A device whose wall clock can be set, beside a counter that cannot. */
final class TrustedTimeTest {
  private static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);
  private static final Duration DAY = Duration.ofDays(1);

  private final TestAuthority authority = TestAuthority.create(23, SignatureAlgorithm.SM2);
  private final QrText code = authority.issue(60);
  private Snapshot snapshot = authority.snapshot();
  private Instant wall = NOW;
  private long ticks;
  private Verifier verifier = newVerifier();

  private Verifier newVerifier() {
    InstantSource source = () -> wall;
    return new Verifier(
        () -> snapshot,
        TrustedTime.of(source.withZone(ZoneOffset.UTC), () -> ticks),
        new Random(1));
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    ticks += time.toNanos();
  }

  private Decision decide() {
    return verifier.verify(code, BUS);
  }

  private void assertDecision(Reason reason, ClockState clock) {
    Decision decision = decide();
    assertThat(decision.reason()).isEqualTo(reason);
    assertThat(decision.circumstances().clock()).isEqualTo(clock);
  }

  @Test
  void clockThatGoesAsTheCounterDoes_isBelievedForDays() {
    for (int i = 0; i < 6; i++) {
      assertDecision(Reason.BENEFIT_GRANTED, ClockState.PLAUSIBLE);
      pass(DAY);
      wall = wall.plusSeconds(2); // drifts
    }
  }

  @Test
  void clockAt1970AtBoot_isSuspectAndAsksToShowAgain() {
    wall = Instant.EPOCH;
    assertDecision(Reason.CLOCK_SUSPECT, ClockState.SUSPECT);
    assertThat(decide()).isInstanceOf(Decision.Retry.class);
    assertThat(verifier.verify(QrText.of("https://example.com"), BUS).reason())
        .as("what needs no clock is decided without one")
        .isEqualTo(Reason.NOT_OURS);
    wall = NOW; // set by hand, or by a time server
    assertDecision(Reason.BENEFIT_GRANTED, ClockState.PLAUSIBLE);
  }

  @Test
  void clockThatFallsBackTo1970WhileRunning_isReplacedByTheCounter() {
    decide();
    pass(Duration.ofHours(2));
    wall = Instant.EPOCH;
    assertDecision(Reason.BENEFIT_GRANTED, ClockState.SUSPECT);
    ticks += Duration.ofDays(400).toNanos(); // the counter goes on, and so does time
    assertDecision(Reason.EXPIRED, ClockState.SUSPECT);
  }

  @Test
  void jumpForward_isNoMassRefusal() {
    decide();
    wall = wall.plus(Duration.ofDays(365));
    assertDecision(Reason.CLOCK_SUSPECT, ClockState.SUSPECT);
    wall = NOW.plus(DAY); // as if it were a day later: the code is good then as now
    assertDecision(Reason.BENEFIT_GRANTED, ClockState.SUSPECT);
  }

  @Test
  void jumpBack_prolongsNothing() {
    Validity short3Days = new Validity(NOW.minus(DAY), NOW.plus(Duration.ofDays(3)));
    QrText ending = authority.authority.issue(0, 60, NOW.minus(DAY), short3Days);
    decide();
    pass(Duration.ofDays(4));
    assertThat(verifier.verify(ending, BUS).reason()).isEqualTo(Reason.EXPIRED);
    wall = NOW.plusSeconds(60);
    assertThat(verifier.verify(ending, BUS).reason()).isEqualTo(Reason.CLOCK_SUSPECT);
    assertDecision(Reason.BENEFIT_GRANTED, ClockState.SUSPECT);
  }

  @Test
  void jump_isOneHourAndMore() {
    decide();
    for (int sign : new int[] {1, -1}) {
      wall = NOW.plusSeconds(sign * 3600L);
      if (sign > 0) {
        assertDecision(Reason.BENEFIT_GRANTED, ClockState.PLAUSIBLE);
        wall = NOW.plusSeconds(3601);
      } else {
        wall = NOW.minusSeconds(3660); // before the publication's time, within its two minutes
        snapshot = authority.snapshot();
      }
      assertDecision(Reason.BENEFIT_GRANTED, ClockState.SUSPECT);
    }
  }

  @Test
  void newerPublicationWithinWhoseLifeTheClockLies_settlesAJump() {
    decide();
    wall = wall.plus(Duration.ofDays(40)); // corrected: it had been far behind
    assertDecision(Reason.CLOCK_SUSPECT, ClockState.SUSPECT);
    snapshot = read(wall.minusSeconds(600));
    assertDecision(Reason.BENEFIT_GRANTED, ClockState.PLAUSIBLE);
    wall = wall.plus(Duration.ofDays(300)); // wrong this time
    assertDecision(Reason.CLOCK_SUSPECT, ClockState.SUSPECT);
    snapshot = read(NOW.plus(Duration.ofDays(41)));
    assertDecision(Reason.CLOCK_SUSPECT, ClockState.SUSPECT);
  }

  private Snapshot read(Instant published) {
    Snapshot.Reading reading =
        snapshot.next(
            authority.authority.anchor(), ListSource.of(authority.authority.publish(published)));
    return ((Snapshot.Ready) reading).snapshot();
  }

  @Test
  void operator_choosesWhatASuspectClockMeans() {
    wall = Instant.EPOCH;
    for (Step step : Step.values()) {
      VenueProfile venue = BUS.withDoubt(WhenInDoubt.STANDARD.withClockSuspect(step));
      Decision decision = verifier.verify(code, venue);
      Outcome expected = step == Step.GO_ON ? Outcome.ADMIT : Outcome.valueOf(step.name());
      assertThat(decision.outcome()).isEqualTo(expected);
      assertThat(decision.circumstances().clock()).isEqualTo(ClockState.SUSPECT);
    }
  }

  @Test
  void operator_choosesWhatOldListsMean() {
    WhenInDoubt strict = WhenInDoubt.STANDARD.withListsExpired(Step.CHARGE);
    wall = NOW.plus(Duration.ofDays(4));
    assertThat(decide().outcome()).isEqualTo(Outcome.ADMIT);
    assertThat(verifier.verify(code, BUS.withDoubt(strict)).outcome()).isEqualTo(Outcome.CHARGE);
    wall = NOW.plus(Duration.ofDays(8));
    verifier = newVerifier();
    assertThat(decide().outcome()).isEqualTo(Outcome.ASSIST);
    for (Step step : new Step[] {Step.CHARGE, Step.RETRY, Step.ASSIST}) {
      VenueProfile venue = BUS.withDoubt(WhenInDoubt.STANDARD.withListsTooOld(step));
      Decision decision = verifier.verify(code, venue);
      assertThat(decision.outcome()).isEqualTo(Outcome.valueOf(step.name()));
      assertThat(decision.reason()).isEqualTo(Reason.LISTS_TOO_OLD);
    }
  }

  @Test
  void listsThatAreTooOld_areNeverGoneBy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WhenInDoubt.STANDARD.withListsTooOld(Step.GO_ON));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WhenInDoubt.STANDARD.withStaleLimit(Duration.ofSeconds(-1)));
    for (Duration tooLong :
        new Duration[] {Duration.ofDays(3651), ChronoUnit.FOREVER.getDuration()}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> WhenInDoubt.STANDARD.withStaleLimit(tooLong));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BUS.withLiveWindow(tooLong, Duration.ZERO));
    }
  }
}
