package org.youdai.server.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds out which suite a file belongs to from its content, and runs it. */
public final class Vectors {
  private static final JsonMapper JSON = new JsonMapper();

  private final Tally tally;

  /** Makes a runner that counts into {@code tally}. */
  public Vectors(Tally tally) {
    this.tally = tally;
  }

  /**
   * Returns the files below {@code path} that may hold vectors, sorted.
   *
   * @throws IOException if it is not there or cannot be read
   */
  public static List<Path> files(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .toList();
    }
  }

  /** Runs one file; {@code name} stands for it in the case ids. */
  public void run(String name, Path file) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (JacksonException notJson) {
      tally.expect(name, false, "not a JSON file");
      return;
    }
    try {
      run(name, root);
    } catch (IllegalArgumentException notEncoded) {
      // Hex or base64 that is none, in a place where the layout has it: the file is at fault.
      tally.skip(name, "a field of the case is not encoded as its layout says");
    }
  }

  private void run(String name, JsonNode root) throws IOException {
    if (root.has("TESTCTX")) {
      new CovidCertificates(tally).run(name, root);
    } else if (root.has("testGroups")) {
      new Wycheproof(tally).run(name, root);
    } else if (root.has("lists")) {
      new StatusLists(tally).run(name, root);
    } else if (root.has("input") && root.has("output")) {
      new CoseExamples(tally).run(name, root);
    } else {
      tally.skip(name, "a layout that is none of those known here");
    }
  }
}
