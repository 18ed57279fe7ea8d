package org.youdai.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.youdai.SignedLists;
import org.youdai.Snapshot;
import org.youdai.decision.Reason;
import org.youdai.trust.TrustAnchor;

/**
 * Keeps the snapshot that verifiers go by, read from a folder of signed files: {@code
 * manifest.json}, {@code trust.json}, {@code policy.json}, {@code lists/<number>.cwt} (or {@code
 * .jwt}). Until a reading succeeds there is the {@linkplain Snapshot#neverSynced() empty} snapshot,
 * and after that a failed one changes nothing. Safe for use by several threads.
 */
public final class SnapshotFeed implements Supplier<Snapshot> {
  /** No file of a folder is read past this many bytes. */
  public static final int LARGEST_FILE = 2 * 1024 * 1024;

  /** No more status lists than this are read, for 64 million certificates, and no more roots. */
  public static final int MOST_FILES = 64;

  private final Path folder;
  private final TrustAnchor anchor;
  private volatile Snapshot current = Snapshot.neverSynced();

  private SnapshotFeed(Path folder, TrustAnchor anchor) {
    this.folder = folder;
    this.anchor = anchor;
  }

  /** Makes a feed that reads {@code folder}; call {@link #refresh()} to read it. */
  public static SnapshotFeed ofFolder(Path folder, TrustAnchor anchor) {
    return new SnapshotFeed(folder, anchor);
  }

  /** Returns the newest good snapshot. Never blocks. */
  @Override
  public Snapshot get() {
    return current;
  }

  /**
   * Reads the folder again. The snapshot is swapped if all of it is good.
   *
   * @return what was wrong; empty if nothing was
   */
  public Optional<Snapshot.Refused> refresh() {
    Snapshot.Reading reading = read();
    if (reading instanceof Snapshot.Ready ready) {
      current = ready.snapshot();
      return Optional.empty();
    }
    return Optional.of((Snapshot.Refused) reading);
  }

  private Snapshot.Reading read() {
    try {
      return current.next(
          anchor,
          SignedLists.of(
                  readFile(folder.resolve("manifest.json")),
                  readFile(folder.resolve("trust.json")),
                  readFile(folder.resolve("policy.json")),
                  readNumbered(folder.resolve("lists"), "*.{cwt,jwt}"))
              .withRoots(readRoots()));
    } catch (NoSuchFileException missing) {
      return new Snapshot.Refused(Reason.DOCUMENT_MISSING, missing.getFile());
    } catch (IOException unreadable) {
      return new Snapshot.Refused(Reason.DOCUMENT_MISSING, unreadable.toString());
    }
  }

  /** A folder that has never seen a rotation need not have these. */
  private Map<Long, byte[]> readRoots() throws IOException {
    Path roots = folder.resolve("root");
    return Files.isDirectory(roots) ? readNumbered(roots, "*.json") : Map.of();
  }

  private static Map<Long, byte[]> readNumbered(Path folder, String names) throws IOException {
    Map<Long, byte[]> numbered = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
      for (Path file : files) {
        numbered.put(number(file), readFile(file));
        if (numbered.size() > MOST_FILES) {
          throw new IOException(folder + " holds more than " + MOST_FILES + " files");
        }
      }
    }
    return numbered;
  }

  private static long number(Path file) throws IOException {
    String name = file.getFileName().toString();
    try {
      return Long.parseLong(name.substring(0, name.lastIndexOf('.')));
    } catch (NumberFormatException notANumber) {
      throw new IOException(file + " is not named after a number, like 0.cwt");
    }
  }

  private static byte[] readFile(Path file) throws IOException {
    byte[] bytes = new byte[8192];
    int length = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int more = 0; more >= 0; more = in.read(bytes, length, bytes.length - length)) {
        length += more;
        if (length > LARGEST_FILE) {
          throw new IOException(file + " is larger than " + LARGEST_FILE + " bytes");
        }
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * length);
        }
      }
    }
    return Arrays.copyOf(bytes, length);
  }
}
