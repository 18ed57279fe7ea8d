package org.youdai.internal.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

final class CoseKeyTest {
  private static final HexFormat HEX = HexFormat.of();

  /** The key of GB/T 32918.5. */
  private static final String X =
      "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020";

  private static final String Y =
      "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";

  private static final VerifyingKey SM2 =
      VerifyingKey.of(SignatureAlgorithm.SM2, HEX.parseHex("04" + X + Y));

  /** The key "11" of RFC 9052, appendix C.7.1, with its kid. */
  private static final String P256_WITH_KID =
      "a501020258246d65726961646f632e6272616e64796275636b406275636b6c616e642e6578616d706c65"
          + "200121582065eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d"
          + "2258201e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c";

  private static byte[] bytes(String hex) {
    return HEX.parseHex(hex.replace("X", X).replace("Y", Y));
  }

  private static VerifyingKey read(String hex, Rules rules) throws Rejection {
    CborReader cbor = new CborReader(bytes(hex), rules);
    VerifyingKey key = CoseKey.read(cbor);
    cbor.requireEnd();
    return key;
  }

  @ParameterizedTest
  @CsvSource({
    "a40102203a00010001215820X225820Y",
    "a40102203a00010001215820X22f5",
    "a50102033a00010001203a00010001215820X225820Y",
  })
  void keyInEitherForm_isReadTheSame(String hex) throws Rejection {
    assertThat(read(hex, Rules.DETERMINISTIC)).isEqualTo(SM2);
    assertThat(read(hex, Rules.WELL_FORMED)).isEqualTo(SM2);
  }

  @Test
  void keyWithinSomethingElse_isReadToItsEndOnly() throws Rejection {
    CborReader cbor =
        new CborReader(bytes("82a40102203a00010001215820X22f507"), Rules.DETERMINISTIC);
    cbor.arrayOf(2);
    assertThat(CoseKey.read(cbor)).isEqualTo(SM2);
    assertThat(cbor.integer()).isEqualTo(7);
    cbor.requireEnd();
  }

  @Test
  void unknownLabel_isIgnoredOnlyInAWellFormedReading() throws Rejection {
    assertThat(read(P256_WITH_KID, Rules.WELL_FORMED).algorithm())
        .isEqualTo(SignatureAlgorithm.ES256);
    assertRefused(P256_WITH_KID, Rules.DETERMINISTIC, Reason.KEY_INVALID);
    String textLabel = "a50102203a00010001215820X22f5616100";
    assertThat(read(textLabel, Rules.WELL_FORMED)).isEqualTo(SM2);
    assertRefused(textLabel, Rules.DETERMINISTIC, Reason.KEY_INVALID);
  }

  @ParameterizedTest
  @CsvSource({
    // kty missing, crv missing, x missing, y missing
    "a3203a00010001215820X22f5, KEY_INVALID",
    "a30102215820X22f5, KEY_INVALID",
    "a30102203a0001000122f5, KEY_INVALID",
    "a30102203a00010001215820X, KEY_INVALID",
    // the other sign is another key, P-256's number gives another curve, OKP with this curve
    "a401022001215820X225820Y, KEY_INVALID",
    "a40101203a00010001215820X22f5, KEY_INVALID",
    "a40102200621582" + "0X22f5, KEY_INVALID",
    // alg of ES256, alg unknown, alg -48, which is ML-DSA-44, alg as text
    "a501020326203a00010001215820X22f5, KEY_INVALID",
    "a501020300203a00010001215820X22f5, KEY_INVALID",
    "a5010203382f203a00010001215820X22f5, KEY_INVALID",
    "a501020361 61203a00010001215820X22f5, WRONG_SHAPE",
    // a private part
    "a50102203a00010001215820X22f52341aa, KEY_INVALID",
    // x of 31 and 33 bytes, y of 31 bytes, y as a number
    "a40102203a0001000121581f09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35022f5,"
        + " KEY_INVALID",
    "a40102203a0001000121582100X22f5, KEY_INVALID",
    "a40102203a00010001215820X2241aa, KEY_INVALID",
    "a40102203a00010001215820X2201, WRONG_SHAPE",
    // kty as text, crv as text
    "a401624543203a00010001215820X22f5, WRONG_SHAPE",
    "a4010220635350322" + "15820X22f5, WRONG_SHAPE",
    // not a map, and nothing at all
    "80, WRONG_SHAPE",
    "'', TEXT_TRUNCATED",
    // a label twice
    "a50102203a00010001215820X22f522f5, BAD_ENCODING",
    // Ed25519 with y
    "a4010120062158203d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c22f5,"
        + " KEY_INVALID",
  })
  void otherKeys_areRefusedInEitherReading(String hex, Reason reason) {
    assertRefused(hex.replace(" ", ""), Rules.DETERMINISTIC, reason);
    assertRefused(hex.replace(" ", ""), Rules.WELL_FORMED, reason);
  }

  @Test
  void labelsOutOfOrder_areRefusedOnlyWhereEncodingIsDeterministic() throws Rejection {
    String unordered = "a4203a000100010102215820X22f5";
    assertThat(read(unordered, Rules.WELL_FORMED)).isEqualTo(SM2);
    assertRefused(unordered, Rules.DETERMINISTIC, Reason.BAD_ENCODING);
  }

  @Test
  void xThatIsOnNoPoint_isRefused() {
    String x = "0000000000000000000000000000000000000000000000000000000000000005";
    String hex = "a40102203a00010001215820" + x + "22f5";
    String p = "fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff";
    assertRefused(hex, Rules.DETERMINISTIC, Reason.KEY_INVALID);
    assertRefused(hex.replace(x, p), Rules.DETERMINISTIC, Reason.KEY_INVALID);
    String edwards = "a301012006215820" + "01" + "00".repeat(31); // of order 1
    assertRefused(edwards, Rules.DETERMINISTIC, Reason.KEY_INVALID);
  }

  private static void assertRefused(String hex, Rules rules, Reason reason) {
    assertThatExceptionOfType(Rejection.class)
        .as("%s, %s", hex, rules)
        .isThrownBy(() -> read(hex, rules))
        .satisfies(rejection -> assertThat(rejection.reason()).isEqualTo(reason));
  }
}
