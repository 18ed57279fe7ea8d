package org.youdai.profile;

import java.time.Duration;
import java.time.Instant;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.replay.Mark;
import org.youdai.trust.SignatureAlgorithm;

/**
 * A fresh signature of the holder's phone around a credential ({@code docs/formats.md} §3). It
 * shows that the phone is here now; it ties nobody's number or account to it.
 */
public final class HolderProof {
  private final SignatureAlgorithm algorithm;
  private final byte[] signed;
  private final byte[] signature;
  private final Instant issuedAt;

  HolderProof(SignatureAlgorithm algorithm, byte[] signed, byte[] signature, Instant issuedAt) {
    this.algorithm = algorithm;
    this.signed = signed;
    this.signature = signature;
    this.issuedAt = issuedAt;
  }

  /** Returns when the phone signed, by its own clock. */
  public Instant issuedAt() {
    return issuedAt;
  }

  /** Returns by what this live code is known again: no two signatures of a phone begin alike. */
  public Mark mark() {
    return Mark.of(signature);
  }

  /**
   * Checks that {@code key}, which the credential names, has signed this.
   *
   * @throws Rejection HOLDER_ALGORITHM_MISMATCH or HOLDER_SIGNATURE_INVALID
   */
  public void requireSignedBy(HolderKey key) throws Rejection {
    if (key.algorithm() != algorithm) {
      throw new Rejection(Reason.HOLDER_ALGORITHM_MISMATCH);
    }
    if (!key.verifier().verifies(signed, signature)) {
      throw new Rejection(Reason.HOLDER_SIGNATURE_INVALID);
    }
  }

  /**
   * Checks that it was signed at most {@code oldest} ago and at most {@code ahead} in the future,
   * both included.
   *
   * @throws Rejection PRESENTATION_STALE or PRESENTATION_FROM_THE_FUTURE
   */
  public void requireFreshAt(Instant now, Duration oldest, Duration ahead) throws Rejection {
    if (issuedAt.plus(oldest).isBefore(now)) {
      throw new Rejection(Reason.PRESENTATION_STALE);
    }
    if (issuedAt.isAfter(now.plus(ahead))) {
      throw new Rejection(Reason.PRESENTATION_FROM_THE_FUTURE);
    }
  }

  @Override
  public String toString() {
    return "HolderProof[" + algorithm + "]";
  }
}
