package org.youdai.internal.curve;

import org.bouncycastle.math.raw.Nat256;

/**
 * A multiple of a point in the making, in Jacobian coordinates, in which doubling costs least: x =
 * X / Z² and y = Y / Z³. Equal and opposite points, and the point at infinity that it begins with,
 * are handled. For one thread.
 */
final class DoubledPoint {
  private final Curve curve;
  private final int[] x = Nat256.create();
  private final int[] y = Nat256.create();
  private final int[] z = Nat256.create();
  private boolean isInfinity = true;

  private final int[] px = Nat256.create();
  private final int[] py = Nat256.create();
  private final int[] t1 = Nat256.create();
  private final int[] t2 = Nat256.create();
  private final int[] t3 = Nat256.create();
  private final int[] ext = Nat256.createExt();
  private final int[] other = Nat256.createExt();

  /** Begins with the point at infinity. */
  DoubledPoint(Curve curve) {
    this.curve = curve;
  }

  /**
   * EFD jacobian-3 dbl-2004-hmv with Z halved, as in libsecp256k1's {@code gej_double}, which takes
   * fewer additions: with L = 3(X − Z²)(X + Z²) / 2 and T = X·Y² the result is L² − 2T, L(T − X₃) −
   * Y⁴ and Y·Z. A point of these curves is never its own negative, since their order is prime.
   */
  void twice() {
    if (isInfinity) {
      return;
    }
    int[] l = t1;
    int[] t = t2;
    curve.square(z, t3, ext);
    curve.subtract(x, t3, l);
    curve.add(x, t3, t3);
    curve.multiply(l, t3, t3, ext);
    curve.halve(t3, l);
    curve.add(l, t3, l);
    curve.multiply(y, z, z, ext);
    curve.square(y, y, ext);
    curve.multiply(x, y, t, ext);
    curve.square(l, x, ext);
    curve.subtract(x, t, x);
    curve.subtract(x, t, x);
    curve.subtract(t, x, t);
    Nat256.square(y, other);
    Nat256.mul(l, t, ext);
    curve.subtractProducts(ext, other, y);
  }

  /** Adds the point whose x and y stand in {@code points} from {@code at} on, or its negative. */
  void add(int[] points, int at, boolean isNegated) {
    System.arraycopy(points, at, px, 0, Curve.WORDS);
    System.arraycopy(points, at + Curve.WORDS, py, 0, Curve.WORDS);
    if (isNegated) {
      curve.negate(py, py);
    }
    if (isInfinity) {
      become();
      return;
    }
    curve.square(z, t1, ext);
    curve.multiply(t1, z, t2, ext);
    curve.multiply(t1, px, t1, ext);
    curve.multiply(t2, py, t2, ext);
    curve.subtract(t1, x, t1);
    curve.subtract(t2, y, t2);
    if (!Nat256.isZero(t1)) {
      addOther();
    } else if (Nat256.isZero(t2)) {
      twice();
    } else {
      isInfinity = true; // opposite points
    }
  }

  private void become() {
    Nat256.copy(px, x);
    Nat256.copy(py, y);
    Nat256.zero(z);
    z[0] = 1;
    isInfinity = false;
  }

  /** EFD jacobian-3 madd-2004-hmv, from where both differences are known. */
  private void addOther() {
    curve.multiply(z, t1, z, ext);
    curve.square(t1, t3, ext);
    int[] t4 = px;
    curve.multiply(t3, t1, t4, ext);
    curve.multiply(t3, x, t3, ext);
    curve.square(t2, x, ext);
    curve.subtract(x, t3, x);
    curve.subtract(x, t3, x);
    curve.subtract(x, t4, x);
    curve.subtract(t3, x, t3);
    Nat256.mul(t4, y, other);
    Nat256.mul(t3, t2, ext);
    curve.subtractProducts(ext, other, y);
  }

  /** Returns the same point to go on with in additions alone. */
  PointSum toSum() {
    int[] zz = Nat256.create();
    int[] zzz = Nat256.create();
    curve.square(z, zz, ext);
    curve.multiply(zz, z, zzz, ext);
    return new PointSum(curve, x, y, zz, zzz, isInfinity);
  }
}
