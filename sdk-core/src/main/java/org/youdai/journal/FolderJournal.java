package org.youdai.journal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;

/**
 * A journal in a folder ({@code docs/formats.md} §10): lines in a chain of hashes, in segments that
 * are removed once they are uploaded and old. A thread of its own writes whatever is waiting in one
 * piece, so that {@link #append} costs a place in a queue. One process writes to a folder; {@link
 * #verify} and {@link #counts(Path)} read it meanwhile. Safe for use by several threads.
 */
public final class FolderJournal implements Journal, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderJournal.class);
  private static final String LOCK = ".lock";
  private static final String CURSOR = "uploaded";
  private static final int TRIES = 5;
  private static final int LARGEST_WRITE = 4096;

  /** While a disk comes and goes, that is told once in so long. */
  private static final Duration QUIET = Duration.ofMinutes(1);

  private static final Duration FIRST_RETRY = Duration.ofMillis(20);

  /** How often the thread looks whether something is to be written. */
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Path folder;
  private final Options options;
  private final Clock clock;
  private final FileChannel lockFile;
  private final SegmentWriter segments;
  private final Thread thread;

  private final Object uploading = new Object();
  private final TwinFile cursorFile;
  private final UUID id;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition progress = lock.newCondition();
  private final Deque<JournalEntry> queue = new ArrayDeque<>();
  private long accepted;
  private long settled;
  private long lost;
  private long uploaded;
  private long durable;
  private long bytes;
  private int segmentCount;
  private boolean isClosing;
  private boolean isEnded;
  private boolean isClosed;
  private boolean takesWrites = true;
  private Optional<Exception> problem = Optional.empty();
  private boolean isStopTold;
  private Optional<Instant> told = Optional.empty();

  private FolderJournal(
      Path folder,
      Options options,
      Clock clock,
      FileChannel lockFile,
      SegmentWriter segments,
      TwinFile cursorFile,
      Cursor cursor) {
    this.folder = folder;
    this.options = options;
    this.clock = clock;
    this.lockFile = lockFile;
    this.segments = segments;
    this.cursorFile = cursorFile;
    this.id = cursor.journal();
    this.uploaded = cursor.through();
    this.durable = segments.durable();
    this.bytes = segments.bytes();
    this.segmentCount = segments.segments();
    this.thread = new Thread(this::write, "youdai journal");
    thread.setDaemon(true); // a disk that hangs does not hold up the end of the process
  }

  /**
   * How much to keep, and how long.
   *
   * @param queue how many entries can wait for the disk, 1 to 1,000,000
   * @param segmentBytes from which size on a segment is ended, 1 KiB to 64 MiB
   * @param folderBytes above which size of all segments the oldest are removed, if uploaded
   * @param kept how long an uploaded segment stays after its last line was written, 0 or more
   * @param retry how long at most to wait before a failed writing is tried again, 20 ms to an hour
   * @param closing how long {@link FolderJournal#close} waits for the disk, 1 ms to an hour
   * @param batch how many lines are uploaded at once, 1 to 10,000
   */
  public record Options(
      int queue,
      int segmentBytes,
      long folderBytes,
      Duration kept,
      Duration retry,
      Duration closing,
      int batch) {
    /** 4,096 entries, segments of 1 MiB, 256 MiB in all, 30 days, 10 s, 5 s, 500 lines. */
    public static final Options STANDARD =
        new Options(
            4096,
            1 << 20,
            256L << 20,
            Duration.ofDays(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            500);

    /** Checks the bounds. */
    public Options {
      Duration hour = Duration.ofHours(1);
      boolean inBounds =
          queue >= 1
              && queue <= 1_000_000
              && segmentBytes >= 1 << 10
              && segmentBytes <= 1 << 26
              && folderBytes >= segmentBytes
              && !kept.isNegative()
              && kept.compareTo(Duration.ofDays(100_000)) <= 0
              && retry.compareTo(FIRST_RETRY) >= 0
              && retry.compareTo(hour) <= 0
              && closing.toMillis() >= 1
              && closing.compareTo(hour) <= 0
              && batch >= 1
              && batch <= 10_000;
      if (!inBounds) {
        throw new IllegalArgumentException("out of bounds");
      }
    }

    /** Returns these with another length of the queue. */
    public Options withQueue(int entries) {
      return new Options(entries, segmentBytes, folderBytes, kept, retry, closing, batch);
    }

    /** Returns these with other sizes: of a segment, and of all of them. */
    public Options withBytes(int ofSegment, long ofFolder) {
      return new Options(queue, ofSegment, ofFolder, kept, retry, closing, batch);
    }

    /** Returns these with another time for which uploaded segments stay. */
    public Options withKept(Duration time) {
      return new Options(queue, segmentBytes, folderBytes, time, retry, closing, batch);
    }

    /** Returns these with other limits of time: until a new try, and for closing. */
    public Options withLimits(Duration newRetry, Duration newClosing) {
      return new Options(queue, segmentBytes, folderBytes, kept, newRetry, newClosing, batch);
    }

    /** Returns these with another number of lines that are uploaded at once. */
    public Options withBatch(int lines) {
      return new Options(queue, segmentBytes, folderBytes, kept, retry, closing, lines);
    }
  }

  /** Up to which line the journal is uploaded, and what it is called there. */
  private record Cursor(UUID journal, long through) {
    byte[] toBytes() {
      return ("{\"journal\":\"" + journal + "\",\"through\":" + through + "}\n")
          .getBytes(StandardCharsets.UTF_8);
    }

    static Cursor parse(byte[] bytes) throws IOException {
      try {
        Json json = Json.parse(bytes);
        return new Cursor(
            UUID.fromString(json.get("journal").text()),
            json.get("through").integer(0, Long.MAX_VALUE));
      } catch (Rejection | IllegalArgumentException ofAnotherVersion) {
        throw new IOException("a cursor that this version does not know", ofAnotherVersion);
      }
    }
  }

  /**
   * How a journal is doing.
   *
   * @param queued how many entries wait for the disk
   * @param durable the number of the last line that is on the disk for certain; 0 if there is none
   * @param lost how many entries were not taken or could not be written, since the start
   * @param takesWrites whether the last writing went well; false also once it is closed
   * @param bytes the size of all segments
   * @param segments how many there are
   * @param notUploaded how many lines are on the disk and not uploaded
   * @param problem what the last failure was, if something is not as it should be
   */
  public record Health(
      int queued,
      long durable,
      long lost,
      boolean takesWrites,
      long bytes,
      int segments,
      long notUploaded,
      Optional<String> problem) {}

  /**
   * What an upload came to.
   *
   * @param sent how many lines were sent and acknowledged
   * @param left how many lines are still to be sent
   */
  public record Upload(long sent, long left) {}

  /**
   * Opens the journal in {@code folder}, which need not exist, and starts its thread. A torn last
   * line is cut off.
   *
   * @param random draws the keys of the pseudonyms: a {@code SecureRandom}
   * @throws IOException if the folder cannot be read or written, or another process writes to it
   */
  public static FolderJournal open(Path folder, Options options, Clock clock, Random random)
      throws IOException {
    Files.createDirectories(folder);
    FileChannel lockFile = lock(folder);
    try {
      TwinFile cursorFile = TwinFile.of(folder, CURSOR);
      Optional<byte[]> kept = cursorFile.read();
      Cursor cursor =
          kept.isPresent()
              ? Cursor.parse(kept.get())
              : new Cursor(new UUID(random.nextLong(), random.nextLong()), 0);
      if (!kept.isPresent()) {
        cursorFile.write(cursor.toBytes());
      }
      SegmentWriter segments =
          SegmentWriter.open(folder, options, clock, new Pseudonyms(random), cursor.through());
      FolderJournal journal =
          new FolderJournal(folder, options, clock, lockFile, segments, cursorFile, cursor);
      journal.thread.start();
      return journal;
    } catch (IOException | RuntimeException failed) {
      lockFile.close();
      throw failed;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new IOException(
          folder + ": another process writes this journal; stop it, or choose another folder");
    }
    return channel;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock held = channel.tryLock(); // goes when the channel is closed, or the process ends
      return held != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    }
  }

  /** Returns whether there is a journal in {@code folder}. */
  public static boolean isIn(Path folder) throws IOException {
    return Files.isDirectory(folder)
        && (TwinFile.of(folder, CURSOR).isThere() || !SegmentFolder.list(folder).isEmpty());
  }

  /**
   * Walks along the journal in {@code folder}, which may be written meanwhile, and changes nothing.
   */
  public static JournalReport verify(Path folder) throws IOException {
    return JournalReport.of(folder);
  }

  /** Returns the counts of the journal in {@code folder}, which may be written meanwhile. */
  public static Counts counts(Path folder) throws IOException {
    TwinFile kept = TwinFile.of(folder, Tally.NAME);
    for (int i = 0; i < TRIES; i++) {
      byte[] before = kept.read().orElse(new byte[0]);
      try {
        Counts counts = Tally.in(folder).counts();
        if (Arrays.equals(before, kept.read().orElse(new byte[0]))) {
          return counts;
        }
      } catch (NoSuchFileException removedMeanwhile) {
        LOG.debug("a segment was removed while it was to be counted", removedMeanwhile);
      }
    }
    throw new IOException(folder + ": written so fast that it cannot be counted; try again");
  }

  /**
   * {@inheritDoc}
   *
   * <p>While the disk takes nothing, entries still wait for it to come back, as many as the queue
   * holds.
   */
  @Override
  public boolean append(JournalEntry entry) {
    lock.lock();
    try {
      if (isClosing || isEnded || queue.size() >= options.queue()) {
        lost++;
        return false;
      }
      queue.addLast(entry);
      accepted++;
      if (2 * queue.size() >= options.queue()) {
        work.signal();
      }
      return takesWrites;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int waiting() {
    return health().queued();
  }

  /**
   * Waits until everything that was appended before is on the disk, or was counted as lost because
   * it cannot be written as a line.
   *
   * @return whether it is; false if the time was not enough, or if the thread was interrupted, and
   *     then it is so still
   */
  public boolean flush(Duration atMost) {
    lock.lock();
    try {
      work.signal();
      long target = accepted;
      long left = atMost.toNanos();
      while (settled < target && !isEnded && left > 0) {
        left = progress.awaitNanos(left);
      }
      return settled >= target;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    try {
      long pause = 0;
      List<JournalEntry> batch = await(pause);
      while (!batch.isEmpty()) {
        boolean isWritten = isWritten(batch);
        if (!isWritten && isClosing()) {
          return;
        }
        pause =
            isWritten
                ? 0
                : Math.min(options.retry().toNanos(), Math.max(FIRST_RETRY.toNanos(), 2 * pause));
        batch = await(pause);
      }
    } finally {
      end();
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return isClosing;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns what is waiting, which stays in the queue until it is on the disk: so the queue bounds
   * all that is in memory. Nothing only when the journal is being closed.
   */
  private List<JournalEntry> await(long pauseNanos) {
    lock.lock();
    try {
      long left = pauseNanos;
      while (left > 0 && !isClosing) {
        try {
          left = work.awaitNanos(left);
        } catch (InterruptedException notOurs) {
          left = 0; // it ends a pause, and nothing else
        }
      }
      // It looks again and again: to wake it would cost a gate more than the rest of an append.
      while (queue.isEmpty() && !isClosing) {
        try {
          left = work.awaitNanos(LOOK.toNanos());
        } catch (InterruptedException notOurs) {
          left = 0;
        }
      }
      List<JournalEntry> batch = new ArrayList<>(Math.min(queue.size(), LARGEST_WRITE));
      Iterator<JournalEntry> waiting = queue.iterator();
      while (waiting.hasNext() && batch.size() < LARGEST_WRITE) {
        batch.add(waiting.next());
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private boolean isWritten(List<JournalEntry> batch) {
    int unwritten;
    try {
      Thread.interrupted(); // an interrupted thread cannot write: its channels close
      unwritten = append(batch);
    } catch (IOException | RuntimeException failed) {
      stopped(failed);
      return false;
    }
    settle(batch.size(), unwritten, rotated());
    return true;
  }

  /** Returns what went wrong with it: lines are written all the same. */
  private Optional<Exception> rotated() {
    try {
      segments.rotate(uploaded());
      return Optional.empty();
    } catch (IOException | RuntimeException failed) {
      return Optional.of(failed);
    }
  }

  private int append(List<JournalEntry> batch) throws IOException {
    try {
      return segments.append(batch);
    } catch (IOException | RuntimeException failed) {
      if (hasMadeRoom(failed)) {
        return segments.append(batch);
      }
      throw failed;
    }
  }

  private boolean hasMadeRoom(Exception failure) {
    try {
      return segments.makesRoom(uploaded());
    } catch (IOException | RuntimeException further) {
      failure.addSuppressed(further);
      return false;
    }
  }

  private long uploaded() {
    lock.lock();
    try {
      return uploaded;
    } finally {
      lock.unlock();
    }
  }

  private void settle(int count, int unwritten, Optional<Exception> failure) {
    tellState(failure);
    boolean isBack;
    lock.lock();
    try {
      for (int i = 0; i < count; i++) {
        queue.removeFirst();
      }
      settled += count;
      lost += unwritten;
      durable = segments.durable();
      isBack = isStopTold;
      isStopTold = false;
      takesWrites = true;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
    if (isBack) { // not under the lock: a log may be on the same disk
      LOG.info("{}: the disk takes the journal again", folder);
    }
  }

  private void tellState(Optional<Exception> failure) {
    lock.lock();
    try {
      bytes = segments.bytes();
      segmentCount = segments.segments();
      problem = failure;
    } finally {
      lock.unlock();
    }
  }

  private void stopped(Exception failure) {
    tellState(Optional.of(failure));
    boolean isToTell;
    lock.lock();
    try {
      Instant now = clock.instant();
      boolean isQuiet =
          told.isPresent() && Duration.between(told.get(), now).abs().compareTo(QUIET) < 0;
      isToTell = takesWrites && !isQuiet;
      if (isToTell) {
        told = Optional.of(now);
        isStopTold = true;
      }
      takesWrites = false;
    } finally {
      lock.unlock();
    }
    if (isToTell) {
      LOG.warn("{}: the disk takes nothing of the journal", folder, failure);
    }
  }

  /** The folder is free for another process only when nothing more is written to it. */
  private void end() {
    try {
      closeFiles();
    } catch (IOException | RuntimeException failed) {
      tellState(Optional.of(failed));
    } finally {
      lock.lock();
      try {
        isEnded = true;
        takesWrites = false;
        lost += queue.size();
        progress.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void closeFiles() throws IOException {
    try {
      segments.close();
    } finally {
      synchronized (cursorFile) {
        lockFile.close();
      }
    }
  }

  /** Returns how it is doing. */
  public Health health() {
    lock.lock();
    try {
      return new Health(
          queue.size(),
          durable,
          lost,
          takesWrites && !isEnded,
          bytes,
          segmentCount,
          Math.max(0, durable - uploaded),
          problem.map(Exception::toString));
    } finally {
      lock.unlock();
    }
  }

  /** Returns the counts of all lines that are on the disk for certain. */
  public Counts counts() {
    return segments.counts();
  }

  /**
   * Uploads until nothing is left, a batch after the other.
   *
   * @throws IOException at the first batch that is not acknowledged; what was, is not sent again
   */
  public Upload upload(JournalSink sink) throws IOException {
    long sent = 0;
    Upload upload = uploadNext(sink);
    while (upload.sent() > 0) {
      sent += upload.sent();
      upload = uploadNext(sink);
    }
    return new Upload(sent, upload.left());
  }

  /**
   * Uploads one batch. A batch whose acknowledgement was lost comes again: nothing is left out, and
   * a receiver that goes by id and kind counts nothing twice.
   *
   * @return what was sent: nothing if there is nothing new on the disk
   * @throws IOException if it is not acknowledged, or cannot be read, or its acknowledgement cannot
   *     be kept
   */
  public Upload uploadNext(JournalSink sink) throws IOException {
    synchronized (uploading) {
      long from = uploaded();
      long last = health().durable();
      if (from >= last) {
        return new Upload(0, 0);
      }
      JournalSink.Batch batch = batch(from, last);
      if (!batch.lines().isEmpty()) {
        sink.accept(batch);
      }
      keepCursor(batch.last());
      lock.lock();
      try {
        uploaded = batch.last();
      } finally {
        lock.unlock();
      }
      return new Upload(batch.lines().size(), last - batch.last());
    }
  }

  /** The folder is not given back to other processes in between. */
  private void keepCursor(long through) throws IOException {
    synchronized (cursorFile) {
      if (isClosing()) {
        throw new IOException("closed during an upload: the last batch will come again");
      }
      cursorFile.write(new Cursor(id, through).toBytes());
    }
  }

  /** Reads what follows line {@code from}, of lines that are on the disk for certain only. */
  private JournalSink.Batch batch(long from, long last) throws IOException {
    List<String> lines = new ArrayList<>();
    long first = from + 1;
    long through = from;
    NavigableMap<Long, Path> all = SegmentFolder.list(folder);
    Long start = all.floorKey(first);
    for (Path segment : (start == null ? all : all.tailMap(start, true)).values()) {
      try (SegmentReader reader = SegmentReader.open(segment)) {
        for (Optional<SegmentReader.RawLine> raw = reader.next();
            raw.isPresent() && lines.size() < options.batch();
            raw = reader.next()) {
          long number = raw.get().line().map(JournalLine::sequence).orElse(0L);
          if (number > through && number <= last) {
            lines.add(new String(raw.get().bytes(), StandardCharsets.UTF_8));
            through = number;
          }
        }
      }
    }
    boolean isFull = lines.size() == options.batch();
    return new JournalSink.Batch(id, first, isFull ? through : last, lines);
  }

  /**
   * Writes what is waiting, and gives the folder back.
   *
   * @throws IOException if not everything that was appended is on the disk; if the disk hangs, the
   *     folder is given back when it does so no more
   */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      isClosing = true;
      work.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(options.closing().toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(folder + ": interrupted before all was written");
    }
    requireAllWritten();
  }

  private void requireAllWritten() throws IOException {
    lock.lock();
    try {
      boolean isFirst = !isClosed;
      isClosed = true;
      if (isFirst && (!isEnded || !queue.isEmpty())) {
        IOException unwrittenEntries =
            new IOException(folder + ": " + queue.size() + " entries are not on the disk");
        problem.ifPresent(unwrittenEntries::addSuppressed);
        throw unwrittenEntries;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
