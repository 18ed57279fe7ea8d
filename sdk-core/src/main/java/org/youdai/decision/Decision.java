package org.youdai.decision;

import java.util.Locale;
import java.util.Optional;
import org.youdai.policy.Benefit;

/**
 * What comes out at the end: one of four, and none of them a refusal. It says what happens and why,
 * never who it was; every part of it may be logged.
 */
public sealed interface Decision {

  /** Returns what it was made with. */
  Circumstances circumstances();

  /** Returns why, for staff. A passenger is told the next step instead. */
  Reason reason();

  /** Returns which of the four it is. */
  Outcome outcome();

  /** Returns the benefit that applies; empty unless the outcome is ADMIT. */
  default Optional<Benefit> granted() {
    return this instanceof Admit admit ? Optional.of(admit.benefit()) : Optional.empty();
  }

  /** Returns the key of the words for it. */
  default PromptKey promptKey() {
    return new PromptKey(lower(outcome()) + '.' + lower(reason()));
  }

  /** Returns the id under which it can be found again. */
  default DecisionId id() {
    return circumstances().id();
  }

  /** Returns the same decision under the host's own id for what was scanned. */
  default Decision under(DecisionId id) {
    Circumstances named = circumstances().under(id);
    if (this instanceof Admit admit) {
      return new Admit(admit.benefit(), named);
    }
    if (this instanceof Charge charge) {
      return new Charge(charge.reason(), named);
    }
    if (this instanceof Retry retry) {
      return new Retry(retry.reason(), retry.alternative(), named);
    }
    Assist assist = (Assist) this;
    return new Assist(assist.reason(), assist.alternative(), named);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The benefit applies. */
  record Admit(Benefit benefit, Circumstances circumstances) implements Decision {
    @Override
    public Reason reason() {
      return Reason.BENEFIT_GRANTED;
    }

    @Override
    public Outcome outcome() {
      return Outcome.ADMIT;
    }

    @Override
    public PromptKey promptKey() {
      return new PromptKey(lower(outcome()) + '.' + lower(benefit.kind()));
    }
  }

  /** Genuine, but no benefit here and now: the ordinary fare. */
  record Charge(Reason reason, Circumstances circumstances) implements Decision {
    @Override
    public Outcome outcome() {
      return Outcome.CHARGE;
    }
  }

  /** Show the code again, or take the alternative. */
  record Retry(Reason reason, Alternative alternative, Circumstances circumstances)
      implements Decision {
    @Override
    public Outcome outcome() {
      return Outcome.RETRY;
    }
  }

  /** A member of staff takes over, or the passenger takes the alternative. */
  record Assist(Reason reason, Alternative alternative, Circumstances circumstances)
      implements Decision {
    @Override
    public Outcome outcome() {
      return Outcome.ASSIST;
    }
  }
}
