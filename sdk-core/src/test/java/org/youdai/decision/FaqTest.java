package org.youdai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code docs/faq.md} is {@code docs/faq.json}, for people. */
final class FaqTest {
  private static final GeneratedDocument PAGE = new GeneratedDocument("faq.md", FaqTest.class);

  private static final Map<String, String> READERS = readers();

  private static Map<String, String> readers() {
    Map<String, String> readers = new LinkedHashMap<>();
    readers.put("passenger", "老人和家人 / Elders and relatives");
    readers.put("staff", "工作人员 / Staff");
    readers.put("operator", "经营者 / Operators");
    readers.put("developer", "开发者 / Developers");
    return readers;
  }

  private static JsonNode json() throws IOException {
    return new ObjectMapper()
        .readTree(new GeneratedDocument("faq.json", FaqTest.class).file().toFile());
  }

  private static String page() throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            # 常见问题 / Questions

            由 [faq.json](faq.json) 生成，热线和网页可以直接用它；请改 JSON，再运行下面的命令。
            Made from [faq.json](faq.json), which call centres and web pages can use as it is; change that, then run:

            ```sh
            """);
    text.append(PAGE.command()).append("\n```\n");
    for (Map.Entry<String, String> reader : READERS.entrySet()) {
      text.append("\n## ").append(reader.getValue()).append('\n');
      for (JsonNode each : json()) {
        if (each.path("for").asText().equals(reader.getKey())) {
          text.append("\n<a id=\"").append(each.path("id").asText()).append("\"></a>");
          text.append("**").append(each.at("/zh/question").asText()).append("**\n");
          text.append(each.at("/zh/answer").asText()).append(reasons(each)).append("\n\n");
          text.append("*").append(each.at("/en/question").asText()).append("*\n");
          text.append(each.at("/en/answer").asText()).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static String reasons(JsonNode entry) {
    List<String> links = new ArrayList<>();
    entry
        .path("reasons")
        .forEach(
            code -> links.add("[" + code.asText() + "](reason-codes.md#" + code.asText() + ")"));
    return links.isEmpty() ? "" : "（" + String.join("、", links) + "）";
  }

  @Test
  void page_isTheGeneratedOne() throws IOException {
    PAGE.requireIs(page());
  }

  @Test
  void everyQuestion_isWholeAndNamedOnce() throws IOException {
    Set<String> codes = new HashSet<>();
    Arrays.stream(Reason.values()).map(Reason::code).forEach(codes::add);
    Set<String> ids = new HashSet<>();
    for (JsonNode each : json()) {
      String id = each.path("id").asText();
      assertThat(id).matches("[a-z][a-z-]+");
      assertThat(ids.add(id)).as(id).isTrue();
      assertThat(READERS).as(id).containsKey(each.path("for").asText());
      for (String place : List.of("/zh/question", "/zh/answer", "/en/question", "/en/answer")) {
        assertThat(each.at(place).asText()).as(id + place).isNotBlank();
      }
      each.path("reasons").forEach(code -> assertThat(codes).as(id).contains(code.asText()));
    }
  }
}
