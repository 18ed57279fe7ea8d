package org.youdai.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileSystem;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.youdai.Snapshot;
import org.youdai.decision.Reason;
import org.youdai.feed.EndlessServer.Reply;
import org.youdai.trust.TrustAnchor;

/** The attack {@code endless-data}, and the inflation bomb in its largest size. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EndlessDataTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String KB = "x".repeat(1024);

  /** What sockets hold back: bytes that were sent, and that nobody has read. */
  private static final long IN_FLIGHT = 8L << 20;

  private static final Duration PATIENCE = Duration.ofMillis(400);

  /** Every file that an update asks for, and the most that is read of it. */
  private static final Map<String, Integer> LIMITS =
      Map.of(
          "root/3.json", 64 * 1024,
          "manifest.json", 8 * 1024,
          "trust.json", 256 * 1024,
          "policy.json", 256 * 1024,
          "lists/0.cwt", 2 * 1024 * 1024,
          "lists/1.cwt", 2 * 1024 * 1024);

  private final Map<String, byte[]> published =
      new TreeMap<>(Attack.files(Attack.ALL.resolve("good")));
  private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
  private EndlessServer server;
  private Gate gate;

  @BeforeEach
  void updateOnce() throws IOException {
    server = EndlessServer.start(published);
    HttpSource source = HttpSource.of(server.uri(), System::nanoTime, HttpSource.Options.STANDARD);
    TrustAnchor anchor = TrustAnchor.of(file("root/1.json"));
    gate = new Gate(anchor, source, disk.getPath("/store"), AttackFixtures.NOW);
    assertThat(gate.feed().update().problem()).isEmpty();
    published.putAll(Attack.files(Attack.ALL.resolve("following")));
  }

  @AfterEach
  void close() throws IOException {
    gate.close();
    server.close();
    disk.close();
  }

  private static byte[] file(String name) {
    return Optional.ofNullable(Attack.filesBelow(Attack.ALL.resolve("good")).get(name))
        .orElseThrow();
  }

  /** Returns how many bytes the server could send before the gate hung up. */
  private long refusedWith(Reason reason, String name, Reply reply) throws IOException {
    server.reply(name, reply);
    SnapshotFeed.Update update = gate.feed().update();
    assertThat(update.result()).as(name).isEqualTo(SnapshotFeed.Result.REFUSED);
    assertThat(update.problem().map(Snapshot.Refused::reason)).as(name).contains(reason);
    assertThat(gate.feed().health().problem()).isEqualTo(update.problem());
    assertServes(5);
    return server.sent();
  }

  private void assertServes(long version) {
    assertThat(gate.version()).isEqualTo(version);
    assertThat(gate.decide(Attack.code(file("codes/valid.txt"))).reason())
        .isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(gate.decide(Attack.code(file("codes/revoked.txt"))).reason())
        .isEqualTo(Reason.REVOKED);
  }

  private void assertRecovers() throws IOException {
    gate.restart();
    assertServes(5);
    server.reply("nothing", Reply.of("", ""));
    assertThat(gate.feed().update().problem()).isEmpty();
    assertServes(7);
  }

  @Test
  void everyFileThatNeverEnds_isGivenUpAtItsLimit() throws IOException {
    Attack.Step step = Attack.of("endless-data").steps().get(0);
    Reply untilClosed = Reply.of(OK + "Connection: close\r\n\r\n", KB);
    Reply chunked = Reply.of(OK + "Transfer-Encoding: chunked\r\n\r\n", "400\r\n" + KB + "\r\n");
    Reply huge = Reply.of(OK + "Content-Length: 9000000000000000000\r\n\r\n", KB);
    for (Map.Entry<String, Integer> file : LIMITS.entrySet()) {
      for (Reply reply : new Reply[] {untilClosed, chunked, huge}) {
        server.reply(file.getKey(), reply);
        SnapshotFeed.Update update = gate.feed().update();
        step.assertOutcome(update, gate.feed().health());
        assertThat(update.problem().map(Snapshot.Refused::where).orElse(""))
            .contains((file.getValue() + 1) + " bytes, at most " + file.getValue());
        assertServes(5);
        assertThat(server.sent()).isLessThan(file.getValue() + IN_FLIGHT);
      }
    }
    assertRecovers();
  }

  @Test
  void everyFileThatTrickles_isGivenUpInTime() throws IOException {
    for (String name : LIMITS.keySet()) {
      assertGivenUpInTime(name, Reply.of(OK + "Content-Length: 5000\r\n\r\n{", " "));
    }
    assertRecovers();
  }

  @Test
  void headerThatTrickles_isGivenUpInTime() throws IOException {
    for (String head : new String[] {"HTTP/1.1 200 O", OK + "X-A: "}) {
      assertGivenUpInTime("manifest.json", Reply.of(head, "a"));
    }
    assertRecovers();
  }

  /** What one file may take, with room for a machine that is busy; silent it never is. */
  private void assertGivenUpInTime(String name, Reply reply) {
    HttpSource.Options impatient =
        HttpSource.Options.STANDARD.withLimits(PATIENCE, PATIENCE, PATIENCE);
    server.reply(name, reply.slowly(20));
    long start = System.nanoTime();
    SnapshotFeed.Update update =
        gate.feed().updateFrom(HttpSource.of(server.uri(), System::nanoTime, impatient));
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(PATIENCE, PATIENCE.multipliedBy(10));
    assertThat(update.problem().map(Snapshot.Refused::reason)).contains(Reason.SOURCE_UNREACHABLE);
    assertServes(5);
  }

  @Test
  void headerThatNeverEndsOrMakesNoSense_isGivenUp() throws IOException {
    for (Reply reply :
        new Reply[] {
          Reply.of(OK, "X-A: " + KB + "\r\n"),
          Reply.of(OK + "X-A: ", KB),
          Reply.of("", KB),
          Reply.of("", "HTTP/1.1 100 Continue\r\n\r\n"),
          Reply.of("HTTP/1.1 302 Found\r\nLocation: http:///\r\n\r\n", ""),
        }) {
      assertThat(refusedWith(Reason.SOURCE_UNREACHABLE, "manifest.json", reply))
          .as(reply.toString())
          .isLessThan(64L << 20);
    }
    assertRecovers();
  }

  @Test
  void gzipThatInflatesToGigabytes_isGivenUpAtTheLimit() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      byte[] megabyte = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        gzip.write(megabyte);
      }
    }
    String head = OK + "Content-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n";
    Reply reply = Reply.of(head, bomb.toByteArray(), new byte[0]);
    refusedWith(Reason.DOCUMENT_TOO_LARGE, "manifest.json", reply);
    assertRecovers();
  }

  /** Input without end, and not a byte of output that a limit could count. */
  @Test
  void gzipThatNeverInflatesToAnything_isGivenUpAtTheLimit() throws IOException {
    byte[] header = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
    byte[] named = header.clone();
    named[3] = 8; // a file name follows, and goes on
    byte[] emptyBlock = {0, 0, 0, (byte) 0xff, (byte) 0xff};
    ByteArrayOutputStream emptyMember = new ByteArrayOutputStream();
    new GZIPOutputStream(emptyMember).close();
    String head = OK + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n";
    for (Reply reply :
        new Reply[] {
          Reply.of(head, header, repeated(emptyBlock)),
          Reply.of(head, named, repeated(new byte[] {'n'})),
          Reply.of(head, new byte[0], repeated(emptyMember.toByteArray())),
        }) {
      for (String name : new String[] {"manifest.json", "lists/0.cwt"}) {
        server.reply(name, reply);
        SnapshotFeed.Update update = gate.feed().update();
        assertThat(update.result()).isEqualTo(SnapshotFeed.Result.REFUSED);
        assertServes(5);
        assertThat(server.sent()).isLessThan((2L << 20) + IN_FLIGHT);
      }
    }
    assertRecovers();
  }

  private static byte[] repeated(byte[] bytes) {
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      many.writeBytes(bytes);
    }
    return many.toByteArray();
  }

  /** The checked-in bomb's big sister: within the size of a list, and 2 GB. */
  @Test
  void listThatInflatesToGigabytes_costsLittleMemory() throws IOException {
    byte[] bomb = AttackFixtures.bomb(2_000_000);
    assertThat(bomb.length).isLessThan(2 * 1024 * 1024);
    published.putAll(Attack.files(Attack.ALL.resolve("inflation-bomb")));
    published.put("lists/0.cwt", bomb);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    SnapshotFeed.Update update = gate.feed().update();
    assertThat(thread.getCurrentThreadAllocatedBytes() - before)
        .as("bytes, most of them copies of the 2 MB")
        .isLessThan(64L << 20);
    assertThat(update.problem().map(Snapshot.Refused::reason)).contains(Reason.LIST_NOT_INFLATABLE);
    assertServes(5);
    published.putAll(Attack.files(Attack.ALL.resolve("following")));
    assertRecovers();
  }
}
