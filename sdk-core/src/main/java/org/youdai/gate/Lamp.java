package org.youdai.gate;

import org.youdai.decision.Outcome;

/** The light at a gate. Colour is never the only cue: {@link Lane} says the same by its sign. */
public enum Lamp {
  /** Go. */
  GREEN,
  /** Pay the ordinary fare. */
  BLUE,
  /** Once more. */
  YELLOW,
  /** A person comes; blinking, so that staff see it too. */
  YELLOW_BLINKING;

  static Lamp of(Outcome outcome) {
    return switch (outcome) {
      case ADMIT -> GREEN;
      case CHARGE -> BLUE;
      case RETRY -> YELLOW;
      case ASSIST -> YELLOW_BLINKING;
    };
  }
}
