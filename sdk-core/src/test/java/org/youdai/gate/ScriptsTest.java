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
final class ScriptsTest {
  static List<Script> scripts() {
    return Script.all();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void script_goesAsItSays(Script script, @TempDir Path store) {
    assertThat(ScriptRun.play(script, store)).as(script.title()).isEmpty();
  }

  @Test
  void thereAreSixtyAtLeast_eachWithATitleAndAnExpectationOfItsOwn() {
    Set<String> titles = new HashSet<>();
    for (Script script : Script.all()) {
      assertThat(titles.add(script.title())).as(script.title()).isTrue();
      assertThat(script.lines())
          .as(script.title())
          .anyMatch(line -> line.words().contains("->") || line.words().contains("passengers"));
    }
    assertThat(titles).hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void scriptThatExpectsSomethingElse_fails(@TempDir Path store) {
    Script wrong =
        new Script(
            "wrong",
            List.of(
                line("card A 65"),
                line("+0s sync -> UPDATED"),
                line("+0s scan A -> CHARGE"),
                line("+0s scan A -> ADMIT"),
                line("+0s annul 1 -> UNKNOWN"),
                line("+0s journal decided 2")));
    assertThat(ScriptRun.play(wrong, store)).hasSize(4);
  }

  private static Script.Line line(String text) {
    return new Script.Line("here", List.of(text.split(" ")));
  }
}
