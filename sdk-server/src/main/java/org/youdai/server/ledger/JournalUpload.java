package org.youdai.server.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.journal.FolderJournal;
import org.youdai.journal.JournalSink;
import org.youdai.server.problem.ProblemException;

/**
 * Brings what this server itself decides from its journal into the ledger, all the time and once
 * more at the end. Nothing is lost while the database is away: the journal stays on the disk.
 */
final class JournalUpload implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalUpload.class);

  /**
   * Seldom and much at once: each look at new lines reads their segment from its beginning, and the
   * database's disk holds up the journal's for a moment.
   */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** It rests so many times as long as it worked, so that a rush of decisions comes first. */
  private static final int REST = 3;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration ENDING = Duration.ofSeconds(5);

  private final FolderJournal journal;
  private final Intake intake;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "youdai-upload");

  private JournalUpload(FolderJournal journal, Intake intake) {
    this.journal = journal;
    this.intake = intake;
  }

  static JournalUpload start(FolderJournal journal, Intake intake) {
    JournalUpload upload = new JournalUpload(journal, intake);
    upload.thread.setDaemon(true);
    upload.thread.start();
    return upload;
  }

  private void run() {
    try {
      Duration pause = PAUSE;
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = next(pause);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Uploads what is there, and returns how long to wait: twice as long after each failure. */
  private Duration next(Duration pause) {
    try {
      long start = System.nanoTime();
      boolean isBehind = journal.uploadNext(this::take).left() > 0;
      return isBehind ? Duration.ofNanos(REST * (System.nanoTime() - start)) : PAUSE;
    } catch (IOException | RuntimeException failed) {
      LOG.debug("the journal stays where it is", failed);
      Duration longer = PAUSE.plus(pause.multipliedBy(2));
      return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
  }

  private void take(JournalSink.Batch batch) throws IOException {
    List<Line> lines = new ArrayList<>(batch.lines().size());
    for (String text : batch.lines()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      lines.add(
          Line.parse(bytes, 0, bytes.length)
              .orElseThrow(() -> new IOException("a line of the server's own that is none")));
    }
    try {
      intake.take(batch.journal(), lines);
    } catch (ProblemException away) {
      throw new IOException(away);
    } catch (RuntimeException bug) {
      LOG.error("the ledger does not take the server's own journal", bug);
      throw bug;
    }
  }

  /** Uploads what is left, for as long as the end of the server can wait. */
  @Override
  public void close() {
    closed.countDown();
    long end = System.nanoTime() + ENDING.toNanos();
    try {
      thread.join(ENDING.toMillis());
      journal.flush(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      long sent = 1;
      while (sent > 0 && System.nanoTime() < end) {
        sent = journal.uploadNext(this::take).sent();
      }
    } catch (IOException away) {
      LOG.info(
          "{} lines of the journal are not in the database yet; the next start brings them",
          journal.health().notUploaded());
      LOG.debug("why", away);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
