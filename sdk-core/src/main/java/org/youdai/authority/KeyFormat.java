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
  JWK {
    @Override
    VerifyingKey readKey(SignatureAlgorithm algorithm, byte[] bytes) throws Rejection {
      return Jwk.readForeign(Json.parse(bytes), algorithm);
    }

    @Override
    byte[] writePoint(PublicPoint point) {
      return DocumentWriter.object(json -> Jwk.writeMembers(json, point));
    }
  },

  /** A COSE_Key with y in full (RFC 9052 §7); {@link #COSE_KEY_COMPRESSED} is read as well. */
  COSE_KEY {
    @Override
    VerifyingKey readKey(SignatureAlgorithm algorithm, byte[] bytes) throws Rejection {
      CborReader cbor = new CborReader(bytes, Rules.WELL_FORMED);
      VerifyingKey key = CoseKey.read(cbor);
      cbor.requireEnd();
      return key;
    }

    @Override
    byte[] writePoint(PublicPoint point) {
      CborWriter cbor = new CborWriter();
      CoseKey.write(cbor, point);
      return cbor.toBytes();
    }
  },

  /** A COSE_Key with the lowest bit of y (RFC 9053 §7.1.1); {@link #COSE_KEY} is read as well. */
  COSE_KEY_COMPRESSED {
    @Override
    VerifyingKey readKey(SignatureAlgorithm algorithm, byte[] bytes) throws Rejection {
      return COSE_KEY.readKey(algorithm, bytes);
    }

    @Override
    byte[] writePoint(PublicPoint point) {
      CborWriter cbor = new CborWriter();
      CoseKey.writeCompressed(cbor, point);
      return cbor.toBytes();
    }
  },

  /** A SubjectPublicKeyInfo in DER (RFC 5280 §4.1.2.7, RFC 5480, RFC 8410). */
  SPKI_DER {
    @Override
    VerifyingKey readKey(SignatureAlgorithm algorithm, byte[] bytes) throws Rejection {
      return Spki.read(bytes);
    }

    @Override
    byte[] writePoint(PublicPoint point) {
      return Spki.write(point);
    }
  },

  /** The same as one block {@code PUBLIC KEY} of text (RFC 7468 §13). */
  SPKI_PEM {
    @Override
    VerifyingKey readKey(SignatureAlgorithm algorithm, byte[] bytes) throws Rejection {
      return Spki.read(Pem.decode(PUBLIC_KEY, bytes));
    }

    @Override
    byte[] writePoint(PublicPoint point) {
      return Pem.encode(PUBLIC_KEY, Spki.write(point));
    }
  },

  /** 04‖X‖Y, 65 bytes (SEC 1 §2.3.3). There is none for Ed25519. */
  POINT {
    @Override
    VerifyingKey readKey(SignatureAlgorithm algorithm, byte[] bytes) throws Rejection {
      requireCoordinates(algorithm);
      requireLength(bytes, POINT_LENGTH);
      return PublicPoint.decode(algorithm, bytes).key();
    }

    @Override
    byte[] writePoint(PublicPoint point) throws Rejection {
      requireCoordinates(point.key().algorithm());
      return point.key().encoded();
    }
  },

  /** X‖Y, 64 bytes, as smart cards and hardware modules give it. There is none for Ed25519. */
  COORDINATES {
    @Override
    VerifyingKey readKey(SignatureAlgorithm algorithm, byte[] bytes) throws Rejection {
      requireCoordinates(algorithm);
      requireLength(bytes, POINT_LENGTH - 1);
      byte[] x = Arrays.copyOf(bytes, PublicPoint.COORDINATE);
      byte[] y = Arrays.copyOfRange(bytes, PublicPoint.COORDINATE, bytes.length);
      return PublicPoint.of(algorithm, x, y).key();
    }

    @Override
    byte[] writePoint(PublicPoint point) throws Rejection {
      byte[] encoded = POINT.writePoint(point);
      return Arrays.copyOfRange(encoded, 1, encoded.length);
    }
  },

  /**
   * 02 or 03‖X, 33 bytes (SEC 1 §2.3.3); for Ed25519 its 32 bytes (RFC 8032 §5.1.2). Half of all X
   * are on a curve, so that a key of SM2 may well pass for another key of ES256.
   */
  COMPRESSED_POINT {
    @Override
    VerifyingKey readKey(SignatureAlgorithm algorithm, byte[] bytes) throws Rejection {
      boolean isEdwards = algorithm == SignatureAlgorithm.ED25519;
      requireLength(bytes, isEdwards ? PublicPoint.COORDINATE : 1 + PublicPoint.COORDINATE);
      return PublicPoint.decode(algorithm, bytes).key();
    }

    @Override
    byte[] writePoint(PublicPoint point) {
      return point.compressed();
    }
  };

  /** The most bytes of a key in any form. */
  public static final int LONGEST = 16 * 1024;

  private static final String PUBLIC_KEY = "PUBLIC KEY";
  private static final int POINT_LENGTH = 65;

  abstract VerifyingKey readKey(SignatureAlgorithm algorithm, byte[] bytes) throws Rejection;

  abstract byte[] writePoint(PublicPoint point) throws Rejection;

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
      throw new IllegalArgumentException(this + ": " + what(rejection), rejection);
    }
    if (key.algorithm() != algorithm) {
      throw new IllegalArgumentException(
          this + ": a key for " + key.algorithm() + ", not for " + algorithm);
    }
    return key;
  }

  /**
   * Writes a public key.
   *
   * @throws IllegalArgumentException if its point is not on the curve, or has no such form
   */
  public byte[] write(VerifyingKey key) {
    try {
      return writePoint(PublicPoint.of(key));
    } catch (Rejection rejection) {
      throw new IllegalArgumentException(this + ": " + what(rejection), rejection);
    }
  }

  private static String what(Rejection rejection) {
    return rejection.where().isEmpty() ? "not well-formed" : rejection.where();
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
}
