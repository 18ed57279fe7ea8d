package org.youdai.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The segments of a journal by their names; each is named by the number of its first line. */
final class SegmentFolder {
  private static final String PREFIX = "journal-";
  private static final String SUFFIX = ".jsonl";
  private static final int DIGITS = 16;

  private SegmentFolder() {}

  static Path path(Path folder, long first) {
    return folder.resolve(PREFIX + String.format(Locale.ROOT, "%0" + DIGITS + "d", first) + SUFFIX);
  }

  /** Returns the segments by the numbers of their first lines, ascending. */
  static NavigableMap<Long, Path> list(Path folder) throws IOException {
    NavigableMap<Long, Path> segments = new TreeMap<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (Path path : paths) {
        String name = path.getFileName().toString();
        String number = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
        if (number.length() == DIGITS && number.chars().allMatch(c -> c >= '0' && c <= '9')) {
          segments.put(Long.parseLong(number), path);
        }
      }
    }
    return segments;
  }

  /**
   * Makes the names in a folder last. Where a folder cannot be opened (Windows), they do anyway.
   */
  static void force(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException notOpenedHere) {
      return;
    }
    try {
      channel.force(true);
    } finally {
      channel.close();
    }
  }
}
