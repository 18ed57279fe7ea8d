package org.youdai.samples.sportsvenue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the desk says and understands, against the server's description of its API. */
final class DescriptionTest {
  private static final Map<Class<?>, String> TYPES =
      Map.of(String.class, "string", int.class, "integer", boolean.class, "boolean");

  private static JsonNode description;

  @BeforeAll
  static void read() throws IOException {
    description = new ObjectMapper().readTree(Path.of("../../docs/openapi.json").toFile());
  }

  private static JsonNode schema(Class<?> record, String name) {
    JsonNode schema = description.at("/components/schemas/" + name);
    List<String> faults = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      JsonNode property = schema.at("/properties/" + component.getName());
      String type = TYPES.getOrDefault(component.getType(), "");
      boolean fits =
          type.isEmpty()
              ? property
                  .path("$ref")
                  .asText()
                  .equals("#/components/schemas/" + component.getType().getSimpleName())
              : property.path("type").asText().equals(type);
      if (!fits) {
        faults.add(name + "." + component.getName() + ": " + property);
      }
    }
    assertThat(faults).isEmpty();
    return schema;
  }

  private static void assertAsked(String path, String schema) {
    JsonNode operation = description.path("paths").path(path).path("post");
    assertThat(
            operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .at("/schema/$ref")
                .asText())
        .isEqualTo("#/components/schemas/" + schema);
  }

  private static void assertAnswered(String path, String schema) {
    JsonNode content = description.path("paths").path(path).at("/post/responses/200/content");
    assertThat(content.findValuesAsText("$ref")).contains("#/components/schemas/" + schema);
  }

  /** Whether everything that has to be there is, under the names of the description. */
  private static void assertComplete(JsonNode schema, Object request) throws IOException {
    JsonNode json = new ObjectMapper().readTree(Server.json(request));
    for (JsonNode required : schema.path("required")) {
      assertThat(json.has(required.asText())).as(required.asText()).isTrue();
    }
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      assertThat(schema.path("properties").fieldNames()).toIterable().contains(names.next());
    }
  }

  @Test
  void scan_isWhatTheServerTakes() throws IOException {
    assertAsked("/v1/verify", "Text");
    assertComplete(
        schema(Server.Scan.class, "Text"), new Server.Scan("YD1:", "city-pool", "desk", "id"));
  }

  @Test
  void verdict_isWhatTheServerAnswers() {
    assertAnswered("/v1/verify", "Verdict");
    JsonNode verdict = schema(Server.Verdict.class, "Verdict");
    schema(Server.Prompt.class, "Prompt");
    assertThat(verdict.at("/properties/outcome/enum"))
        .extracting(JsonNode::asText)
        .containsExactly("ADMIT", "CHARGE", "RETRY", "ASSIST");
  }

  @Test
  void question_isWhatTheServerTakesAndAnswers() throws IOException {
    assertAsked("/v1/policy/explain", "Question");
    assertAnswered("/v1/policy/explain", "Explanation");
    assertComplete(
        schema(Server.Question.class, "Question"),
        new Server.Question("city-pool", 60, "2026-11-23T00:00:00Z"));
    schema(Server.Explanation.class, "Explanation");
  }
}
