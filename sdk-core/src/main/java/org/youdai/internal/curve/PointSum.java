package org.youdai.internal.curve;

import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.raw.Nat256;

/**
 * A sum of points in the making, in XYZZ coordinates: x = X / ZZ and y = Y / ZZZ with ZZ³ = ZZZ².
 * Points with two coordinates are added to it; equal and opposite ones, and the point at infinity
 * that it begins with, are handled. For one thread.
 */
public final class PointSum {
  private final Curve curve;
  private final int[] x;
  private final int[] y;
  private final int[] zz;
  private final int[] zzz;
  private boolean isInfinity;

  private final int[] px = Nat256.create();
  private final int[] py = Nat256.create();
  private final int[] h = Nat256.create();
  private final int[] r = Nat256.create();
  private final int[] hh = Nat256.create();
  private final int[] hhh = Nat256.create();
  private final int[] ext = Nat256.createExt();
  private final int[] other = Nat256.createExt();

  /** Begins with the point at infinity. */
  PointSum(Curve curve) {
    this(curve, Nat256.create(), Nat256.create(), Nat256.create(), Nat256.create(), true);
  }

  /** Begins with a point; the arrays are taken over, not copied. */
  PointSum(Curve curve, int[] x, int[] y, int[] zz, int[] zzz, boolean isInfinity) {
    this.curve = curve;
    this.x = x;
    this.y = y;
    this.zz = zz;
    this.zzz = zzz;
    this.isInfinity = isInfinity;
  }

  /**
   * Returns whether this is a finite point whose x is {@code scalar} modulo the order. Nothing is
   * inverted: there are at most two such x, and each is multiplied by ZZ.
   */
  public boolean hasX(int[] scalar) {
    return !isInfinity && curve.isProduct(x, scalar, zz, ext);
  }

  /** Returns whether this is the point that BouncyCastle has found. */
  boolean is(ECPoint point) {
    if (isInfinity || point.isInfinity()) {
      return isInfinity == point.isInfinity();
    }
    ECPoint expected = point.normalize();
    curve.multiply(Curve.number(expected.getAffineXCoord().toBigInteger()), zz, px, ext);
    curve.multiply(Curve.number(expected.getAffineYCoord().toBigInteger()), zzz, py, ext);
    return Nat256.eq(px, x) && Nat256.eq(py, y);
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
    curve.multiply(px, zz, h, ext);
    curve.subtract(h, x, h);
    curve.multiply(py, zzz, r, ext);
    curve.subtract(r, y, r);
    if (!Nat256.isZero(h)) {
      addOther();
    } else if (Nat256.isZero(r)) {
      twice();
    } else {
      isInfinity = true; // opposite points
    }
  }

  private void become() {
    Nat256.copy(px, x);
    Nat256.copy(py, y);
    one(zz);
    one(zzz);
    isInfinity = false;
  }

  private static void one(int[] number) {
    Nat256.zero(number);
    number[0] = 1;
  }

  /** EFD madd-2008-s, from where P (h) and R (r) are known: another point than this one. */
  private void addOther() {
    curve.square(h, hh, ext);
    curve.multiply(h, hh, hhh, ext);
    int[] q = h;
    curve.multiply(x, hh, q, ext);
    curve.square(r, x, ext);
    curve.subtract(x, hhh, x);
    curve.subtract(x, q, x);
    curve.subtract(x, q, x);
    curve.subtract(q, x, q);
    Nat256.mul(y, hhh, other);
    Nat256.mul(r, q, ext);
    curve.subtractProducts(ext, other, y);
    curve.multiply(zz, hh, zz, ext);
    curve.multiply(zzz, hhh, zzz, ext);
  }

  /**
   * EFD mdbl-2008-s-1 with a = −3: this point, which is (px, py), twice. A point of these curves is
   * never its own negative, since their order is prime.
   */
  private void twice() {
    int[] u = h;
    int[] s = r;
    int[] m = hh;
    curve.add(py, py, u);
    curve.square(u, zz, ext);
    curve.multiply(u, zz, zzz, ext);
    curve.multiply(px, zz, s, ext);
    int[] one = hhh;
    one(one);
    curve.subtract(px, one, m);
    curve.add(px, one, one);
    curve.multiply(m, one, m, ext);
    int[] once = one;
    Nat256.copy(m, once);
    curve.add(m, m, m);
    curve.add(m, once, m);
    curve.square(m, x, ext);
    curve.subtract(x, s, x);
    curve.subtract(x, s, x);
    curve.subtract(s, x, s);
    Nat256.mul(zzz, py, other);
    Nat256.mul(m, s, ext);
    curve.subtractProducts(ext, other, y);
  }
}
