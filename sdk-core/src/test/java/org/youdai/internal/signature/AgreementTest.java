package org.youdai.internal.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.youdai.decision.Rejection;
import org.youdai.trust.SignatureAlgorithm;

/**
 * Every way to check a signature has BouncyCastle's verdict; campaigns/signatures tries millions.
 */
final class AgreementTest {
  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void goodAndDamagedSignatures_haveOneVerdict(SignatureAlgorithm algorithm) throws Rejection {
    for (long seed = 1; seed <= 3; seed++) {
      TriedSignatures tried = new TriedSignatures(algorithm, seed, 5);
      tried.play();
      assertThat(tried.disagreements()).as("seed %d", seed).isEmpty();
      long genuine = algorithm == SignatureAlgorithm.ES256 ? 48 : 24; // −s is as good as s there
      assertThat(tried.accepted()).as("seed %d", seed).isBetween(genuine, genuine + 2);
      assertThat(tried.tried()).as("seed %d", seed).isGreaterThanOrEqualTo(24 * 6);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SignatureAlgorithm.class,
      names = {"SM2", "ES256"})
  void keysNextToTheGenerator_haveOneVerdict(SignatureAlgorithm algorithm) throws Rejection {
    for (int d : new int[] {2, 3, -2, 128}) {
      TriedSignatures tried = new TriedSignatures(algorithm, d, 4);
      tried.playSmall(d);
      assertThat(tried.disagreements()).as("d = %d", d).isEmpty();
    }
  }
}
