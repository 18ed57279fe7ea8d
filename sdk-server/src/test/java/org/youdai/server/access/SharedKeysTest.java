package org.youdai.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LoggingSystem;
import org.youdai.server.TestServer;

/** Two instances that share a PostgreSQL, started at once on an empty one. */
final class SharedKeysTest {
  private static final Pattern KEY = Pattern.compile("ydk_[a-z2-9]{12}_[A-Za-z0-9_-]{43}");

  @TempDir private static Path folder;
  private static EmbeddedPostgres postgres;
  private static TestServer one;
  private static TestServer other;
  private static String printed;

  @BeforeAll
  static void start() throws IOException, InterruptedException, ExecutionException {
    postgres = EmbeddedPostgres.start();
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    ExecutorService both = Executors.newFixedThreadPool(2);
    // A process has one logging system, which two instances cannot set up at once.
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    try {
      Future<TestServer> first = both.submit(() -> instance("a"));
      Future<TestServer> second = both.submit(() -> instance("b"));
      one = first.get();
      other = second.get();
      one.key(Role.GATE); // once the tables are there
      other.key(Role.GATE);
    } finally {
      System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
      System.setOut(before);
      both.shutdown();
    }
    printed = out.toString(StandardCharsets.UTF_8);
  }

  private static TestServer instance(String name) throws IOException {
    return TestServer.start(
        Files.createDirectory(folder.resolve(name)),
        Map.of(
            "spring.datasource.url",
            postgres.getJdbcUrl("postgres", "postgres"),
            "spring.datasource.username",
            "postgres"));
  }

  @AfterAll
  static void stop() throws IOException {
    one.close();
    other.close();
    postgres.close();
  }

  private static int status(TestServer server, String key)
      throws IOException, InterruptedException {
    return server.get("/v1/venues", key).statusCode();
  }

  private static void await(TestServer server, String key, int expected)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (status(server, key) != expected && System.nanoTime() < end) {
      LockSupport.parkNanos(100_000_000);
    }
    assertThat(status(server, key)).isEqualTo(expected);
  }

  @Test
  void instancesThatStartAtOnce_makeOneKeyBetweenThem() throws IOException, InterruptedException {
    List<String> keys = KEY.matcher(printed).results().map(match -> match.group()).toList();
    assertThat(keys).hasSize(1);
    await(one, keys.get(0), 200);
    await(other, keys.get(0), 200);
  }

  @Test
  void keyOfOneInstance_isGoodAndThenRevokedAtTheOther() throws IOException, InterruptedException {
    String operator = one.key(Role.OPERATOR);
    String key = one.key(Role.GATE, "bus");
    await(other, key, 200);
    await(other, operator, 200);
    String id = key.substring(4, 16);
    assertThat(other.send(other.request("/v1/keys/" + id, operator).DELETE()).statusCode())
        .isEqualTo(200);
    assertThat(status(other, key)).isEqualTo(401);
    await(one, key, 401);
    assertThat(one.get("/v1/audit", operator).body()).contains("key-revoked", id);
  }

  @Test
  void keyThatIsRotatedAtOneInstance_changesNothingForWhoUsesIt()
      throws IOException, InterruptedException {
    String operator = other.key(Role.OPERATOR);
    String key = other.key(Role.GATE);
    String id = key.substring(4, 16);
    assertThat(other.post("/v1/keys/" + id + "/rotate", operator, "{}").statusCode())
        .isEqualTo(201);
    assertThat(status(other, key)).isEqualTo(200);
    await(one, key, 200);
  }
}
