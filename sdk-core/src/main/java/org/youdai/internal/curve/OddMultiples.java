package org.youdai.internal.curve;

import org.bouncycastle.math.ec.ECPoint;

/**
 * The multiples of a point by 1, 3, 5 … 15, by which it is multiplied with few additions: what is
 * worth its making even for a single multiplication (wNAF of width 5: Hankerson, Menezes and
 * Vanstone, algorithm 3.36).
 */
public final class OddMultiples {
  private static final int WIDTH = 5;
  private static final int COUNT = 1 << (WIDTH - 2);
  private static final int POINT = 2 * Curve.WORDS;

  private final Curve curve;
  private final int[] points;

  private OddMultiples(Curve curve, int[] points) {
    this.curve = curve;
    this.points = points;
  }

  /** Makes the multiples of a point that is not at infinity. */
  public static OddMultiples of(Curve curve, ECPoint point) {
    ECPoint[] multiples = new ECPoint[COUNT];
    multiples[0] = point.normalize();
    ECPoint twice = multiples[0].twice().normalize();
    for (int i = 1; i < COUNT; i++) {
      multiples[i] = multiples[i - 1].add(twice);
    }
    point.getCurve().normalizeAll(multiples);
    int[] points = new int[COUNT * POINT];
    for (int i = 0; i < COUNT; i++) {
      PointTable.write(multiples[i], points, i * POINT);
    }
    return new OddMultiples(curve, points);
  }

  /** Returns this point times {@code scalar}, which is less than the order. */
  PointSum times(int[] scalar) {
    byte[] digits = digits(scalar);
    DoubledPoint doubled = new DoubledPoint(curve);
    for (int i = digits.length - 1; i >= 0; i--) {
      doubled.twice();
      int digit = digits[i];
      if (digit != 0) {
        doubled.add(points, (Math.abs(digit) >> 1) * POINT, digit < 0);
      }
    }
    return doubled.toSum();
  }

  /** Returns odd digits from −15 to 15, no two of which within five places are not zero. */
  private static byte[] digits(int[] scalar) {
    byte[] digits = new byte[32 * Curve.WORDS + 1];
    int carry = 0;
    int at = 0;
    while (at < digits.length) {
      if (Curve.bits(scalar, at, 1) == carry) {
        at++;
        continue;
      }
      int digit = Curve.bits(scalar, at, WIDTH) + carry;
      carry = digit >>> (WIDTH - 1);
      digits[at] = (byte) (digit - (carry << WIDTH));
      at += WIDTH;
    }
    return digits;
  }
}
