package org.youdai.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

final class WordsTest {
  private static final Pattern USED =
      Pattern.compile("data-(?:t|label)=\"([^\"]+)\"|\\bt\\('([^']+)'");
  private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

  private static String file(String name) throws IOException {
    try (InputStream in = WordsTest.class.getResourceAsStream("shell/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, String> words(String language) throws IOException {
    return JsonMapper.shared()
        .readValue(file(language + ".json"), new TypeReference<Map<String, String>>() {});
  }

  @Test
  void bothLanguages_haveTheSameTexts() throws IOException {
    assertThat(words("zh").keySet()).isEqualTo(words("en").keySet());
  }

  @Test
  void everyTextThatIsUsed_isThere() throws IOException {
    Set<String> used = new TreeSet<>();
    for (String name :
        new String[] {"index.html", "page.js", "decision.js", "today.js", "words.js"}) {
      USED.matcher(file(name))
          .results()
          .flatMap((MatchResult found) -> Stream.of(found.group(1), found.group(2)))
          .filter(Objects::nonNull)
          .forEach(used::add);
    }
    assertThat(used).hasSizeGreaterThan(80);
    assertThat(words("en").keySet()).containsAll(used);
  }

  @Test
  void scripts_holdNoTextsOfTheirOwn() throws IOException {
    String scripts =
        Stream.of("page.js", "decision.js", "today.js", "camera.js", "sound.js", "wedge.js")
            .map(
                name -> {
                  try {
                    return file(name);
                  } catch (IOException unreadable) {
                    throw new java.io.UncheckedIOException(unreadable);
                  }
                })
            .collect(Collectors.joining());
    assertThat(CHINESE.matcher(scripts).find()).isFalse();
    assertThat(scripts).doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(");
  }
}
