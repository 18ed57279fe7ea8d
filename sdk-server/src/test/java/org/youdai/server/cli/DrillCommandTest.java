package org.youdai.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.gate.Scenario;
import org.youdai.scan.QrScanner;
import org.youdai.server.picture.Pictures;

final class DrillCommandTest {
  @TempDir private Path folder;

  /** Runs with {@code typed} on the standard input, as a scanner types. */
  private static Ran run(String typed, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        Terminal.of(
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            args);
    int code = new CommandLineTool(terminal, Clock.systemUTC()).run(args);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void allScenarios_comeOutAsExpectedInBothLanguages(String language) {
    Ran ran = Ran.now("drill", "--auto", "--lang", language);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("✓", "YD-302", "YD-303", "YD-401").doesNotContain("✗");
    assertThat(ran.out().lines().filter(line -> line.startsWith("[")))
        .hasSize(9 + 7 + 5 + 6)
        .allMatch(line -> line.matches(".*\\p{IsHan}.*") == language.equals("zh"));
  }

  @ParameterizedTest
  @EnumSource
  void oneScenario_isPlayedAlone(Scenario scenario) {
    Ran ran = Ran.now("drill", scenario.label(), "--auto", "--lang", "en");
    assertThat(ran.code()).isZero();
    assertThat(ran.out().lines().filter(line -> line.startsWith("DRILL:"))).hasSize(1);
  }

  @Test
  void pictures_holdTheCodesThatTheGateTakes() throws IOException {
    assertThat(run("", "drill", "outage", "--out", folder.toString(), "--lang", "en").code())
        .isZero();
    String code =
        new QrScanner()
            .scan(Pictures.read(folder.resolve("outage-1.png")).orElseThrow())
            .get(0)
            .reveal();
    Ran scanned = run(code + "\n", "drill", "outage", "--lang", "en");
    assertThat(scanned.code()).isZero();
    assertThat(scanned.out()).contains("scan the code", "the passenger reads");
  }

  @Test
  void oldListsAndASuspectClock_areToldToStaff() {
    assertThat(Ran.now("drill", "outage", "--auto", "--lang", "en").out())
        .contains("lists have expired, within what is tolerated")
        .doesNotContain("staff are warned");
    Ran clock = Ran.now("drill", "clock-error", "--auto", "--lang", "en");
    assertThat(clock.out().lines().filter(line -> line.contains("staff are warned"))).hasSize(4);
  }

  @Test
  void anotherCodeThanTheOneToShow_isToldAndEndsWith1() {
    Ran ran = run("https://www.example.com/\nYD1:\n", "drill", "outage", "--lang", "en");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("✗ expected was: benefit applies, YD-001", "YD-203");
    assertThat(ran.out().lines().filter(line -> line.contains("✗"))).hasSize(2);
  }

  @Test
  void unknownScenario_isTold() {
    Ran ran = Ran.now("drill", "fire", "--lang", "en");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("no scenario fire", "key-rotation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void help_namesEveryScenario(String language) {
    Ran ran = Ran.now("drill", "--help", "--lang", language);
    for (Scenario scenario : Scenario.values()) {
      assertThat(ran.out()).contains(scenario.label());
    }
  }
}
