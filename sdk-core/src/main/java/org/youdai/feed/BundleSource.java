package org.youdai.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.Bundle;
import org.youdai.internal.lists.RootDocument;
import org.youdai.trust.TrustAnchor;

/**
 * A bundle file {@code *.ydb} ({@code docs/formats.md} §7): everything that a gate needs, for a USB
 * stick. What is in it is signed, so that an update from it runs the same checks as any other.
 */
public final class BundleSource implements ListSource {
  private final ListSource files;
  private final Path file;

  private BundleSource(ListSource files, Path file) {
    this.files = files;
    this.file = file;
  }

  /**
   * Opens a bundle.
   *
   * @throws IOException if the file cannot be read, or is no bundle; the message says where
   */
  public static BundleSource open(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new BundleSource(ListSource.of(Bundle.read(Capped.read(in, Bundle.LARGEST))), file);
    } catch (Rejection rejection) {
      throw new IOException(file + ": " + rejection.reason() + " " + rejection.where(), rejection);
    }
  }

  /**
   * Writes the bundle of what {@code source} publishes, if all of it is good. Its roots go back as
   * far as the source has them, so that gates with an older pinned root can follow.
   *
   * @return what came of reading the source; only if it is ready has anything been written
   * @throws IOException if the bundle cannot be written
   */
  public static Snapshot.Reading export(TrustAnchor anchor, ListSource source, OutputStream out)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    ListSource recorder =
        new ListSource() {
          @Override
          public Optional<byte[]> read(String name, int atMost) throws IOException {
            Optional<byte[]> file = source.read(name, atMost);
            file.ifPresent(bytes -> files.put(name, bytes));
            return file;
          }

          @Override
          public void expect(int more) {
            source.expect(more);
          }
        };
    Snapshot.Reading reading = Snapshot.read(anchor, recorder);
    if (reading instanceof Snapshot.Ready ready) {
      long newest = ready.snapshot().ratchet().root();
      files.put("root/" + newest + ".json", ready.snapshot().newestRoot(anchor));
      for (long version = newest - 1;
          version > 0 && files.size() < Bundle.MOST_ENTRIES;
          version--) {
        if (!recorder.read("root/" + version + ".json", RootDocument.LARGEST).isPresent()) {
          break;
        }
      }
      out.write(Bundle.write(files));
    }
    return reading;
  }

  @Override
  public Optional<byte[]> read(String name, int atMost) throws IOException {
    return files.read(name, atMost);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
