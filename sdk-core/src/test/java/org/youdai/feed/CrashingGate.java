package org.youdai.feed;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.trust.Ratchet;

/**
 * A gate that takes one publication after the other until it is killed, and says each step on its
 * standard output before it goes on. Arguments: the publications and the store.
 */
final class CrashingGate {
  /** It serves what it found: the number, a problem or -, and the verdicts. */
  static final String STARTED = "started";

  /** It begins to write to its store. */
  static final String SAVING = "saving";

  /** What has this number is kept. */
  static final String KEPT = "kept";

  /** There are no more publications. */
  static final String AT_END = "end";

  private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private CrashingGate() {}

  /** Ends only if something is wrong, or with its standard input. */
  public static void main(String[] args) throws IOException {
    CrashPublications publications = CrashPublications.in(Path.of(args[0]));
    ListStore store = new ToldStore(FolderStore.of(Path.of(args[1])));
    try (SnapshotFeed feed = publications.open(store)) {
      int number = publications.numberOf(feed.get());
      String problem = feed.health().problem().map(p -> p.reason().name()).orElse("-");
      say(STARTED + " " + number + " " + problem + " " + publications.verdicts(feed.get()));
      while (number < publications.count()) {
        number++;
        SnapshotFeed.Update update = feed.updateFrom(publications.source(number));
        if (update.result() != SnapshotFeed.Result.UPDATED || update.problem().isPresent()) {
          throw new IllegalStateException(number + ": " + update);
        }
        say(KEPT + " " + number);
      }
      say(AT_END);
      System.in.read();
    }
  }

  /** Writes a line in one piece, past every buffer. */
  private static void say(String line) {
    try {
      OUT.write((line + '\n').getBytes(StandardCharsets.UTF_8));
    } catch (IOException nobodyListens) {
      throw new UncheckedIOException(nobodyListens);
    }
  }

  /** A store that says when it is written to. */
  private record ToldStore(FolderStore store) implements ListStore {
    @Override
    public List<ListSource> generations() throws IOException {
      return store.generations();
    }

    @Override
    public Ratchet ratchet() throws IOException {
      return store.ratchet();
    }

    @Override
    public boolean lock() throws IOException {
      return store.lock();
    }

    @Override
    public void save(Snapshot snapshot) throws IOException {
      say(SAVING);
      store.save(snapshot);
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }
}
