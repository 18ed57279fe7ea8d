package org.youdai.internal.signature;

import java.util.Arrays;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.curve.Curve;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * The point of a public key, checked: on its curve, in its group, not at infinity, and with
 * coordinates below the field's prime (GB/T 32918.1 §6.2.1, SP 800-186 §D.1, RFC 8032 §5.1.3).
 * Every refusal is {@link Reason#KEY_INVALID}.
 */
public final class PublicPoint {
  /** The length of one coordinate in bytes. */
  public static final int COORDINATE = 32;

  private final VerifyingKey key;

  private PublicPoint(VerifyingKey key) {
    this.key = key;
  }

  /** Checks a key that has been made already. */
  public static PublicPoint of(VerifyingKey key) throws Rejection {
    return decode(key.algorithm(), key.encoded());
  }

  /**
   * Checks the bytes of a point.
   *
   * @param encoded for SM2 and ES256 the point of SEC 1 §2.3.3, in 65 bytes or compressed in 33;
   *     for Ed25519 the 32 bytes of RFC 8032 §5.1.2
   */
  public static PublicPoint decode(SignatureAlgorithm algorithm, byte[] encoded) throws Rejection {
    VerifyingKey key;
    try {
      key = VerifyingKey.of(algorithm, encoded);
    } catch (IllegalArgumentException wrongLength) {
      throw invalid(encoded.length + " bytes are no point of " + algorithm.curve());
    }
    return switch (algorithm) {
      case SM2 -> onCurve(SignatureVerifier.SM2_CURVE, key);
      case ES256 -> onCurve(SignatureVerifier.P256_CURVE, key);
      case ED25519 -> onEdwardsCurve(key);
    };
  }

  /** Checks a point of SM2 or ES256 given by its coordinates, of 32 bytes each. */
  public static PublicPoint of(SignatureAlgorithm algorithm, byte[] x, byte[] y) throws Rejection {
    requireCoordinate(x);
    requireCoordinate(y);
    byte[] point = new byte[1 + 2 * COORDINATE];
    point[0] = 4;
    System.arraycopy(x, 0, point, 1, COORDINATE);
    System.arraycopy(y, 0, point, 1 + COORDINATE, COORDINATE);
    return decode(algorithm, point);
  }

  /** Checks a point of SM2 or ES256 given by x and the lowest bit of y. */
  public static PublicPoint of(SignatureAlgorithm algorithm, byte[] x, boolean yIsOdd)
      throws Rejection {
    requireCoordinate(x);
    byte[] point = new byte[1 + COORDINATE];
    point[0] = (byte) (yIsOdd ? 3 : 2);
    System.arraycopy(x, 0, point, 1, COORDINATE);
    return decode(algorithm, point);
  }

  private static PublicPoint onCurve(ECDomainParameters curve, VerifyingKey key) throws Rejection {
    try {
      ECPoint point = curve.validatePublicPoint(curve.getCurve().decodePoint(key.encoded()));
      return new PublicPoint(VerifyingKey.of(key.algorithm(), point.getEncoded(false)));
    } catch (IllegalArgumentException notOnTheCurve) {
      throw invalid("not a point on the curve " + key.algorithm().curve());
    }
  }

  /** Returns the point of a key of SM2 or ES256. */
  static ECPoint on(Curve curve, VerifyingKey key) throws Rejection {
    try {
      return curve.parameters().getCurve().decodePoint(key.encoded());
    } catch (IllegalArgumentException notOnTheCurve) {
      throw invalid("not a point on the curve " + key.algorithm().curve());
    }
  }

  private static PublicPoint onEdwardsCurve(VerifyingKey key) throws Rejection {
    if (!Ed25519.validatePublicKeyFull(key.encoded(), 0)) {
      throw invalid("not a point in the group of Ed25519");
    }
    return new PublicPoint(key);
  }

  private static void requireCoordinate(byte[] bytes) throws Rejection {
    if (bytes.length != COORDINATE) {
      throw invalid("a coordinate has " + COORDINATE + " bytes, not " + bytes.length);
    }
  }

  private static Rejection invalid(String what) {
    return new Rejection(Reason.KEY_INVALID, what);
  }

  /** Returns the key in the one form in which keys compare: uncompressed, or Ed25519's 32 bytes. */
  public VerifyingKey key() {
    return key;
  }

  /** Returns the shortest encoding: 33 bytes (SEC 1 §2.3.3), or Ed25519's 32. */
  public byte[] compressed() {
    if (key.algorithm() == SignatureAlgorithm.ED25519) {
      return key.encoded();
    }
    byte[] compressed = Arrays.copyOf(key.encoded(), 1 + COORDINATE);
    compressed[0] = (byte) (yIsOdd() ? 3 : 2);
    return compressed;
  }

  /** Returns the 32 bytes that JOSE and COSE call x: for Ed25519 all there is. */
  public byte[] x() {
    byte[] encoded = key.encoded();
    return key.algorithm() == SignatureAlgorithm.ED25519
        ? encoded
        : Arrays.copyOfRange(encoded, 1, 1 + COORDINATE);
  }

  /**
   * Returns y, of a point of SM2 or ES256.
   *
   * @throws IllegalStateException for Ed25519, whose encoding has no y of its own
   */
  public byte[] y() {
    if (key.algorithm() == SignatureAlgorithm.ED25519) {
      throw new IllegalStateException("the encoding of Ed25519 has no y of its own");
    }
    return Arrays.copyOfRange(key.encoded(), 1 + COORDINATE, 1 + 2 * COORDINATE);
  }

  /** Returns the lowest bit of {@link #y()}. */
  public boolean yIsOdd() {
    return (y()[COORDINATE - 1] & 1) == 1;
  }
}
