package org.youdai;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where signed files come from, by the names of {@code docs/formats.md} §7. Nothing that comes from
 * here is believed before its signatures are checked.
 */
public interface ListSource {
  /**
   * Returns a file; empty if the source says that there is none.
   *
   * @param name for example {@code manifest.json} or {@code lists/0.cwt}
   * @param atMost how many bytes the reader takes. Of a larger file the first {@code atMost + 1}
   *     come, so that the reader sees that it is too large, and the rest is never fetched
   * @throws IOException if the source cannot be asked
   */
  Optional<byte[]> read(String name, int atMost) throws IOException;

  /** Is told how many more files an update is about to ask for, so that it can show progress. */
  default void expect(int files) {}

  /** Returns a source over files in memory, by their names. */
  static ListSource of(Map<String, byte[]> files) {
    Map<String, byte[]> copies = new LinkedHashMap<>();
    files.forEach((name, bytes) -> copies.put(name, bytes.clone()));
    return (name, atMost) -> Optional.ofNullable(copies.get(name)).map(byte[]::clone);
  }
}
