package org.youdai.internal.signature;

import java.util.Optional;
import java.util.OptionalLong;
import org.youdai.decision.Reason;
import org.youdai.internal.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * Public keys as COSE_Key (RFC 9052 §7, RFC 9053 §7): {@code {1: kty, 3: alg, -1: crv, -2: x, -3:
 * y}}, with y as bytes or, compressed, as the lowest bit. SM2's curve has the private number
 * −65538.
 */
public final class CoseKey {
  private static final int KTY = 1;
  private static final int ALG = 3;
  private static final int CRV = -1;
  private static final int X = -2;
  private static final int Y = -3;
  private static final int D = -4;

  private static final int OKP = 1;
  private static final int EC2 = 2;

  private OptionalLong kty = OptionalLong.empty();
  private OptionalLong alg = OptionalLong.empty();
  private OptionalLong crv = OptionalLong.empty();
  private Optional<byte[]> x = Optional.empty();
  private Optional<byte[]> y = Optional.empty();
  private Optional<Boolean> yIsOdd = Optional.empty();

  private CoseKey() {}

  /**
   * Reads the public key at which {@code cbor} stands, and stops behind it; the point is checked
   * and comes out uncompressed. A private member is refused; a label that is not named here is
   * refused in a deterministic reading and ignored in a well-formed one.
   *
   * @throws Rejection KEY_INVALID if it is of another kind or its point is none, or what {@link
   *     CborReader} says of its encoding
   */
  public static VerifyingKey read(CborReader cbor) throws Rejection {
    CoseKey members = new CoseKey();
    CborReader.Entries entries = cbor.map();
    while (entries.next()) {
      members.readMember(entries, cbor);
    }
    return members.toKey();
  }

  private void readMember(CborReader.Entries entries, CborReader cbor) throws Rejection {
    long label = entries.hasIntegerKey() ? entries.integerKey() : 0; // 0 is reserved, so unknown
    if (label == KTY) {
      kty = OptionalLong.of(cbor.integer());
    } else if (label == ALG) {
      alg = OptionalLong.of(cbor.integer());
    } else if (label == CRV) {
      crv = OptionalLong.of(cbor.integer());
    } else if (label == X) {
      x = Optional.of(cbor.byteString());
    } else if (label == Y && cbor.isBytes()) {
      y = Optional.of(cbor.byteString());
    } else if (label == Y) {
      yIsOdd = Optional.of(cbor.bool());
    } else if (label == D) {
      throw invalid("a private key has no place here");
    } else if (cbor.rules() == Rules.DETERMINISTIC) {
      throw invalid("a COSE_Key with an unknown label");
    } else {
      cbor.skip();
    }
  }

  private VerifyingKey toKey() throws Rejection {
    SignatureAlgorithm algorithm = algorithm();
    if (alg.isPresent() && alg.getAsLong() != algorithm.coseNumber()) {
      throw invalid("alg is not the one of the key's curve");
    }
    byte[] bytes = x.orElseThrow(() -> invalid("x is missing"));
    if (algorithm == SignatureAlgorithm.ED25519) {
      if (y.isPresent() || yIsOdd.isPresent()) {
        throw invalid("Ed25519 has no y");
      }
      return PublicPoint.decode(algorithm, bytes).key();
    }
    if (y.isPresent()) {
      return PublicPoint.of(algorithm, bytes, y.get()).key();
    }
    boolean odd = yIsOdd.orElseThrow(() -> invalid("y is missing"));
    return PublicPoint.of(algorithm, bytes, odd).key();
  }

  private SignatureAlgorithm algorithm() throws Rejection {
    long type = kty.orElseThrow(() -> invalid("kty is missing"));
    long curve = crv.orElseThrow(() -> invalid("crv is missing"));
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      if (type == type(algorithm) && curve == curve(algorithm)) {
        return algorithm;
      }
    }
    throw invalid("kty and crv are those of no algorithm here");
  }

  private static int type(SignatureAlgorithm algorithm) {
    return algorithm == SignatureAlgorithm.ED25519 ? OKP : EC2;
  }

  private static long curve(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case SM2 -> -65538;
      case ES256 -> 1;
      case ED25519 -> 6;
    };
  }

  /** Writes a key with y in full. */
  public static void write(CborWriter cbor, PublicPoint point) {
    SignatureAlgorithm algorithm = point.key().algorithm();
    writeStart(cbor, point);
    if (algorithm != SignatureAlgorithm.ED25519) {
      cbor.integer(Y).byteString(point.y());
    }
  }

  /** Writes a key with the lowest bit of y alone: 31 bytes shorter. */
  public static void writeCompressed(CborWriter cbor, PublicPoint point) {
    writeStart(cbor, point);
    if (point.key().algorithm() != SignatureAlgorithm.ED25519) {
      cbor.integer(Y).bool(point.yIsOdd());
    }
  }

  /** Writes what both forms begin with, in the order of RFC 8949 §4.2.1. */
  private static void writeStart(CborWriter cbor, PublicPoint point) {
    SignatureAlgorithm algorithm = point.key().algorithm();
    cbor.map(algorithm == SignatureAlgorithm.ED25519 ? 3 : 4);
    cbor.integer(KTY).integer(type(algorithm));
    cbor.integer(CRV).integer(curve(algorithm));
    cbor.integer(X).byteString(point.x());
  }

  private static Rejection invalid(String what) {
    return new Rejection(Reason.KEY_INVALID, what);
  }
}
