package org.youdai.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.youdai.vectors.ReferenceSm2.N;
import static org.youdai.vectors.ReferenceSm2.P;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.youdai.decision.Rejection;

/**
 * The vectors have teeth: a verifier that leaves out one check takes at least one signature that is
 * marked invalid for this reason, and takes none of them when it leaves out nothing. The check that
 * t is not 0 is missing here: no signature can be made that only this check refuses.
 */
final class MissingChecksTest {
  /** What a verifier may forget, and the flag of the cases that tell. */
  enum Forgotten {
    RANGE_OF_R(Flag.RANGE_CHECK),
    RANGE_OF_S(Flag.RANGE_CHECK),
    R_IN_32_BYTES(Flag.INTEGER_OVERFLOW),
    LENGTH_OF_SIGNATURE(Flag.SIGNATURE_SIZE),
    SUM_AT_INFINITY(Flag.POINT_AT_INFINITY),
    POINT_ON_CURVE(Flag.POINT_OFF_CURVE),
    KEY_NOT_AT_INFINITY(Flag.KEY_AT_INFINITY),
    COORDINATES_BELOW_P(Flag.NON_CANONICAL_COORDINATE),
    FORM_OF_THE_KEY(Flag.KEY_FORMAT),
    HYBRID_FORM(Flag.HYBRID_POINT),
    USER_ID(Flag.EMPTY_USER_ID),
    Z(Flag.MISSING_Z),
    SM3(Flag.WRONG_HASH),
    SIGN_OF_S(Flag.SIGNATURE_MALLEABILITY);

    private final Flag flag;

    Forgotten(Flag flag) {
      this.flag = flag;
    }
  }

  @ParameterizedTest
  @EnumSource(Forgotten.class)
  void forgottenCheck_isCaught(Forgotten forgotten) throws IOException, Rejection {
    VectorFile file =
        VectorFile.read(Sm2Vectors.json(Sm2Vectors.Form.P1363).getBytes(StandardCharsets.UTF_8));
    String flag = forgotten.flag.label();
    VectorFile.Judge complete = (group, one) -> accepts(group, one, Optional.empty());
    VectorFile.Judge forgetful = (group, one) -> accepts(group, one, Optional.of(forgotten));
    assertThat(file.mismatches(complete, one -> one.flags().contains(flag))).isEmpty();
    List<String> taken = file.mismatches(forgetful, one -> one.flags().contains(flag));
    assertThat(taken).as("%s", forgotten).isNotEmpty();
  }

  /** A point in affine coordinates; empty at infinity. */
  private record Affine(BigInteger x, BigInteger y) {}

  private static boolean accepts(
      VectorFile.Group group, VectorFile.Case one, Optional<Forgotten> forgotten) {
    Optional<Optional<Affine>> key = key(group.point(), forgotten);
    byte[] signature = one.signature();
    boolean anyLength = forgets(forgotten, Forgotten.LENGTH_OF_SIGNATURE);
    boolean isWide = forgets(forgotten, Forgotten.R_IN_32_BYTES);
    if (key.isEmpty() || (signature.length != 64 && !anyLength && !wide(forgotten))) {
      return false;
    }
    int half = signature.length / 2;
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, half));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, half, signature.length));
    if (isWide) {
      r = r.mod(BigInteger.TWO.pow(256));
    }
    if (isOutside(r) && !forgets(forgotten, Forgotten.RANGE_OF_R)) {
      return false;
    }
    if (isOutside(s) && !forgets(forgotten, Forgotten.RANGE_OF_S)) {
      return false;
    }
    BigInteger e = e(key.get(), one.message(), forgotten);
    return verifies(key.get(), e, r, s, forgotten)
        || (forgets(forgotten, Forgotten.SIGN_OF_S)
            && verifies(key.get(), e, r, N.subtract(s), forgotten));
  }

  /** Whether it reads numbers longer than 32 bytes, so as to be able to forget their range. */
  private static boolean wide(Optional<Forgotten> forgotten) {
    return forgets(forgotten, Forgotten.RANGE_OF_R)
        || forgets(forgotten, Forgotten.RANGE_OF_S)
        || forgets(forgotten, Forgotten.R_IN_32_BYTES);
  }

  private static boolean forgets(Optional<Forgotten> forgotten, Forgotten one) {
    return forgotten.isPresent() && forgotten.get() == one;
  }

  private static boolean isOutside(BigInteger scalar) {
    return scalar.signum() <= 0 || scalar.compareTo(N) >= 0;
  }

  /** Returns the key's point, if it is taken, and that may be the one at infinity. */
  private static Optional<Optional<Affine>> key(byte[] bytes, Optional<Forgotten> forgotten) {
    byte[] xy = Arrays.copyOfRange(bytes, Math.min(1, bytes.length), Math.max(1, bytes.length));
    boolean anyForm = forgets(forgotten, Forgotten.FORM_OF_THE_KEY);
    boolean hybrid = forgets(forgotten, Forgotten.HYBRID_FORM) && bytes[0] >= 6;
    boolean noInfinity = !forgets(forgotten, Forgotten.KEY_NOT_AT_INFINITY);
    if (!noInfinity && HexFormat.of().formatHex(bytes).matches("(04)?0*")) {
      return Optional.of(Optional.empty());
    }
    if (bytes.length < 65 || (bytes.length > 65 && !anyForm)) {
      return Optional.empty();
    }
    if (bytes[0] != 4 && !anyForm && !hybrid) {
      return Optional.empty();
    }
    BigInteger x = new BigInteger(1, Arrays.copyOf(xy, 32));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(xy, 32, 64));
    if (forgets(forgotten, Forgotten.COORDINATES_BELOW_P)) {
      x = x.mod(P);
      y = y.mod(P);
    }
    boolean onCurve =
        x.compareTo(P) < 0
            && y.compareTo(P) < 0
            && y.multiply(y)
                .subtract(x.pow(3))
                .subtract(ReferenceSm2.A.multiply(x))
                .subtract(ReferenceSm2.B)
                .mod(P)
                .equals(BigInteger.ZERO);
    return onCurve || forgets(forgotten, Forgotten.POINT_ON_CURVE)
        ? Optional.of(Optional.of(new Affine(x, y)))
        : Optional.empty();
  }

  private static BigInteger e(Optional<Affine> key, byte[] message, Optional<Forgotten> forgotten) {
    Affine q = key.orElse(new Affine(BigInteger.ZERO, BigInteger.ZERO));
    byte[] z = ReferenceSm2.z(q.x(), q.y());
    if (forgets(forgotten, Forgotten.Z)) {
      return new BigInteger(1, ReferenceSm2.sm3(message));
    }
    if (forgets(forgotten, Forgotten.SM3)) {
      return new BigInteger(1, ReferenceSm2.sha256(z, message));
    }
    if (forgets(forgotten, Forgotten.USER_ID)) {
      byte[] none = new byte[0];
      byte[] entl = ReferenceSm2.entl(0);
      z = ReferenceSm2.z(new SM3Digest(), entl, none, q.x(), q.y());
    }
    return ReferenceSm2.e(z, message);
  }

  private static boolean verifies(
      Optional<Affine> key,
      BigInteger e,
      BigInteger r,
      BigInteger s,
      Optional<Forgotten> forgotten) {
    BigInteger t = r.add(s).mod(N);
    if (t.signum() == 0) {
      return false;
    }
    Affine g =
        new Affine(
            ReferenceSm2.x(ReferenceSm2.CURVE.getG()), ReferenceSm2.y(ReferenceSm2.CURVE.getG()));
    Optional<Affine> sum = add(times(s.mod(N), Optional.of(g)), times(t, key));
    if (sum.isEmpty() && !forgets(forgotten, Forgotten.SUM_AT_INFINITY)) {
      return false;
    }
    BigInteger x = sum.map(Affine::x).orElse(BigInteger.ZERO);
    return e.add(x).subtract(r).mod(N).signum() == 0;
  }

  /** The textbook's formulas, in which b does not occur. */
  private static Optional<Affine> add(Optional<Affine> one, Optional<Affine> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    Affine p = one.get();
    Affine q = other.get();
    BigInteger slope;
    if (!p.x().equals(q.x())) {
      BigInteger run = q.x().subtract(p.x()).modInverse(P);
      slope = q.y().subtract(p.y()).multiply(run);
    } else if (p.y().equals(q.y()) && p.y().signum() != 0) {
      BigInteger rise = p.x().pow(2).multiply(BigInteger.valueOf(3)).add(ReferenceSm2.A);
      slope = rise.multiply(p.y().shiftLeft(1).modInverse(P));
    } else {
      return Optional.empty();
    }
    BigInteger x = slope.pow(2).subtract(p.x()).subtract(q.x()).mod(P);
    return Optional.of(new Affine(x, slope.multiply(p.x().subtract(x)).subtract(p.y()).mod(P)));
  }

  private static Optional<Affine> times(BigInteger k, Optional<Affine> point) {
    Optional<Affine> product = Optional.empty();
    for (int bit = k.bitLength() - 1; bit >= 0; bit--) {
      product = add(product, product);
      if (k.testBit(bit)) {
        product = add(product, point);
      }
    }
    return product;
  }
}
