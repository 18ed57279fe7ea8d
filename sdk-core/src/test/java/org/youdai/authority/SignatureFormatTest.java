package org.youdai.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.TestAuthority;
import org.youdai.trust.SignatureAlgorithm;

/** The hostile encodings are those of {@code vectors/sm2/sm2_sm3_der_test.json}. */
final class SignatureFormatTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void signatures_comeBackFromDer() {
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, TestAuthority.random(61));
    for (int i = 0; i < 300; i++) { // enough for every length from 68 to 72 that is not rare
      byte[] signature = key.sign(new byte[i]);
      byte[] der = SignatureFormat.toDer(signature);
      assertThat(SignatureFormat.fromDer(der)).as("message of %d bytes", i).isEqualTo(signature);
    }
  }

  @Test
  void smallestScalars_haveOneByteEach() {
    byte[] signature = new byte[64];
    signature[31] = 1;
    signature[63] = 0x7f;
    byte[] der = HEX.parseHex("300602010102017f");
    assertThat(SignatureFormat.toDer(signature)).isEqualTo(der);
    assertThat(SignatureFormat.fromDer(der)).isEqualTo(signature);
  }

  @Test
  void largestScalars_haveAZeroByteBefore() {
    byte[] signature = new byte[64];
    Arrays.fill(signature, (byte) 0xff);
    byte[] der = SignatureFormat.toDer(signature);
    assertThat(der).hasSize(72).startsWith(HEX.parseHex("3046022100ff"));
    assertThat(SignatureFormat.fromDer(der)).isEqualTo(signature);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1 to 72 bytes",
    "30, not DER",
    "300602010102017f00, not DER",
    "30810602010102017f, BER",
    "308002010102017f0000, BER",
    "30070202000102017f, not DER",
    "3003020101, two INTEGERs",
    "300902010102017f020101, two INTEGERs",
    "310602010102017f, two INTEGERs",
    "300604010102017f, two INTEGERs",
    "300602010002017f, above 0",
    "300602010102017f0500, not DER",
    "30060201ff02017f, above 0",
  })
  void otherEncodings_areRefused(String der, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignatureFormat.fromDer(HEX.parseHex(der)))
        .withMessageContaining(message);
  }

  @Test
  void scalarOf33Bytes_isRefused() {
    String r = "0221010000000000000000000000000000000000000000000000000000000000000000";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignatureFormat.fromDer(HEX.parseHex("3026" + r + "020101")))
        .withMessageContaining("1 to 32 bytes");
  }

  @Test
  void plainSignatureOfAnotherLengthOrWithZero_isRefused() {
    byte[] good = new byte[64];
    Arrays.fill(good, (byte) 1);
    for (int length : new int[] {0, 32, 63, 65}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SignatureFormat.toDer(Arrays.copyOf(good, length)))
          .withMessageContaining("64");
    }
    byte[] zeroS = Arrays.copyOf(Arrays.copyOf(good, 32), 64);
    assertThatIllegalArgumentException().isThrownBy(() -> SignatureFormat.toDer(zeroS));
    byte[] zeroR = new byte[64];
    zeroR[63] = 1;
    assertThatIllegalArgumentException().isThrownBy(() -> SignatureFormat.toDer(zeroR));
  }
}
