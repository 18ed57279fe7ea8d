package org.youdai.feed;

import java.io.IOException;
import java.util.List;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.trust.Ratchet;

/** Where a device keeps its lists over a restart ({@code docs/formats.md} §9). */
public interface ListStore extends AutoCloseable {
  /** Returns what was kept, the newest first; each is checked like anything from outside. */
  List<ListSource> generations() throws IOException;

  /** Returns what must not go back; {@link Ratchet#NONE} if nothing was ever kept. */
  Ratchet ratchet() throws IOException;

  /**
   * Takes the store for writing, until it is closed.
   *
   * @return false if another process has it
   */
  boolean lock() throws IOException;

  /**
   * Keeps a snapshot and its ratchet. When this returns, both are there after a power cut as well;
   * when it throws, what was kept before is.
   */
  void save(Snapshot snapshot) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * Returns a store that forgets everything when the process ends: for tests and short commands.
   */
  static ListStore inMemory() {
    return new MemoryStore();
  }
}
