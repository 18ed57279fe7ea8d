package org.youdai.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.youdai.server.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class KeysTest {
  private static final Pattern KEY = Pattern.compile("ydk_[a-z2-9]{12}_[A-Za-z0-9_-]{43}");

  @TempDir private static Path folder;
  private static TestServer server;
  private static String printed;
  private static String operator;

  @BeforeAll
  static void start() throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      server = TestServer.start(folder);
      server.key(Role.GATE); // once the database is there
    } finally {
      System.setOut(before);
    }
    printed = out.toString(StandardCharsets.UTF_8);
    operator = keyIn(printed);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String keyIn(String text) {
    Matcher key = KEY.matcher(text);
    assertThat(key.find()).as("a key in %s", text).isTrue();
    return key.group();
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  private static JsonNode made(String role, String venues)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.post(
            "/v1/keys",
            operator,
            "{\"name\":\"东门 1\",\"role\":\"" + role + "\",\"venues\":" + venues + "}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return json(response);
  }

  private static int status(String key) throws IOException, InterruptedException {
    return server.post("/v1/verify", key, "{\"text\":\"x\",\"venue\":\"bus\"}").statusCode();
  }

  private static HttpResponse<String> delete(JsonNode key)
      throws IOException, InterruptedException {
    return server.send(server.request("/v1/keys/" + key.get("id").asString(), operator).DELETE());
  }

  private static HttpResponse<String> rotate(JsonNode key, String how)
      throws IOException, InterruptedException {
    return server.post("/v1/keys/" + key.get("id").asString() + "/rotate", operator, how);
  }

  @Test
  void firstStart_printsOneOperatorKeyInBothLanguages() {
    assertThat(KEY.matcher(printed).results().count()).isEqualTo(1);
    assertThat(printed).contains("首次启动", "First start");
  }

  @Test
  void keyThatWasPrinted_isTheOperators() throws IOException, InterruptedException {
    assertThat(server.get("/v1/keys", operator).statusCode()).isEqualTo(200);
  }

  @Test
  void keyThatWasMade_isGoodAtItsVenuesAlone() throws IOException, InterruptedException {
    String key = made("GATE", "[\"metro\"]").get("key").asString();
    assertThat(server.post("/v1/verify", key, "{\"text\":\"x\",\"venue\":\"metro\"}").statusCode())
        .isEqualTo(200);
    assertThat(server.post("/v1/verify", key, "{\"text\":\"x\",\"venue\":\"bus\"}").body())
        .contains("venue-not-yours");
  }

  @Test
  void keyThatWasMade_isToldOnce() throws IOException, InterruptedException {
    JsonNode key = made("GATE", "[\"*\"]");
    String secret = key.get("key").asString().substring(17);
    assertThat(server.get("/v1/keys", operator).body())
        .contains(key.get("id").asString())
        .doesNotContain(secret);
  }

  @Test
  void keyThatWasMade_isNowhereInTheDataFolder() throws IOException, InterruptedException {
    String secret = made("STAFF", "[\"*\"]").get("key").asString().substring(17);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(secret)
            .doesNotContain(operator.substring(17));
      }
    }
  }

  @Test
  void keyThatIsRotated_staysGoodForTheTimeStated() throws IOException, InterruptedException {
    JsonNode old = made("GATE", "[\"bus\"]");
    JsonNode next = json(rotate(old, "{}"));
    assertThat(status(next.get("key").asString())).isEqualTo(200);
    assertThat(status(old.get("key").asString())).isEqualTo(200);
    assertThat(next.get("venues").toString()).isEqualTo("[\"bus\"]");
  }

  @Test
  void keyThatIsRotatedWithoutAnOverlap_isOver() throws IOException, InterruptedException {
    JsonNode old = made("GATE", "[\"bus\"]");
    assertThat(rotate(old, "{\"keepHours\":0}").statusCode()).isEqualTo(201);
    assertThat(status(old.get("key").asString())).isEqualTo(401);
  }

  @Test
  void overlapThatIsTooLong_isABadRequest() throws IOException, InterruptedException {
    JsonNode key = made("GATE", "[\"bus\"]");
    assertThat(rotate(key, "{\"keepHours\":720}").statusCode()).isEqualTo(201);
    assertThat(rotate(key, "{\"keepHours\":721}").statusCode()).isEqualTo(400);
    assertThat(rotate(key, "{\"keepHours\":-1}").statusCode()).isEqualTo(400);
  }

  @Test
  void keyThatIsRevoked_isOverAtOnce() throws IOException, InterruptedException {
    JsonNode key = made("GATE", "[\"bus\"]");
    assertThat(delete(key).statusCode()).isEqualTo(200);
    assertThat(status(key.get("key").asString())).isEqualTo(401);
    assertThat(delete(key).body()).contains("key-unknown");
  }

  @Test
  void lastOperatorKey_cannotBeRevoked() throws IOException, InterruptedException {
    String id = operator.substring(4, 16);
    HttpResponse<String> refused = server.send(server.request("/v1/keys/" + id, operator).DELETE());
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("last-operator");
    assertThat(server.get("/v1/keys", operator).statusCode()).isEqualTo(200);
  }

  @Test
  void acts_areInTheAuditWithWhoDidThem() throws IOException, InterruptedException {
    JsonNode key = made("GATE", "[\"bus\"]");
    delete(key);
    JsonNode last = json(server.get("/v1/audit", operator)).get(0);
    assertThat(last.get("act").asString()).isEqualTo("key-revoked");
    assertThat(last.get("about").asString()).isEqualTo(key.get("id").asString() + " 东门 1");
    assertThat(last.get("byId").asString()).isEqualTo(operator.substring(4, 16));
    assertThat(last.get("byName").asString()).isEqualTo("first");
  }

  @Test
  void whatIsNoKey_isABadRequest() throws IOException, InterruptedException {
    for (String body :
        new String[] {
          "{}",
          "{\"name\":\"a\",\"role\":\"GATE\"}",
          "{\"name\":\"a\",\"role\":\"GATE\",\"venues\":[]}",
          "{\"name\":\"a\",\"role\":\"GATE\",\"venues\":[\"no-such\"]}",
          "{\"name\":\"a\",\"role\":\"OPERATOR\",\"venues\":[\"bus\"]}",
          "{\"name\":\"a\\u000ab\",\"role\":\"GATE\",\"venues\":[\"*\"]}",
          "{\"name\":\"a\",\"role\":\"ROOT\",\"venues\":[\"*\"]}",
          "{\"name\":\"a\",\"role\":\"GATE\",\"venues\":[\"*\"],\"expires\":\"2020-01-01T00:00:00Z\"}",
          "{\"name\":\"a\",\"role\":\"GATE\",\"venues\":[\"*\"],\"certificate\":\"x\"}",
        }) {
      assertThat(server.post("/v1/keys", operator, body).statusCode()).as(body).isEqualTo(400);
    }
  }

  @Test
  void cookieOfThePage_actsFromThePageAlone() throws IOException, InterruptedException {
    String body = "{\"text\":\"x\",\"venue\":\"bus\"}";
    String key = made("STAFF", "[\"*\"]").get("key").asString();
    String own = "http://" + server.uri("/").getAuthority();
    assertThat(cookie(key, body, "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
    assertThat(cookie(key, body, "Origin", own)).isEqualTo(200);
    assertThat(cookie(key, body, "Origin", "http://evil.example")).isEqualTo(403);
    assertThat(cookie(key, body, "Origin", "null")).isEqualTo(403);
    assertThat(cookie(key, body, "Sec-Fetch-Site", "same-site")).isEqualTo(403);
    assertThat(cookie(key, body, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
    assertThat(cookie(key, body, "X-Nothing", "to say")).isEqualTo(403);
  }

  private static int cookie(String key, String body, String header, String value)
      throws IOException, InterruptedException {
    return server
        .send(
            HttpRequest.newBuilder(server.uri("/v1/verify"))
                .header("Cookie", "youdai-key=" + key)
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(BodyPublishers.ofString(body)))
        .statusCode();
  }

  @Test
  void cookieOfThePage_readsButNotForAnotherSite() throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri("/v1/keys")).header("Cookie", "youdai-key=" + operator);
    assertThat(server.send(request).statusCode()).isEqualTo(200);
    assertThat(server.send(request.copy().header("Sec-Fetch-Site", "cross-site")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void copyOnTheDisk_isForItsOwnerAlone() throws IOException {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("data/keys.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void keyThatAnotherInstanceRevoked_isOverWithinSeconds()
      throws IOException, InterruptedException {
    JsonNode key = made("GATE", "[\"bus\"]");
    server
        .context()
        .getBean(JdbcClient.class)
        .sql("update access_key set revoked = current_timestamp where id = :id")
        .param("id", key.get("id").asString())
        .update();
    long end = System.nanoTime() + 10_000_000_000L;
    while (status(key.get("key").asString()) != 401 && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    assertThat(status(key.get("key").asString())).isEqualTo(401);
  }
}
