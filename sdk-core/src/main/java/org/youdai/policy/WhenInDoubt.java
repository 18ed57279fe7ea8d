package org.youdai.policy;

import java.time.Duration;
import org.youdai.status.Freshness;

/**
 * What an operator has chosen for a venue whose lists are old, whose clock is suspect, or where a
 * code was used just now. What is undetermined is neither valid nor revoked: going on is always
 * said in the decision.
 *
 * @param staleLimit how old the status lists may be before they are too old, counted from their
 *     signing
 * @param listsDue what to do when a refresh is due ({@link Freshness#STALE_OK})
 * @param listsExpired when they have expired within the limit ({@link Freshness#STALE_WARN})
 * @param listsTooOld when they are past it, or there are none; not {@link Step#GO_ON}: whoever
 *     accepts older lists sets a longer limit
 * @param clockSuspect when the clock is suspect and the outcome depends on what time it is; {@link
 *     Step#GO_ON} decides as of the best guess
 * @param usedRecently when the credential was used within the venue's interval; not {@link
 *     Step#GO_ON}: whoever does not mind sets an interval of 0
 */
public record WhenInDoubt(
    Duration staleLimit,
    Step listsDue,
    Step listsExpired,
    Step listsTooOld,
    Step clockSuspect,
    Step usedRecently) {

  /** What to do. */
  public enum Step {
    /** Decide all the same; the decision says how old its knowledge was. */
    GO_ON,
    /** The ordinary fare. */
    CHARGE,
    /** Ask to show the code again. */
    RETRY,
    /** Hand over to a person. */
    ASSIST
  }

  private static final Duration LONGEST = Duration.ofDays(3650);

  /**
   * Admits with lists up to 7 days old; past that staff decide, as they do on a code that was used
   * just now. Asks to show the code again while the clock is suspect.
   */
  public static final WhenInDoubt STANDARD =
      new WhenInDoubt(
          Duration.ofDays(7), Step.GO_ON, Step.GO_ON, Step.ASSIST, Step.RETRY, Step.ASSIST);

  /** Checks the limit, and that nothing goes on where going on would decide nothing. */
  public WhenInDoubt {
    if (staleLimit.isNegative() || staleLimit.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a limit is 0 to 3,650 days");
    }
    if (listsTooOld == Step.GO_ON) {
      throw new IllegalArgumentException("lists that are too old decide nothing; raise the limit");
    }
    if (usedRecently == Step.GO_ON) {
      throw new IllegalArgumentException("to allow another use at once, set an interval of 0");
    }
  }

  /** Returns this with another limit for the age of lists. */
  public WhenInDoubt withStaleLimit(Duration limit) {
    return new WhenInDoubt(limit, listsDue, listsExpired, listsTooOld, clockSuspect, usedRecently);
  }

  /** Returns this with another step for lists whose refresh is due. */
  public WhenInDoubt withListsDue(Step step) {
    return new WhenInDoubt(staleLimit, step, listsExpired, listsTooOld, clockSuspect, usedRecently);
  }

  /** Returns this with another step for lists that have expired within the limit. */
  public WhenInDoubt withListsExpired(Step step) {
    return new WhenInDoubt(staleLimit, listsDue, step, listsTooOld, clockSuspect, usedRecently);
  }

  /** Returns this with another step for lists that are too old, or for none. */
  public WhenInDoubt withListsTooOld(Step step) {
    return new WhenInDoubt(staleLimit, listsDue, listsExpired, step, clockSuspect, usedRecently);
  }

  /** Returns this with another step for a suspect clock. */
  public WhenInDoubt withClockSuspect(Step step) {
    return new WhenInDoubt(staleLimit, listsDue, listsExpired, listsTooOld, step, usedRecently);
  }

  /** Returns this with another step for a code that was used just now. */
  public WhenInDoubt withUsedRecently(Step step) {
    return new WhenInDoubt(staleLimit, listsDue, listsExpired, listsTooOld, clockSuspect, step);
  }

  /** Returns what to do with lists that are this fresh. */
  public Step stepFor(Freshness freshness) {
    return switch (freshness) {
      case FRESH -> Step.GO_ON;
      case STALE_OK -> listsDue;
      case STALE_WARN -> listsExpired;
      case TOO_OLD, NEVER_SYNCED -> listsTooOld;
    };
  }
}
