package org.youdai.vectors;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.youdai.internal.signature.SignatureVerifier;

/**
 * SM2 written down as GB/T 32918.2 has it, with every step open to be done wrong on purpose. For
 * making vectors only: nothing here resists a look at its timing.
 */
final class ReferenceSm2 {
  static final ECDomainParameters CURVE = SignatureVerifier.SM2_CURVE;
  static final BigInteger N = CURVE.getN();
  static final BigInteger P = CURVE.getCurve().getField().getCharacteristic();
  static final BigInteger A = CURVE.getCurve().getA().toBigInteger();
  static final BigInteger B = CURVE.getCurve().getB().toBigInteger();
  static final String DEFAULT_ID = "1234567812345678";

  private ReferenceSm2() {}

  /** A signature as two numbers, which need not be in range. */
  record Scalars(BigInteger r, BigInteger s) {
    Scalars withR(BigInteger other) {
      return new Scalars(other, s);
    }

    Scalars withS(BigInteger other) {
      return new Scalars(r, other);
    }
  }

  static BigInteger x(ECPoint point) {
    return point.normalize().getAffineXCoord().toBigInteger();
  }

  static BigInteger y(ECPoint point) {
    return point.normalize().getAffineYCoord().toBigInteger();
  }

  static ECPoint publicKey(BigInteger d) {
    return CURVE.getG().multiply(d).normalize();
  }

  /** Z of a key, with the default user id (GB/T 32918.2 §5.5). */
  static byte[] z(ECPoint q) {
    return z(x(q), y(q));
  }

  static byte[] z(BigInteger x, BigInteger y) {
    byte[] id = DEFAULT_ID.getBytes(StandardCharsets.US_ASCII);
    return z(new SM3Digest(), entl(8 * id.length), id, x, y);
  }

  static byte[] entl(int value) {
    return new byte[] {(byte) (value >>> 8), (byte) value};
  }

  static byte[] z(Digest digest, byte[] entl, byte[] id, BigInteger x, BigInteger y) {
    return hash(digest, entl, id, coefficients(CURVE), bytes(x), bytes(y));
  }

  /** Returns a, b and the generator's coordinates, which Z covers. */
  static byte[] coefficients(ECDomainParameters curve) {
    return concat(
        bytes(curve.getCurve().getA().toBigInteger()),
        bytes(curve.getCurve().getB().toBigInteger()),
        bytes(x(curve.getG())),
        bytes(y(curve.getG())));
  }

  /** Returns e of a message (GB/T 32918.2 §6.1, A1 and A2). */
  static BigInteger e(byte[] z, byte[] message) {
    return new BigInteger(1, sm3(z, message));
  }

  static byte[] sm3(byte[]... parts) {
    return hash(new SM3Digest(), parts);
  }

  static byte[] sha256(byte[]... parts) {
    return hash(new SHA256Digest(), parts);
  }

  static byte[] hash(Digest digest, byte[]... parts) {
    byte[] all = concat(parts);
    digest.update(all, 0, all.length);
    byte[] out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return out;
  }

  /** Signs e with the nonce k (GB/T 32918.2 §6.1, A3 to A7), on either curve. */
  static Scalars sign(ECDomainParameters curve, BigInteger d, BigInteger e, BigInteger k) {
    return finish(curve, d, e.add(x(curve.getG().multiply(k))).mod(curve.getN()), k);
  }

  static Scalars sign(BigInteger d, BigInteger e, BigInteger k) {
    return sign(CURVE, d, e, k);
  }

  /** Returns r with the s that k and d give it. */
  static Scalars finish(ECDomainParameters curve, BigInteger d, BigInteger r, BigInteger k) {
    BigInteger n = curve.getN();
    BigInteger inverse = d.add(BigInteger.ONE).modInverse(n);
    return new Scalars(r, k.subtract(r.multiply(d)).multiply(inverse).mod(n));
  }

  /** Signs e as ECDSA does (FIPS 186-5 §6.4.1). */
  static Scalars signEcdsa(ECDomainParameters curve, BigInteger d, BigInteger e, BigInteger k) {
    BigInteger n = curve.getN();
    BigInteger r = x(curve.getG().multiply(k)).mod(n);
    return new Scalars(r, k.modInverse(n).multiply(e.add(r.multiply(d))).mod(n));
  }

  /** Returns a number from 1 to n-1 that depends on the words alone. */
  static BigInteger number(String words) {
    byte[] hash = sm3(words.getBytes(StandardCharsets.UTF_8));
    return new BigInteger(1, hash).mod(N.subtract(BigInteger.ONE)).add(BigInteger.ONE);
  }

  /** Returns 32 bytes, big-endian. */
  static byte[] bytes(BigInteger value) {
    return BigIntegers.asUnsignedByteArray(32, value);
  }

  static byte[] uint32(long value) {
    return BigIntegers.asUnsignedByteArray(4, BigInteger.valueOf(value));
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(part -> out.write(part, 0, part.length));
    return out.toByteArray();
  }
}
