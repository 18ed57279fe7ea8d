package org.youdai.authority;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.util.BigIntegers;
import org.youdai.internal.Rejection;
import org.youdai.internal.encoding.Der;
import org.youdai.trust.SignatureAlgorithm;

/**
 * Converts SM2 and ECDSA signatures between the two forms in use: r‖s in 64 bytes, the only form on
 * our wire, and DER's {@code SEQUENCE {r INTEGER, s INTEGER}} (GM/T 0009 §7.3, RFC 3279 §2.2.3),
 * which hardware modules and OpenSSL emit. Either form of a signature has exactly one other.
 */
public final class SignatureFormat {
  private static final int SCALAR = 32;

  /** Two integers of 33 bytes each, with three heads. */
  private static final int LONGEST_DER = 72;

  private SignatureFormat() {}

  /**
   * Returns the r‖s of a signature in DER.
   *
   * @throws IllegalArgumentException if it is not DER (BER's other lengths, leading zeros and
   *     trailing bytes included), or r or s is below 1 or longer than 32 bytes. That they are below
   *     the order of the group is left to who verifies.
   */
  public static byte[] fromDer(byte[] der) {
    ASN1Primitive value;
    try {
      value = Der.read(der, LONGEST_DER);
    } catch (Rejection rejection) {
      throw new IllegalArgumentException("signature: " + rejection.where(), rejection);
    }
    if (!(value instanceof ASN1Sequence pair) || pair.size() != 2) {
      throw new IllegalArgumentException("signature: a SEQUENCE of two INTEGERs is expected");
    }
    byte[] signature = new byte[SignatureAlgorithm.SIGNATURE_LENGTH];
    BigIntegers.asUnsignedByteArray(scalar(pair.getObjectAt(0)), signature, 0, SCALAR);
    BigIntegers.asUnsignedByteArray(scalar(pair.getObjectAt(1)), signature, SCALAR, SCALAR);
    return signature;
  }

  /**
   * Returns the DER of a signature r‖s.
   *
   * @throws IllegalArgumentException if it has not 64 bytes, or r or s is 0
   */
  public static byte[] toDer(byte[] signature) {
    if (signature.length != SignatureAlgorithm.SIGNATURE_LENGTH) {
      throw new IllegalArgumentException(
          "signature: "
              + SignatureAlgorithm.SIGNATURE_LENGTH
              + " bytes are expected, not "
              + signature.length);
    }
    ASN1Integer r = new ASN1Integer(new BigInteger(1, Arrays.copyOf(signature, SCALAR)));
    ASN1Integer s =
        new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(signature, SCALAR, 2 * SCALAR)));
    scalar(r);
    scalar(s);
    return Der.write(new DERSequence(new ASN1Encodable[] {r, s}));
  }

  private static BigInteger scalar(ASN1Encodable value) {
    if (!(value instanceof ASN1Integer integer)) {
      throw new IllegalArgumentException("signature: a SEQUENCE of two INTEGERs is expected");
    }
    BigInteger scalar = integer.getValue();
    if (scalar.signum() <= 0 || scalar.bitLength() > 8 * SCALAR) {
      throw new IllegalArgumentException("signature: r and s have 1 to 32 bytes and are above 0");
    }
    return scalar;
  }
}
