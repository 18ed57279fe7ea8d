package org.youdai.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.TestAuthority;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

final class KeyFormatTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Set<KeyFormat> NOT_FOR_EDWARDS =
      Set.of(KeyFormat.POINT, KeyFormat.COORDINATES);

  /** The key of GB/T 32918.5. */
  private static final String X =
      "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020";

  private static final String Y =
      "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";

  private static final VerifyingKey SM2 =
      VerifyingKey.of(SignatureAlgorithm.SM2, HEX.parseHex("04" + X + Y));

  private static VerifyingKey key(SignatureAlgorithm algorithm, long seed) {
    return SigningKey.generate(algorithm, TestAuthority.random(seed)).verifyingKey();
  }

  private static boolean exists(KeyFormat format, SignatureAlgorithm algorithm) {
    return algorithm != SignatureAlgorithm.ED25519 || !NOT_FOR_EDWARDS.contains(format);
  }

  static Stream<Arguments> formsOfAlgorithms() {
    return Stream.of(KeyFormat.values())
        .flatMap(
            format ->
                Stream.of(SignatureAlgorithm.values())
                    .filter(algorithm -> exists(format, algorithm))
                    .map(algorithm -> Arguments.of(format, algorithm)));
  }

  @ParameterizedTest
  @MethodSource("formsOfAlgorithms")
  void writtenKey_readsAsItself(KeyFormat format, SignatureAlgorithm algorithm) {
    for (long seed = 0; seed < 8; seed++) { // y even and odd
      VerifyingKey key = key(algorithm, seed);
      byte[] written = format.write(key);
      assertThat(format.read(algorithm, written)).as("seed %d", seed).isEqualTo(key);
      assertThat(format.write(format.read(algorithm, written))).isEqualTo(written);
    }
  }

  @ParameterizedTest
  @MethodSource("formsOfAlgorithms")
  void keyOfAnotherAlgorithm_isRefused(KeyFormat format, SignatureAlgorithm algorithm) {
    byte[] written = format.write(key(algorithm, 1));
    for (SignatureAlgorithm other : SignatureAlgorithm.values()) {
      // Half of all compressed points are points of the other curve as well.
      boolean says = format != KeyFormat.COMPRESSED_POINT || length(other) != length(algorithm);
      if (other != algorithm && says) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> format.read(other, written))
            .withMessageStartingWith(format + ": ");
      }
    }
  }

  private static int length(SignatureAlgorithm algorithm) {
    return algorithm == SignatureAlgorithm.ED25519 ? 32 : 33;
  }

  @ParameterizedTest
  @MethodSource("formsOfAlgorithms")
  void cutOrLengthenedKey_isRefused(KeyFormat format, SignatureAlgorithm algorithm) {
    byte[] written = format.write(key(algorithm, 1));
    for (int length = 0; length < written.length; length++) {
      byte[] cut = Arrays.copyOf(written, length);
      if (format == KeyFormat.SPKI_PEM && length == written.length - 1) {
        continue; // the last line end is not part of the block
      }
      assertThatIllegalArgumentException()
          .as("%d bytes", length)
          .isThrownBy(() -> format.read(algorithm, cut));
    }
    byte[] longer = Arrays.copyOf(written, written.length + 1);
    longer[written.length] = '0';
    assertThatIllegalArgumentException().isThrownBy(() -> format.read(algorithm, longer));
  }

  /** All but PEM, where a bit may turn one white space into another. */
  static Stream<Arguments> formsWithoutWhiteSpace() {
    return formsOfAlgorithms().filter(one -> one.get()[0] != KeyFormat.SPKI_PEM);
  }

  @ParameterizedTest
  @MethodSource("formsWithoutWhiteSpace")
  void flippedBit_neverGivesTheSameKeyAndNeverAnythingButARefusal(
      KeyFormat format, SignatureAlgorithm algorithm) {
    VerifyingKey key = key(algorithm, 1);
    byte[] written = format.write(key);
    List<Integer> same = new ArrayList<>();
    for (int bit = 0; bit < 8 * written.length; bit++) {
      byte[] flipped = written.clone();
      flipped[bit / 8] ^= (byte) (0x80 >>> (bit % 8));
      try {
        if (format.read(algorithm, flipped).equals(key)) {
          same.add(bit);
        }
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageMatching("(?s).+");
      }
    }
    assertThat(same).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = SignatureAlgorithm.class,
      names = {"SM2", "ES256"})
  void compressedKey_isWrittenInEveryForm(SignatureAlgorithm algorithm) {
    VerifyingKey key = key(algorithm, 2);
    byte[] compressed = KeyFormat.COMPRESSED_POINT.write(key);
    VerifyingKey sameKey = VerifyingKey.of(algorithm, compressed);
    assertThat(sameKey).isNotEqualTo(key);
    for (KeyFormat format : KeyFormat.values()) {
      assertThat(format.write(sameKey)).as(format.name()).isEqualTo(format.write(key));
    }
  }

  @ParameterizedTest
  @EnumSource(KeyFormat.class)
  void pointOffTheCurve_isNotWritten(KeyFormat format) {
    VerifyingKey off = VerifyingKey.of(SignatureAlgorithm.ES256, SM2.encoded());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> format.write(off))
        .withMessageContaining("not a point on the curve");
  }

  @Test
  void knownKey_hasItsKnownForms() {
    String spki = "3059301306072a8648ce3d020106082a811ccf5501822d034200";
    assertThat(KeyFormat.SPKI_DER.write(SM2)).isEqualTo(HEX.parseHex(spki + "04" + X + Y));
    assertThat(KeyFormat.POINT.write(SM2)).isEqualTo(HEX.parseHex("04" + X + Y));
    assertThat(KeyFormat.COORDINATES.write(SM2)).isEqualTo(HEX.parseHex(X + Y));
    assertThat(KeyFormat.COMPRESSED_POINT.write(SM2)).isEqualTo(HEX.parseHex("03" + X));
    String start = "a40102203a00010001215820" + X;
    assertThat(KeyFormat.COSE_KEY.write(SM2)).isEqualTo(HEX.parseHex(start + "225820" + Y));
    assertThat(KeyFormat.COSE_KEY_COMPRESSED.write(SM2)).isEqualTo(HEX.parseHex(start + "22f5"));
    assertThat(new String(KeyFormat.JWK.write(SM2), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"kty\":\"EC\",\"crv\":\"SM2-P-256\","
                + "\"x\":\"CfnfMR5UIaFQ3X0WHkvFxnIXn60YM_wHa7CP81bzUCA\","
                + "\"y\":\"zOpJDOJndaUtxupxjMGqYArtBfvzXghKZjL2By2prRM\"}");
    assertThat(new String(KeyFormat.SPKI_PEM.write(SM2), StandardCharsets.US_ASCII))
        .startsWith("-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAECfnf")
        .endsWith("\n-----END PUBLIC KEY-----\n");
  }

  @Test
  void edwardsKey_hasItsKnownForms() {
    String pk = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"; // RFC 8032 §7.1
    VerifyingKey key = VerifyingKey.of(SignatureAlgorithm.ED25519, HEX.parseHex(pk));
    assertThat(KeyFormat.SPKI_DER.write(key))
        .isEqualTo(HEX.parseHex("302a300506032b6570032100" + pk));
    assertThat(KeyFormat.COSE_KEY.write(key)).isEqualTo(HEX.parseHex("a3010120062158" + "20" + pk));
    assertThat(KeyFormat.COSE_KEY_COMPRESSED.write(key)).isEqualTo(KeyFormat.COSE_KEY.write(key));
    assertThat(KeyFormat.COMPRESSED_POINT.write(key)).isEqualTo(HEX.parseHex(pk));
    assertThatIllegalArgumentException().isThrownBy(() -> KeyFormat.POINT.write(key));
    assertThatIllegalArgumentException().isThrownBy(() -> KeyFormat.COORDINATES.write(key));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFormat.COORDINATES.read(SignatureAlgorithm.ED25519, new byte[64]));
  }

  @Test
  void compressedSpki_isRead() {
    byte[] der = HEX.parseHex("3039301306072a8648ce3d020106082a811ccf5501822d03220003" + X);
    assertThat(KeyFormat.SPKI_DER.read(SignatureAlgorithm.SM2, der)).isEqualTo(SM2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // an indefinite length
        "3080301306072a8648ce3d020106082a811ccf5501822d034200PP0000",
        // a length in two bytes
        "308159301306072a8648ce3d020106082a811ccf5501822d034200PP",
        // unused bits in the bit string
        "3059301306072a8648ce3d020106082a811ccf5501822d034201PP",
        // SM2's curve as the algorithm itself
        "3050300a06082a811ccf5501822d034200PP",
        // no parameters
        "304e300906072a8648ce3d0201034200PP",
        // NULL for the curve
        "3050300b06072a8648ce3d02010500034200PP",
        // secp256k1
        "3056301006072a8648ce3d020106052b8104000a034200PP",
        // an OCTET STRING for the key
        "3059301306072a8648ce3d020106082a811ccf5501822d044200PP",
        // something behind the key
        "305b301306072a8648ce3d020106082a811ccf5501822d034200PP0500",
      })
  void otherSpki_isRefused(String hex) {
    byte[] der = HEX.parseHex(hex.replace("PP", "04" + X + Y));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFormat.SPKI_DER.read(SignatureAlgorithm.SM2, der))
        .withMessageStartingWith("SPKI_DER: ");
  }

  @Test
  void edwardsSpkiWithParameters_isRefused() {
    byte[] key = key(SignatureAlgorithm.ED25519, 3).encoded();
    byte[] der = HEX.parseHex("302c300706032b65700500032100" + HEX.formatHex(key));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFormat.SPKI_DER.read(SignatureAlgorithm.ED25519, der));
  }

  private static VerifyingKey pem(String text) {
    return KeyFormat.SPKI_PEM.read(
        SignatureAlgorithm.SM2, text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void pemWithOtherLineEnds_isRead() {
    String pem = new String(KeyFormat.SPKI_PEM.write(SM2), StandardCharsets.US_ASCII);
    assertThat(pem(pem.replace("\n", "\r\n"))).isEqualTo(SM2);
    assertThat(pem("\n\n" + pem + "\n\n")).isEqualTo(SM2);
    assertThat(pem(pem.trim())).isEqualTo(SM2);
  }

  @Test
  void pemWithAnythingElse_isRefused() {
    String pem = new String(KeyFormat.SPKI_PEM.write(SM2), StandardCharsets.US_ASCII);
    List<String> wrong =
        List.of(
            pem + pem,
            "a key:\n" + pem,
            pem + "end\n",
            pem.replace("PUBLIC", "EC PUBLIC"),
            pem.replace("-----BEGIN PUBLIC KEY-----\n", "-----BEGIN PUBLIC KEY-----\nA: b\n\n"),
            pem.replace("==", "="),
            pem.replace("==", ""),
            pem.replace("=\n", "=\u00e4\n"),
            "-----BEGIN PUBLIC KEY-----END PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----");
    for (String text : wrong) {
      assertThat(text).isNotEqualTo(pem);
      assertThatIllegalArgumentException()
          .as(text)
          .isThrownBy(() -> pem(text))
          .withMessageStartingWith("SPKI_PEM: ");
    }
  }

  private static VerifyingKey jwk(String more) {
    String json = new String(KeyFormat.JWK.write(SM2), StandardCharsets.UTF_8);
    String longer = json.substring(0, json.length() - 1) + more + "}";
    return KeyFormat.JWK.read(SignatureAlgorithm.SM2, longer.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void jwkFromElsewhere_isReadWithItsOtherMembers() {
    assertThat(jwk(",\"kid\":\"1\",\"use\":\"sig\",\"alg\":\"SGD_SM3_SM2\"")).isEqualTo(SM2);
    assertThat(jwk(",\"x5c\":[\"MII\"],\"unknown\":{\"a\":1}")).isEqualTo(SM2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"d\":\"\"",
        ",\"use\":\"enc\"",
        ",\"use\":1",
        ",\"alg\":\"ES256\"",
        ",\"kty\":\"EC\"",
        "} {",
      })
  void jwkWithAMemberThatContradicts_isRefused(String more) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> jwk(more))
        .withMessageStartingWith("JWK: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CfnfMR5UIaFQ3X0WHkvFxnIXn60YM_wHa7CP81bzUCA=",
        "CfnfMR5UIaFQ3X0WHkvFxnIXn60YM_wHa7CP81bzUCB",
        "CfnfMR5UIaFQ3X0WHkvFxnIXn60YM/wHa7CP81bzUCA",
        "CfnfMR5UIaFQ3X0WHkvFxnIXn60YM_wHa7CP81bzUA",
        "AAn53zEeVCGhUN19Fh5LxcZyF5-tGDP8B2uwj_NW81Ag",
        "",
      })
  void jwkWithAnotherFormOfX_isRefused(String x) {
    byte[] json =
        new String(KeyFormat.JWK.write(SM2), StandardCharsets.UTF_8)
            .replace("CfnfMR5UIaFQ3X0WHkvFxnIXn60YM_wHa7CP81bzUCA", x)
            .getBytes(StandardCharsets.UTF_8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFormat.JWK.read(SignatureAlgorithm.SM2, json));
  }

  @Test
  void veryLongInput_isRefusedBeforeItIsParsed() {
    for (KeyFormat format : KeyFormat.values()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> format.read(SignatureAlgorithm.SM2, new byte[KeyFormat.LONGEST + 1]))
          .withMessageContaining("longer than");
    }
  }
}
