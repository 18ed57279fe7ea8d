package org.youdai.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.youdai.scan.QrText;

/** Credentials as a compact JWS. */
final class JwsFuzz {

  @FuzzTest
  void text(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    FuzzAuthority.requireNoAdmission(QrText.of("eyJ" + text));
  }

  @FuzzTest
  void header(byte[] input) {
    byte[] claims = "{}".getBytes(StandardCharsets.UTF_8);
    FuzzAuthority.requireNoAdmission(
        QrText.of(FuzzAuthority.jws(FuzzAuthority.ISSUER, input, claims)));
  }

  /** Claims that an issuer has signed, whatever they say. */
  @FuzzTest
  void claims(byte[] input) {
    FuzzAuthority.decide(FuzzAuthority.issuer(FuzzAuthority.ISSUER).signJws(input));
  }
}
