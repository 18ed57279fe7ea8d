package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;

/** Skips any item by both rules: what is deterministic is also well-formed. */
final class CborFuzz {

  @FuzzTest
  void item(byte[] input) {
    if (isOneItem(input, Rules.DETERMINISTIC)) {
      assertThat(isOneItem(input, Rules.WELL_FORMED)).isTrue();
    }
  }

  private static boolean isOneItem(byte[] input, Rules rules) {
    try {
      CborReader reader = new CborReader(input, rules);
      reader.skip();
      reader.requireEnd();
      return true;
    } catch (Rejection refused) {
      return false;
    }
  }
}
