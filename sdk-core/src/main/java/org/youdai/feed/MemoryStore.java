package org.youdai.feed;

import java.util.List;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.trust.Ratchet;

/** Keeps nothing: the feed itself has the snapshot while the process lives. */
final class MemoryStore implements ListStore {
  @Override
  public List<ListSource> generations() {
    return List.of();
  }

  @Override
  public Ratchet ratchet() {
    return Ratchet.NONE;
  }

  @Override
  public boolean lock() {
    return true;
  }

  @Override
  public void save(Snapshot snapshot) {}

  @Override
  public void close() {}
}
