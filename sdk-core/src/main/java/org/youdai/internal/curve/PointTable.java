package org.youdai.internal.curve;

import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.raw.Nat256;

/**
 * Multiples of one point, by which it is multiplied without a doubling (fixed windows: Brickell,
 * Gordon, McCurley and Wilson, EUROCRYPT '92). A number is cut into signed digits of {@code width}
 * bits; for each place there are the point's multiples by 1 to 2^(width−1) at that place.
 */
public final class PointTable {
  /** What is cut has its highest bit clear: of a scalar and its negative, one has. */
  private static final int BITS = 255;

  /** x and y. */
  private static final int POINT = 2 * Curve.WORDS;

  private final Curve curve;
  private final int width;
  private final int[][] windows;

  private PointTable(Curve curve, int width, int[][] windows) {
    this.curve = curve;
    this.width = width;
    this.windows = windows;
  }

  /**
   * Makes a table and looks at each of its entries.
   *
   * @param width of a window in bits, from 2 to 12
   * @throws IllegalStateException if it does not multiply as BouncyCastle does
   */
  public static PointTable of(Curve curve, ECPoint point, int width) {
    int[][] windows = new int[BITS / width + 1][];
    ECPoint base = point.normalize();
    for (int i = 0; i < windows.length; i++) {
      // The highest digit has fewer bits, and takes a carry.
      int bits = Math.min(width - 1, BITS - i * width);
      ECPoint[] multiples = multiples(base, 1 << bits);
      windows[i] = coordinates(multiples);
      base = multiples[multiples.length - 1].timesPow2(width - bits).normalize();
    }
    return checked(curve, point, width, windows);
  }

  /** Takes coordinates over, if they are those of the multiples. */
  static PointTable checked(Curve curve, ECPoint point, int width, int[][] windows) {
    PointTable table = new PointTable(curve, width, windows);
    table.requireAgreement(point);
    return table;
  }

  /** Returns the coordinates; they are shared, not copied. */
  int[][] windows() {
    return windows;
  }

  private static ECPoint[] multiples(ECPoint base, int count) {
    ECPoint[] multiples = new ECPoint[count];
    multiples[0] = base;
    for (int i = 1; i < count; i++) {
      multiples[i] = multiples[i - 1].add(base);
    }
    base.getCurve().normalizeAll(multiples);
    return multiples;
  }

  private static int[] coordinates(ECPoint[] points) {
    int[] coordinates = new int[points.length * POINT];
    for (int i = 0; i < points.length; i++) {
      write(points[i], coordinates, i * POINT);
    }
    return coordinates;
  }

  /** Writes x and y of a point that has been normalised. */
  static void write(ECPoint point, int[] to, int at) {
    int[] x = Nat256.fromBigInteger(point.getAffineXCoord().toBigInteger());
    int[] y = Nat256.fromBigInteger(point.getAffineYCoord().toBigInteger());
    System.arraycopy(x, 0, to, at, Curve.WORDS);
    System.arraycopy(y, 0, to, at + Curve.WORDS, Curve.WORDS);
  }

  /** Returns how many bytes a table takes, but for what the machine adds to an array. */
  public static long bytes(int width) {
    int whole = BITS / width;
    long entries = ((long) whole << (width - 1)) + (1L << (BITS - whole * width));
    return entries * POINT * Integer.BYTES;
  }

  /** Adds this point times {@code scalar}, which is less than the order. */
  void addTo(PointSum sum, int[] scalar) {
    boolean isNegated = scalar[Curve.WORDS - 1] < 0;
    int[] cut = isNegated ? curve.scalarNegative(scalar) : scalar;
    int half = 1 << (width - 1);
    int carry = 0;
    for (int i = 0; i < windows.length; i++) {
      int digit = Curve.bits(cut, i * width, width) + carry;
      carry = digit > half ? 1 : 0;
      digit -= carry << width;
      if (digit > 0) {
        sum.add(windows[i], (digit - 1) * POINT, isNegated);
      } else if (digit < 0) {
        sum.add(windows[i], (-digit - 1) * POINT, !isNegated);
      }
    }
  }

  /**
   * Compares with BouncyCastle's multiplication and addition: the multiples whose digits are all
   * one, all two and so on, and those of the highest digit alone, so that every entry is used.
   */
  private void requireAgreement(ECPoint point) {
    int highest = windows.length - 1;
    int[] ones = Nat256.create();
    for (int i = 0; i < highest; i++) {
      set(ones, i * width);
    }
    requireAgreement(point, ones, windows[0].length / POINT);
    int[] high = Nat256.create();
    set(high, highest * width);
    requireAgreement(point, high, windows[highest].length / POINT);
  }

  private static void set(int[] number, int bit) {
    number[bit >>> 5] |= 1 << (bit & 31);
  }

  private void requireAgreement(ECPoint point, int[] step, int steps) {
    ECPoint expectedStep = point.multiply(Nat256.toBigInteger(step));
    ECPoint expected = expectedStep;
    int[] multiple = step.clone();
    for (int i = 1; i <= steps; i++) {
      PointSum sum = new PointSum(curve);
      addTo(sum, multiple);
      if (!sum.is(expected)) {
        throw new IllegalStateException("a table of " + curve + " is wrong");
      }
      expected = expected.add(expectedStep);
      Nat256.addTo(step, multiple);
    }
  }
}
