package org.youdai.internal.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PointSumTest {
  private static final int MOST = 6;

  /** A sum of the generator and itself, so that its ZZ is not one. */
  private static PointSum sum(Curve curve, int factor) {
    PointSum sum = new PointSum(curve);
    int[] generator = Curves.coordinates(Curves.times(curve, 1));
    for (int i = 0; i < Math.abs(factor); i++) {
      sum.add(generator, 0, factor < 0);
    }
    return sum;
  }

  private static DoubledPoint doubled(Curve curve, int factor) {
    DoubledPoint sum = new DoubledPoint(curve);
    int[] generator = Curves.coordinates(Curves.times(curve, 1));
    for (int i = 0; i < Math.abs(factor); i++) {
      sum.add(generator, 0, factor < 0);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("org.youdai.internal.curve.Curves#both")
  void additionOfAnySmallMultiples_isThatOfBouncyCastle(Curve curve) {
    for (int a = -MOST; a <= MOST; a++) {
      for (int b = 1; b <= MOST; b++) {
        int[] other = Curves.coordinates(Curves.times(curve, b));
        for (boolean isNegated : new boolean[] {false, true}) {
          ECPoint expected = Curves.times(curve, isNegated ? a - b : a + b);
          PointSum sum = sum(curve, a);
          sum.add(other, 0, isNegated);
          assertThat(sum.is(expected)).as("%d, %d, %s", a, b, isNegated).isTrue();
          DoubledPoint doubled = doubled(curve, a);
          doubled.add(other, 0, isNegated);
          assertThat(doubled.toSum().is(expected)).as("%d, %d, %s", a, b, isNegated).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.youdai.internal.curve.Curves#both")
  void equalPoints_areDoubled(Curve curve) {
    PointSum sum = sum(curve, 3);
    sum.add(Curves.coordinates(Curves.times(curve, 3)), 0, false);
    assertThat(sum.is(Curves.times(curve, 6))).isTrue();
    sum.add(Curves.coordinates(Curves.times(curve, 1)), 0, false);
    assertThat(sum.is(Curves.times(curve, 7))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("org.youdai.internal.curve.Curves#both")
  void oppositePoints_areInfinityFromWhichItGoesOn(Curve curve) {
    PointSum sum = sum(curve, 5);
    sum.add(Curves.coordinates(Curves.times(curve, 5)), 0, true);
    assertThat(sum.is(Curves.times(curve, 0))).isTrue();
    sum.add(Curves.coordinates(Curves.times(curve, 2)), 0, true);
    assertThat(sum.is(Curves.times(curve, -2))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("org.youdai.internal.curve.Curves#both")
  void infinity_hasNoX(Curve curve) {
    PointSum sum = new PointSum(curve);
    assertThat(sum.hasX(new int[Curve.WORDS])).isFalse();
    PointSum opposite = sum(curve, 1);
    int[] x = Curve.number(Curves.times(curve, 1).getAffineXCoord().toBigInteger());
    assertThat(opposite.hasX(curve.scalar(x))).isTrue();
    opposite.add(Curves.coordinates(Curves.times(curve, 1)), 0, true);
    assertThat(opposite.hasX(curve.scalar(x))).isFalse();
    assertThat(opposite.hasX(new int[Curve.WORDS])).isFalse();
  }

  @ParameterizedTest
  @MethodSource("org.youdai.internal.curve.Curves#both")
  void doublingOfInfinity_isInfinity(Curve curve) {
    DoubledPoint sum = new DoubledPoint(curve);
    sum.twice();
    assertThat(sum.toSum().is(Curves.times(curve, 0))).isTrue();
    sum.add(Curves.coordinates(Curves.times(curve, 3)), 0, false);
    sum.twice();
    sum.twice();
    assertThat(sum.toSum().is(Curves.times(curve, 12))).isTrue();
  }

  /** There are some 2¹²⁸ such x, which no random signature ever meets. */
  @ParameterizedTest
  @MethodSource("org.youdai.internal.curve.Curves#both")
  void xAboveTheOrder_isFoundByItsRemainder(Curve curve) {
    BigInteger order = curve.parameters().getN();
    int found = 0;
    for (int above = 0; above < 20; above++) {
      int[] remainder = Curve.number(BigInteger.valueOf(above));
      BigInteger x = order.add(BigInteger.valueOf(above));
      for (ECPoint point : pointsWith(curve, x)) {
        PointSum sum = new PointSum(curve);
        sum.add(Curves.coordinates(point), 0, false);
        assertThat(sum.hasX(remainder)).as("%d", above).isTrue();
        sum.add(Curves.coordinates(Curves.times(curve, 1)), 0, false);
        sum.add(Curves.coordinates(Curves.times(curve, 1)), 0, true); // now ZZ is not one
        assertThat(sum.hasX(remainder)).as("%d", above).isTrue();
        assertThat(sum.hasX(Curve.number(BigInteger.valueOf(above + 1)))).isFalse();
        found++;
      }
    }
    assertThat(found).isGreaterThan(4);
  }

  private static ECPoint[] pointsWith(Curve curve, BigInteger x) {
    byte[] encoded = new byte[33];
    encoded[0] = 2;
    byte[] bytes = org.bouncycastle.util.BigIntegers.asUnsignedByteArray(32, x);
    System.arraycopy(bytes, 0, encoded, 1, 32);
    try {
      ECPoint point = curve.parameters().getCurve().decodePoint(encoded);
      return new ECPoint[] {point, point.negate()};
    } catch (IllegalArgumentException noSuchPoint) {
      return new ECPoint[0];
    }
  }

  /** x plus the order would be at least the prime, and is not taken modulo the prime. */
  @ParameterizedTest
  @MethodSource("org.youdai.internal.curve.Curves#both")
  void xBelowTheOrder_hasOneRemainderOnly(Curve curve) {
    BigInteger prime = curve.parameters().getCurve().getField().getCharacteristic();
    BigInteger order = curve.parameters().getN();
    ECPoint point = Curves.times(curve, 1);
    PointSum sum = sum(curve, 1);
    BigInteger x = point.getAffineXCoord().toBigInteger();
    assertThat(sum.hasX(Curve.number(x))).isTrue();
    BigInteger wrapped = x.add(prime).subtract(order);
    assertThat(wrapped.compareTo(order)).isNegative();
    assertThat(sum.hasX(Curve.number(wrapped))).isFalse();
  }
}
