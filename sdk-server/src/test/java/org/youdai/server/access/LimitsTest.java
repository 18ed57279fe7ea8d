package org.youdai.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.server.TestServer;

final class LimitsTest {
  private static final String ASKED = "{\"text\":\"x\",\"venue\":\"bus\"}";

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server =
        TestServer.start(
            folder,
            Map.of(
                "youdai.server.access.gate.per-second", 1,
                "youdai.server.access.gate.burst", 5,
                "youdai.server.access.staff.per-second", 1,
                "youdai.server.access.staff.burst", 400,
                "youdai.server.access.failed.per-second", 1,
                "youdai.server.access.failed.burst", 5));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static int verify(String key) throws IOException, InterruptedException {
    return server.post("/v1/verify", key, ASKED).statusCode();
  }

  @Test
  void keyThatAsksTooOften_isToldHowLongToWait() throws IOException, InterruptedException {
    String key = server.key(Role.GATE);
    for (int i = 0; i < 5; i++) {
      assertThat(verify(key)).isEqualTo(200);
    }
    HttpResponse<String> refused = server.post("/v1/verify", key, ASKED);
    while (refused.statusCode() == 200) { // on a busy machine a second may be over already
      refused = server.post("/v1/verify", key, ASKED);
    }
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After").map(Integer::parseInt).orElse(0))
        .isBetween(1, 2);
    assertThat(refused.body()).contains("too-many", "请求太多");
  }

  @Test
  void keyThatAsksTooOften_takesNothingFromAnother() throws IOException, InterruptedException {
    String greedy = server.key(Role.GATE);
    for (int i = 0; i < 20; i++) {
      verify(greedy);
    }
    assertThat(verify(server.key(Role.GATE))).isEqualTo(200);
  }

  @Test
  void floodWithoutAKey_isToldToWaitAndLocksNobodyOut() throws IOException, InterruptedException {
    int refused = 0;
    for (int i = 0; i < 20; i++) {
      int status = verify("ydk_guessed");
      assertThat(status).isIn(401, 429);
      refused += status == 429 ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(5);
    assertThat(verify(server.key(Role.GATE))).as("from the same address").isEqualTo(200);
  }

  @Test
  void batch_isChargedForItsSize() throws IOException, InterruptedException {
    String key = server.key(Role.STAFF);
    String line = "{\"text\":\"" + "x".repeat(3000) + "\",\"venue\":\"bus\"}\n";
    HttpResponse<String> answered =
        server.send(
            server
                .request("/v1/verify/batch", key)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(line.repeat(1000))));
    assertThat(answered.statusCode()).isEqualTo(200);
    assertThat(answered.body().lines()).hasSize(1000);
    int passed = 0;
    while (passed < 400 && verify(key) == 200) {
      passed++;
    }
    assertThat(passed).as("of 400, less 3 MB by 8 KiB").isBetween(20, 100);
  }
}
