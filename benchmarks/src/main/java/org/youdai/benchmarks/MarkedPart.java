package org.youdai.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a document that a program writes, between two comments.
 *
 * @param begin the comment before it
 * @param end the comment after it
 */
record MarkedPart(Path page, String begin, String end) {
  /**
   * Writes the part anew.
   *
   * @throws IOException if the page has no such place
   */
  void write(String part) throws IOException {
    String text = Files.readString(page);
    int start = text.indexOf(begin);
    int stop = text.indexOf(end, Math.max(start, 0));
    if (start < 0 || stop < 0) {
      throw new IOException(page + " has no place for what stands after " + begin);
    }
    Files.writeString(
        page, text.substring(0, start) + begin + "\n\n" + part + "\n" + text.substring(stop));
  }
}
