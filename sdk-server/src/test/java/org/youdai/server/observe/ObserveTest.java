package org.youdai.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.journal.FolderJournal;
import org.youdai.server.TestServer;
import org.youdai.server.access.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ObserveTest {
  private static final Path DASHBOARD = Path.of("../docs/grafana-dashboard.json");
  private static final Path DOCUMENT = Path.of("../docs/server-security.md");
  private static final Pattern METRIC =
      Pattern.compile("\\b(youdai|http_server|jvm|process|hikaricp)_[a-z_]+\\b");

  @TempDir private static Path folder;
  private static TestServer server;
  private static String operator;
  private static String code;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = TestServer.start(folder);
    operator = server.key(Role.OPERATOR);
    code = server.issue(65).reveal();
    for (int i = 0; i < 2; i++) {
      server.post(
          "/v1/verify",
          server.key(Role.GATE),
          "{\"text\":\"" + code + "\",\"venue\":\"bus\",\"gate\":\"east-7\"}");
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String scrape() throws IOException, InterruptedException {
    HttpResponse<String> response = server.get("/actuator/prometheus", operator);
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private static HttpResponse<String> open(String path) throws IOException, InterruptedException {
    return server.send(HttpRequest.newBuilder(server.uri(path)));
  }

  @Test
  void decisions_areCountedByVenueOutcomeAndReason() throws IOException, InterruptedException {
    assertThat(scrape())
        .containsPattern(
            "youdai_decisions_total\\{application=\"[^\"]*\",outcome=\"ADMIT\",reason=\"YD-000\",venue=\"bus\"\\} 1.0|"
                + "youdai_decisions_total\\{outcome=\"ADMIT\",reason=\"YD-[0-9]+\",venue=\"bus\"\\} 1.0")
        .containsPattern("youdai_decisions_total\\{outcome=\"ASSIST\",reason=\"YD-[0-9]+\",venue")
        .containsPattern("youdai_decision_seconds_bucket\\{outcome=\"ADMIT\",le=\"0.1");
  }

  @Test
  void metrics_nameNoGateNoKeyAndNoCode() throws IOException, InterruptedException {
    server.get("/v1/venues/zq-probe?x=zq-query", operator);
    assertThat(scrape())
        .doesNotContain("east-7", "zq-probe", "zq-query", operator.substring(17), code);
  }

  private static Set<String> metricsIn(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(java.util.regex.MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> expressions(JsonNode node) {
    Set<String> found = new TreeSet<>();
    node.findValuesAsString("expr").forEach(found::add);
    node.findValuesAsString("definition").forEach(found::add);
    return found;
  }

  @Test
  void everyMetricOfTheDashboard_isInAScrape() throws IOException, InterruptedException {
    Set<String> expressions =
        expressions(JsonMapper.shared().readTree(Files.readString(DASHBOARD)));
    assertThat(expressions).hasSizeGreaterThan(8);
    for (String expression : expressions) {
      assertThat(metricsIn(expression)).as(expression).isNotEmpty();
    }
    assertThat(samples()).containsAll(metricsIn(String.join("\n", expressions)));
  }

  @Test
  void everyMetricOfTheDocument_isInAScrape() throws IOException, InterruptedException {
    Matcher table =
        Pattern.compile("(?m)^\\| `(youdai_[a-z_]+)").matcher(Files.readString(DOCUMENT));
    Set<String> named =
        table.results().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
    Set<String> ours =
        samples().stream()
            .filter(name -> name.startsWith("youdai_"))
            .map(name -> name.replaceFirst("_(bucket|count|sum|max)$", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).isEqualTo(ours);
  }

  private static Set<String> samples() throws IOException, InterruptedException {
    return scrape()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void probes_areForEveryoneAndSayOneWord() throws IOException, InterruptedException {
    for (String path : List.of("/livez", "/readyz")) {
      HttpResponse<String> response = open(path);
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      assertThat(response.body()).isEqualTo("{\"status\":\"UP\"}");
    }
  }

  @Test
  void health_tellsTheOperatorTheParts() throws IOException, InterruptedException {
    assertThat(server.get("/actuator/health", operator).body())
        .contains("\"lists\"", "\"journal\"", "\"database\"", "\"guard\"", "FRESH");
    assertThat(open("/actuator/health").statusCode()).isEqualTo(401);
  }

  @Test
  void serverWithoutLists_isAliveAndNotReady(@TempDir Path other)
      throws IOException, InterruptedException {
    Path nowhere = other.resolve("nowhere");
    try (TestServer bare =
        TestServer.start(
            other,
            java.util.Map.of(
                "youdai.lists", nowhere, "youdai.root", nowhere.resolve("root.json")))) {
      assertThat(bare.send(HttpRequest.newBuilder(bare.uri("/livez"))).statusCode()).isEqualTo(200);
      assertThat(bare.send(HttpRequest.newBuilder(bare.uri("/readyz"))).statusCode())
          .isEqualTo(503);
      bare.context().getBean(FolderJournal.class).close();
      assertThat(bare.send(HttpRequest.newBuilder(bare.uri("/livez"))).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void serverThatRecordsNothing_isNotReady(@TempDir Path other)
      throws IOException, InterruptedException {
    try (TestServer full = TestServer.start(other)) {
      assertThat(full.send(HttpRequest.newBuilder(full.uri("/readyz"))).statusCode())
          .isEqualTo(200);
      full.context().getBean(FolderJournal.class).close();
      assertThat(full.send(HttpRequest.newBuilder(full.uri("/readyz"))).statusCode())
          .isEqualTo(503);
    }
  }

  @Test
  void serverWithoutItsDatabase_isReadyAndTellsTheOperator(@TempDir Path other)
      throws IOException, InterruptedException {
    try (TestServer cut = TestServer.start(other)) {
      String key = cut.key(Role.OPERATOR);
      cut.restart(
          java.util.Map.of("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/youdai"));
      assertThat(cut.send(HttpRequest.newBuilder(cut.uri("/readyz"))).statusCode()).isEqualTo(200);
      HttpResponse<String> health = cut.get("/actuator/health", key);
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).contains("\"status\":\"DEGRADED\"");
      assertThat(
              cut.post("/v1/keys", key, "{\"name\":\"a\",\"role\":\"GATE\",\"venues\":[\"*\"]}")
                  .body())
          .contains("unavailable");
    }
  }
}
