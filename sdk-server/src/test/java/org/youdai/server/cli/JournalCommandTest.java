package org.youdai.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.decision.Circumstances;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Reason;
import org.youdai.journal.FolderJournal;
import org.youdai.journal.JournalEntry;
import org.youdai.policy.Benefit;
import org.youdai.replay.GuardState;
import org.youdai.replay.Mark;
import org.youdai.status.Freshness;

/** A journal from the command line. */
final class JournalCommandTest {
  private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
  private static final int LINES = 1203;

  @TempDir private Path folder;

  private final Random random = new Random(1);
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();

  private FolderJournal open() throws IOException {
    return FolderJournal.open(
        journal(), FolderJournal.Options.STANDARD, Clock.fixed(NOON, ZoneOffset.UTC), random);
  }

  private Path journal() {
    return folder.resolve("journal");
  }

  private Ran run(String command, String... more) {
    String[] args = new String[more.length + 5];
    args[0] = "journal";
    args[1] = command;
    args[2] = journal().toString();
    System.arraycopy(more, 0, args, 3, more.length);
    args[more.length + 3] = "--lang";
    args[more.length + 4] = "en";
    return Ran.now(args);
  }

  @BeforeEach
  void write() throws IOException {
    try (FolderJournal journal = open()) {
      for (int i = 0; i < LINES - 1; i++) {
        journal.append(new JournalEntry.Decided(decision(i), "bus-12", "front", mark(i)));
      }
      journal.append(new JournalEntry.Annulled(decision(0), "bus-12", "front", NOON));
      assertThat(journal.flush(Duration.ofSeconds(20))).isTrue();
    }
  }

  private Decision decision(int number) {
    Circumstances made =
        new Circumstances(
            DecisionId.create(NOON, random),
            NOON,
            Freshness.FRESH,
            ClockState.PLAUSIBLE,
            GuardState.NOT_ASKED,
            1,
            1);
    return number % 2 == 0
        ? new Decision.Admit(new Benefit(Benefit.Kind.PERCENT, 50, 0, "park", "二(五)"), made)
        : new Decision.Charge(Reason.NO_BENEFIT_HERE, made);
  }

  private Optional<Mark> mark(int number) {
    return number % 2 == 0 ? Optional.of(new Mark(1, number)) : Optional.empty();
  }

  @Test
  void wholeChain_holdsAlsoWhileAGateWrites() throws IOException {
    Ran ran = run("verify");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .isEqualTo("1,203 lines in 1 segments, from number 1 to 1203.\nThe chain holds.\n");
    try (FolderJournal running = open()) {
      assertThat(running.health().durable()).isEqualTo(LINES);
      assertThat(run("verify").code()).isZero();
      assertThat(run("counts").code()).isZero();
    }
  }

  @Test
  void brokenChain_isNamedByFileAndLine() throws IOException {
    Path segment = journal().resolve("journal-0000000000000001.jsonl");
    String text = Files.readString(segment);
    Files.writeString(segment, text.replaceFirst("bus-12", "bus-13"));
    Ran ran = run("verify");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .contains("journal-0000000000000001.jsonl, line 2: the line before it, or this one, was");
  }

  @Test
  void counts_areATableOrCsv() {
    Ran table = run("counts");
    assertThat(table.code()).as(table.err()).isZero();
    assertThat(table.out()).contains("PERCENT-50").contains("601").contains("600");
    assertThat(table.out()).endsWith("Counted up to line 1203.\n");
    assertThat(run("counts", "--csv").out())
        .isEqualTo(
            """
            day,venue,outcome,benefit,decided,annulled,net\r
            2026-11-22,bus-12,ADMIT,PERCENT-50,601,1,600\r
            2026-11-22,bus-12,CHARGE,,601,0,601\r
            """);
  }

  /** The second of three batches fails: the next run goes on with it. */
  @Test
  void uploadThatStops_saysHowFarAndGoesOnTheNextTime() throws IOException {
    Files.writeString(folder.resolve("key"), "s3cret\n");
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean isTaken = requests.incrementAndGet() != 2;
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
          if (isTaken) {
            received.addAll(body.lines().toList());
          }
          exchange.sendResponseHeaders(isTaken ? 204 : 503, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      String[] upload = {url, "--key-file", folder.resolve("key").toString()};
      Ran stopped = run("upload", upload);
      assertThat(stopped.code()).isEqualTo(1);
      assertThat(stopped.out()).isEqualTo("Uploaded: 500 lines; 703 are left.\n");
      assertThat(stopped.err()).contains("HTTP status 503").contains("next: check the address");
      Ran rest = run("upload", upload);
      assertThat(rest.code()).as(rest.err()).isZero();
      assertThat(rest.out()).isEqualTo("Uploaded: 703 lines. Nothing is left.\n");
    } finally {
      server.stop(0);
    }
    assertThat(received)
        .isEqualTo(Files.readAllLines(journal().resolve("journal-0000000000000001.jsonl")));
    assertThat(keys).containsOnly("Bearer s3cret");
  }

  @Test
  void wrongInput_isExplainedInBothLanguages() throws IOException {
    Files.write(folder.resolve("long"), new byte[5000]);
    Files.writeString(folder.resolve("spaces"), "two words");
    String journal = journal().toString();
    String url = "http://127.0.0.1:1/";
    for (String language : new String[] {"zh", "en"}) {
      for (String[] wrong :
          new String[][] {
            {"journal", "verify", folder.resolve("nowhere").toString()},
            {"journal", "counts", folder.toString()},
            {"journal", "upload", folder.toString(), url},
            {"journal", "upload", journal, "ftp://x/"},
            {"journal", "upload", journal, url, "--key-file", folder.resolve("none").toString()},
            {"journal", "upload", journal, url, "--key-file", folder.resolve("long").toString()},
            {"journal", "upload", journal, url, "--key-file", folder.resolve("spaces").toString()},
            {"journal", "upload", journal, url}
          }) {
        String[] args = new String[wrong.length + 2];
        System.arraycopy(wrong, 0, args, 0, wrong.length);
        args[wrong.length] = "--lang";
        args[wrong.length + 1] = language;
        Ran ran = Ran.now(args);
        assertThat(ran.code()).as(String.join(" ", args)).isEqualTo(1);
        assertThat(ran.err()).isNotEmpty().doesNotContain("\tat ").doesNotContain("two words");
      }
    }
  }

  @Test
  void journalThatAGateWrites_isNotUploadedFromBeside() throws IOException {
    try (FolderJournal running = open()) {
      Ran ran = run("upload", "http://127.0.0.1:1/");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).contains("another process writes this journal; stop it");
      assertThat(running.health().lost()).isZero();
    }
  }
}
