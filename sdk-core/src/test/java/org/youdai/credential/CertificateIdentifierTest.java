package org.youdai.credential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CertificateIdentifierTest {
  private static final String ONE =
      "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U";
  private static final String OTHER = "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9";

  private static CertificateIdentifier parse(String text) {
    return CertificateIdentifier.parse(text).orElseThrow();
  }

  @Test
  void publishedExample_hasItsParts() {
    CertificateIdentifier identifier = parse(ONE);
    assertThat(identifier.type()).isEqualTo("11100000000013338W011");
    assertThat(identifier.issuer()).isEqualTo("11430000006122244L");
    assertThat(identifier.serial()).isEqualTo("20230000403");
    assertThat(identifier.version()).isEqualTo("001");
    assertThat(identifier.checkCharacter()).isEqualTo('U');
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE, OTHER})
  void checkCharacterOfThePublishedExample_isRight(String text) {
    assertThat(parse(text).isCheckCharacterRight()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE, OTHER})
  void anyOtherCheckCharacter_isWrongAndReadAllTheSame(String text) {
    String start = text.substring(0, text.length() - 1);
    for (char check : "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".toCharArray()) {
      assertThat(parse(start + check).isCheckCharacterRight())
          .as("check %s", check)
          .isEqualTo(text.equals(start + check));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE, OTHER})
  void anyOtherCharacter_isCaughtByTheCheckCharacter(String text) {
    for (int at = CertificateIdentifier.PREFIX.length(); at < text.length() - 2; at++) {
      for (char wrong : "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".toCharArray()) {
        if (text.charAt(at) != '.' && text.charAt(at) != wrong) {
          String changed = text.substring(0, at) + wrong + text.substring(at + 1);
          assertThat(parse(changed).isCheckCharacterRight()).as("%d, %s", at, wrong).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.156.3005.2",
        "1.2.156.3005.2.",
        "1.2.156.3005.2.A.B.C.001",
        "1.2.156.3005.2.A.B.C.001.U.",
        "1.2.156.3005.2.A.B.C.001.U.V",
        "1.2.156.3005.2.A..C.001.U",
        "1.2.156.3005.2.A.B.C.01.U",
        "1.2.156.3005.2.A.B.C.0001.U",
        "1.2.156.3005.2.A.B.C.001.UV",
        "1.2.156.3005.2.A.B.C.001.",
        "1.2.156.3005.2.a.B.C.001.U",
        "1.2.156.3005.2.A.B.C .001.U",
        "1.2.156.3005.2.A.B.Ｃ.001.U",
        "1.2.156.3005.3.A.B.C.001.U",
        " 1.2.156.3005.2.A.B.C.001.U"
      })
  void anythingElse_isNoIdentifier(String text) {
    assertThat(CertificateIdentifier.parse(text)).isEmpty();
  }

  @Test
  void text_doesNotShowTheSerial() {
    assertThat(parse(ONE))
        .hasToString(
            "CertificateIdentifier["
                + "1.2.156.3005.2.11100000000013338W011.11430000006122244L.***.001.*]");
  }

  @Test
  void sameText_isTheSameIdentifier() {
    assertThat(parse(ONE)).isEqualTo(parse(ONE)).hasSameHashCodeAs(parse(ONE));
    assertThat(parse(ONE)).isNotEqualTo(parse(ONE.replace(".U", ".V")));
    assertThat(parse(ONE)).isNotEqualTo(parse(OTHER));
  }
}
