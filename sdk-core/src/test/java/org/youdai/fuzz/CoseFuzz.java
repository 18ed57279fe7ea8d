package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.envelope.CoseSign1;

/** Parses a COSE_Sign1 by both rules: what the strict one takes, the other takes as the same. */
final class CoseFuzz {

  @FuzzTest
  void message(byte[] input) {
    try {
      CoseSign1.parse(input, Rules.WELL_FORMED).toBeSigned();
      CoseSign1 strict = CoseSign1.parse(input, Rules.DETERMINISTIC);
      CoseSign1 lenient = CoseSign1.parse(input, Rules.WELL_FORMED);
      assertThat(strict.toBeSigned()).isEqualTo(lenient.toBeSigned());
      assertThat(strict.signature()).isEqualTo(lenient.signature());
    } catch (Rejection refused) {
      // the one exception that it may throw
    }
  }

  /** What stands in a code's envelope without being signed by an issuer admits nobody. */
  @FuzzTest
  void code(byte[] input) {
    FuzzAuthority.requireNoAdmission(FuzzAuthority.base45("YD1:", input));
  }
}
