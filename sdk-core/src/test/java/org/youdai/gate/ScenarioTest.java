package org.youdai.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens at a gate, as data. */
final class ScenarioTest {
  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void scenario_goesAsItsScriptSays(Scenario scenario, @TempDir Path store) {
    assertThat(ScenarioRun.play(scenario, store)).as(scenario.title()).isEmpty();
  }

  @Test
  void thereAreSixtyAtLeast_eachWithATitleAndAnExpectationOfItsOwn() {
    Set<String> titles = new HashSet<>();
    for (Scenario scenario : Scenario.all()) {
      assertThat(titles.add(scenario.title())).as(scenario.title()).isTrue();
      assertThat(scenario.lines())
          .as(scenario.title())
          .anyMatch(line -> line.words().contains("->") || line.words().contains("passengers"));
    }
    assertThat(titles).hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void scriptThatExpectsSomethingElse_fails(@TempDir Path store) {
    Scenario wrong =
        new Scenario(
            "wrong",
            List.of(
                line("card A 65"),
                line("+0s sync -> UPDATED"),
                line("+0s scan A -> CHARGE"),
                line("+0s scan A -> ADMIT"),
                line("+0s annul 1 -> UNKNOWN"),
                line("+0s journal decided 2")));
    assertThat(ScenarioRun.play(wrong, store)).hasSize(4);
  }

  private static Scenario.Line line(String text) {
    return new Scenario.Line("here", List.of(text.split(" ")));
  }
}
