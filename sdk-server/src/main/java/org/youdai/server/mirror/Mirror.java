package org.youdai.server.mirror;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.feed.BundleSource;
import org.youdai.trust.TrustAnchor;

/**
 * Passes on what an authority publishes, whole and only once it is verified: signatures, numbers
 * that do not go back, and every list against the manifest. What serves is kept in a bundle file,
 * so that a station goes on after a power cut. Safe for use by several threads.
 */
public final class Mirror {
  private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
  private static final String BUNDLE = "lists.ydb";
  private static final int LARGEST = 2 << 20;

  /** So many deltas are offered; a gate that needs an older one takes the lists instead. */
  private static final int MOST_DELTAS = 64;

  private final TrustAnchor anchor;
  private final Path folder;
  private final Map<String, byte[]> deltas = new LinkedHashMap<>();
  private volatile Serving serving = new Serving(Snapshot.neverSynced(), ListSource.of(Map.of()));

  private Mirror(TrustAnchor anchor, Path folder) {
    this.anchor = anchor;
    this.folder = folder;
  }

  /** What serves, and from where its files come. */
  private record Serving(Snapshot lists, ListSource files) {}

  /** Opens the mirror in {@code folder}, which need not exist, with what it has kept. */
  static Mirror open(TrustAnchor anchor, Path folder) {
    Mirror mirror = new Mirror(anchor, folder);
    Path kept = folder.resolve(BUNDLE);
    if (Files.isRegularFile(kept)) {
      try {
        BundleSource bundle = BundleSource.open(kept);
        if (Snapshot.read(anchor, bundle) instanceof Snapshot.Ready ready) {
          mirror.serving = new Serving(ready.snapshot(), bundle);
        } else {
          LOG.warn("mirror: {} is not right; nothing is served before the next lists come", kept);
        }
      } catch (IOException damaged) {
        LOG.warn("mirror: {} cannot be read: {}", kept, damaged.toString());
      }
    }
    return mirror;
  }

  /** Returns the version of the manifest that serves; 0 if there is none. */
  public long version() {
    return serving.lists().manifestVersion();
  }

  /**
   * Takes what {@code source} has, if it is newer and all of it is right; what is not leaves what
   * serves as it is.
   *
   * @return what came of it
   */
  synchronized Snapshot.Reading take(ListSource source) throws IOException {
    Serving before = serving;
    Map<String, byte[]> seen = new LinkedHashMap<>();
    Snapshot.Reading reading = before.lists().next(anchor, recording(source, seen));
    if (!(reading instanceof Snapshot.Ready ready) || ready.snapshot() == before.lists()) {
      return reading;
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    Snapshot.Reading whole = Snapshot.read(anchor, recording(source, files));
    if (!(whole instanceof Snapshot.Ready all)) {
      return whole;
    }
    if (all.snapshot().manifestVersion() != ready.snapshot().manifestVersion()) {
      return reading; // a publication came in between: the next round takes it
    }
    offerDeltas(seen);
    // The numbers that must not go back are those of the chain, not of a reading from nothing.
    serving = new Serving(ready.snapshot(), ListSource.of(files));
    keep();
    LOG.info("mirror: version {} serves", version());
    return reading;
  }

  private static ListSource recording(ListSource source, Map<String, byte[]> seen) {
    return (name, atMost) -> {
      Optional<byte[]> file = source.read(name, atMost);
      file.ifPresent(bytes -> seen.put(name, bytes));
      return file;
    };
  }

  /** A delta is known to be right by its outcome: not if the lists were read after it. */
  private void offerDeltas(Map<String, byte[]> seen) {
    if (seen.keySet().stream()
        .anyMatch(name -> Published.of(name).equals(Optional.of(Published.LIST)))) {
      return;
    }
    synchronized (deltas) {
      seen.forEach(
          (name, bytes) -> {
            if (Published.of(name).equals(Optional.of(Published.DELTA))) {
              deltas.put(name, bytes);
            }
          });
      while (deltas.size() > MOST_DELTAS) {
        deltas.remove(deltas.keySet().iterator().next());
      }
    }
  }

  /** What cannot be kept serves all the same: fresh revocations count for more. */
  private void keep() {
    Path temporary = folder.resolve(BUNDLE + ".tmp");
    try {
      ByteArrayOutputStream bundle = new ByteArrayOutputStream();
      BundleSource.export(anchor, serving.files(), bundle);
      Files.createDirectories(folder);
      try (FileChannel file = FileChannel.open(temporary, CREATE, TRUNCATE_EXISTING, WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bundle.toByteArray());
        while (rest.hasRemaining()) {
          file.write(rest);
        }
        file.force(true);
      }
      Files.move(temporary, folder.resolve(BUNDLE), ATOMIC_MOVE, REPLACE_EXISTING);
    } catch (IOException fullDisk) {
      LOG.warn("mirror: the lists serve but cannot be kept in {}: {}", folder, fullDisk.toString());
    }
  }

  /**
   * Returns a file as it was published; empty if there is none of that name.
   *
   * @param name one of those that {@link Published} knows
   */
  Optional<byte[]> read(String name) throws IOException {
    synchronized (deltas) {
      byte[] delta = deltas.get(name);
      if (delta != null) {
        return Optional.of(delta);
      }
    }
    return serving.files().read(name, LARGEST);
  }
}
