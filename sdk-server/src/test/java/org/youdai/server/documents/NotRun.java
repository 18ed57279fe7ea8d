package org.youdai.server.documents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands in documents and is not tried, each with its reason: {@code not-run.txt}. Safe for
 * use by several threads.
 */
final class NotRun {
  /** A document or the folder of several, the beginning of a command or a kind of block. */
  private record Entry(String place, String what, String reason) {}

  /** Stands in an entry for all commands of its documents. */
  static final String COMMANDS = "commands";

  private final List<Entry> entries;
  private final Set<Entry> used = ConcurrentHashMap.newKeySet();

  private NotRun(List<Entry> entries) {
    this.entries = entries;
  }

  static NotRun read() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(NotRun.class.getResourceAsStream("not-run.txt")),
                StandardCharsets.UTF_8))) {
      return new NotRun(
          lines
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> line.split(" \\| ", 3))
              .map(part -> new Entry(part[0].strip(), part[1].strip(), part[2].strip()))
              .toList());
    }
  }

  /** Returns whether a command of a document is one of them. */
  boolean covers(Path document, String what) {
    for (Entry entry : entries) {
      if ((entry.place().equals("*") || document.startsWith(entry.place()))
          && (what.equals(entry.what()) || what.startsWith(entry.what() + " "))) {
        used.add(entry);
        return true;
      }
    }
    return false;
  }

  /** Returns the entries that nothing in any document needs. */
  Set<String> unused() {
    Set<String> left = new TreeSet<>();
    entries.stream().filter(entry -> !used.contains(entry)).map(Entry::toString).forEach(left::add);
    return left;
  }
}
