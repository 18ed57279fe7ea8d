package org.youdai.internal.curve;

import java.math.BigInteger;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.custom.gm.SM2P256V1Field;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Field;
import org.bouncycastle.math.raw.Mod;
import org.bouncycastle.math.raw.Nat256;

/**
 * A curve y² = x³ − 3x + b of prime order over a prime field: its parameters, and arithmetic in its
 * field and modulo its order. A number is eight words, the lowest first, and always less than what
 * it is taken modulo. The last argument takes the result and may be one of the others.
 */
public final class Curve {
  /** The curve of SM2 (GB/T 32918.5). */
  public static final Curve SM2 = new Curve("sm2p256v1", true);

  /** The curve of ES256 (FIPS 186-5, P-256). */
  public static final Curve P256 = new Curve("secp256r1", false);

  /** The number of words of a number. */
  static final int WORDS = 8;

  private final String name;
  private final boolean isSm2;
  private final ECDomainParameters parameters;
  private final int[] prime;
  private final int[] order;

  private Curve(String name, boolean isSm2) {
    this.name = name;
    this.isSm2 = isSm2;
    this.parameters = new ECDomainParameters(CustomNamedCurves.getByName(name));
    this.prime = Nat256.fromBigInteger(parameters.getCurve().getField().getCharacteristic());
    this.order = Nat256.fromBigInteger(parameters.getN());
  }

  /** Returns the curve as BouncyCastle knows it. */
  public ECDomainParameters parameters() {
    return parameters;
  }

  /** Returns the number that 32 bytes stand for, whatever its size. */
  public static int[] number(byte[] bigEndian, int at) {
    int[] number = Nat256.create();
    for (int i = 0; i < WORDS; i++) {
      int from = at + 4 * (WORDS - 1 - i);
      number[i] =
          bigEndian[from] << 24
              | (bigEndian[from + 1] & 0xff) << 16
              | (bigEndian[from + 2] & 0xff) << 8
              | (bigEndian[from + 3] & 0xff);
    }
    return number;
  }

  /** Returns the number of a {@link BigInteger}, which must not exceed 256 bits. */
  public static int[] number(BigInteger value) {
    return Nat256.fromBigInteger(value);
  }

  /** Returns whether a number lies between 1 and the order, both excluded from what is too much. */
  public boolean isScalar(int[] number) {
    return !Nat256.isZero(number) && !Nat256.gte(number, order);
  }

  /** Returns a number of any size modulo the order. */
  public int[] scalar(int[] number) {
    int[] scalar = number.clone();
    if (Nat256.gte(scalar, order)) {
      Nat256.sub(scalar, order, scalar); // once is enough: the order is more than 2²⁵⁵
    }
    return scalar;
  }

  /** Returns {@code a + b} modulo the order. */
  public int[] scalarSum(int[] a, int[] b) {
    int[] sum = Nat256.create();
    int carry = Nat256.add(a, b, sum);
    if (carry != 0 || Nat256.gte(sum, order)) {
      Nat256.sub(sum, order, sum);
    }
    return sum;
  }

  /** Returns {@code a - b} modulo the order. */
  public int[] scalarDifference(int[] a, int[] b) {
    int[] difference = Nat256.create();
    if (Nat256.sub(a, b, difference) != 0) {
      Nat256.add(difference, order, difference);
    }
    return difference;
  }

  /** Returns {@code 1 / a} modulo the order, for any {@code a} but zero. */
  public int[] scalarInverse(int[] a) {
    int[] inverse = Nat256.create();
    Mod.checkedModOddInverseVar(order, a, inverse);
    return inverse;
  }

  /** Returns some bits of a number; above its highest there are zeros. */
  static int bits(int[] number, int from, int count) {
    int word = from >>> 5;
    if (word >= WORDS) {
      return 0;
    }
    long pair = number[word] & 0xffff_ffffL;
    if (word + 1 < WORDS) {
      pair |= (long) number[word + 1] << 32;
    }
    return (int) (pair >>> (from & 31)) & ((1 << count) - 1);
  }

  /** Returns {@code -a} modulo the order; of zero, the order itself. */
  int[] scalarNegative(int[] a) {
    int[] negative = Nat256.create();
    Nat256.sub(order, a, negative);
    return negative;
  }

  /**
   * Returns whether {@code x · scale} is {@code product}, for {@code x} itself or for {@code x}
   * plus the order if that is still less than the prime.
   */
  boolean isProduct(int[] product, int[] x, int[] scale, int[] ext) {
    int[] candidate = Nat256.create();
    multiply(x, scale, candidate, ext);
    if (Nat256.eq(candidate, product)) {
      return true;
    }
    boolean isTooMuch = Nat256.add(x, order, candidate) != 0 || Nat256.gte(candidate, prime);
    if (isTooMuch) {
      return false;
    }
    multiply(candidate, scale, candidate, ext);
    return Nat256.eq(candidate, product);
  }

  void multiply(int[] a, int[] b, int[] product, int[] ext) {
    Nat256.mul(a, b, ext);
    reduce(ext, product);
  }

  void square(int[] a, int[] square, int[] ext) {
    Nat256.square(a, ext);
    reduce(ext, square);
  }

  /** Takes a product, of sixteen words, modulo the prime. */
  void reduce(int[] ext, int[] result) {
    if (isSm2) {
      SM2P256V1Field.reduce(ext, result);
    } else {
      SecP256R1Field.reduce(ext, result);
    }
  }

  void subtractProducts(int[] ext, int[] other, int[] difference) {
    if (isSm2) {
      SM2P256V1Field.subtractExt(ext, other, ext);
    } else {
      SecP256R1Field.subtractExt(ext, other, ext);
    }
    reduce(ext, difference);
  }

  void add(int[] a, int[] b, int[] sum) {
    if (isSm2) {
      SM2P256V1Field.add(a, b, sum);
    } else {
      SecP256R1Field.add(a, b, sum);
    }
  }

  void subtract(int[] a, int[] b, int[] difference) {
    if (isSm2) {
      SM2P256V1Field.subtract(a, b, difference);
    } else {
      SecP256R1Field.subtract(a, b, difference);
    }
  }

  void negate(int[] a, int[] negative) {
    if (isSm2) {
      SM2P256V1Field.negate(a, negative);
    } else {
      SecP256R1Field.negate(a, negative);
    }
  }

  void halve(int[] a, int[] half) {
    if (isSm2) {
      SM2P256V1Field.half(a, half);
    } else {
      SecP256R1Field.half(a, half);
    }
  }

  /** Inverts a number that is not zero. */
  void invert(int[] a, int[] inverse) {
    Mod.checkedModOddInverseVar(prime, a, inverse);
  }

  @Override
  public String toString() {
    return name;
  }
}
