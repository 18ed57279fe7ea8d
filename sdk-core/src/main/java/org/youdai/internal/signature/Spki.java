package org.youdai.internal.signature;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.youdai.decision.Reason;
import org.youdai.internal.Rejection;
import org.youdai.internal.encoding.Der;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * Public keys as SubjectPublicKeyInfo (RFC 5280 §4.1.2.7): {@code id-ecPublicKey} with the curve's
 * name for SM2 (GM/T 0009, GM/T 0006) and P-256 (RFC 5480 §2.1), {@code id-Ed25519} without
 * parameters (RFC 8410 §3). A curve that is spelt out instead of named is refused.
 */
public final class Spki {
  /** The most bytes of one: an uncompressed point makes 91. */
  public static final int LONGEST = 128;

  /** Ed25519, both as a key's and as a signature's algorithm (RFC 8410 §3). */
  public static final ASN1ObjectIdentifier ID_ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

  private Spki() {}

  /**
   * Reads a key in DER; the point is checked and comes out uncompressed.
   *
   * @throws Rejection BAD_ENCODING if it is not DER, KEY_INVALID if it is of another kind or its
   *     point is none
   */
  public static VerifyingKey read(byte[] der) throws Rejection {
    return read(Der.read(der, LONGEST));
  }

  /** Reads a key that has been parsed already, from DER. */
  public static VerifyingKey read(ASN1Encodable parsed) throws Rejection {
    SubjectPublicKeyInfo spki;
    try {
      spki = SubjectPublicKeyInfo.getInstance(parsed);
    } catch (IllegalArgumentException otherShape) {
      throw invalid("not a SubjectPublicKeyInfo");
    }
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      if (identifier(algorithm).equals(spki.getAlgorithm())) {
        if (spki.getPublicKeyData().getPadBits() != 0) {
          throw invalid("the key is not a whole number of bytes");
        }
        return PublicPoint.decode(algorithm, spki.getPublicKeyData().getBytes()).key();
      }
    }
    throw invalid("algorithm or curve is none of SM2, P-256 and Ed25519");
  }

  /** Returns a key in DER, with its point uncompressed. */
  public static byte[] write(PublicPoint point) {
    VerifyingKey key = point.key();
    ASN1Primitive spki =
        new SubjectPublicKeyInfo(identifier(key.algorithm()), key.encoded()).toASN1Primitive();
    return Der.write(spki);
  }

  private static AlgorithmIdentifier identifier(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case SM2 ->
          new AlgorithmIdentifier(
              X9ObjectIdentifiers.id_ecPublicKey, GMObjectIdentifiers.sm2p256v1);
      case ES256 ->
          new AlgorithmIdentifier(
              X9ObjectIdentifiers.id_ecPublicKey, X9ObjectIdentifiers.prime256v1);
      case ED25519 -> new AlgorithmIdentifier(ID_ED25519);
    };
  }

  private static Rejection invalid(String what) {
    return new Rejection(Reason.KEY_INVALID, what);
  }
}
