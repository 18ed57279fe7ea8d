package org.youdai.internal.curve;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.ECPoint;

/** Both curves, and the numbers at which sums of points go wrong. */
final class Curves {
  private Curves() {}

  static Stream<Curve> both() {
    return Stream.of(Curve.SM2, Curve.P256);
  }

  static ECPoint times(Curve curve, long factor) {
    ECPoint point = curve.parameters().getG().multiply(BigInteger.valueOf(Math.abs(factor)));
    return (factor < 0 ? point.negate() : point).normalize();
  }

  static int[] coordinates(ECPoint point) {
    int[] coordinates = new int[2 * Curve.WORDS];
    PointTable.write(point, coordinates, 0);
    return coordinates;
  }

  /** Returns 0 and the numbers next to it, next to a power of two and next to the order. */
  static List<BigInteger> edges(Curve curve) {
    BigInteger order = curve.parameters().getN();
    List<BigInteger> edges = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      edges.add(BigInteger.valueOf(i));
      edges.add(order.subtract(BigInteger.valueOf(i + 1)));
      edges.add(order.shiftRight(1).add(BigInteger.valueOf(i - 2)));
    }
    for (int bit : new int[] {4, 5, 7, 8, 31, 32, 128, 247, 248, 254, 255}) {
      BigInteger power = BigInteger.ONE.shiftLeft(bit);
      edges.add(power.subtract(BigInteger.ONE));
      edges.add(power);
      edges.add(order.subtract(power));
    }
    return edges;
  }

  static BigInteger scalar(Curve curve, Random random) {
    return new BigInteger(256, random).mod(curve.parameters().getN());
  }
}
