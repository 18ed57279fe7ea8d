package org.youdai.decision;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file in {@code docs} that a test writes, or compares with what it would write. */
record GeneratedDocument(String name, Class<?> test) {
  private static final Path DOCS =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("docs");

  /** Returns the command that writes it anew. */
  String command() {
    return "mvn -pl sdk-core test -Dtest=" + test.getSimpleName() + " -Ddocs.update=true";
  }

  Path file() {
    return DOCS.resolve(name);
  }

  void requireIs(String generated) throws IOException {
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(file(), generated);
      return;
    }
    String document = Files.exists(file()) ? Files.readString(file()) : "";
    if (!document.equals(generated)) {
      fail(
          "docs/"
              + name
              + " is not what it is made from (- only in the document, + only in its sources):\n"
              + difference(document, generated)
              + "\nIf the change is meant, rewrite the document and look at its diff:\n  "
              + command());
    }
  }

  /** The lines that only one of the two has. */
  private static String difference(String document, String generated) {
    List<String> out = new ArrayList<>();
    List<String> before = document.lines().toList();
    List<String> now = generated.lines().toList();
    before.stream().filter(line -> !now.contains(line)).forEach(line -> out.add("- " + line));
    now.stream().filter(line -> !before.contains(line)).forEach(line -> out.add("+ " + line));
    return out.isEmpty() ? "only the order or the line ends differ" : String.join("\n", out);
  }
}
