package org.youdai.android.station;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.youdai.gate.Device;
import org.youdai.journal.FolderJournal;
import org.youdai.journal.Journal;
import org.youdai.journal.JournalEntry;
import org.youdai.journal.JournalSink;

/**
 * The journal of a station. While its folder is another process's, or there is no room to begin it,
 * nothing is recorded and every passage says so; each upload tries again to open it.
 */
final class Recorder implements Journal, AutoCloseable {
  /** How long an upload waits for what was decided just now. */
  private static final Duration FLUSH = Duration.ofSeconds(2);

  private final Path folder;
  private final Device device;
  private final Optional<? extends JournalSink> sink;
  private volatile Optional<FolderJournal> journal = Optional.empty();
  private volatile Optional<String> problem = Optional.empty();
  private volatile Optional<String> uploadProblem = Optional.empty();
  private volatile boolean isClosed;

  Recorder(Path folder, Device device, Optional<? extends JournalSink> sink) {
    this.folder = folder;
    this.device = device;
    this.sink = sink;
    begin();
  }

  private void begin() {
    try {
      journal =
          Optional.of(
              FolderJournal.open(
                  folder, FolderJournal.Options.STANDARD, device.clock(), device.random()));
      problem = Optional.empty();
      if (isClosed) {
        close(); // an upload that was running meanwhile has opened it once more
      }
    } catch (IOException notOpened) {
      problem = Optional.of(notOpened.toString());
    }
  }

  @Override
  public boolean append(JournalEntry entry) {
    Optional<FolderJournal> opened = journal;
    return opened.isPresent() && opened.get().append(entry);
  }

  @Override
  public int waiting() {
    return journal.map(FolderJournal::waiting).orElse(0);
  }

  /** Uploads what there is; one at a time, since a sink is no more than one thread's. */
  synchronized void upload() {
    if (!journal.isPresent()) {
      begin();
    }
    if (!journal.isPresent() || !sink.isPresent()) {
      return;
    }
    try {
      journal.get().flush(FLUSH);
      journal.get().upload(sink.get());
      uploadProblem = Optional.empty();
    } catch (IOException notAcknowledged) {
      uploadProblem = Optional.of(notAcknowledged.toString());
    }
  }

  Station.Recording recording() {
    return new Station.Recording(journal.map(FolderJournal::health), problem, uploadProblem);
  }

  @Override
  public void close() throws IOException {
    isClosed = true;
    if (journal.isPresent()) {
      journal.get().close();
    }
  }
}
