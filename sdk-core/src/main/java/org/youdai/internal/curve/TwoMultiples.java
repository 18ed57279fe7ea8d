package org.youdai.internal.curve;

/** Computes s·G + t·Q, for the generator G and one point Q. */
@FunctionalInterface
public interface TwoMultiples {
  /** Returns the sum for two numbers less than the order. */
  PointSum sum(int[] s, int[] t);

  /** Takes both from tables. */
  static TwoMultiples of(Curve curve, PointTable generator, PointTable point) {
    return (s, t) -> {
      PointSum sum = new PointSum(curve);
      generator.addTo(sum, s);
      point.addTo(sum, t);
      return sum;
    };
  }

  /** Takes the generator from a table, and doubles and adds the point. */
  static TwoMultiples of(PointTable generator, OddMultiples point) {
    return (s, t) -> {
      PointSum sum = point.times(t);
      generator.addTo(sum, s);
      return sum;
    };
  }
}
