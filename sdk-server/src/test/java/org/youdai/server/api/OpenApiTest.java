package org.youdai.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.youdai.server.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API's description against its golden copy. {@code -Dopenapi.update=true} writes a new one,
 * unless a client of the old one would break; {@code -Dopenapi.breaking=true} lets that be.
 */
final class OpenApiTest {
  private static final Path GOLDEN = Path.of("../docs/openapi.json");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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

  private static String described() throws IOException, InterruptedException {
    return JSON.writeValueAsString(JSON.readTree(server.get("/v1/openapi.json", "").body())) + "\n";
  }

  private static Optional<String> whatBreaks(String before, String after) {
    ChangedOpenApi changed = OpenApiCompare.fromContents(before, after);
    if (changed.isCompatible()) {
      return Optional.empty();
    }
    return Optional.of(changed.toString());
  }

  @Test
  void description_isTheGoldenOne() throws IOException, InterruptedException {
    String now = described();
    if (Boolean.getBoolean("openapi.update")) {
      if (Files.exists(GOLDEN) && !Boolean.getBoolean("openapi.breaking")) {
        assertThat(whatBreaks(Files.readString(GOLDEN), now)).as("a client would break").isEmpty();
      }
      Files.writeString(GOLDEN, now);
    }
    assertThat(now)
        .as("docs/openapi.json; -Dopenapi.update=true writes it")
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void memberThatDisappears_breaksAClient() throws IOException, InterruptedException {
    String now = described();
    assertThat(now).contains("\"outcome\"", "/v1/verify/batch");
    assertThat(whatBreaks(now, now)).isEmpty();
    assertThat(whatBreaks(now, now.replace("\"outcome\"", "\"result\""))).isPresent();
    assertThat(whatBreaks(now, now.replace("/v1/verify/batch", "/v1/verify/many"))).isPresent();
  }

  @Test
  void everyOperation_saysWhatItDoesInBothLanguagesAndWhatProblemsLookLike()
      throws IOException, InterruptedException {
    JsonNode paths = JSON.readTree(described()).get("paths");
    assertThat(paths.size()).isGreaterThanOrEqualTo(8);
    for (JsonNode path : paths) {
      for (JsonNode operation : path) {
        assertThat(operation.get("summary").asString()).contains(" / ");
        assertThat(operation.get("responses").propertyNames()).contains("default");
      }
    }
    for (String example : List.of("YD1:", "venue-unknown", "\"example\" : \"ADMIT\"")) {
      assertThat(described()).contains(example);
    }
  }
}
