package org.youdai.gate;

import org.youdai.decision.Outcome;

/** What a lane does. */
public enum Lane {
  /** It opens for one person. */
  OPEN,
  /** It opens once the ordinary fare is paid. */
  FARE,
  /** It waits for another scan. */
  WAIT,
  /** It stays as it is, and staff are called. */
  STAFF;

  static Lane of(Outcome outcome) {
    return switch (outcome) {
      case ADMIT -> OPEN;
      case CHARGE -> FARE;
      case RETRY -> WAIT;
      case ASSIST -> STAFF;
    };
  }
}
