package org.youdai.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DigestTest {
  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** GB/T 32905 appendix A.1. */
  @Test
  void sm3OfAbc_isTheStandardsExample() {
    assertThat(HexFormat.of().formatHex(Digest.of(Digest.Kind.SM3, ascii("abc")).bytes()))
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  }

  /** FIPS 180-4, the one-block example. */
  @Test
  void sha256OfAbc_isTheStandardsExample() {
    Digest digest = Digest.of(Digest.Kind.SHA256, ascii("abc"));
    assertThat(HexFormat.of().formatHex(digest.bytes()))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(digest).hasToString("sha256:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  }

  @ParameterizedTest
  @EnumSource(Digest.Kind.class)
  void parts_countAsOne(Digest.Kind kind) {
    Digest whole = Digest.of(kind, ascii("abc"));
    assertThat(Digest.of(kind, ascii("a"), new byte[0], ascii("bc"))).isEqualTo(whole);
    assertThat(Digest.of(kind, ascii("bc"), ascii("a"))).isNotEqualTo(whole);
  }

  @ParameterizedTest
  @EnumSource(Digest.Kind.class)
  void text_isReadBackAsTheSame(Digest.Kind kind) {
    Digest digest = Digest.of(kind, ascii("abc"));
    assertThat(Digest.parse(digest.toString())).isEqualTo(digest).hasSameHashCodeAs(digest);
    assertThat(Digest.parse(digest.toString()).kind()).isEqualTo(kind);
  }

  @Test
  void sameBytesOfAnotherKind_areAnotherDigest() {
    String hash = Digest.of(Digest.Kind.SM3, ascii("abc")).toString().substring("sm3:".length());
    assertThat(Digest.parse("sha256:" + hash)).isNotEqualTo(Digest.parse("sm3:" + hash));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sm3",
        "sm3:",
        "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0",
        "SM3:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0",
        "md5:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0",
        "sm3:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=",
        "sm3:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0",
        "sm3:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa1",
        "sm3:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa",
        "sm3:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0A",
        "sm3: ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"
      })
  void anyOtherText_isNoDigest(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Digest.parse(text));
  }

  @Test
  void bytes_areCopiedOut() {
    Digest digest = Digest.of(Digest.Kind.SM3, ascii("abc"));
    digest.bytes()[0] ^= 1;
    assertThat(digest).isEqualTo(Digest.of(Digest.Kind.SM3, ascii("abc")));
  }
}
