package org.youdai.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.spi.LoggingEventAware;
import org.youdai.decision.Alternative;
import org.youdai.decision.Circumstances;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Reason;
import org.youdai.policy.Benefit;
import org.youdai.replay.GuardState;
import org.youdai.status.Freshness;

final class GateLogTest {
  private static final Circumstances IN_ORDER =
      circumstances(Freshness.FRESH, ClockState.PLAUSIBLE, GuardState.IN_ORDER);

  private final Lines lines = new Lines();
  private long now;
  private final GateLog log = new GateLog(lines, GateProfile.of(TestGate.BUS), true, () -> now);

  /** Keeps what is logged, as lines. */
  private static final class Lines extends AbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1L;

    private final transient List<String> all = new ArrayList<>();
    private transient Level least = Level.INFO;

    @Override
    public void log(LoggingEvent event) {
      String pairs =
          event.getKeyValuePairs().stream()
              .map(pair -> pair.key + "=" + pair.value)
              .collect(Collectors.joining(" "));
      all.add(event.getLevel() + " " + event.getMessage() + " " + pairs);
    }

    private boolean isOn(Level level) {
      return level.toInt() >= least.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
      return isOn(Level.TRACE);
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
      return isTraceEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
      return isOn(Level.DEBUG);
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
      return isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
      return isOn(Level.INFO);
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
      return isInfoEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
      return isOn(Level.WARN);
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
      return isWarnEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
      return isOn(Level.ERROR);
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
      return isErrorEnabled();
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return "";
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String message, Object[] arguments, Throwable throwable) {
      throw new AssertionError("not by key-values: " + message);
    }
  }

  private static Circumstances circumstances(
      Freshness freshness, ClockState clock, GuardState guard) {
    DecisionId id = DecisionId.create(Instant.EPOCH, new Random(1));
    return new Circumstances(id, Instant.EPOCH, freshness, clock, guard, 1, 1);
  }

  private void admit(Circumstances circumstances, boolean isRecorded) {
    Benefit benefit = new Benefit(Benefit.Kind.FREE, 0, 0, "transit", "");
    decided(new Decision.Admit(benefit, circumstances), isRecorded);
  }

  private void assist(Reason reason) {
    decided(new Decision.Assist(reason, Alternative.STAFFED_LANE, IN_ORDER), true);
  }

  private void decided(Decision decision, boolean isRecorded) {
    log.decided(
        new Passage(
            decision, GateProfile.of(TestGate.BUS).words().prompt(decision), false, isRecorded));
  }

  @Test
  void orderlyAdmissions_areNotLogged() {
    admit(IN_ORDER, true);
    admit(IN_ORDER, true);
    assertThat(lines.all).isEmpty();
  }

  @Test
  void everyDecision_isLoggedAtDebugWithItsId() {
    lines.least = Level.DEBUG;
    admit(IN_ORDER, true);
    assertThat(lines.all)
        .containsExactly(
            "DEBUG decided venue=bus-12 gate=1 decision="
                + IN_ORDER.id()
                + " outcome=ADMIT reason=YD-001 recorded=true");
  }

  @Test
  void whatChangesAboutTheGate_isLoggedOnceAndWhenItEnds() {
    admit(IN_ORDER, true);
    Circumstances old = circumstances(Freshness.STALE_WARN, ClockState.PLAUSIBLE, GuardState.ALONE);
    admit(old, false);
    admit(old, false);
    now += Duration.ofMinutes(1).toNanos();
    admit(IN_ORDER, true);
    assertThat(lines.all)
        .containsExactly(
            "WARN gate needs attention venue=bus-12 gate=1 lists=STALE_WARN clock=PLAUSIBLE"
                + " guard=ALONE recording=false",
            "INFO gate in order venue=bus-12 gate=1 lists=FRESH clock=PLAUSIBLE guard=IN_ORDER"
                + " recording=true");
  }

  @Test
  void whatComesAndGoes_isLoggedOnceAMinute() {
    for (int i = 0; i < 600; i++) {
      admit(IN_ORDER, i % 2 == 0);
      now += Duration.ofMillis(100).toNanos();
    }
    assertThat(lines.all).hasSize(1);
    now += Duration.ofSeconds(1).toNanos();
    admit(IN_ORDER, true);
    assertThat(lines.all).hasSize(2);
    assertThat(lines.all.get(1)).startsWith("INFO gate in order");
  }

  @Test
  void listsThatAreDue_areNoNews() {
    admit(circumstances(Freshness.STALE_OK, ClockState.PLAUSIBLE, GuardState.IN_ORDER), true);
    admit(IN_ORDER, true);
    assertThat(lines.all).isEmpty();
  }

  @Test
  void gateWithoutAJournal_isInOrderWithoutOne() {
    GateLog without = new GateLog(lines, GateProfile.of(TestGate.BUS), false, () -> now);
    Benefit benefit = new Benefit(Benefit.Kind.FREE, 0, 0, "transit", "");
    Decision decision = new Decision.Admit(benefit, IN_ORDER);
    without.decided(
        new Passage(decision, GateProfile.of(TestGate.BUS).words().prompt(decision), false, false));
    assertThat(lines.all).isEmpty();
  }

  @Test
  void refusedScans_doNotCountAsAGuardInOrder() {
    admit(circumstances(Freshness.FRESH, ClockState.PLAUSIBLE, GuardState.ALONE), true);
    int said = lines.all.size();
    decided(
        new Decision.Charge(
            Reason.NO_BENEFIT_HERE,
            circumstances(Freshness.FRESH, ClockState.PLAUSIBLE, GuardState.NOT_ASKED)),
        true);
    assertThat(lines.all.subList(said, lines.all.size()))
        .containsExactly("INFO not admitted venue=bus-12 gate=1 reason=YD-002 times=1");
  }

  @Test
  void reason_isLoggedOnceAMinuteWithHowOftenItCameAbout() {
    for (int i = 0; i < 60; i++) {
      assist(Reason.REVOKED);
      now += Duration.ofSeconds(1).toNanos();
    }
    assist(Reason.SUSPENDED);
    assist(Reason.REVOKED);
    assertThat(lines.all)
        .containsExactly(
            "INFO not admitted venue=bus-12 gate=1 reason=YD-701 times=1",
            "INFO not admitted venue=bus-12 gate=1 reason=YD-702 times=1",
            "INFO not admitted venue=bus-12 gate=1 reason=YD-701 times=60");
  }

  @Test
  void beginningEndAndAnnulment_areLogged() {
    log.opened();
    log.annulled(new Decision.Charge(Reason.NO_BENEFIT_HERE, IN_ORDER));
    log.closed(7);
    assertThat(lines.all)
        .containsExactly(
            "INFO gate opened venue=bus-12 gate=1",
            "INFO passage taken back venue=bus-12 gate=1 decision=" + IN_ORDER.id(),
            "INFO gate closed venue=bus-12 gate=1 decisions=7");
  }
}
