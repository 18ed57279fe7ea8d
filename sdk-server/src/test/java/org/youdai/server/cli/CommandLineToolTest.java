package org.youdai.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineToolTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    out.reset();
    err.reset();
    Terminal terminal =
        Terminal.of(
            new ByteArrayInputStream(
                "https://example.com/\n\nYD1:\n".getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            args);
    return new CommandLineTool(terminal, Clock.systemUTC()).run(args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void demo_decidesEveryPictureAsExpected(String language) {
    int code = run("demo", "--out", path("demo"), "--rounds", "2", "--lang", language);
    assertThat(err()).isEmpty();
    assertThat(code).isZero();
    assertThat(out()).contains("15").doesNotContain("✗").contains("YD-701").contains("YD-404");
    assertThat(out().lines().filter(line -> line.contains("✓"))).hasSize(15);
    assertThat(folder.resolve("demo/authority/authority.json")).doesNotExist();
    assertThat(folder.resolve("demo/authority/public/trust.json")).exists();
    assertThat(folder.resolve("demo/15-two-codes.png")).exists();
  }

  @Test
  void certificate_isIssuedVerifiedRevokedAndPublished() throws IOException {
    String sandbox = path("sandbox");
    String lists = path("sandbox/public");
    String card = path("card.png");
    assertThat(run("authority", "init", sandbox)).isZero();
    assertThat(run("authority", "init", sandbox)).isEqualTo(1);
    assertThat(run("authority", "issue", sandbox, "--age-over", "65", "--out", card)).isZero();
    assertThat(run("verify", card, "--lists", lists, "--venue", "private-park", "--lang=zh"))
        .isZero();
    assertThat(out()).contains("按原价的 50% 支付").contains("240号");
    assertThat(run("verify", card, "--lists", lists, "--venue", "tourist-line")).isEqualTo(10);
    assertThat(run("verify", card, "--lists", lists, "--at", "2031-01-01T00:00:00Z")).isEqualTo(11);
    assertThat(out()).contains("YD-602");
    assertThat(run("inspect", card)).isZero();
    assertThat(out()).contains("ageOver: 65").contains("SM2");
    assertThat(run("authority", "revoke", sandbox, card)).isZero();
    assertThat(run("verify", card, "--lists", lists)).isZero();
    assertThat(run("authority", "publish", sandbox)).isZero();
    assertThat(run("verify", card, "--lists", lists)).isEqualTo(12);
    assertThat(out()).contains("YD-701");
    assertThat(run("selfcheck", "--lists", lists)).isZero();
    Files.copy(folder.resolve("sandbox/public/root.json"), folder.resolve("pinned.json"));
    assertThat(run("authority", "rotate-root", sandbox)).isZero();
    assertThat(run("authority", "publish", sandbox)).isZero();
    assertThat(run("selfcheck", "--lists", lists, "--root", path("pinned.json"))).isZero();
    Files.write(folder.resolve("sandbox/public/trust.json"), new byte[] {'{'});
    assertThat(run("verify", card, "--lists", lists)).isEqualTo(12);
    assertThat(out()).contains("YD-301");
    assertThat(err()).contains("YD-903").contains("trust.json");
    assertThat(run("selfcheck", "--lists", lists)).isEqualTo(1);
    assertThat(out()).contains("FAIL");
  }

  @Test
  void certificateRevokedNow_isKilledUntilItIsReinstated() {
    String sandbox = path("sandbox");
    String lists = path("sandbox/public");
    String card = path("card.png");
    run("authority", "init", sandbox);
    run("authority", "issue", sandbox, "--age-over", "65", "--out", card);
    assertThat(run("authority", "revoke", sandbox, card, "--now")).isZero();
    assertThat(run("authority", "publish", sandbox)).isZero();
    assertThat(run("verify", card, "--lists", lists)).isEqualTo(12);
    assertThat(out()).contains("YD-703");
    assertThat(run("authority", "reinstate", sandbox, card)).isZero();
    assertThat(run("authority", "publish", sandbox)).isZero();
    assertThat(run("verify", card, "--lists", lists)).isZero();
    assertThat(run("authority", "reinstate", sandbox, "https://example.com/")).isEqualTo(1);
    assertThat(err()).contains("YD-201");
  }

  @Test
  void renewedKey_keepsOldCertificatesUnlessTheOldKeyIsRevoked() {
    String sandbox = path("sandbox");
    String lists = path("sandbox/public");
    String card = path("card.png");
    run("authority", "init", sandbox);
    run("authority", "issue", sandbox, "--age-over", "65", "--out", card);
    assertThat(run("authority", "renew-key", sandbox, "--city", "370100")).isZero();
    assertThat(run("authority", "publish", sandbox)).isZero();
    assertThat(run("verify", card, "--lists", lists)).isZero();
    run("authority", "issue", sandbox, "--age-over", "65", "--out", path("new.png"));
    assertThat(run("authority", "renew-key", sandbox, "--city", "370100", "--revoke-old")).isZero();
    assertThat(run("authority", "publish", sandbox)).isZero();
    assertThat(run("verify", path("new.png"), "--lists", lists)).isEqualTo(12);
    assertThat(out()).contains("YD-403");
    assertThat(run("authority", "renew-key", sandbox, "--city", "110000")).isEqualTo(1);
  }

  /**
   * What leads to the newest version, or to one that a delta starts from, is all that gates use.
   */
  @Test
  void deltasThatLeadNowhere_areRemovedWithThePublication() throws IOException {
    String sandbox = path("sandbox");
    run("authority", "init", sandbox);
    run("authority", "issue", sandbox, "--age-over", "65", "--out", path("card.png"));
    for (int i = 0; i < 2; i++) {
      run("authority", i == 0 ? "revoke" : "reinstate", sandbox, path("card.png"));
      run("authority", "publish", sandbox);
    }
    Path deltas = folder.resolve("sandbox/public/deltas");
    for (String stray : new String[] {"900-901.ydd", "1-3.ydd.tmp", "notes.txt"}) {
      Files.write(deltas.resolve(stray), new byte[] {1});
    }
    assertThat(run("authority", "publish", sandbox)).isZero();
    try (Stream<Path> files = Files.list(deltas)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("1-2.ydd", "1-3.ydd", "2-3.ydd", "notes.txt");
    }
  }

  @Test
  void publicationThatNoGateWouldTake_isNotWritten() throws IOException {
    String sandbox = path("sandbox");
    run("authority", "init", sandbox);
    byte[] before = Files.readAllBytes(folder.resolve("sandbox/public/manifest.json"));
    for (int keys = 1; keys < 33; keys++) {
      assertThat(run("authority", "renew-key", sandbox, "--city", "370100")).isZero();
    }
    assertThat(run("authority", "publish", sandbox)).isEqualTo(1);
    assertThat(err()).contains("no gate would take it").contains("YD-903");
    assertThat(Files.readAllBytes(folder.resolve("sandbox/public/manifest.json")))
        .isEqualTo(before);
  }

  @Test
  void textOrLines_areDecidedToo() {
    assertThat(run("verify", "https://example.com/a.png", "--lists", path("none"))).isEqualTo(11);
    assertThat(out()).contains("YD-201");
    assertThat(err()).contains("authority init");
    assertThat(run("verify", "-", "--lists", path("none"))).isEqualTo(11);
    assertThat(out()).contains("YD-201").contains("YD-203");
  }

  @Test
  void listsThatAreMissing_admitNobody() {
    run("authority", "init", path("s"));
    run("authority", "issue", path("s"), "--age-over", "60", "--out", path("c.png"));
    assertThat(run("verify", path("c.png"), "--lists", path("nowhere"))).isEqualTo(12);
    assertThat(out()).contains("YD-301");
  }

  @Test
  void wrongInput_isExplainedInBothLanguages() throws IOException {
    Files.writeString(folder.resolve("torn.png"), "not a picture");
    for (String language : new String[] {"zh", "en"}) {
      for (String[] wrong :
          new String[][] {
            {"verify", path("missing.png")},
            {"verify", path("torn.png")},
            {"verify", folder.toString()},
            {"verify", "x", "--venue", "zoo"},
            {"verify", "x", "--root", path("no-root.json")},
            {"authority", "issue", path("empty"), "--age-over", "60", "--out", path("c.png")},
            {"authority", "issue", path("e"), "--age-over", "60", "--out", path("no/c.png")},
            {"authority", "publish", path("empty")}
          }) {
        String[] args = java.util.Arrays.copyOf(wrong, wrong.length + 2);
        args[wrong.length] = "--lang";
        args[wrong.length + 1] = language;
        assertThat(run(args)).as(String.join(" ", args)).isEqualTo(1);
        assertThat(err()).startsWith(language.equals("zh") ? "错误：" : "Error: ");
        assertThat(err()).doesNotContain("\tat ");
      }
    }
  }

  @Test
  void conformance_namesMismatchesAndNeedsCases() throws IOException {
    Files.writeString(
        folder.resolve("good.json"),
        """
        {"lists":[{"bits":1,"size":16,"nonzero":{"0":1,"3":1,"4":1,"5":1,"7":1,"8":1,"9":1,"13":1,
        "15":1},"json":{"bits":1,"lst":"eNrbuRgAAhcBXQ"}}]}
        """);
    assertThat(run("conformance", path("good.json"))).isZero();
    assertThat(out()).endsWith("2 passed, 0 failed, 0 skipped\n");
    Files.writeString(
        folder.resolve("wrong.json"),
        "{\"lists\":[{\"bits\":1,\"nonzero\":{},\"json\":{\"bits\":1,\"lst\":\"eNrbuRgAAhcBXQ\"}}]}");
    assertThat(run("conformance", folder.toString())).isEqualTo(1);
    assertThat(out()).contains("MISMATCH wrong.json#1-bit-json-entries: entry 0 is 1, not 0");
    Files.writeString(folder.resolve("other.json"), "{\"a\":1}");
    assertThat(run("conformance", path("other.json"))).isEqualTo(1);
    assertThat(out()).contains("0 passed, 0 failed, 1 skipped");
    assertThat(run("conformance", path("nowhere"))).isEqualTo(1);
  }

  /** Everything that others have published and that lies beside the project. */
  @Test
  void outsideVectors_allComeOutAsTheyShould() {
    Path vectors = Path.of("../../shared/vectors");
    Assumptions.assumeTrue(Files.isDirectory(vectors), "no outside vectors beside the project");
    assertThat(run("conformance", vectors.toString())).as(out()).isZero();
    assertThat(out()).contains(" 0 failed").doesNotContain("MISMATCH");
  }

  @Test
  void usageErrors_haveTheirOwnCode() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("verify")).isEqualTo(2);
    assertThat(run("bogus")).isEqualTo(2);
    assertThat(run("--help")).isZero();
    assertThat(out()).contains("demo").contains("verify").contains("selfcheck");
    assertThat(run("verify", "--help", "--lang", "zh")).isZero();
    assertThat(out()).contains("退出码");
    assertThat(run("selfcheck", "--lang", "fr")).isEqualTo(1);
  }

  @Test
  void damagedAuthority_isNamedAndLeftAlone() throws IOException {
    String sandbox = path("sandbox");
    run("authority", "init", sandbox);
    Path state = folder.resolve("sandbox/authority.json");
    Files.write(state, java.util.Arrays.copyOf(Files.readAllBytes(state), 500));
    assertThat(run("authority", "publish", sandbox)).isEqualTo(1);
    assertThat(err()).contains("authority.json is damaged");
    assertThat(Files.size(state)).isEqualTo(500);
  }

  @Test
  void folderInUse_isLeftToTheOtherProgram() throws IOException {
    Path sandbox = Files.createDirectory(folder.resolve("sandbox"));
    try (FileChannel lock =
        FileChannel.open(
            sandbox.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(lock.tryLock()).isNotNull();
      assertThat(run("authority", "init", sandbox.toString())).isEqualTo(1);
      assertThat(err()).contains("Another program is using");
    }
    assertThat(run("authority", "init", sandbox.toString())).isZero();
  }

  @Test
  void bothLanguages_haveTheSameTexts() {
    String name = "org.youdai.server.cli.messages";
    ResourceBundle.Control exact =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    assertThat(new TreeSet<>(ResourceBundle.getBundle(name, Locale.CHINESE, exact).keySet()))
        .isEqualTo(new TreeSet<>(ResourceBundle.getBundle(name, Locale.ENGLISH, exact).keySet()));
  }

  @Test
  void chinese_countsDoubleInTables() {
    assertThat(TextTable.width("ab中文")).isEqualTo(6);
    assertThat(TextTable.wrap("请走人工通道，也可", 10)).containsExactly("请走人工通", "道，也可");
    assertThat(TextTable.wrap("one two three", 8)).containsExactly("one two", "three");
    assertThat(TextTable.wrap("a\nb", 8)).containsExactly("a", "b");
    assertThat(TextTable.wrap("SIGNATURE_INVALID", 8)).allMatch(line -> line.length() <= 8);
    TextTable table = new TextTable(4);
    table.row(java.util.List.of("中文字符ABCDEFGH"));
    assertThat(table.toString().lines()).allMatch(line -> TextTable.width(line) == 8);
  }
}
