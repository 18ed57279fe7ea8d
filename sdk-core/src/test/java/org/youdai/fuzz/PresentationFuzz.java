package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.youdai.decision.Decision;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.scan.QrText;

/** Live codes. */
final class PresentationFuzz {

  /** The credential in a phone whose key is {@link FuzzAuthority#HOLDER}. */
  static final byte[] CREDENTIAL =
      FuzzAuthority.issuer(FuzzAuthority.ISSUER)
          .issueBytes(FuzzAuthority.draft().boundTo(FuzzAuthority.HOLDER.verifyingKey()));

  private static final long NOW = FuzzAuthority.NOW.getEpochSecond();

  @FuzzTest
  void text(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    FuzzAuthority.requireNoAdmission(QrText.of("YP1:" + text));
  }

  /** Whatever the phone signs: only its own credential and the present time admit. */
  @FuzzTest
  void payload(byte[] input) {
    byte[] message = FuzzAuthority.cose(FuzzAuthority.HOLDER, header(), input);
    Decision decision = FuzzAuthority.decide(FuzzAuthority.base45("YP1:", message));
    if (decision instanceof Decision.Admit) {
      long time = ByteBuffer.wrap(input).getInt(input.length - 4) & 0xffff_ffffL;
      assertThat(input).isEqualTo(payload(time));
      assertThat(time).isBetween(NOW - 60, NOW + 10);
    }
  }

  static byte[] header() {
    return new CborWriter()
        .map(1)
        .integer(1)
        .integer(FuzzAuthority.HOLDER.algorithm().coseNumber())
        .toBytes();
  }

  static byte[] payload(long time) {
    return new CborWriter().array(2).byteString(CREDENTIAL).integer(time).toBytes();
  }
}
