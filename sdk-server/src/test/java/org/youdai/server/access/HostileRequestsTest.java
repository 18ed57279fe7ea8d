package org.youdai.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.youdai.server.TestServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * What someone sends who means harm: each is answered with a clear problem, nothing of it comes to
 * the log, and afterwards a genuine code is admitted as before.
 */
final class HostileRequestsTest {
  private static final String JSON = "application/json";
  private static final Duration SILENCE = Duration.ofSeconds(3);
  private static final String MARK = "zqxjkvbp"; // in every hostile text, and never in a log

  private static final List<String> INJECTIONS =
      List.of(
          "' or 1=1; drop table access_key; --" + MARK,
          "${jndi:ldap://127.0.0.1/" + MARK + "}",
          "{{7*7}}#{7*7}${7*7}<%=7*7%>" + MARK,
          "\r\nSet-Cookie: " + MARK + "=1",
          "\u0000\u001b[31m" + MARK,
          "../../../../etc/passwd/" + MARK,
          "<script>alert('" + MARK + "')</script>",
          "\",\"venue\":\"bus\",\"x\":\"" + MARK,
          "\u202e" + MARK,
          "%0d%0aX: " + MARK,
          "{0}{1,number}''" + MARK,
          "a".repeat(4000) + MARK);

  @TempDir private static Path folder;
  private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();
  private static TestServer server;
  private static String gate;
  private static String staff;
  private static String operator;

  @BeforeAll
  static void start() throws IOException {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    server =
        TestServer.start(
            folder,
            Map.of(
                "server.tomcat.connection-timeout",
                "1s",
                // So many are refused here that the limit of refusals would hide why.
                "youdai.server.access.failed.burst",
                10_000));
    LOG.start();
    root.addAppender(LOG);
    gate = server.key(Role.GATE, "bus");
    staff = server.key(Role.STAFF, "bus");
    operator = server.key(Role.OPERATOR);
  }

  @AfterAll
  static void stop() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(LOG);
    server.close();
  }

  @AfterEach
  void genuineCode_isAdmittedAllTheSameAndTheLogIsClean() throws IOException, InterruptedException {
    String text = server.issue(65).reveal();
    assertThat(verify(gate, text).body()).contains("\"outcome\":\"ADMIT\"");
    for (ILoggingEvent line : List.copyOf(LOG.list)) {
      String told = line.getFormattedMessage() + line.getThrowableProxy();
      assertThat(told).doesNotContain(MARK, text, "Apache Tomcat");
      for (String key : List.of(gate, staff, operator)) {
        assertThat(told).doesNotContain(key.substring(17));
      }
      assertThat(line.getLevel()).as(told).isNotEqualTo(Level.ERROR);
    }
  }

  private static HttpResponse<String> verify(String key, String text)
      throws IOException, InterruptedException {
    return server.post(
        "/v1/verify",
        key,
        JsonMapper.shared().writeValueAsString(Map.of("text", text, "venue", "bus")));
  }

  private static HttpResponse<String> send(
      String method, String path, String key, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body));
    return server.send(key.isEmpty() ? request : request.header("Authorization", "Bearer " + key));
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.body()).contains("\"code\":\"" + code + "\"").doesNotContain(MARK);
  }

  /** Sends bytes as they are, and returns what comes back until the server closes. */
  private static String raw(String request) throws IOException {
    return raw(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String raw(byte[]... parts) throws IOException {
    try (Socket socket = connect()) {
      for (byte[] part : parts) {
        socket.getOutputStream().write(part);
        socket.getOutputStream().flush();
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri("/").getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static String head(String line, String... headers) {
    return line
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer "
        + gate
        + "\r\n"
        + String.join("", Arrays.stream(headers).map(each -> each + "\r\n").toList())
        + "\r\n";
  }

  private static String status(String answer) {
    return answer.lines().findFirst().orElse("nothing");
  }

  @Test
  void requestWithoutAKey_isUnauthorizedWhereverThereIsAnything()
      throws IOException, InterruptedException {
    for (String path :
        List.of(
            "/v1/verify",
            "/v1/verify/picture",
            "/v1/verify/document",
            "/v1/verify/batch",
            "/v1/venues",
            "/v1/status",
            "/v1/keys",
            "/v1/audit",
            "/v1/reports/daily",
            "/v1/journal",
            "/v1/decisions/" + UUID.randomUUID(),
            "/v1/nothing",
            "/actuator",
            "/actuator/prometheus",
            "/actuator/env",
            "/actuator/heapdump",
            "/h2-console",
            "/swagger-ui.html",
            "/error",
            "/anything")) {
      assertProblem(send("GET", path, "", JSON, ""), 401, "no-key");
      assertProblem(send("POST", path, "", JSON, "{}"), 401, "no-key");
    }
  }

  @Test
  void keyThatIsNone_isUnauthorized() throws IOException, InterruptedException {
    String other = gate.substring(0, gate.length() - 4) + "AAAA";
    for (String key :
        List.of(
            "x",
            "ydk_",
            other,
            gate + "A",
            gate.toUpperCase(java.util.Locale.ROOT),
            "ydk_' or 1=1--",
            "null")) {
      assertProblem(verify(key, "x"), 401, "no-key");
    }
    HttpRequest.Builder basic =
        HttpRequest.newBuilder(server.uri("/v1/venues")).header("Authorization", "Basic " + gate);
    assertProblem(server.send(basic), 401, "no-key");
    assertProblem(
        server.send(HttpRequest.newBuilder(server.uri("/v1/venues?key=" + gate))), 401, "no-key");
  }

  @Test
  void roleThatIsTooLow_isForbidden() throws IOException, InterruptedException {
    for (String key : List.of(gate, staff)) {
      assertProblem(server.get("/v1/keys", key), 403, "not-allowed");
      assertProblem(server.get("/v1/audit", key), 403, "not-allowed");
      assertProblem(server.post("/v1/keys", key, "{}"), 403, "not-allowed");
      assertProblem(server.get("/actuator/prometheus", key), 403, "not-allowed");
      assertProblem(server.get("/anything", key), 403, "not-allowed");
    }
    assertProblem(server.get("/v1/reports/daily", gate), 403, "not-allowed");
    assertProblem(server.get("/v1/decisions/" + UUID.randomUUID(), gate), 403, "not-allowed");
  }

  @Test
  void keyOfAnotherVenue_isForbidden() throws IOException, InterruptedException {
    assertProblem(
        server.post("/v1/verify", gate, "{\"text\":\"x\",\"venue\":\"metro\"}"),
        403,
        "venue-not-yours");
    assertProblem(
        server.post("/v1/decisions/" + UUID.randomUUID() + "/annul", gate, "{\"venue\":\"metro\"}"),
        403,
        "venue-not-yours");
  }

  @Test
  void injections_areJustWrongTexts() throws IOException, InterruptedException {
    for (String text : INJECTIONS) {
      HttpResponse<String> decided = verify(gate, text);
      assertThat(decided.statusCode()).isEqualTo(200);
      assertThat(decided.body()).contains("\"outcome\":").doesNotContain(MARK, "\"ADMIT\"");
      for (String member : List.of("venue", "gate", "scan")) {
        Map<String, String> body = new java.util.HashMap<>(Map.of("text", "x", "venue", "bus"));
        body.put(member, text);
        HttpResponse<String> refused =
            server.post("/v1/verify", gate, JsonMapper.shared().writeValueAsString(body));
        assertThat(refused.statusCode()).as(member + " " + text).isBetween(400, 404);
        assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
        if (!member.equals("venue")) { // the caller's own word, in JSON
          assertThat(refused.body()).doesNotContain(MARK);
        }
      }
      HttpResponse<String> name =
          server.post(
              "/v1/keys",
              operator,
              JsonMapper.shared()
                  .writeValueAsString(
                      Map.of("name", text, "role", "GATE", "venues", List.of("*"))));
      assertProblem(name, 400, "bad-request");
      HttpResponse<String> id =
          server.send(
              server
                  .request(
                      "/v1/keys/" + java.net.URLEncoder.encode(text, StandardCharsets.UTF_8),
                      operator)
                  .DELETE());
      assertThat(id.statusCode()).as(text).isIn(400, 404);
    }
    assertThat(server.get("/v1/keys", operator).body()).contains(gate.substring(4, 16));
  }

  @Test
  void malformedJson_isABadRequest() throws IOException, InterruptedException {
    String deep = "[".repeat(100_000);
    String members = "{\"venue\":\"bus\",\"text\":";
    for (String body :
        List.of(
            "",
            "{",
            "}",
            "[]",
            "\"x\"",
            "null",
            "{\"text\":}",
            "{'text':'x'}",
            "\u0000",
            "{\"text\":[\"" + MARK + "\"]}",
            "{\"text\":{\"a\":1}}",
            "{} {}x",
            members + "\"a\",\"text\":\"" + MARK + "\"}",
            members + "\"\\ud800" + MARK,
            members + "NaN}",
            members + "1" + "0".repeat(3000) + "}",
            "{\"venue\":\"bus\",\"scan\":1e999999999,\"text\":\"x\"}",
            deep.substring(0, 8000))) {
      HttpResponse<String> response = server.post("/v1/verify", gate, body);
      assertThat(response.statusCode()).as(body).isEqualTo(400);
      assertProblem(response, 400, "bad-request");
    }
    assertProblem(
        server.post("/v1/policy/explain", gate, "{\"venue\":" + deep), 400, "bad-request");
  }

  @Test
  void otherContentType_isNotTaken() throws IOException, InterruptedException {
    String body = "{\"text\":\"x\",\"venue\":\"bus\"}";
    for (String type :
        List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/x-java-serialized-object",
            "application/x-yaml",
            "image/svg+xml",
            "*/*")) {
      HttpResponse<String> response = send("POST", "/v1/verify", gate, type, body);
      assertThat(response.statusCode()).as(type).isEqualTo(415);
      assertProblem(response, 415, "wrong-type");
    }
    assertProblem(send("POST", "/v1/verify", gate, "no type", body), 415, "wrong-type");
    assertThat(
            send("POST", "/v1/verify", gate, "application/json;charset=utf-7", body).statusCode())
        .isIn(400, 415);
    assertThat(
            server
                .send(
                    server
                        .request("/v1/venues", gate)
                        .header("Accept", "application/x-java-serialized-object"))
                .statusCode())
        .isEqualTo(406);
  }

  @Test
  void compressedBody_isNotTaken() throws IOException, InterruptedException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      out.write(new byte[5_000_000]);
    }
    assertProblem(
        server.send(
            server
                .request("/v1/verify", gate)
                .header("Content-Type", JSON)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bomb.toByteArray()))),
        415,
        "wrong-type");
  }

  @Test
  void bodyThatIsTooLarge_isRefusedWhetherItSaysItsLengthOrNot()
      throws IOException, InterruptedException {
    byte[] large = ("{\"text\":\"" + "x".repeat(9000)).getBytes(StandardCharsets.US_ASCII);
    assertProblem(
        server.send(
            server
                .request("/v1/verify", gate)
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofByteArray(large))),
        413,
        "too-large");
    HttpRequest.BodyPublisher chunked =
        BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large));
    assertProblem(
        server.send(server.request("/v1/verify", gate).header("Content-Type", JSON).POST(chunked)),
        413,
        "too-large");
  }

  @Test
  void hugeBody_isRefusedBeforeItIsRead() throws IOException {
    for (String path :
        List.of(
            "/v1/verify",
            "/v1/verify/picture?venue=bus",
            "/v1/verify/batch",
            "/v1/policy/explain",
            "/v1/journal")) {
      String answer =
          raw(head("POST " + path, "Content-Type: " + JSON, "Content-Length: 9999999999"));
      assertThat(status(answer)).as(path).contains("413");
      assertThat(answer).contains("too-large");
    }
  }

  @Test
  void pictureThatUnpacksToGigabytes_isRefused() throws IOException, InterruptedException {
    byte[] bomb = png(60_000, 60_000, 200_000);
    HttpResponse<String> response =
        server.send(
            server
                .request("/v1/verify/picture?venue=bus", gate)
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(bomb)));
    assertProblem(response, 422, "bad-picture");
  }

  /** Returns a PNG that claims a size, with that many bytes of zeros in it. */
  private static byte[] png(int width, int height, int zeros) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteBuffer size = ByteBuffer.allocate(13).putInt(width).putInt(height);
    size.put(new byte[] {8, 0, 0, 0, 0});
    chunk(out, "IHDR", size.array());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(new byte[zeros]);
    }
    chunk(out, "IDAT", packed.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(OutputStream to, String type, byte[] content) throws IOException {
    DataOutputStream out = new DataOutputStream(to);
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) sum.getValue());
  }

  @Test
  void tricksWithPaths_reachNothing() throws IOException {
    for (String path :
        List.of(
            "/v1/..;/actuator/prometheus",
            "/v1/../actuator/prometheus",
            "//actuator/prometheus",
            "/actuator//prometheus",
            "/v1/%2e%2e/actuator/prometheus",
            "/actuator%2fprometheus",
            "/./actuator/prometheus",
            "/actuator/prometheus/",
            "/actuator/prometheus;a=b",
            "/actuator/prometheus.json",
            "/actuator/prometheus%00",
            "/ACTUATOR/prometheus",
            "/page/..%2factuator/prometheus",
            "/page/../actuator/prometheus",
            "/page/%2e%2e/actuator/prometheus",
            "/lists/..%5c..%5cdata%5ckeys.json",
            "/lists/../data/keys.json",
            "/lists/%2e%2e/data/keys.json",
            "/lists/%252e%252e/data/keys.json",
            "/page/....//....//etc/passwd",
            "/v1/keys/",
            "/v1/keys.json",
            "/v1/keys%20",
            "/v1//keys",
            "/v1/keys%0a",
            "/v1/keys\\..\\x",
            "/livez/../v1/keys",
            "/livez;/../v1/keys",
            "/v1/openapi.json/../keys",
            "/v1/openapi.json/..;/keys",
            "http://127.0.0.1/v1/keys",
            "*",
            "/v1/venues\u00ff")) {
      String answer = raw(head("GET " + path));
      assertThat(status(answer)).as(path).matches("HTTP/1.1 40[0134].*");
      assertThat(answer).as(path).doesNotContain("ydk_", "jvm_", "\"proof\"", "Tomcat", "	at ");
    }
  }

  @Test
  void otherMethods_areNotTaken() throws IOException, InterruptedException {
    for (String method :
        List.of("TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG", "get", "G\u00e9T")) {
      String answer = raw(head(method + " /v1/venues"));
      assertThat(status(answer)).as(method).matches("HTTP/1.1 (40[0135]|501).*");
      assertThat(answer).as(method).doesNotContain(gate.substring(17), "Tomcat");
    }
    assertProblem(send("PUT", "/v1/verify", gate, JSON, "{}"), 405, "method-not-allowed");
    assertProblem(send("DELETE", "/v1/verify", gate, JSON, "{}"), 405, "method-not-allowed");
    HttpRequest.Builder overridden =
        server
            .request("/v1/keys/" + gate.substring(4, 16), operator)
            .header("X-HTTP-Method-Override", "DELETE")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("_method=DELETE"));
    assertProblem(server.send(overridden), 405, "method-not-allowed");
  }

  @Test
  void headersThatContradictThemselves_areABadRequest() throws IOException {
    String smuggled = "GET /v1/keys HTTP/1.1\r\nHost: x\r\n\r\n";
    for (String request :
        List.of(
            head("POST /v1/verify", "Content-Length: 5", "Content-Length: 6") + "hello",
            head("POST /v1/verify", "Transfer-Encoding: xchunked") + smuggled,
            head("POST /v1/verify", "Transfer-Encoding: chunked", "Content-Type: " + JSON)
                + "zz\r\n",
            head("POST /v1/verify", "Content-Length: -1"),
            head("POST /v1/verify", "Content-Length: x"),
            head("GET /v1/venues", "Host: evil.example"),
            head("GET /v1/venues", "X-Bad\u0000Name: 1"),
            "GET /v1/venues HTTP/1.1\r\n\r\n",
            "GET /v1/venues HTTP/9.9\r\nHost: x\r\n\r\n",
            "GET\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n")) {
      String answer = raw(request);
      assertThat(status(answer)).as(request).matches("HTTP/1.1 (400|501|505).*");
      assertThat(answer).doesNotContain("Tomcat", "Exception", "	at ");
    }
  }

  @Test
  void headersThatAreTooLarge_areRefused() throws IOException {
    for (String header :
        List.of(
            "X: " + "a".repeat(20_000),
            "Cookie: " + "a=b; ".repeat(4_000),
            "X: y\r\n".repeat(3_000).strip())) {
      String answer = raw(head("GET /v1/venues", header));
      assertThat(status(answer)).contains("400");
      assertThat(answer).doesNotContain("Tomcat");
    }
    assertThat(status(raw(head("GET /v1/venues?" + "a".repeat(20_000))))).contains("400");
  }

  @Test
  void originOfAnotherSite_actsOnNothing() throws IOException, InterruptedException {
    for (String path : List.of("/page/login", "/page/logout", "/v1/verify", "/v1/keys")) {
      HttpRequest.Builder forged =
          HttpRequest.newBuilder(server.uri(path))
              .header("Cookie", "youdai-key=" + operator)
              .header("Origin", "https://evil.example")
              .header("Content-Type", JSON)
              .POST(BodyPublishers.ofString("{}"));
      assertProblem(server.send(forged), 403, "not-allowed");
    }
    HttpResponse<String> preflight =
        server.send(
            HttpRequest.newBuilder(server.uri("/v1/keys"))
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void everyAnswer_hasTheSecurityHeaders() throws IOException, InterruptedException {
    for (HttpResponse<String> response :
        List.of(
            server.get("/v1/venues", gate), server.get("/v1/venues", "x"),
            server.get("/v1/nothing", gate), server.get("/v1/keys", gate))) {
      assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
      assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
      assertThat(response.headers().firstValue("Cross-Origin-Opener-Policy"))
          .hasValue("same-origin");
      assertThat(response.headers().firstValue("Permissions-Policy").orElse(""))
          .contains("camera=(self)", "microphone=()");
      assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
      assertThat(response.headers().map()).doesNotContainKeys("server", "x-powered-by");
      assertThat(response.headers().map())
          .as("only over TLS")
          .doesNotContainKey("strict-transport-security");
    }
  }

  @Test
  void headThatNeverEnds_isCutOff() throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write("GET /v1/venues HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(status(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)))
          .doesNotContain("200");
    }
  }

  @Test
  void bodyThatStops_isToldToBeTooSlow() throws IOException {
    String answer =
        raw(head("POST /v1/verify", "Content-Type: " + JSON, "Content-Length: 100") + "{\"text\":");
    assertThat(status(answer)).contains("408");
    assertThat(answer).contains("too-slow", "太慢");
  }

  @Test
  void bodyThatBreaksOff_isForgotten() throws IOException, InterruptedException {
    for (int i = 0; i < 20; i++) {
      try (Socket socket = connect()) {
        socket.setSoLinger(true, 0); // ends with a reset
        socket
            .getOutputStream()
            .write(
                (head("POST /v1/verify", "Content-Type: " + JSON, "Content-Length: 100") + "{\"t")
                    .getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void unknownWithASlowBody_holdsNothingUp() throws IOException, InterruptedException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) { // more than there are threads
        Socket socket = connect();
        sockets.add(socket);
        socket
            .getOutputStream()
            .write(
                "POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"
                    .getBytes(StandardCharsets.US_ASCII));
      }
      long before = System.nanoTime();
      assertThat(verify(gate, "x").statusCode()).isEqualTo(200);
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before))
          .as("without waiting for them")
          .isLessThan(SILENCE.toMillis());
    } finally {
      close(sockets);
    }
  }

  @Test
  void unknownAtTheOpenDoorWithASlowBody_holdsNothingUp() throws IOException, InterruptedException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) { // more than there are threads
        Socket socket = connect();
        sockets.add(socket);
        socket
            .getOutputStream()
            .write(
                "POST /page/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
                    .getBytes(StandardCharsets.US_ASCII));
      }
      long before = System.nanoTime();
      assertThat(verify(gate, "x").statusCode()).isEqualTo(200);
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before))
          .as("without waiting for them")
          .isLessThan(SILENCE.toMillis());
    } finally {
      close(sockets);
    }
  }

  @Test
  void thousandIdleConnections_holdNothingUp() throws IOException, InterruptedException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        sockets.add(connect());
      }
      long before = System.nanoTime();
      assertThat(verify(gate, "x").statusCode()).isEqualTo(200);
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before)).isLessThan(5000);
    } finally {
      close(sockets);
    }
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
