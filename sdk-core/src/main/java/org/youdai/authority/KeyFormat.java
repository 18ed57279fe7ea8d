package org.youdai.authority;

import java.util.Arrays;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.encoding.Json;
import org.youdai.internal.encoding.Pem;
import org.youdai.internal.signature.CoseKey;
import org.youdai.internal.signature.Jwk;
import org.youdai.internal.signature.PublicPoint;
import org.youdai.internal.signature.Spki;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * The forms in which public keys of SM2, ES256 and Ed25519 travel. For whoever puts an issuer's key
 * into a trust list: every key that is read is checked to be a point in its group, and equal keys
 * come out equal whatever their form was.
 */
public enum KeyFormat {
  /**
   * A JSON Web Key in UTF-8 (RFC 7517). Members that have no say in a signature's key are ignored
   * on reading (§4); {@code d} is refused, {@code alg} and {@code use} must fit.
   */
  JWK,

  /** A COSE_Key with y in full (RFC 9052 §7); {@link #COSE_KEY_COMPRESSED} is read as well. */
  COSE_KEY,

  /** A COSE_Key with the lowest bit of y (RFC 9053 §7.1.1); {@link #COSE_KEY} is read as well. */
  COSE_KEY_COMPRESSED,

  /**
   * A SubjectPublicKeyInfo in DER (RFC 5280 §4.1.2.7, RFC 5480, RFC 8410). A compressed point is
   * read as well.
   */
  SPKI_DER,

  /** {@link #SPKI_DER} as one block {@code PUBLIC KEY} of text (RFC 7468 §13). */
  SPKI_PEM,

  /** 04‖X‖Y, 65 bytes (SEC 1 §2.3.3). There is none for Ed25519. */
  POINT,

  /** X‖Y, 64 bytes, as smart cards and hardware modules give it. There is none for Ed25519. */
  COORDINATES,

  /**
   * 02 or 03‖X, 33 bytes (SEC 1 §2.3.3); for Ed25519 its 32 bytes (RFC 8032 §5.1.2). Half of all X
   * are on a curve, so that a key of SM2 may well pass for another key of ES256.
   */
  COMPRESSED_POINT;

  /** The most bytes of a key in any form. */
  public static final int LONGEST = 16 * 1024;

  private static final String PUBLIC_KEY = "PUBLIC KEY";
  private static final int COORDINATE = PublicPoint.COORDINATE;

  /**
   * Reads a public key for {@code algorithm}.
   *
   * @throws IllegalArgumentException if the bytes are not in this form, the key is for another
   *     algorithm, or its point is not on the curve; the message says what is wrong
   */
  public VerifyingKey read(SignatureAlgorithm algorithm, byte[] bytes) {
    if (bytes.length > LONGEST) {
      throw new IllegalArgumentException(this + ": longer than " + LONGEST + " bytes");
    }
    VerifyingKey key;
    try {
      key = readKey(algorithm, bytes);
    } catch (Rejection rejection) {
      throw refusal(rejection);
    }
    if (key.algorithm() != algorithm) {
      throw new IllegalArgumentException(
          this + ": a key for " + key.algorithm() + ", not for " + algorithm);
    }
    return key;
  }

  private VerifyingKey readKey(SignatureAlgorithm algorithm, byte[] bytes) throws Rejection {
    return switch (this) {
      case JWK -> Jwk.readForeign(Json.parse(bytes), algorithm);
      case COSE_KEY, COSE_KEY_COMPRESSED -> readCose(bytes);
      case SPKI_DER -> Spki.read(bytes);
      case SPKI_PEM -> Spki.read(Pem.decode(PUBLIC_KEY, bytes));
      case POINT -> {
        requireCoordinates(algorithm);
        requireLength(bytes, 1 + 2 * COORDINATE);
        yield PublicPoint.decode(algorithm, bytes).key();
      }
      case COORDINATES -> {
        requireCoordinates(algorithm);
        requireLength(bytes, 2 * COORDINATE);
        byte[] x = Arrays.copyOf(bytes, COORDINATE);
        byte[] y = Arrays.copyOfRange(bytes, COORDINATE, 2 * COORDINATE);
        yield PublicPoint.of(algorithm, x, y).key();
      }
      case COMPRESSED_POINT -> {
        boolean isEdwards = algorithm == SignatureAlgorithm.ED25519;
        requireLength(bytes, isEdwards ? COORDINATE : 1 + COORDINATE);
        yield PublicPoint.decode(algorithm, bytes).key();
      }
    };
  }

  private static VerifyingKey readCose(byte[] bytes) throws Rejection {
    CborReader cbor = new CborReader(bytes, Rules.WELL_FORMED);
    VerifyingKey key = CoseKey.read(cbor);
    cbor.requireEnd();
    return key;
  }

  /**
   * Writes a public key.
   *
   * @throws IllegalArgumentException if its point is not on the curve, or has no such form
   */
  public byte[] write(VerifyingKey key) {
    try {
      return write(PublicPoint.of(key));
    } catch (Rejection rejection) {
      throw refusal(rejection);
    }
  }

  private byte[] write(PublicPoint point) throws Rejection {
    CborWriter cbor = new CborWriter();
    return switch (this) {
      case JWK -> DocumentWriter.object(json -> Jwk.writeMembers(json, point));
      case COSE_KEY -> {
        CoseKey.write(cbor, point);
        yield cbor.toBytes();
      }
      case COSE_KEY_COMPRESSED -> {
        CoseKey.writeCompressed(cbor, point);
        yield cbor.toBytes();
      }
      case SPKI_DER -> Spki.write(point);
      case SPKI_PEM -> Pem.encode(PUBLIC_KEY, Spki.write(point));
      case POINT -> {
        requireCoordinates(point.key().algorithm());
        yield point.key().encoded();
      }
      case COORDINATES -> {
        requireCoordinates(point.key().algorithm());
        yield Arrays.copyOfRange(point.key().encoded(), 1, 1 + 2 * COORDINATE);
      }
      case COMPRESSED_POINT -> point.compressed();
    };
  }

  private static void requireLength(byte[] bytes, int length) throws Rejection {
    if (bytes.length != length) {
      throw new Rejection(Reason.KEY_INVALID, length + " bytes are expected, not " + bytes.length);
    }
  }

  private static void requireCoordinates(SignatureAlgorithm algorithm) throws Rejection {
    if (algorithm == SignatureAlgorithm.ED25519) {
      throw new Rejection(Reason.KEY_INVALID, "a key of Ed25519 has no such form");
    }
  }

  private IllegalArgumentException refusal(Rejection rejection) {
    String what = rejection.where().isEmpty() ? "not well-formed" : rejection.where();
    return new IllegalArgumentException(this + ": " + what, rejection);
  }
}
