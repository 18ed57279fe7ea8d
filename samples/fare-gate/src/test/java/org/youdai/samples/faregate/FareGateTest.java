package org.youdai.samples.faregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.journal.FolderJournal;
import org.youdai.scan.QrText;

/** The whole program, as it is started, with real files, sockets and signals. */
@Timeout(60)
final class FareGateTest {
  private static final Clock CLOCK = Clock.system(ZoneOffset.UTC);

  private static Demo sandbox;
  private static List<QrText> codes = List.of();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @BeforeAll
  static void makeSandbox() throws IOException {
    sandbox = Demo.make(CLOCK);
    codes = sandbox.round();
  }

  @AfterAll
  static void removeSandbox() throws IOException {
    sandbox.close();
  }

  private static List<String> gate(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--headless",
                "--cold",
                "--sandbox",
                "--lang",
                "en",
                "--lists",
                sandbox.lists().toString(),
                "--root",
                sandbox.root().toString()));
    args.addAll(Arrays.asList(more));
    return args;
  }

  private int run(String typed, List<String> args) {
    FareGate gate =
        new FareGate(
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            CLOCK,
            Words.of(Locale.ENGLISH));
    return gate.run(args.toArray(String[]::new));
  }

  private List<String> printed() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static Process start(List<String> args) throws IOException {
    return start(List.of(), args);
  }

  private static Process start(List<String> options, List<String> args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(FareGate.class.getName());
    command.addAll(args);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static String until(BufferedReader lines, String part) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(part)) {
        return line;
      }
    }
    return "the program ended before it printed " + part;
  }

  @Test
  void standardInput_isOnePassageALineAndItsEndEndsTheProgram() {
    String typed =
        String.join(
            "\r\n",
            codes.get(0).reveal(),
            "https://www.example.com/menu",
            codes.get(2).reveal(),
            codes.get(4).reveal(),
            codes.get(0).reveal()); // the scanner reads it once more: no line of its own
    assertThat(run(typed, gate())).isZero();
    assertThat(printed()).hasSize(6);
    assertThat(printed().get(0)).isEqualTo("The gate is ready: standard input. Ctrl+C ends it");
    assertThat(printed().get(1))
        .matches(
            "\\d\\d:\\d\\d:\\d\\d  ADMIT  YD-001  \u2026[0-9a-f]{8}  "
                + "Welcome \\| Free of charge, please go through");
    assertThat(printed().get(2)).isEqualTo("-- Handed on: other code (no certificate)");
    assertThat(printed().get(3)).contains("RETRY  YD-602");
    assertThat(printed().get(4)).contains("ASSIST  YD-701");
    assertThat(printed().get(5)).isEqualTo("Ended.");
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("YD1:", "example.com");
  }

  @Test
  void venueFileAndJournal_areGoneByAndWrittenAndSentOn() throws Exception {
    Path venue = folder.resolve("venue.json");
    Files.writeString(
        venue,
        "{\"id\":\"bus-7\",\"category\":\"TRANSIT\",\"ownership\":\"GOVERNMENT\","
            + "\"debounce\":\"PT0S\",\"whenInDoubt\":{\"usedRecently\":\"CHARGE\"}}");
    Path journal = folder.resolve("journal");
    List<String> sent = new CopyOnWriteArrayList<>();
    HttpServer intake =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    intake.createContext(
        "/journal",
        exchange -> {
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .forEach(sent::add);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    intake.start();
    try {
      String code = sandbox.round().get(0).reveal();
      List<String> args = gate("--venue", venue.toString(), "--journal", journal.toString());
      assertThat(run(code + "\n" + code + "\n", args)).isZero();
      assertThat(printed()).anyMatch(line -> line.contains("ADMIT  YD-001"));
      assertThat(printed()).anyMatch(line -> line.contains("CHARGE  YD-851"));
      assertThat(FolderJournal.verify(journal).lines()).isEqualTo(2);
      assertThat(FolderJournal.counts(journal).csv()).contains("bus-7");

      String address = "http://127.0.0.1:" + intake.getAddress().getPort() + "/journal";
      Process next =
          start(gate("--journal", journal.toString(), "--upload", address, "--listen", "0"));
      for (int i = 0; i < 300 && sent.size() < 2; i++) {
        Thread.sleep(100);
      }
      next.destroy();
      assertThat(next.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(sent).hasSize(2).allMatch(line -> line.contains("bus-7"));
      assertThat(sent.toString()).doesNotContain("YD1:");
    } finally {
      intake.stop(0);
    }
  }

  @Test
  void demonstration_showsAllFourOutcomesAndLeavesNothingBehind() throws Exception {
    List<String> demo = List.of("--demo", "--headless", "--lang", "zh");
    Process gate = start(List.of("-Djava.io.tmpdir=" + folder), demo);
    List<String> lines = gate.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(gate.waitFor()).isZero();
    assertThat(lines).anyMatch(line -> line.contains("ADMIT  YD-001"));
    assertThat(lines).anyMatch(line -> line.contains("CHARGE  YD-851"));
    assertThat(lines).anyMatch(line -> line.contains("RETRY  YD-602"));
    assertThat(lines).anyMatch(line -> line.contains("ASSIST  YD-701"));
    assertThat(lines).contains("-- 已转交：其他码（不是优待证）");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void folderAndPort_areReadAtOnceAndASignalEndsTheProgramWith0() throws Exception {
    assumeTrue(File.separatorChar == '/', "Windows has no SIGTERM");
    Path store = folder.resolve("store");
    Path drop = Files.createDirectory(folder.resolve("drop"));
    Process gate =
        start(gate("--listen", "0", "--folder", drop.toString(), "--store", store.toString()));
    try (BufferedReader lines = gate.inputReader(StandardCharsets.UTF_8)) {
      Matcher port = Pattern.compile("127\\.0\\.0\\.1:(\\d+)").matcher(until(lines, "ready"));
      assertThat(port.find()).isTrue();
      try (Socket scanner =
          new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)))) {
        QrText second = sandbox.round().get(0);
        scanner.getOutputStream().write((second.reveal() + "\r").getBytes(StandardCharsets.UTF_8));
        assertThat(until(lines, "YD-")).contains("ADMIT  YD-001");
        Demo.draw(codes.get(4), drop.resolve("card.png"));
        assertThat(until(lines, "YD-")).contains("ASSIST  YD-701");
        gate.toHandle().destroy(); // SIGTERM, with a scanner still connected
        assertThat(until(lines, "Ended")).isEqualTo("Ended.");
      }
    }
    assertThat(gate.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(gate.exitValue()).isZero();

    // Days later there is no source any more: what was kept serves.
    List<String> offline =
        List.of(
            "--headless",
            "--lang",
            "en",
            "--lists",
            "http://127.0.0.1:9/",
            "--sandbox",
            "--root",
            sandbox.root().toString(),
            "--store",
            store.toString());
    assertThat(run(sandbox.round().get(0).reveal() + "\n", offline)).isZero();
    assertThat(printed()).anyMatch(line -> line.contains("ADMIT  YD-001"));
  }

  @Test
  void turnstileThatSticks_isTakenBackAndTheCodeMayBeScannedAgain() throws Exception {
    Process gate = start(gate("--stdin", "--listen", "0", "--turnstile-sticks", "1"));
    try (BufferedReader lines = gate.inputReader(StandardCharsets.UTF_8)) {
      assertThat(until(lines, "ready")).contains("standard input");
      byte[] code = (sandbox.round().get(0).reveal() + "\n").getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 2; i++) {
        gate.getOutputStream().write(code);
        gate.getOutputStream().flush();
        assertThat(until(lines, "YD-")).contains("ADMIT  YD-001");
        assertThat(until(lines, "--")).contains("The turnstile did not turn: taken back");
      }
    } finally {
      gate.destroy();
    }
    assertThat(gate.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void window_opensWithTheDemonstrationAndASignalClosesIt() throws Exception {
    Optional<Screen> screen = Screen.open();
    Screen.require(screen.isPresent(), "no screen: there is neither Xvfb nor a DISPLAY here");
    try (Screen open = screen.get()) {
      Process gate =
          open.java(FareGate.class, "--demo", "--full-screen", "--lang", "en")
              .redirectErrorStream(true)
              .start();
      try (BufferedReader lines = gate.inputReader(StandardCharsets.UTF_8)) {
        String ready = until(lines, "The gate is ready");
        Screen.require(
            ready.contains("window"), "this Java runtime opens no windows: install openjdk-17-jre");
        assertThat(until(lines, "sandbox")).contains("demonstration");
        gate.toHandle().destroy();
        assertThat(until(lines, "Ended")).isEqualTo("Ended.");
      }
      assertThat(gate.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(gate.exitValue()).isZero();
    }
  }

  @Test
  void rootFromTheListsThemselves_isSaid() {
    String lists = sandbox.lists().toString();
    assertThat(run("", List.of("--headless", "--lists", lists))).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("suits a sandbox only", "--root");
  }

  @Test
  void rootThatIsNone_isSaidAndEveryoneIsHandedToStaff() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.json"), "{");
    List<String> args =
        List.of("--headless", "--lists", sandbox.lists().toString(), "--root", wrong.toString());
    assertThat(run(sandbox.round().get(0).reveal(), args)).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("not updated (YD-903 root");
    assertThat(printed()).anyMatch(line -> line.contains("ASSIST  YD-301"));
  }

  private void assertComplaint(List<String> args, String... parts) {
    out.reset();
    err.reset();
    assertThat(run("", args)).as(args.toString()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(parts);
    assertThat(out.toString(StandardCharsets.UTF_8)).as(args.toString()).isEmpty();
  }

  @Test
  void whatIsMissing_isNamedWithTheNextStep() throws IOException {
    String lists = sandbox.lists().toString();
    String root = sandbox.root().toString();
    String nowhere = folder.resolve("nowhere").toString();
    Path bad = folder.resolve("bad.json");
    Files.writeString(bad, "{\"id\":\"x\",\n\"colour\":1}");
    assertComplaint(gate("--venue", bad.toString()), "bad.json", "line 2", "selfcheck");
    assertComplaint(gate("--venue", "no-such-file"), "no venue file");
    assertComplaint(gate("--upload", "http://127.0.0.1:9/"), "--journal");
    assertComplaint(
        gate("--journal", folder.resolve("j").toString(), "--upload", "ftp://x/"), "ftp://x/");
    assertComplaint(List.of("--headless"), "no lists", "--lists", "--demo");
    assertComplaint(List.of("--headless", "--lists", "http://127.0.0.1:9/"), "no root", "--root");
    assertComplaint(List.of("--lists", lists, "--root", nowhere), "no root file", nowhere);
    assertComplaint(List.of("--lists", nowhere, "--root", root), "no lists at", nowhere);
    assertComplaint(gate("--folder", nowhere), "folder cannot be read", nowhere);
    assertComplaint(gate("--listen", "door"), "no address: door", "HOST:PORT");
    assertComplaint(gate("--turnstile-sticks", "2"), "from 0 to 1");
    assertComplaint(gate("--font-scale", "9"), "from 0.5 to 3");
    assertComplaint(gate("--no-such-thing"), "--no-such-thing", "Usage:");
    assertComplaint(gate("--serial", "/dev/ttyNONE9"), "no serial port", "Those there are: ");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertComplaint(gate("--listen", port), "Port 127.0.0.1:" + port, "Choose another");
    }
  }
}
