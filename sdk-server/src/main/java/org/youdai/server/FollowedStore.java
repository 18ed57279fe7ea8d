package org.youdai.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.feed.FolderStore;
import org.youdai.feed.ListStore;
import org.youdai.trust.Ratchet;

/**
 * The store that another program keeps in a folder, from when on there is one: it is read and never
 * written, and never locked. A feed over it goes by what that program keeps. While there is none,
 * the feed goes by its source and keeps nothing.
 */
final class FollowedStore implements ListStore {
  private final Path folder;
  private final FolderStore store;

  private FollowedStore(Path folder) {
    this.folder = folder;
    this.store = FolderStore.of(folder);
  }

  static FollowedStore in(Path folder) {
    return new FollowedStore(folder);
  }

  @Override
  public List<ListSource> generations() throws IOException {
    return FolderStore.isIn(folder) ? store.generations() : List.of();
  }

  @Override
  public Ratchet ratchet() throws IOException {
    return store.ratchet();
  }

  @Override
  public boolean lock() {
    return !FolderStore.isIn(folder);
  }

  @Override
  public void save(Snapshot snapshot) {
    // It is not this program's store.
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
