package org.youdai.journal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * A gate that writes decisions and uploads them at the same time until it is killed, and says on
 * its standard output what is on the disk. Arguments: the folder, the address of the receiver, a
 * seed.
 */
final class CrashingJournal {
  /** It has opened the journal; the number of the last line follows. */
  static final String STARTED = "started";

  /**
   * These are on the disk: the number of the last line, then ids, each with the first letter of its
   * kind.
   */
  static final String KEPT = "kept";

  /** Several segments an update, and several batches: so that every step is met. */
  static final FolderJournal.Options OPTIONS =
      FolderJournal.Options.STANDARD
          .withBytes(8 << 10, 64 << 10)
          .withKept(Duration.ZERO)
          .withBatch(20);

  private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);
  private static final Duration LONG = Duration.ofSeconds(30);

  private CrashingJournal() {}

  /** Ends only if something is wrong. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Random random = new Random(Long.parseLong(args[2]));
    Entries entries = new Entries(random.nextLong());
    FolderJournal journal =
        FolderJournal.open(Path.of(args[0]), OPTIONS, Clock.systemUTC(), new SecureRandom());
    say(STARTED + " " + journal.health().durable());
    Thread uploading = new Thread(() -> uploadFor(journal, URI.create(args[1])));
    uploading.setDaemon(true);
    uploading.start();
    while (true) {
      List<JournalEntry> some = entries.some(1 + random.nextInt(30), Instant.now());
      StringBuilder ids = new StringBuilder();
      for (JournalEntry entry : some) {
        if (!journal.append(entry)) {
          throw new IllegalStateException("not taken: " + journal.health());
        }
        ids.append(' ')
            .append(entry.decision().id())
            .append(entry instanceof JournalEntry.Annulled ? 'a' : 'd');
      }
      if (!journal.flush(LONG)) {
        throw new IllegalStateException("not written: " + journal.health());
      }
      say(KEPT + " " + journal.health().durable() + ids);
      Thread.sleep(random.nextInt(4));
    }
  }

  /** A receiver that loses its reply is asked again at once. */
  private static void uploadFor(FolderJournal journal, URI address) {
    HttpSink sink = HttpSink.of(address, HttpSink.Options.STANDARD);
    while (true) {
      try {
        journal.uploadNext(sink);
        Thread.sleep(1);
      } catch (IOException notAcknowledged) {
        Thread.onSpinWait();
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
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
}
