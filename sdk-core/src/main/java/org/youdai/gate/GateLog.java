package org.youdai.gate;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.youdai.decision.Circumstances;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.Outcome;
import org.youdai.decision.Reason;
import org.youdai.replay.GuardState;
import org.youdai.status.Freshness;

/**
 * What a gate logs, as key-values: every decision at DEBUG; what changes about the gate at WARN or
 * INFO, once; and why people were not admitted at INFO, once a minute for each reason. Never the
 * text of a code, nor anything else that follows a person.
 */
final class GateLog {
  private static final long QUIET = Duration.ofMinutes(1).toNanos();
  private static final State IN_ORDER =
      new State(Freshness.FRESH, ClockState.PLAUSIBLE, GuardState.NOT_ASKED, true);

  private final Logger logger;
  private final GateProfile profile;
  private final boolean isJournalled;
  private final LongSupplier nanos;
  private final Map<Reason, Since> reasons = new EnumMap<>(Reason.class);
  private State told = IN_ORDER;
  private OptionalLong lastTold = OptionalLong.empty();

  GateLog(Logger logger, GateProfile profile, boolean isJournalled, LongSupplier nanos) {
    this.logger = logger;
    this.profile = profile;
    this.isJournalled = isJournalled;
    this.nanos = nanos;
  }

  /** When a reason was last logged, and how often it came about since. */
  private record Since(long at, int count) {}

  /** What staff have to know of a gate. */
  private record State(Freshness lists, ClockState clock, GuardState guard, boolean isRecording) {
    boolean isInOrder() {
      return lists.compareTo(Freshness.STALE_WARN) < 0
          && clock == ClockState.PLAUSIBLE
          && guard != GuardState.ALONE
          && guard != GuardState.FULL
          && isRecording;
    }
  }

  void opened() {
    at(Level.INFO).log("gate opened");
  }

  void closed(long decisions) {
    at(Level.INFO).addKeyValue("decisions", decisions).log("gate closed");
  }

  void annulled(Decision decision) {
    at(Level.INFO).addKeyValue("decision", decision.id()).log("passage taken back");
  }

  void decided(Passage passage) {
    Decision decision = passage.decision();
    if (logger.isDebugEnabled()) {
      at(Level.DEBUG)
          .addKeyValue("decision", decision.id())
          .addKeyValue("outcome", decision.outcome())
          .addKeyValue("reason", decision.reason().code())
          .addKeyValue("recorded", passage.isRecorded())
          .log("decided");
    }
    noteState(decision.circumstances(), passage.isRecorded() || !isJournalled);
    if (decision.outcome() != Outcome.ADMIT) {
      noteReason(decision.reason());
    }
  }

  /** Nothing is logged under the lock: a log that is slow must not hold up the other lanes. */
  private void noteState(Circumstances circumstances, boolean isRecorded) {
    Optional<State> news = news(circumstances, isRecorded);
    news.ifPresent(
        state ->
            at(state.isInOrder() ? Level.INFO : Level.WARN)
                .addKeyValue("lists", state.lists())
                .addKeyValue("clock", state.clock())
                .addKeyValue("guard", state.guard())
                .addKeyValue("recording", state.isRecording())
                .log(state.isInOrder() ? "gate in order" : "gate needs attention"));
  }

  /** Returns a state that staff do not know of; what comes and goes, once a minute. */
  private synchronized Optional<State> news(Circumstances circumstances, boolean isRecorded) {
    GuardState guard =
        circumstances.guard() == GuardState.NOT_ASKED ? told.guard() : circumstances.guard();
    State state = new State(circumstances.freshness(), circumstances.clock(), guard, isRecorded);
    boolean isNews = !state.equals(told) && !(state.isInOrder() && told.isInOrder());
    long now = nanos.getAsLong();
    boolean isQuiet = lastTold.isPresent() && now - lastTold.getAsLong() < QUIET;
    if (!isNews || isQuiet) {
      return Optional.empty();
    }
    told = state;
    lastTold = OptionalLong.of(now);
    return Optional.of(state);
  }

  private void noteReason(Reason reason) {
    int times = timesToTell(reason);
    if (times > 0) {
      at(Level.INFO)
          .addKeyValue("reason", reason.code())
          .addKeyValue("times", times)
          .log("not admitted");
    }
  }

  private synchronized int timesToTell(Reason reason) {
    long now = nanos.getAsLong();
    Since since = reasons.get(reason);
    if (since != null && now - since.at() < QUIET) {
      reasons.put(reason, new Since(since.at(), since.count() + 1));
      return 0;
    }
    reasons.put(reason, new Since(now, 0));
    return since == null ? 1 : since.count() + 1;
  }

  private LoggingEventBuilder at(Level level) {
    return logger
        .atLevel(level)
        .addKeyValue("venue", profile.venue().id())
        .addKeyValue("gate", profile.gate());
  }
}
