package org.youdai.decision;

/** Whether the clock can be believed. */
public enum ClockState {
  /** Nothing speaks against it. */
  PLAUSIBLE,
  /** It is behind a time that is known to have passed, or has jumped. */
  SUSPECT
}
