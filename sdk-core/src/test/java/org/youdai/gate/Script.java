package org.youdai.gate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A script of what happens at a gate, and of what is expected. Its language stands in {@code
 * scripts/README.md}.
 *
 * @param title what it is about
 * @param lines its lines, each with its place in the file
 */
record Script(String title, List<Line> lines) {
  /** The files, in the order in which they are best read. */
  static final List<String> FILES =
      List.of(
          "dispatch",
          "debounce",
          "reuse",
          "live",
          "annul",
          "venues",
          "documents",
          "lists",
          "clock",
          "keys",
          "guards",
          "journal",
          "days");

  /** A line of a script: a file, a number, and the words of the line. */
  record Line(String place, List<String> words) {}

  /** Returns every script there is. */
  static List<Script> all() {
    List<Script> scripts = new ArrayList<>();
    for (String file : FILES) {
      scripts.addAll(read(file + ".txt"));
    }
    return scripts;
  }

  private static List<Script> read(String file) {
    List<Script> scripts = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(Script.class.getResourceAsStream("scripts/" + file), file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        number++;
        if (text.startsWith("== ")) {
          scripts.add(new Script(file + ": " + text.substring(3), new ArrayList<>()));
        } else if (!text.isBlank() && !text.startsWith("#")) {
          scripts
              .get(scripts.size() - 1)
              .lines()
              .add(new Line(file + ":" + number, List.of(text.trim().split("\\s+"))));
        }
      }
    } catch (IOException unreadable) {
      throw new IllegalStateException(file, unreadable);
    }
    return scripts;
  }
}
