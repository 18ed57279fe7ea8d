package org.youdai.policy;

/** What a policy says of one person at one place and time. */
public sealed interface Ruling {
  /** A rule grants a benefit. */
  record Granted(Benefit benefit) implements Ruling {}

  /** No rule grants anything: the ordinary fare. */
  record NotGranted() implements Ruling {}

  /**
   * It depends on whether the day is a statutory holiday, and the policy's calendar does not say.
   *
   * @param ruleId the first rule that depends on it
   */
  record Undetermined(String ruleId) implements Ruling {}
}
