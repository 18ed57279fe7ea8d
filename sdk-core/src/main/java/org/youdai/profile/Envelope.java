package org.youdai.profile;

import java.util.Arrays;
import java.util.Optional;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.encoding.Zlib;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.replay.Mark;
import org.youdai.trust.Digest;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;

/** What a code's text holds once it is unwrapped, not believed by anybody yet. */
public final class Envelope {
  private final SignatureAlgorithm algorithm;
  private final KeyId kid;
  private final byte[] signed;
  private final byte[] payload;
  private final byte[] signature;
  private final Optional<HolderProof> holderProof;

  private Envelope(
      SignatureAlgorithm algorithm,
      KeyId kid,
      byte[] signed,
      byte[] payload,
      byte[] signature,
      Optional<HolderProof> holderProof) {
    this.algorithm = algorithm;
    this.kid = kid;
    this.signed = signed;
    this.payload = payload;
    this.signature = signature;
    this.holderProof = holderProof;
  }

  static Envelope of(
      SignatureAlgorithm algorithm, KeyId kid, byte[] signed, byte[] payload, byte[] signature) {
    return new Envelope(algorithm, kid, signed, payload, signature, Optional.empty());
  }

  /** Unwraps our own COSE_Sign1: protected {@code alg} and {@code kid}, and nothing else. */
  static Envelope ofStrictCose(byte[] bytes) throws Rejection {
    CoseSign1 message = CoseSign1.parse(bytes, Rules.DETERMINISTIC);
    CoseSign1.Headers headers = message.headers();
    if (!headers.algIsProtected()
        || !headers.kidIsProtected()
        || headers.typ().isPresent()
        || headers.others() > 0) {
      throw new Rejection(Reason.HEADER_NOT_ALLOWED);
    }
    return ofCose(message);
  }

  /**
   * Unwraps any standard COSE_Sign1 (RFC 9052 §4.2), with or without its tag and that of a CWT. The
   * key id may stand in either header; the protected one counts.
   *
   * @throws Rejection with a reason of {@link org.youdai.decision.Stage#ENVELOPE}
   */
  public static Envelope ofCose(byte[] bytes) throws Rejection {
    return ofCose(CoseSign1.parse(bytes, Rules.WELL_FORMED));
  }

  /**
   * Unwraps a standard COSE_Sign1 in Base45 (RFC 9285), which begins at the character {@code from}.
   *
   * @throws Rejection with a reason of {@link org.youdai.decision.Stage#ENVELOPE}
   */
  public static Envelope ofBase45Cose(String text, int from) throws Rejection {
    return ofCose(Base45.decode(text, from));
  }

  /**
   * Unwraps a standard COSE_Sign1 in ZLIB (RFC 1950) in Base45 (RFC 9285), which begins at the
   * character {@code from}; inflated it has at most {@code atMost} bytes.
   *
   * @throws Rejection with a reason of {@link org.youdai.decision.Stage#ENVELOPE}
   */
  public static Envelope ofBase45ZlibCose(String text, int from, int atMost) throws Rejection {
    return ofCose(Zlib.inflate(Base45.decode(text, from), atMost, Reason.BAD_ENCODING));
  }

  private static Envelope ofCose(CoseSign1 message) throws Rejection {
    CoseSign1.Headers headers = message.headers();
    long number = headers.alg().orElseThrow(() -> new Rejection(Reason.HEADER_NOT_ALLOWED));
    byte[] kid = headers.kid().orElseThrow(() -> new Rejection(Reason.HEADER_NOT_ALLOWED));
    if (kid.length != KeyId.LENGTH) {
      throw new Rejection(Reason.HEADER_NOT_ALLOWED);
    }
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.ofCose(number)
            .orElseThrow(() -> new Rejection(Reason.ALGORITHM_UNKNOWN));
    return of(
        algorithm, KeyId.of(kid), message.toBeSigned(), message.payload(), message.signature());
  }

  Envelope with(HolderProof proof) {
    return new Envelope(algorithm, kid, signed, payload, signature, Optional.of(proof));
  }

  Envelope withoutHolderProof() {
    return of(algorithm, kid, signed, payload, signature);
  }

  /** Returns whether the issuer's part is the same to the last byte. */
  boolean isOfTheSameCredential(Envelope other) {
    return algorithm == other.algorithm
        && kid.equals(other.kid)
        && Arrays.equals(signature, other.signature)
        && Arrays.equals(signed, other.signed)
        && Arrays.equals(payload, other.payload);
  }

  /** Returns the algorithm that the envelope claims; only ever compared with the trust list's. */
  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** Returns the id of the key that it claims to be signed with. */
  public KeyId kid() {
    return kid;
  }

  /** Returns the bytes that the issuer's signature is over. Shared, not copied. */
  byte[] signed() {
    return signed;
  }

  /** Returns the payload, which nobody believes yet. Shared, not copied. */
  public byte[] payload() {
    return payload;
  }

  /** Returns the issuer's signature. Shared, not copied. */
  byte[] signature() {
    return signature;
  }

  /** Returns by what a credential without an id is known again: the hash of what is signed. */
  public Mark mark() {
    return Mark.of(Digest.of(Digest.Kind.SM3, payload).bytes());
  }

  /** Returns the signature of the holder's phone, where there is one. */
  public Optional<HolderProof> holderProof() {
    return holderProof;
  }

  @Override
  public String toString() {
    return "Envelope[" + algorithm + "]";
  }
}
