package org.youdai.trust;

import java.util.Optional;

/** The signature algorithms of format version 1. There is no other, and no negotiation. */
public enum SignatureAlgorithm {
  /** SM2 with SM3 and the default user id (GB/T 32918.2 §6, GB/T 32905); named by GM/T 0125. */
  SM2("SGD_SM3_SM2", -65538, "EC", "SM2-P-256"),
  /** ECDSA on P-256 with SHA-256 (RFC 7518 §3.4, RFC 9053 §2.1). */
  ES256("ES256", -7, "EC", "P-256"),
  /** Ed25519 (RFC 8032 §5.1, RFC 8037, RFC 9053 §2.2). */
  ED25519("EdDSA", -8, "OKP", "Ed25519");

  /** The length of every signature on the wire, in bytes: r‖s, or R‖S. */
  public static final int SIGNATURE_LENGTH = 64;

  private final String joseName;
  private final long coseNumber;
  private final String keyType;
  private final String curve;

  SignatureAlgorithm(String joseName, long coseNumber, String keyType, String curve) {
    this.joseName = joseName;
    this.coseNumber = coseNumber;
    this.keyType = keyType;
    this.curve = curve;
  }

  /** Returns the JOSE {@code alg}. */
  public String joseName() {
    return joseName;
  }

  /** Returns the COSE {@code alg}. */
  public long coseNumber() {
    return coseNumber;
  }

  /** Returns the JWK {@code kty} of its keys. */
  public String keyType() {
    return keyType;
  }

  /** Returns the JWK {@code crv} of its keys. */
  public String curve() {
    return curve;
  }

  /** Returns the algorithm with a JOSE name. */
  public static Optional<SignatureAlgorithm> ofJose(String name) {
    for (SignatureAlgorithm algorithm : values()) {
      if (algorithm.joseName.equals(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the algorithm with a COSE number. The number −48 of an expired draft's SM2 is ML-DSA-44
   * today and is not among them.
   */
  public static Optional<SignatureAlgorithm> ofCose(long number) {
    for (SignatureAlgorithm algorithm : values()) {
      if (algorithm.coseNumber == number) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }
}
