package org.youdai.server.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links within the repository lead somewhere. Those that leave it are not followed. */
final class LinksTest {
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

  private static Optional<String> fault(Document document, String target) {
    if (target.matches("(https?|mailto):.*")) {
      return URI.create(target).getHost() == null && target.startsWith("http")
          ? Optional.of("no address")
          : Optional.empty();
    }
    int hash = target.indexOf('#');
    String name = URLDecoder.decode(hash < 0 ? target : target.substring(0, hash), UTF_8);
    String anchor = hash < 0 ? "" : URLDecoder.decode(target.substring(hash + 1), UTF_8);
    Path file = document.file();
    if (!name.isEmpty()) {
      file = document.file().resolveSibling(name).normalize();
      if (file.startsWith("..") || !Files.exists(Document.ROOT.resolve(file))) {
        return Optional.of("no such file");
      }
    }
    boolean isThere = anchor.isEmpty() || Document.read(file).anchors().contains(anchor);
    return isThere ? Optional.empty() : Optional.of("no such heading");
  }

  @Test
  void everyLink_leadsToAFileAndAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    int followed = 0;
    for (Document document : Document.all()) {
      for (String target : document.targets()) {
        fault(document, target)
            .ifPresent(fault -> broken.add(document.file() + ": " + target + ": " + fault));
        followed++;
      }
    }
    assertThat(broken).isEmpty();
    assertThat(followed).isGreaterThan(150);
  }

  @Test
  void linkToNothing_isFound() {
    Document document =
        Document.markdown(
            Path.of("docs/formats.md"),
            "[a](nowhere.md) ![b](images/none.png) [c](design.md#nothing) [d](#here)\n\n# Here");
    assertThat(document.targets().stream().map(target -> fault(document, target)))
        .containsExactly(
            Optional.of("no such file"),
            Optional.of("no such file"),
            Optional.of("no such heading"),
            Optional.of("no such heading"));
  }

  /** A document that names a test as its proof names one that there is. */
  @Test
  void everyTestThatIsNamed_isThere() throws IOException {
    Map<String, String> tests = new HashMap<>();
    try (Stream<Path> files = Files.walk(Document.ROOT)) {
      for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        tests.merge(name, Files.readString(file), String::concat);
      }
    }
    List<String> missing = new ArrayList<>();
    Path reasons = Path.of("src/test/resources/org/youdai/server/documents/not-run.txt");
    Pattern.compile("\\b[A-Z]\\w*Test\\b")
        .matcher(Files.readString(reasons))
        .results()
        .filter(named -> !tests.containsKey(named.group()))
        .forEach(named -> missing.add(reasons + ": " + named.group()));
    for (Document document : Document.all()) {
      if (document.file().toString().endsWith(".md")) {
        String text = Files.readString(Document.ROOT.resolve(document.file()));
        NAMED
            .matcher(text)
            .results()
            .filter(named -> !isThere(tests, named.group(1), named.group(2)))
            .forEach(named -> missing.add(document.file() + ": " + named.group()));
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean isThere(Map<String, String> tests, String type, String method) {
    String source = tests.getOrDefault(type, "");
    return !source.isEmpty() && (method == null || source.contains(" " + method + "("));
  }
}
