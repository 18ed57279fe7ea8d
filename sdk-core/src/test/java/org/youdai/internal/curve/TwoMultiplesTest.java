package org.youdai.internal.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TwoMultiplesTest {
  private static final long SEED = 17;

  @ParameterizedTest
  @MethodSource("org.youdai.internal.curve.Curves#both")
  void tablesOfEveryWidth_multiplyAsBouncyCastleDoes(Curve curve) {
    Random random = new Random(SEED);
    ECPoint point = curve.parameters().getG().multiply(Curves.scalar(curve, random)).normalize();
    List<BigInteger> scalars = Curves.edges(curve);
    for (int i = 0; i < 20; i++) {
      scalars.add(Curves.scalar(curve, random));
    }
    for (int width = 2; width <= 9; width++) {
      PointTable table = PointTable.of(curve, point, width);
      for (BigInteger scalar : scalars) {
        PointSum sum = new PointSum(curve);
        table.addTo(sum, Curve.number(scalar));
        assertThat(sum.is(point.multiply(scalar)))
            .as("seed %d, width %d, scalar %s", SEED, width, scalar)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.youdai.internal.curve.Curves#both")
  void oddMultiples_multiplyAsBouncyCastleDoes(Curve curve) {
    Random random = new Random(SEED);
    ECPoint point = curve.parameters().getG().multiply(Curves.scalar(curve, random)).normalize();
    OddMultiples odd = OddMultiples.of(curve, point);
    List<BigInteger> scalars = Curves.edges(curve);
    for (int i = 0; i < 100; i++) {
      scalars.add(Curves.scalar(curve, random));
    }
    for (BigInteger scalar : scalars) {
      assertThat(odd.times(Curve.number(scalar)).is(point.multiply(scalar)))
          .as("seed %d, scalar %s", SEED, scalar)
          .isTrue();
    }
  }

  /** With such keys the sums meet equal and opposite points and infinity on their way. */
  @ParameterizedTest
  @MethodSource("org.youdai.internal.curve.Curves#both")
  void multiplesOfTheGeneratorAsKeys_meetEveryExceptionalCase(Curve curve) {
    ECPoint generator = curve.parameters().getG();
    BigInteger order = curve.parameters().getN();
    PointTable ofGenerator = PointTable.of(curve, generator, 6);
    for (long factor : new long[] {1, -1, 2, -2, 3, 16, -64}) {
      ECPoint key = Curves.times(curve, factor);
      List<TwoMultiples> ways =
          List.of(
              TwoMultiples.of(curve, ofGenerator, PointTable.of(curve, key, 5)),
              TwoMultiples.of(ofGenerator, OddMultiples.of(curve, key)));
      for (int s = 0; s < 8; s++) {
        for (int t = -4; t < 8; t++) {
          BigInteger scalar = BigInteger.valueOf(t).mod(order);
          ECPoint expected =
              ECAlgorithms.sumOfTwoMultiplies(generator, BigInteger.valueOf(s), key, scalar);
          for (TwoMultiples way : ways) {
            PointSum sum = way.sum(Curve.number(BigInteger.valueOf(s)), Curve.number(scalar));
            assertThat(sum.is(expected)).as("%d G + %d (%d G)", s, t, factor).isTrue();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.youdai.internal.curve.Curves#both")
  void tableWithOneWrongBitAnywhere_isRefused(Curve curve) {
    int width = 3;
    ECPoint point = Curves.times(curve, 5);
    int[][] windows = PointTable.of(curve, point, width).windows();
    for (int[] window : windows) {
      for (int at = 0; at < window.length; at += 7) {
        window[at] ^= 1;
        assertThatIllegalStateException()
            .isThrownBy(() -> PointTable.checked(curve, point, width, windows));
        window[at] ^= 1;
      }
    }
    PointTable.checked(curve, point, width, windows);
  }

  @ParameterizedTest
  @MethodSource("org.youdai.internal.curve.Curves#both")
  void table_isAsLargeAsItSays(Curve curve) {
    for (int width = 4; width <= 8; width++) {
      long words = 0;
      for (int[] window : PointTable.of(curve, Curves.times(curve, 1), width).windows()) {
        words += window.length;
      }
      assertThat(PointTable.bytes(width)).as("width %d", width).isEqualTo(words * Integer.BYTES);
    }
  }
}
