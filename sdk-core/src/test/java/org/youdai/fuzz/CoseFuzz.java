package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.envelope.CoseSign1;

/** Parses a COSE_Sign1 by both rules: what the strict one takes, the other takes as the same. */
final class CoseFuzz {

  @FuzzTest
  void message(byte[] input) {
    Optional<CoseSign1> lenient = parse(input, Rules.WELL_FORMED);
    Optional<CoseSign1> strict = parse(input, Rules.DETERMINISTIC);
    if (strict.isPresent()) {
      assertThat(lenient).isPresent();
      assertThat(strict.get().toBeSigned()).isEqualTo(lenient.get().toBeSigned());
      assertThat(strict.get().signature()).isEqualTo(lenient.get().signature());
    }
  }

  private static Optional<CoseSign1> parse(byte[] input, Rules rules) {
    try {
      return Optional.of(CoseSign1.parse(input, rules));
    } catch (Rejection refused) {
      return Optional.empty(); // the one exception that it may throw
    }
  }

  /** What stands in a code's envelope without being signed by an issuer admits nobody. */
  @FuzzTest
  void code(byte[] input) {
    FuzzAuthority.requireNoAdmission(FuzzAuthority.base45("YD1:", input));
  }
}
