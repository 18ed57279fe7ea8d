package org.youdai.decision;

/** The four things that can happen at a gate. None of them is a refusal. */
public enum Outcome {
  /** The benefit applies. */
  ADMIT,
  /** Genuine, but no benefit here and now: the ordinary fare. */
  CHARGE,
  /** Show the code again. */
  RETRY,
  /** A member of staff takes over. */
  ASSIST
}
