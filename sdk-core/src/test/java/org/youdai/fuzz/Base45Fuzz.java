package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;

/** What Base45 decodes, it encodes to the same text. */
final class Base45Fuzz {
  @FuzzTest
  void text(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    try {
      assertThat(Base45.encode(Base45.decode(text, 0))).isEqualTo(text);
    } catch (Rejection refused) {
      // the one exception that it may throw
    }
  }
}
