package org.youdai.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every line is acknowledged once at least, and is counted once by whoever goes by id and kind. */
@Timeout(40)
final class UploadTest {
  private static final Clock CLOCK = Clock.fixed(Entries.NOON, ZoneOffset.UTC);
  private static final FolderJournal.Options OPTIONS =
      FolderJournal.Options.STANDARD.withBytes(4096, 1 << 20).withBatch(10);
  private static final HttpSink.Options QUICK =
      HttpSink.Options.STANDARD.withLimits(
          Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));

  @TempDir private Path folder;

  private final Entries entries = new Entries(1);
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile Answer answer = UploadTest::acknowledge;

  /** What the server does once it has kept a batch. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private static void acknowledge(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/journal", this::take);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) {
    try {
      Map<String, String> sent = new HashMap<>();
      exchange.getRequestHeaders().forEach((name, values) -> sent.put(name, values.get(0)));
      sent.put("method", exchange.getRequestMethod());
      headers.add(sent);
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      received.addAll(body.lines().toList());
      answer.to(exchange);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private HttpSink sink() {
    return HttpSink.of(uri("/journal"), QUICK);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private FolderJournal open() throws IOException {
    return FolderJournal.open(folder, OPTIONS, CLOCK, new Random(2));
  }

  private FolderJournal written(int lines) throws IOException {
    FolderJournal journal = open();
    entries.some(lines, Entries.NOON).forEach(journal::append);
    assertThat(journal.flush(FolderJournalTest.SOON)).isTrue();
    return journal;
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path segment : SegmentFolder.list(folder).values()) {
      lines.addAll(Files.readAllLines(segment));
    }
    return lines;
  }

  @Test
  void batches_comeInOrderWithTheirNumbers() throws IOException {
    try (FolderJournal journal = written(25)) {
      assertThat(journal.uploadNext(sink())).isEqualTo(new FolderJournal.Upload(10, 15));
      assertThat(journal.upload(sink())).isEqualTo(new FolderJournal.Upload(15, 0));
      assertThat(journal.upload(sink())).isEqualTo(new FolderJournal.Upload(0, 0));
      assertThat(journal.health().notUploaded()).isZero();
    }
    assertThat(received).isEqualTo(lines());
    assertThat(headers).hasSize(3);
    Map<String, String> second = headers.get(1);
    assertThat(second)
        .containsEntry("method", "POST")
        .containsEntry("Content-type", "application/x-ndjson")
        .containsEntry("Youdai-first", "11")
        .containsEntry("Youdai-last", "20")
        .doesNotContainKey("Authorization");
    assertThat(headers.stream().map(h -> h.get("Youdai-journal")).distinct()).hasSize(1);
  }

  @Test
  void key_isSentAndNeverShown() throws IOException {
    HttpSink.Options options = QUICK.withKey("s3cret");
    try (FolderJournal journal = written(1)) {
      journal.upload(HttpSink.of(uri("/journal"), options));
    }
    assertThat(headers.get(0)).containsEntry("Authorization", "Bearer s3cret");
    assertThat(options.toString()).doesNotContain("s3cret");
    for (String wrong : List.of("", "a b", "a\r\nX: y", "钥", "k".repeat(1025))) {
      assertThatThrownBy(() -> QUICK.withKey(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("X: y");
    }
    assertThat(QUICK.withKey("k".repeat(1024)).key()).isPresent();
  }

  @Test
  void restart_goesOnBehindWhatWasAcknowledged() throws IOException {
    try (FolderJournal journal = written(25)) {
      journal.uploadNext(sink());
    }
    try (FolderJournal journal = open()) {
      assertThat(journal.health().notUploaded()).isEqualTo(15);
      assertThat(journal.upload(sink())).isEqualTo(new FolderJournal.Upload(15, 0));
    }
    assertThat(received).isEqualTo(lines());
    assertThat(headers.get(2).get("Youdai-journal"))
        .isEqualTo(headers.get(0).get("Youdai-journal"));
  }

  /** The server has kept it, and the gate cannot know: it comes again, and is counted once. */
  @Test
  void replyThatIsLost_bringsTheBatchAgainAndCountsOnce() throws IOException {
    try (FolderJournal journal = written(40)) {
      answer = HttpExchange::close;
      assertThatThrownBy(() -> journal.upload(sink())).isInstanceOf(IOException.class);
      assertThat(journal.health().notUploaded()).isEqualTo(40);
      answer = UploadTest::acknowledge;
      assertThat(journal.upload(sink()).sent()).isEqualTo(40);
      assertThat(received).hasSize(50);
      assertThat(countedOnce(received)).isEqualTo(journal.counts().rows());
    }
    assertThat(new HashSet<>(received)).hasSize(40);
  }

  /** What a receiver does: by id and kind, each once. */
  static List<Counts.Row> countedOnce(List<String> lines) {
    Set<String> known = new HashSet<>();
    Tally tally = new Tally();
    for (String text : lines) {
      JournalLine line = JournalLine.parse(text.getBytes(UTF_8)).orElseThrow();
      if (known.add(text.replaceFirst(".*\"id\":\"([^\"]*)\",\"kind\":\"(\\w*)\".*", "$1 $2"))) {
        tally.add(
            new JournalLine(
                known.size(), line.subject(), line.isAnnulled(), line.previous(), line.hash()));
      }
    }
    return tally.counts().rows();
  }

  @Test
  void whatIsNo2xx_isNoAcknowledgement() throws IOException {
    try (FolderJournal journal = written(3)) {
      for (int status : new int[] {301, 302, 307, 308, 400, 401, 404, 413, 500, 503}) {
        answer =
            exchange -> {
              exchange.getResponseHeaders().add("Location", uri("/elsewhere").toString());
              exchange.sendResponseHeaders(status, -1);
              exchange.close();
            };
        assertThatThrownBy(() -> journal.upload(sink()))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("HTTP status " + status)
            .hasMessageContaining("/journal");
        assertThat(journal.health().notUploaded()).isEqualTo(3);
      }
      answer =
          exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(UTF_8));
            exchange.close();
          };
      assertThat(journal.upload(sink()).sent()).isEqualTo(3);
    }
  }

  @Test
  void serverThatIsAway_isAnErrorThatSaysSo() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    HttpSink sink = HttpSink.of(URI.create("http://127.0.0.1:" + closed + "/"), QUICK);
    try (FolderJournal journal = written(3)) {
      assertThatThrownBy(() -> journal.upload(sink)).isInstanceOf(IOException.class);
      assertThat(journal.health().notUploaded()).isEqualTo(3);
    }
  }

  /** A byte now and then is never silence; only the limit for the whole ends it. */
  @Test
  void answerThatTrickles_isBrokenOff() throws Exception {
    HttpSink.Options limited =
        QUICK.withLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(300));
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FolderJournal journal = written(3)) {
      Thread trickling = new Thread(() -> trickle(socket));
      trickling.start();
      HttpSink sink =
          HttpSink.of(URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/"), limited);
      assertThatThrownBy(() -> journal.upload(sink)).isInstanceOf(IOException.class);
      assertThat(journal.health().notUploaded()).isEqualTo(3);
      trickling.join(); // its other end is gone
    }
  }

  /** Writes a header that does not end, until nobody reads it. */
  private static void trickle(ServerSocket socket) {
    try (Socket connection = socket.accept()) {
      OutputStream out = connection.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(UTF_8));
      CountDownLatch never = new CountDownLatch(1);
      while (!never.await(20, TimeUnit.MILLISECONDS)) {
        out.write('a');
      }
    } catch (IOException | InterruptedException brokenOff) {
      assertThat(brokenOff).isInstanceOf(IOException.class);
    }
  }

  @Test
  void statusWhoseBodyIsBrokenOff_isAnAcknowledgementAllTheSame() throws IOException {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write("so far".getBytes(UTF_8));
          exchange.getResponseBody().flush();
          exchange.close();
        };
    try (FolderJournal journal = written(3)) {
      assertThat(journal.upload(sink()).sent()).isEqualTo(3);
    }
  }

  /** What is written and not forced could be gone tomorrow, and its number used for another. */
  @Test
  void lineThatIsNotForced_isNotUploaded() throws Exception {
    TroubledDisk disk = TroubledDisk.on(folder);
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    List<JournalSink.Batch> batches = new ArrayList<>();
    try (FolderJournal journal = FolderJournal.open(disk.path(), OPTIONS, CLOCK, new Random(2))) {
      journal.append(entries.charge(Entries.NOON));
      assertThat(journal.flush(FolderJournalTest.SOON)).isTrue();
      disk.set(
          (step, name) -> {
            if (step == TroubledDisk.Step.FORCE && name.startsWith("journal-")) {
              reached.countDown();
              try {
                released.await();
              } catch (InterruptedException stopped) {
                throw new IOException(stopped);
              }
            }
            return -1;
          });
      journal.append(entries.charge(Entries.NOON));
      assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(lines()).as("it is in the file").hasSize(2);
      assertThat(journal.upload(batches::add)).isEqualTo(new FolderJournal.Upload(1, 0));
      released.countDown();
      assertThat(journal.flush(FolderJournalTest.SOON)).isTrue();
      assertThat(journal.upload(batches::add)).isEqualTo(new FolderJournal.Upload(1, 0));
    }
    assertThat(batches.stream().map(JournalSink.Batch::last)).containsExactly(1L, 2L);
  }

  @Test
  void damagedLine_isLeftOutAndTheRestComes() throws IOException {
    written(25).close();
    Path first = SegmentFolder.list(folder).firstEntry().getValue();
    byte[] bytes = Files.readAllBytes(first);
    bytes[0] = 'x';
    Files.write(first, bytes);
    try (FolderJournal journal = open()) {
      assertThat(journal.upload(sink())).isEqualTo(new FolderJournal.Upload(24, 0));
    }
    assertThat(received).hasSize(24);
  }

  @Test
  void cursorThatIsLost_bringsEverythingAgain() throws IOException {
    try (FolderJournal journal = written(25)) {
      journal.upload(sink());
    }
    Files.deleteIfExists(folder.resolve("uploaded-0"));
    Files.deleteIfExists(folder.resolve("uploaded-1"));
    try (FolderJournal journal = open()) {
      assertThat(journal.upload(sink()).sent()).isEqualTo(25);
      assertThat(countedOnce(received)).isEqualTo(journal.counts().rows());
    }
  }

  @Test
  void address_isHttpOrHttps() {
    for (String wrong : List.of("ftp://a/b", "/b", "http:///b", "https://a/b#c")) {
      assertThatThrownBy(() -> HttpSink.of(URI.create(wrong), QUICK))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(HttpSink.of(URI.create("https://a/b?c=d"), QUICK)).hasToString("https://a/b?c=d");
  }
}
