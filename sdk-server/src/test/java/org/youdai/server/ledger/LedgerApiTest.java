package org.youdai.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.server.TestServer;
import org.youdai.server.access.Role;

/** The ledger by HTTP, in one server for all cases; each has a venue of its own. */
final class LedgerApiTest {
  private static final Instant NOW = Instant.parse("2026-11-22T04:00:00.5Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String line(long seq, UUID id, String kind, String venue) {
    return TestLedger.text(seq, id, kind, venue, NOW, TODAY) + "\n";
  }

  private static HttpResponse<String> send(String key, long first, long last, String body)
      throws IOException, InterruptedException {
    return server.send(
        server
            .request("/v1/journal", key)
            .header("Content-Type", "application/x-ndjson")
            .header("Youdai-Journal", TestLedger.JOURNAL.toString())
            .header("Youdai-First", Long.toString(first))
            .header("Youdai-Last", Long.toString(last))
            .POST(BodyPublishers.ofString(body)));
  }

  private static String daily(String venue, String more) throws IOException, InterruptedException {
    return server
        .get(
            "/v1/reports/daily?from=" + TODAY + "&to=" + TODAY + "&venue=" + venue + more,
            server.key(Role.STAFF))
        .body();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void batch_isAcceptedAndThenKnown() throws IOException, InterruptedException {
    String key = server.key(Role.GATE, "lake");
    String body =
        line(4, UUID.randomUUID(), "decided", "lake")
            + line(6, UUID.randomUUID(), "decided", "lake");
    HttpResponse<String> first = send(key, 4, 7, body);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).isEqualTo("{\"accepted\":2,\"known\":0}");
    assertThat(send(key, 4, 7, body).body()).isEqualTo("{\"accepted\":0,\"known\":2}");
    assertThat(daily("lake", ""))
        .contains("\"decided\":2,\"annulled\":0,\"net\":2", "\"benefit\":\"PERCENT-50\"");
  }

  @Test
  void batchWithALineOfAnotherVenue_isRefusedWhole() throws IOException, InterruptedException {
    String body =
        line(1, UUID.randomUUID(), "decided", "hill")
            + line(2, UUID.randomUUID(), "decided", "river");
    HttpResponse<String> response = send(server.key(Role.GATE, "hill"), 1, 2, body);
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains("venue-not-yours");
    assertThat(daily("hill", "")).contains("\"rows\":[]");
  }

  @Test
  void batchWithALineThatIsNone_isRefusedWholeAndOnlyItsNumberIsTold()
      throws IOException, InterruptedException {
    String key = server.key(Role.GATE, "wood");
    String good = line(1, UUID.randomUUID(), "decided", "wood");
    for (String wrong :
        new String[] {
          "SECRET\n",
          "\n",
          "{\"seq\":2,\"id\":\"SECRET\"}\n",
          good, // not a number that follows
          line(9, UUID.randomUUID(), "decided", "wood"), // beyond the last
          line(2, UUID.randomUUID(), "SECRET", "wood"),
          line(2, UUID.randomUUID(), "decided", "wood")
              .replace("}", ",\"x\":\"" + "S".repeat(4096) + "\"}"),
          line(2, UUID.randomUUID(), "decided", "wood").stripTrailing(),
        }) {
      HttpResponse<String> response = send(key, 1, 3, good + wrong);
      assertThat(response.statusCode()).as(wrong).isEqualTo(400);
      assertThat(response.body()).contains("bad-request", "line 2").doesNotContain("SECRET");
    }
    assertThat(daily("wood", "")).contains("\"rows\":[]");
  }

  @Test
  void bodyThatIsTooLarge_isRefused() throws IOException, InterruptedException {
    String key = server.key(Role.GATE, "peak");
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 10_001; i++) {
      lines.append(line(i, new UUID(6, i), "decided", "peak"));
    }
    assertThat(send(key, 1, 10_001, lines.toString()).statusCode()).isEqualTo(413);
    assertThat(send(key, 1, 2, " ".repeat((8 << 20) + 1)).statusCode()).isEqualTo(413);
    assertThat(daily("peak", "")).contains("\"rows\":[]");
  }

  @Test
  void bodyThatIsTorn_leavesNothing() throws IOException, InterruptedException {
    String key = server.key(Role.GATE, "cave");
    byte[] body = line(1, UUID.randomUUID(), "decided", "cave").getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /v1/journal HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
            + key
            + "\r\nContent-Type: application/x-ndjson\r\nYoudai-Journal: "
            + TestLedger.JOURNAL
            + "\r\nYoudai-First: 1\r\nYoudai-Last: 2\r\nContent-Length: "
            + 2 * body.length
            + "\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri("/").getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      out.flush();
      socket.shutdownOutput();
      // Its answer says that the server is done with it.
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .doesNotContain("accepted");
    }
    assertThat(daily("cave", "")).contains("\"rows\":[]");
  }

  @Test
  void requestWithoutItsHeaders_isRefused() throws IOException, InterruptedException {
    assertThat(
            server
                .send(
                    server
                        .request("/v1/journal", server.key(Role.GATE))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString("")))
                .statusCode())
        .isEqualTo(400);
    assertThat(server.post("/v1/journal", server.key(Role.GATE), "{}").statusCode()).isEqualTo(415);
  }

  @Test
  void decision_isFoundByItsVenueAlone() throws IOException, InterruptedException {
    UUID id = UUID.randomUUID();
    send(server.key(Role.GATE), 1, 1, line(1, id, "decided", "gorge"));
    HttpResponse<String> found = server.get("/v1/decisions/" + id, server.key(Role.STAFF, "gorge"));
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body())
        .contains(
            "\"id\":\"" + id,
            "\"outcome\":\"ADMIT\"",
            "\"rule\":\"sd-park-60\"",
            "\"guard\":\"SHARED\"",
            "\"annulled\":false",
            "\"counted\":true",
            "\"zh\":{\"staff\":\"")
        .doesNotContain("holder");
    HttpResponse<String> foreign =
        server.get("/v1/decisions/" + id, server.key(Role.STAFF, "other"));
    HttpResponse<String> unknown =
        server.get("/v1/decisions/" + UUID.randomUUID(), server.key(Role.STAFF, "other"));
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.body().replace(id.toString(), ""))
        .as("tells no more than of one that there is not")
        .isEqualTo(unknown.body().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", ""));
    send(server.key(Role.GATE), 2, 2, line(2, id, "annulled", "gorge"));
    assertThat(server.get("/v1/decisions/" + id, server.key(Role.STAFF)).body())
        .contains("\"annulled\":true", "\"annulledAt\":\"" + NOW.toString().substring(0, 19));
  }

  @Test
  void ownDecision_isFoundAtOnceAndCountedSoon() throws IOException, InterruptedException {
    UUID scan = UUID.randomUUID();
    String body =
        "{\"text\":\""
            + server.issue(65).reveal()
            + "\",\"venue\":\"cableway\",\"scan\":\""
            + scan
            + "\"}";
    assertThat(server.post("/v1/verify", server.key(Role.GATE), body).statusCode()).isEqualTo(200);
    String key = server.key(Role.STAFF, "cableway");
    assertThat(server.get("/v1/decisions/" + scan, key).body()).contains("\"venue\":\"cableway\"");
    Reports reports = server.context().getBean(Reports.class);
    await(() -> reports.today("cableway").hours().stream().mapToLong(each -> each).sum() == 1);
    assertThat(server.get("/v1/reports/today?venue=cableway", key).body())
        .contains("\"venue\":\"cableway\"", "\"ADMIT\":1", "\"CHARGE\":0", "\"annulled\":0");
    assertThat(server.get("/v1/decisions/" + scan, key).body()).contains("\"counted\":true");
  }

  @Test
  void report_isAsAsked() throws IOException, InterruptedException {
    send(server.key(Role.GATE), 1, 1, line(1, UUID.randomUUID(), "decided", "tower"));
    String path = "/v1/reports/daily?from=" + TODAY + "&to=" + TODAY + "&venue=tower";
    String key = server.key(Role.STAFF, "tower");
    String row = TODAY + ",tower,ADMIT,PERCENT-50,1,0,1\r\n";
    assertThat(server.get(path, key).body())
        .contains("\"rows\":[{", "\"sums\":[{", "\"total\":{\"decided\":1");
    assertThat(server.get(path + "&format=csv", key).body()).endsWith(row);
    for (Map.Entry<String, String> each :
        Map.of(
                "text/csv",
                "text/csv",
                "application/json, text/csv;q=0.5",
                "application/json",
                "text/html,*/*;q=0.8",
                "application/json",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/vnd.openxmlformats")
            .entrySet()) {
      HttpResponse<String> response =
          server.send(server.request(path, key).header("Accept", each.getKey()));
      assertThat(response.statusCode()).as(each.getKey()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith(each.getValue());
    }
    assertThat(server.send(server.request(path, key).header("Accept", "image/png")).statusCode())
        .isEqualTo(406);
    assertThat(server.get(path + "&format=xlsx", key).headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"youdai-" + TODAY + "-" + TODAY + ".xlsx\"");
  }

  @Test
  void reportOfWrongDays_isRefused() throws IOException, InterruptedException {
    String key = server.key(Role.STAFF);
    for (String days :
        new String[] {
          "from=2026-01-02&to=2026-01-01",
          "from=2026-01-01&to=2027-02-05",
          "from=2026-01-01",
          "from=x&to=2026-01-01",
          "from=2026-01-01&to=2026-01-01&format=pdf",
        }) {
      assertThat(server.get("/v1/reports/daily?" + days, key).statusCode()).as(days).isEqualTo(400);
    }
    assertThat(server.get("/v1/reports/daily?from=2026-01-01&to=2027-02-04", key).statusCode())
        .as("400 days")
        .isEqualTo(200);
  }

  @Test
  void reportOfOtherVenues_isRefusedOrLeavesThemOut() throws IOException, InterruptedException {
    send(server.key(Role.GATE), 1, 1, line(1, UUID.randomUUID(), "decided", "beach"));
    String path = "/v1/reports/daily?from=" + TODAY + "&to=" + TODAY;
    String key = server.key(Role.STAFF, "harbour", "pier");
    assertThat(server.get(path + "&venue=beach", key).statusCode()).isEqualTo(403);
    assertThat(server.get("/v1/reports/today?venue=beach", key).statusCode()).isEqualTo(403);
    assertThat(server.get(path, key).body()).contains("\"rows\":[]");
    assertThat(server.get(path, server.key(Role.STAFF, "pier", "beach")).body()).contains("beach");
    assertThat(server.get(path, server.key(Role.GATE)).statusCode()).isEqualTo(403);
  }
}
