package org.youdai.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

final class ProblemTest {
  private static ResourceBundle words(Locale locale) {
    return ResourceBundle.getBundle(
        "org.youdai.server.problem.problems",
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  @Test
  void everyProblem_hasItsWordsInBothLanguagesAndThereAreNoOthers() {
    TreeSet<String> expected =
        Arrays.stream(Problem.values())
            .flatMap(each -> Stream.of(each.code() + ".title", each.code() + ".detail"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(new TreeSet<>(words(Locale.CHINESE).keySet())).isEqualTo(expected);
    assertThat(new TreeSet<>(words(Locale.ENGLISH).keySet())).isEqualTo(expected);
  }

  @Test
  void document_namesWhatItIsAbout() {
    ProblemDetail document =
        new Problems(JsonMapper.shared()).document(Problem.VENUE_UNKNOWN, "zoo");
    assertThat(document.getStatus()).isEqualTo(404);
    assertThat(document.getDetail()).contains("zoo");
    assertThat(document.getProperties()).containsEntry("code", "venue-unknown");
    assertThat(document.getProperties().get("detailZh").toString())
        .contains("zoo", "GET /v1/venues");
  }
}
