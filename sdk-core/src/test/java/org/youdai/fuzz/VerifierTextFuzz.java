package org.youdai.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.youdai.Inspection;
import org.youdai.scan.QrText;

/** Any text at all comes to a decision, and admits nobody. */
final class VerifierTextFuzz {

  @FuzzTest
  void text(byte[] input) {
    QrText text = QrText.of(new String(input, StandardCharsets.UTF_8));
    FuzzAuthority.requireNoAdmission(text);
    Inspection.of(text);
  }
}
