package org.youdai.profile;

import java.time.Instant;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.trust.IssuerKey;

/** The only way from an envelope to a payload that may be believed. */
public final class SignatureCheck {
  private SignatureCheck() {}

  /**
   * Returns the payload if an issuer of the trust list has signed it. The trust list names the
   * algorithm of the key; what the envelope says is only compared with that.
   *
   * @throws Rejection ISSUER_UNKNOWN, ALGORITHM_MISMATCH, ISSUER_KEY_REVOKED or SIGNATURE_INVALID
   */
  public static AuthenticPayload authenticate(Envelope envelope, IssuerKeys keys, Instant now)
      throws Rejection {
    IssuerKeys.Prepared prepared =
        keys.find(envelope.kid()).orElseThrow(() -> new Rejection(Reason.ISSUER_UNKNOWN));
    if (prepared.key().key().algorithm() != envelope.algorithm()) {
      throw new Rejection(Reason.ALGORITHM_MISMATCH);
    }
    requireNotRevoked(prepared.key(), now);
    if (!prepared.verifier().verifies(envelope.signed(), envelope.signature())) {
      throw new Rejection(Reason.SIGNATURE_INVALID);
    }
    return new AuthenticPayload(envelope.payload(), prepared.key());
  }

  /**
   * Checks that the key of an authentic credential may still be believed.
   *
   * @throws Rejection ISSUER_KEY_REVOKED
   */
  public static void requireNotRevoked(IssuerKey key, Instant now) throws Rejection {
    if (key.isRevokedAt(now)) {
      throw new Rejection(Reason.ISSUER_KEY_REVOKED);
    }
  }
}
