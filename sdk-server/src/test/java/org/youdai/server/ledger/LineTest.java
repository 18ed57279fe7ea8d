package org.youdai.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.decision.Outcome;
import org.youdai.policy.Benefit;

final class LineTest {
  private static final String GOOD =
      TestLedger.text(
          9,
          new UUID(1, 2),
          "decided",
          "park",
          Instant.parse("2026-11-22T04:00:00Z"),
          LocalDate.of(2026, 11, 22));

  private static Optional<Line> parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Line.parse(bytes, 0, bytes.length);
  }

  @Test
  void lineOfAJournal_isReadWhole() {
    assertThat(parse(GOOD))
        .hasValue(
            new Line(
                9,
                new UUID(1, 2),
                Line.Kind.DECIDED,
                Instant.parse("2026-11-22T04:00:00Z"),
                LocalDate.of(2026, 11, 22),
                "park",
                "1",
                Outcome.ADMIT,
                "YD-001",
                Optional.of(Benefit.Kind.PERCENT),
                50,
                "sd-park-60",
                3,
                4,
                "FRESH",
                "TRUSTED",
                "SHARED"));
    assertThat(parse(GOOD).orElseThrow().label()).isEqualTo("PERCENT-50");
  }

  @Test
  void memberOfALaterVersion_isLeftAlone() {
    assertThat(parse(GOOD.replace("\"seq\"", "\"later\":{\"id\":[1,{}]},\"seq\"")))
        .isEqualTo(parse(GOOD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"seq\":9|\"seq\":0",
        "\"seq\":9|\"seq\":-1",
        "\"seq\":9|\"seq\":\"9\"",
        "\"seq\":9|\"seq\":9.0",
        "\"seq\":9|\"seq\":99999999999999999999",
        "\"seq\":9|\"seq\":9,\"seq\":9",
        "\"decided\"|\"Decided\"",
        "\"decided\"|\"\"",
        "\"decided\"|null",
        "00000000-0000-0001|0-0-1",
        "2026-11-22T|2026-11-31T",
        "2026-11-22T|+12026-11-22T",
        "\"2026-11-22\"|\"+999999999-12-31\"",
        "\"2026-11-22\"|\"-0001-12-31\"",
        "\"park\"|\"\"",
        "\"park\"|\"a\\u0000\"",
        "\"park\"|\"\\ud800\"",
        "\"park\"|\"\\uffff\"",
        "ADMIT|ADMITTED",
        "PERCENT|HALF",
        "\"percent\":50|\"percent\":101",
        "\"percent\":50|\"percent\":-1",
        "\"percent\":50,|''",
        "\"trust\":3|\"trust\":-3",
        "\"reason\":\"YD-001\",|''",
        "\"gate\":\"1\"|\"gate\":{\"a\":1}",
      })
  void lineWithAWrongMember_isNone(String right, String wrong) {
    assertThat(GOOD).contains(right);
    assertThat(parse(GOOD.replace(right, wrong))).isEmpty();
  }

  @Test
  void textOf128Characters_isTheLongest() {
    assertThat(parse(GOOD.replace("\"park\"", '"' + "p".repeat(127) + '"'))).isPresent();
    assertThat(parse(GOOD.replace("\"park\"", '"' + "p".repeat(128) + '"'))).isPresent();
    assertThat(parse(GOOD.replace("\"park\"", '"' + "p".repeat(129) + '"'))).isEmpty();
  }

  @Test
  void lineOf4096Bytes_isTheLongest() {
    String padded = GOOD.substring(0, GOOD.length() - 1) + ",\"x\":\"\"}";
    String longest =
        padded.replace("\"x\":\"", "\"x\":\"" + "x".repeat(Line.LONGEST - padded.length()));
    assertThat(longest).hasSize(Line.LONGEST);
    assertThat(parse(longest)).isPresent();
    assertThat(parse(longest.replace("\"x\":\"", "\"x\":\"x"))).isEmpty();
  }

  @Test
  void everythingShorterOrWithMoreBehind_isNone() {
    List<String> taken = new ArrayList<>();
    for (int end = 0; end < GOOD.length(); end++) {
      if (parse(GOOD.substring(0, end)).isPresent()) {
        taken.add(GOOD.substring(0, end));
      }
    }
    assertThat(taken).isEmpty();
    assertThat(parse(GOOD + GOOD)).isEmpty();
    assertThat(parse("[" + GOOD + "]")).isEmpty();
  }

  @Test
  void hostileBytes_areReadOrRefusedAndNothingElse() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertThat(Line.parse(bytes, 0, bytes.length)).as("seed " + seed).isNotNull();
    }
  }
}
