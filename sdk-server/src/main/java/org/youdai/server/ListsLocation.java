package org.youdai.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.youdai.ListSource;
import org.youdai.feed.BundleSource;
import org.youdai.feed.FolderSource;
import org.youdai.feed.FolderStore;
import org.youdai.feed.HttpSource;
import org.youdai.feed.ListStore;

/** Where lists are, as a person writes it down. */
public sealed interface ListsLocation {
  /**
   * Returns what {@code text} names: a URL, a bundle file {@code *.ydb}, or else a folder.
   *
   * @throws IllegalArgumentException if it begins like a URL and is none
   */
  static ListsLocation of(String text) {
    if (text.regionMatches(true, 0, "http:", 0, 5) || text.regionMatches(true, 0, "https:", 0, 6)) {
      return new Web(URI.create(text));
    }
    Path path = Path.of(text);
    boolean isBundle = text.endsWith(".ydb") && !Files.isDirectory(path);
    return isBundle || Files.isRegularFile(path) ? new BundleFile(path) : new Folder(path);
  }

  /** Returns a source of what is there; nothing is asked for yet. */
  ListSource source(HttpSource.Options options);

  /** Returns the store for a feed that is given no other. */
  default ListStore store() {
    return ListStore.inMemory();
  }

  /** Returns whether a program keeps its lists there, so that nothing is published there. */
  default boolean isStore() {
    return false;
  }

  /** An {@code http} or {@code https} URL. */
  record Web(URI base) implements ListsLocation {
    /** Checks that files can be asked for below it. */
    public Web {
      HttpSource.of(base, System::nanoTime, HttpSource.Options.STANDARD);
    }

    @Override
    public ListSource source(HttpSource.Options options) {
      return HttpSource.of(base, System::nanoTime, options);
    }

    @Override
    public String toString() {
      return base.toString();
    }
  }

  /** A folder: what an authority publishes, or the store that a program keeps. */
  record Folder(Path path) implements ListsLocation {
    @Override
    public ListSource source(HttpSource.Options options) {
      return FolderSource.of(path);
    }

    @Override
    public ListStore store() {
      return FollowedStore.in(path);
    }

    @Override
    public boolean isStore() {
      return FolderStore.isIn(path);
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A bundle file. */
  record BundleFile(Path file) implements ListsLocation {
    @Override
    public ListSource source(HttpSource.Options options) {
      return new Rereading(file);
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** A bundle that is read again when its file has changed: another may have taken its place. */
  final class Rereading implements ListSource {
    private final Path file;
    private Optional<Opened> opened = Optional.empty();

    private Rereading(Path file) {
      this.file = file;
    }

    /** A bundle, and the file's state when it was read. */
    private record Opened(FileTime time, long size, BundleSource bundle) {}

    @Override
    public Optional<byte[]> read(String name, int atMost) throws IOException {
      FileTime time = Files.getLastModifiedTime(file);
      long size = Files.size(file);
      Optional<Opened> same = opened.filter(o -> o.time().equals(time) && o.size() == size);
      Opened now = same.isPresent() ? same.get() : new Opened(time, size, BundleSource.open(file));
      opened = Optional.of(now);
      return now.bundle().read(name, atMost);
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }
}
