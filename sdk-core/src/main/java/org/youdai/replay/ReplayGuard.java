package org.youdai.replay;

/**
 * Remembers what was used. An answer comes at once and always: what cannot be asked says so in the
 * {@link GuardState}, and stops no gate. Safe for use by several threads.
 */
public interface ReplayGuard {
  /** What a guard says of a use. */
  enum Verdict {
    /** It is the first, and is remembered from now on. */
    FIRST,
    /** The credential was used within the interval; nothing new is remembered. */
    USED_RECENTLY,
    /** This very live code was used; nothing new is remembered. */
    REPLAYED,
    /** The guard stands elsewhere and cannot be asked at present. */
    OUT_OF_REACH
  }

  /** What a guard says of a use, and how well it knows. */
  record Finding(Verdict verdict, GuardState state) {}

  /** What a guard says that cannot be asked. */
  Finding OUT_OF_REACH = new Finding(Verdict.OUT_OF_REACH, GuardState.ALONE);

  /**
   * Says whether a use is the first, and remembers it if it is: both in one step. A scan that is
   * asked again, because an answer was lost, is the same use and still the first.
   */
  Finding firstUse(Use use);

  /**
   * Forgets the use of one scan, and no other use; nothing if it is not remembered.
   *
   * @return whether it is forgotten: false if the guard cannot be asked at present
   */
  boolean annul(Use use);

  /** Returns a guard that remembers nothing. */
  static ReplayGuard none() {
    return Forgetful.GUARD;
  }

  /** Remembers nothing. */
  enum Forgetful implements ReplayGuard {
    /** The one there is. */
    GUARD;

    @Override
    public Finding firstUse(Use use) {
      return new Finding(Verdict.FIRST, GuardState.NOT_ASKED);
    }

    @Override
    public boolean annul(Use use) {
      return true;
    }
  }
}
