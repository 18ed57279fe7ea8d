package org.youdai.decision;

import java.time.Instant;
import org.youdai.replay.GuardState;
import org.youdai.status.Freshness;

/**
 * What a decision was made with.
 *
 * @param id its id
 * @param at the one clock reading it was made with
 * @param freshness how old the knowledge was
 * @param clock whether the clock could be believed
 * @param guard whether uses are remembered as they should be
 * @param trustVersion the version of the trust list; 0 where there was none
 * @param policyVersion the version of the policy; 0 where none was in force
 */
public record Circumstances(
    DecisionId id,
    Instant at,
    Freshness freshness,
    ClockState clock,
    GuardState guard,
    long trustVersion,
    long policyVersion) {
  Circumstances under(DecisionId other) {
    return new Circumstances(other, at, freshness, clock, guard, trustVersion, policyVersion);
  }
}
