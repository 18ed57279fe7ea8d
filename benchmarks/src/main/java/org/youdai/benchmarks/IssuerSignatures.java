package org.youdai.benchmarks;

import java.util.List;
import org.youdai.decision.Rejection;
import org.youdai.profile.AuthenticPayload;
import org.youdai.profile.Envelope;
import org.youdai.profile.IssuerKeys;
import org.youdai.profile.SignatureCheck;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * Signatures of one issuer, one after the other, for every check alike: ours goes from an envelope
 * to its payload, by the trust list's prepared key.
 */
final class IssuerSignatures {
  private final VerifyingKey key;
  private final IssuerKeys keys;
  private final List<Envelope> envelopes;
  private final List<byte[]> messages;
  private final List<byte[]> signatures;
  private final List<byte[]> inDer;
  private int turn;

  private IssuerSignatures(GenuineCodes codes, SignatureAlgorithm algorithm) {
    this.key = codes.issuerKey();
    this.keys = codes.issuerKeys();
    this.envelopes = codes.envelopes();
    this.messages = codes.messages();
    this.signatures = codes.signatures();
    this.inDer =
        algorithm == SignatureAlgorithm.SM2
            ? signatures.stream().map(BareCheck::toDer).toList()
            : List.of();
  }

  static IssuerSignatures of(SignatureAlgorithm algorithm, int count) {
    return new IssuerSignatures(
        GenuineCodes.kept(GenuineCodes.Form.STATIC, algorithm, count), algorithm);
  }

  VerifyingKey key() {
    return key;
  }

  private int next() {
    turn = turn + 1 == messages.size() ? 0 : turn + 1;
    return turn;
  }

  /** Checks the next signature our way. */
  AuthenticPayload authenticate() throws Rejection {
    return SignatureCheck.authenticate(envelopes.get(next()), keys, GenuineCodes.NOW);
  }

  /** Checks the next signature. */
  boolean verifies(BareCheck check) {
    next();
    return check.verifies(messages.get(turn), signatures.get(turn));
  }

  /** Checks the next signature, in DER. */
  boolean verifiesDer(BareCheck check) {
    next();
    return check.verifies(messages.get(turn), inDer.get(turn));
  }
}
