package org.youdai.internal.signature;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.youdai.TestAuthority;
import org.youdai.authority.SigningKey;
import org.youdai.decision.Rejection;
import org.youdai.internal.curve.Curve;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * Seeded signatures of one algorithm, good and damaged, each of which is tried in every way. One
 * round has one pair of keys and some hundred signatures.
 */
public final class TriedSignatures {
  /** How many genuine signatures there are in a round; every one is damaged in several ways. */
  private static final int GENUINE = 24;

  private static final int SCALAR = 32;

  private final SignatureAlgorithm algorithm;
  private final Random random;
  private final SecureRandom keys;
  private final int width;
  private long tried;
  private long accepted;
  private final List<String> disagreements = new ArrayList<>();

  /**
   * Begins a round.
   *
   * @param width of the windows of the keys' tables
   */
  public TriedSignatures(SignatureAlgorithm algorithm, long seed, int width) {
    this.algorithm = algorithm;
    this.random = new Random(seed);
    this.keys = TestAuthority.random(seed);
    this.width = width;
  }

  /** Returns how many signatures were tried. */
  public long tried() {
    return tried;
  }

  /** Returns how many of them BouncyCastle took. */
  public long accepted() {
    return accepted;
  }

  /** Returns what one way said and BouncyCastle did not. */
  public List<String> disagreements() {
    return disagreements;
  }

  /** Plays a round with keys that are drawn. */
  public void play() throws Rejection {
    play(SigningKey.generate(algorithm, keys));
    if (algorithm == SignatureAlgorithm.ES256) {
      playXAboveTheOrder();
    }
  }

  /** Plays a round with a key whose sums meet equal and opposite points: d is small, or −d is. */
  public void playSmall(int d) throws Rejection {
    BigInteger order = order();
    byte[] secret = BigIntegers.asUnsignedByteArray(SCALAR, BigInteger.valueOf(d).mod(order));
    play(SigningKey.of(new KeyId(1), algorithm, secret, keys));
  }

  private void play(SigningKey key) throws Rejection {
    EveryWay every = EveryWay.of(key.verifyingKey(), width);
    SigningKey other = SigningKey.generate(algorithm, keys);
    for (int i = 0; i < GENUINE; i++) {
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(message);
      byte[] signature = key.sign(message);
      compare(every, message, signature, "genuine");
      compare(every, message, other.sign(message), "of another key");
      damage(every, message, signature);
      if (algorithm != SignatureAlgorithm.ED25519) {
        damageScalars(every, message, signature);
      }
    }
  }

  private void damage(EveryWay every, byte[] message, byte[] signature) {
    byte[] otherMessage = Arrays.copyOf(message, message.length + 1);
    compare(every, otherMessage, signature, "of another message");
    compare(every, message, flipped(signature, random.nextInt(256)), "with a bit of r flipped");
    compare(
        every, message, flipped(signature, 256 + random.nextInt(256)), "with a bit of s flipped");
    byte[] noise = new byte[64];
    random.nextBytes(noise);
    compare(every, message, noise, "of random bytes");
  }

  private static byte[] flipped(byte[] signature, int bit) {
    byte[] flipped = signature.clone();
    flipped[bit >>> 3] ^= (byte) (1 << (bit & 7));
    return flipped;
  }

  /** Zero, what is next to the order, the negative, the sum that is zero; small numbers. */
  private void damageScalars(EveryWay every, byte[] message, byte[] signature) {
    BigInteger r = BigIntegers.fromUnsignedByteArray(signature, 0, SCALAR);
    BigInteger s = BigIntegers.fromUnsignedByteArray(signature, SCALAR, SCALAR);
    BigInteger order = order();
    List<BigInteger> odd =
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            order,
            order.subtract(BigInteger.ONE),
            order.add(BigInteger.ONE),
            BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE),
            BigInteger.valueOf(random.nextInt(1 << 20)));
    BigInteger strange = odd.get(random.nextInt(odd.size()));
    compare(every, message, signature(strange, s), "with a strange r");
    compare(every, message, signature(r, strange), "with a strange s");
    compare(every, message, signature(strange, strange), "with a strange r and s");
    compare(every, message, signature(r, order.subtract(s)), "with the negative of s");
    compare(every, message, signature(r, order.subtract(r)), "with a sum of zero");
    compare(every, message, signature(r.add(order), s), "with the order added to r");
    BigInteger small = BigInteger.valueOf(1 + random.nextInt(300));
    compare(every, message, signature(order.subtract(small), small.add(strange)), "that is small");
  }

  /** The key for which a signature with r = x − n is genuine, for an x above the order. */
  private void playXAboveTheOrder() throws Rejection {
    Curve curve = Curve.P256;
    BigInteger order = order();
    BigInteger above = new BigInteger(127, random);
    Optional<ECPoint> nonce = pointWith(curve, order.add(above));
    if (!nonce.isPresent() || above.signum() == 0) {
      return; // every other x has a point
    }
    byte[] message = new byte[100];
    random.nextBytes(message);
    BigInteger s = new BigInteger(255, random).add(BigInteger.ONE);
    BigInteger e = hash(message);
    BigInteger inverse = above.modInverse(order);
    ECPoint point =
        nonce
            .get()
            .multiply(s)
            .subtract(curve.parameters().getG().multiply(e))
            .multiply(inverse)
            .normalize();
    EveryWay every =
        EveryWay.of(VerifyingKey.of(SignatureAlgorithm.ES256, point.getEncoded(false)), width);
    compare(every, message, signature(above, s), "with x above the order");
    compare(every, message, signature(above.add(BigInteger.ONE), s), "with x next to that");
    if (!every.accepts(message, signature(above, s))) {
      disagreements.add("x above the order: BouncyCastle does not take it");
    }
  }

  private static BigInteger hash(byte[] message) {
    org.bouncycastle.crypto.digests.SHA256Digest digest =
        new org.bouncycastle.crypto.digests.SHA256Digest();
    digest.update(message, 0, message.length);
    byte[] hash = new byte[SCALAR];
    digest.doFinal(hash, 0);
    return BigIntegers.fromUnsignedByteArray(hash);
  }

  private static Optional<ECPoint> pointWith(Curve curve, BigInteger x) {
    byte[] encoded = new byte[1 + SCALAR];
    encoded[0] = 2;
    System.arraycopy(BigIntegers.asUnsignedByteArray(SCALAR, x), 0, encoded, 1, SCALAR);
    try {
      return Optional.of(curve.parameters().getCurve().decodePoint(encoded));
    } catch (IllegalArgumentException noSuchPoint) {
      return Optional.empty();
    }
  }

  private BigInteger order() {
    return algorithm == SignatureAlgorithm.SM2
        ? Curve.SM2.parameters().getN()
        : Curve.P256.parameters().getN();
  }

  /** Returns 64 bytes; what does not fit is cut off above. */
  private static byte[] signature(BigInteger r, BigInteger s) {
    BigInteger limit = BigInteger.ONE.shiftLeft(8 * SCALAR);
    byte[] signature = new byte[2 * SCALAR];
    BigIntegers.asUnsignedByteArray(r.mod(limit), signature, 0, SCALAR);
    BigIntegers.asUnsignedByteArray(s.mod(limit), signature, SCALAR, SCALAR);
    return signature;
  }

  private void compare(EveryWay every, byte[] message, byte[] signature, String what) {
    boolean expected = every.accepts(message, signature);
    tried++;
    accepted += expected ? 1 : 0;
    Map<String, Boolean> disagreeing = every.disagreeing(expected, message, signature);
    if (!disagreeing.isEmpty()) {
      disagreements.add(algorithm + " " + what + ": " + disagreeing);
    }
  }
}
