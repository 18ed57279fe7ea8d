package org.youdai.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.authority.PolicyLibrary;

final class PolicyCommandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T03:30:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    out.reset();
    err.reset();
    Terminal terminal =
        Terminal.of(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            args);
    return new CommandLineTool(terminal, CLOCK).run(args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String write(String text) throws IOException {
    return Files.writeString(folder.resolve("policy.json"), text).toString();
  }

  private static String shandong() {
    return new String(PolicyLibrary.policy("shandong"), StandardCharsets.UTF_8);
  }

  @Test
  void check_tellsWhatAGoodPolicyLeavesOpen() throws IOException {
    assertThat(run("policy", "check", write(shandong()), "--lang", "en")).isZero();
    assertThat(out()).contains("good. Version 1", "11 rules", "metro (on unless said)");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"ageOver\": 70', '\"ageOver\": 71', 'rules[7].when.ageOver (line '",
    "'\"percent\": 50', '\"percent\": 101', 'rules[4].grant.percent (line '",
    "'\"venue\": [\"MEDICAL\"]', '\"venue\": [\"MEDICAL\"], \"colour\": 1', 'colour (line '",
    "'\"rules\": [', '\"rules\": ', 'not well-formed JSON'"
  })
  void check_namesLineAndFieldOfWhatIsWrong(String right, String wrong, String where)
      throws IOException {
    String policy = shandong();
    assertThat(policy).contains(right);
    assertThat(run("policy", "check", write(policy.replace(right, wrong)))).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(where);
  }

  @Test
  void check_warnsOfACalendarThatEnds() throws IOException {
    String beijing = new String(PolicyLibrary.policy("beijing"), StandardCharsets.UTF_8);
    String file = write(beijing.replaceAll("(?m)^.*\"2027.*\n", "").replace("26, 2027]", "26]"));
    assertThat(run("policy", "check", file, "--lang", "zh")).isNotZero(); // a comma is left over
    file =
        write(
            beijing
                .replaceAll("(?s),\\s*\\{\"from\": \"2027.*?\\]", "]")
                .replace("26, 2027]", "26]"));
    assertThat(run("policy", "check", file, "--lang", "zh")).isZero();
    assertThat(out()).contains("警告", "2027");
  }

  @Test
  void selfcheck_warnsOfTheCalendarAndFailsWhereItHasEnded() throws IOException {
    String beijing = new String(PolicyLibrary.policy("beijing"), StandardCharsets.UTF_8);
    String without2027 =
        beijing.replaceAll("(?s),\\s*\\{\"from\": \"2027.*?\\]", "]").replace("26, 2027]", "26]");
    String authority = folder.resolve("authority").toString();
    assertThat(run("authority", "init", authority, "--policy", write(without2027))).isZero();
    String lists = folder.resolve("authority/public").toString();
    assertThat(run("selfcheck", "--lists", lists, "--lang", "en")).isZero();
    assertThat(out())
        .contains("WARN  the policy's calendar has no holidays of 2027", "park, by gov");
    assertThat(run("selfcheck", "--lists", lists, "--at", "2027-01-02T00:00:00Z", "--lang", "en"))
        .isEqualTo(1);
    assertThat(out()).contains("FAIL  the policy's calendar has no holidays of 2027");
  }

  @Test
  void selfcheck_checksPromptsOfOnesOwn() throws IOException {
    Path file = folder.resolve("my.properties");
    Files.writeString(file, "admit.free.voice=您好，请上车\n");
    assertThat(run("selfcheck", "--prompts", file.toString(), "--lang", "zh")).isZero();
    Files.writeString(file, "admit.free.voice=老年卡\nassist.next=请走\n");
    assertThat(run("selfcheck", "--prompts", file.toString(), "--lang", "zh")).isEqualTo(1);
    assertThat(out()).contains("admit.free.voice：播报了年龄", "assist.next：没有说还可以怎么办");
    Files.write(file, new byte[] {(byte) 0xff});
    assertThat(run("selfcheck", "--prompts", file.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("UTF-8");
  }

  @Test
  void missingFile_isSaid() {
    assertThat(run("policy", "check", "nowhere.json")).isEqualTo(1);
    assertThat(run("policy", "matrix", "--policy", "atlantis")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("shandong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void explain_printsRuleAndBasisInBothLanguages(String language) {
    int code =
        run("policy", "explain", "--venue", "private-park", "--age", "66", "--lang", language);
    assertThat(code).isZero();
    assertThat(
            out()
                .lines()
                .filter(
                    l ->
                        l.contains("park-private-60, 鲁政字〔2020〕240号 二(五)")
                            || l.contains("park-private-60，鲁政字〔2020〕240号 二(五)")))
        .hasSize(2);
    assertThat(out()).contains("park-private-70");
  }

  @Test
  void explain_takesOptionsAndPlaces() {
    assertThat(run("policy", "explain", "--venue", "tourist-line", "--age", "60", "--lang", "en"))
        .isZero();
    assertThat(out()).contains("transit-tourist: no, not switched on", "ordinary fare");
    assertThat(
            run(
                "policy",
                "explain",
                "--venue",
                "tourist-line",
                "--age",
                "60",
                "--option",
                "tourist-lines=true"))
        .isZero();
    assertThat(out()).contains("transit-tourist");
    assertThat(run("policy", "explain", "--venue", "bus", "--age", "60", "--option", "x=true"))
        .isEqualTo(1);
    assertThat(
            run(
                "policy",
                "explain",
                "--venue",
                "park",
                "--age",
                "60",
                "--policy",
                "beijing",
                "--at",
                "2026-10-01T04:00:00Z",
                "--lang",
                "en"))
        .isZero();
    assertThat(out()).contains("a holiday, or not one", "ordinary fare");
  }

  @Test
  void matrix_hasEveryVenueAndEveryAge() {
    assertThat(run("policy", "matrix", "--lang", "en")).isZero();
    assertThat(out()).contains("60–64", "100+");
    for (Venue venue : Venue.values()) {
      assertThat(out()).contains("| " + venue.label() + " ");
    }
  }

  /** The page in the documents is the one that the command writes. */
  @Test
  void matrixOfShandong_isTheOneInTheDocuments() throws IOException {
    Path page = Path.of(System.getProperty("basedir", ""), "..", "docs", "shandong-matrix.html");
    Path written = folder.resolve("matrix.html");
    assertThat(
            run("policy", "matrix", "--at", "2026-01-01T04:00:00Z", "--html", written.toString()))
        .isZero();
    if (Boolean.getBoolean("docs.update")) {
      Files.copy(written, page, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(page).as("rewrite it with -Ddocs.update=true").hasSameTextualContentAs(written);
    assertThat(Files.readString(written))
        .doesNotContain("{0}", "??")
        .contains("鲁政字〔2020〕240号 二(七)");
  }
}
