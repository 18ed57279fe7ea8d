package org.youdai.profile;

import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/** The key of a holder's phone, which a credential names, made ready. */
public final class HolderKey {
  private final SignatureAlgorithm algorithm;
  private final SignatureVerifier verifier;

  private HolderKey(SignatureAlgorithm algorithm, SignatureVerifier verifier) {
    this.algorithm = algorithm;
    this.verifier = verifier;
  }

  /**
   * Makes a key ready, with what {@code issuers} have ready themselves.
   *
   * @throws Rejection CLAIM_MALFORMED if it is not a point on its curve
   */
  public static HolderKey of(VerifyingKey key, IssuerKeys issuers) throws Rejection {
    try {
      return new HolderKey(key.algorithm(), issuers.seenOnce(key));
    } catch (Rejection notAKey) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  SignatureVerifier verifier() {
    return verifier;
  }

  @Override
  public String toString() {
    return "HolderKey[" + algorithm + "]";
  }
}
