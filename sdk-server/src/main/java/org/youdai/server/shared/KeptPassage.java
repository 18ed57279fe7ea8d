package org.youdai.server.shared;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.function.BiFunction;
import org.youdai.decision.Alternative;
import org.youdai.decision.Circumstances;
import org.youdai.decision.Decision;
import org.youdai.decision.Outcome;
import org.youdai.decision.Prompt;
import org.youdai.decision.Reason;
import org.youdai.gate.Passage;
import org.youdai.gate.Passages.Passed;
import org.youdai.policy.Benefit;
import org.youdai.replay.Mark;
import org.youdai.replay.Use;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A passage as it stands in the shared memory: without words, which each instance has of its own,
 * and without any text of a code or number of a document. Members that are not known are ignored,
 * so that instances of two versions can run side by side.
 */
record KeptPassage(
    Outcome outcome,
    Reason reason,
    Optional<Alternative> alternative,
    Optional<Benefit> benefit,
    Circumstances circumstances,
    boolean recorded,
    String venue,
    String gate,
    Optional<Mark> code,
    Optional<Use> use) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .changeDefaultPropertyInclusion(
              each -> each.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  static byte[] write(Passed passed) {
    Decision decision = passed.passage().decision();
    Optional<Alternative> alternative = Optional.empty();
    Optional<Benefit> benefit = Optional.empty();
    if (decision instanceof Decision.Admit admit) {
      benefit = Optional.of(admit.benefit());
    } else if (decision instanceof Decision.Retry retry) {
      alternative = Optional.of(retry.alternative());
    } else if (decision instanceof Decision.Assist assist) {
      alternative = Optional.of(assist.alternative());
    }
    return JSON.writeValueAsBytes(
        new KeptPassage(
            decision.outcome(),
            decision.reason(),
            alternative,
            benefit,
            decision.circumstances(),
            passed.passage().isRecorded(),
            passed.venue(),
            passed.gate(),
            passed.code(),
            passed.use()));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param words gives a venue's words for a decision; empty if the venue is not known here
   * @return empty if it is of a venue or a version that is not known here
   */
  static Optional<Passed> read(byte[] json, BiFunction<String, Decision, Optional<Prompt>> words) {
    KeptPassage kept;
    Decision decision;
    try {
      kept = JSON.readValue(json, KeptPassage.class);
      decision = kept.decision();
    } catch (JacksonException | IllegalArgumentException ofAnotherVersion) {
      return Optional.empty();
    }
    return words
        .apply(kept.venue, decision)
        .map(prompt -> new Passage(decision, prompt, false, kept.recorded))
        .map(passage -> new Passed(passage, kept.venue, kept.gate, kept.code, kept.use, false));
  }

  private Decision decision() {
    return switch (outcome) {
      case ADMIT -> new Decision.Admit(required(benefit), circumstances);
      case CHARGE -> new Decision.Charge(reason, circumstances);
      case RETRY -> new Decision.Retry(reason, required(alternative), circumstances);
      case ASSIST -> new Decision.Assist(reason, required(alternative), circumstances);
    };
  }

  private static <T> T required(Optional<T> member) {
    return member.orElseThrow(() -> new IllegalArgumentException("a member is missing"));
  }
}
