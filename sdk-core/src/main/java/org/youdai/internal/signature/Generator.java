package org.youdai.internal.signature;

import org.youdai.internal.curve.Curve;
import org.youdai.internal.curve.PointTable;

/**
 * The tables of the two curves' generators. They are constants, but take a fifth of a second to
 * make: the first call for a curve belongs where nobody waits.
 */
final class Generator {
  /** There are only two: wider windows than those of keys, in some 1.5 MB each. */
  static final int WIDTH = 11;

  private Generator() {}

  static PointTable of(Curve curve) {
    return curve == Curve.SM2 ? OfSm2.TABLE : OfP256.TABLE;
  }

  /** The virtual machine makes it once, when it is first asked for. */
  private static final class OfSm2 {
    private static final PointTable TABLE =
        PointTable.of(Curve.SM2, Curve.SM2.parameters().getG(), WIDTH);
  }

  /** Likewise. */
  private static final class OfP256 {
    private static final PointTable TABLE =
        PointTable.of(Curve.P256, Curve.P256.parameters().getG(), WIDTH);
  }
}
