package org.youdai.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.server.TestServer;
import org.youdai.server.access.Role;

/** A server that is stopped and started while gates upload and it decides itself. */
final class RestartTest {
  private static final int BATCHES = 60;
  private static final int LINES = 50;
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  @TempDir private Path folder;

  /** Where the server is at present, and a key of it. */
  private record Target(URI uri, String key) {
    static Target of(TestServer server) {
      return new Target(server.uri("/v1/journal"), server.key(Role.GATE));
    }
  }

  private static String batch(int number) {
    StringBuilder lines = new StringBuilder();
    for (int i = number * LINES; i < (number + 1) * LINES; i++) {
      lines
          .append(
              TestLedger.text(
                  i + 1,
                  new UUID(9, i),
                  "decided",
                  "lake",
                  Instant.parse("2026-11-22T04:00:00Z"),
                  DAY))
          .append('\n');
    }
    return lines.toString();
  }

  private static int sendAll(AtomicReference<Target> target, AtomicInteger sent)
      throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    int failures = 0;
    while (sent.get() < BATCHES) {
      int number = sent.get();
      HttpRequest request =
          HttpRequest.newBuilder(target.get().uri())
              .header("Authorization", "Bearer " + target.get().key())
              .header("Content-Type", "application/x-ndjson")
              .header("Youdai-Journal", TestLedger.JOURNAL.toString())
              .header("Youdai-First", Integer.toString(number * LINES + 1))
              .header("Youdai-Last", Integer.toString((number + 1) * LINES))
              .POST(BodyPublishers.ofString(batch(number)))
              .build();
      try {
        if (client.send(request, BodyHandlers.ofString()).statusCode() == 200) {
          sent.incrementAndGet();
        } else {
          failures++;
        }
      } catch (IOException stopped) {
        failures++;
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
    return failures;
  }

  @Test
  void serverRestartedDuringAnIntake_countsEachLineOnce()
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (TestServer server = TestServer.start(folder)) {
      AtomicReference<Target> target = new AtomicReference<>(Target.of(server));
      AtomicInteger sent = new AtomicInteger();
      Future<Integer> sending = thread.submit(() -> sendAll(target, sent));
      for (int restart = 1; restart <= 2; restart++) {
        while (sent.get() < restart * BATCHES / 3 && !sending.isDone()) {
          TimeUnit.MILLISECONDS.sleep(2);
        }
        String code = server.issue(65).reveal();
        String body = "{\"text\":\"" + code + "\",\"venue\":\"museum\"}";
        assertThat(server.post("/v1/verify", target.get().key(), body).statusCode()).isEqualTo(200);
        server.restart(Map.of());
        target.set(Target.of(server));
        long own =
            server
                .context()
                .getBean(Reports.class)
                .daily(DAY.minusYears(9), DAY.plusYears(9), Set.of("museum"))
                .total()
                .decided();
        assertThat(own).as("what it decided itself is there before it ends").isEqualTo(restart);
      }
      assertThat(sending.get()).as("batches that failed").isPositive();
      String report =
          server
              .get(
                  "/v1/reports/daily?from=" + DAY + "&to=" + DAY + "&venue=lake",
                  server.key(Role.STAFF))
              .body();
      assertThat(report).contains("\"total\":{\"decided\":" + BATCHES * LINES + ",");
    } finally {
      thread.shutdownNow();
    }
  }
}
