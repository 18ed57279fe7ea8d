package org.youdai.internal.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;

final class Base45Test {
  /** The examples of RFC 9285 §4.3 and §4.4. */
  @ParameterizedTest
  @CsvSource({"AB, BB8", "Hello!!, %69 VD92EX0", "base-45, UJCLQE7W581", "ietf!, QED8WEX0"})
  void examplesOfTheRfc_goBothWays(String plain, String encoded) throws Rejection {
    byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);
    assertThat(Base45.encode(bytes)).isEqualTo(encoded);
    assertThat(Base45.decode(encoded, 0)).isEqualTo(bytes);
  }

  @Test
  void anyBytes_comeBack() throws Rejection {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertThat(Base45.decode("XX" + Base45.encode(bytes), 2))
          .as("seed 3, %d", i)
          .isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'GGW', BAD_ENCODING", // 65536: one more than two bytes hold (RFC 9285 §6)
    "':::', BAD_ENCODING",
    "'U5', ",
    "'V5', BAD_ENCODING", // 256 in two characters
    "'BB8A', TEXT_TRUNCATED",
    "'BB8a', BAD_CHARACTER",
    "'BBä', BAD_CHARACTER",
    "'b', BAD_CHARACTER"
  })
  void hostileText_isNamed(String text, Reason reason) throws Rejection {
    if (reason == null) {
      assertThat(Base45.decode(text, 0)).hasSize(1);
      return;
    }
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> Base45.decode(text, 0))
        .satisfies(rejection -> assertThat(rejection.reason()).isEqualTo(reason));
  }

  @Test
  void everyTextOfThreeCharacters_isRefusedOrTheOnlyOneForItsBytes() {
    String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    int accepted = 0;
    for (int i = 0; i < 45 * 45 * 45; i++) {
      String text =
          "" + alphabet.charAt(i % 45) + alphabet.charAt(i / 45 % 45) + alphabet.charAt(i / 2025);
      try {
        assertThat(Base45.encode(Base45.decode(text, 0))).isEqualTo(text);
        accepted++;
      } catch (Rejection rejection) {
        assertThat(rejection.reason()).isEqualTo(Reason.BAD_ENCODING);
      }
    }
    assertThat(accepted).isEqualTo(65_536);
  }
}
