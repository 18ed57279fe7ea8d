package org.youdai.journal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.trust.Digest;

/**
 * Writes lines to segments: keeps the chain, cuts off what is torn, and removes what is uploaded.
 * For one thread at a time, but for the counts.
 */
final class SegmentWriter implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderJournal.class);

  private final Path folder;
  private final FolderJournal.Options options;
  private final Clock clock;
  private final Pseudonyms pseudonyms;
  private final Tally tally;
  private final TwinFile counts;
  private final NavigableMap<Long, Long> bytes = new TreeMap<>();
  private long next = 1;
  private Digest previous = JournalLine.NO_LINE;
  private long countsKept;

  /** The number that names the segment that is written to; empty if one is to be begun. */
  private Optional<Long> current = Optional.empty();

  private Optional<LocalDate> day = Optional.empty();

  /** The end of the last line in it that is certain. What is behind it is cut off. */
  private long length;

  private Optional<FileChannel> channel = Optional.empty();

  private SegmentWriter(
      Path folder,
      FolderJournal.Options options,
      Clock clock,
      Pseudonyms pseudonyms,
      Tally tally,
      TwinFile counts) {
    this.folder = folder;
    this.options = options;
    this.clock = clock;
    this.pseudonyms = pseudonyms;
    this.tally = tally;
    this.counts = counts;
  }

  /**
   * Puts the last segment in order, and goes on behind it.
   *
   * @param used the last number that is known to have been used, whatever the segments say
   */
  static SegmentWriter open(
      Path folder, FolderJournal.Options options, Clock clock, Pseudonyms pseudonyms, long used)
      throws IOException {
    Ending ending = Ending.repair(folder);
    TwinFile counts = TwinFile.of(folder, Tally.NAME);
    if (!counts.read().isPresent() && counts.isThere()) {
      LOG.warn("{}: the counts are damaged; only what the segments hold is counted", folder);
    }
    Tally tally = Tally.in(folder);
    SegmentWriter writer = new SegmentWriter(folder, options, clock, pseudonyms, tally, counts);
    writer.goOn(ending, Math.max(used, tally.through()));
    return writer;
  }

  /**
   * How the segments end.
   *
   * @param last the last line
   * @param segment the segment that can be written on
   * @param length its length
   */
  private record Ending(Optional<JournalLine> last, Optional<Long> segment, long length) {
    /** Cuts off what is torn; leaves a segment alone in which good lines follow a damaged one. */
    static Ending repair(Path folder) throws IOException {
      NavigableMap<Long, Path> segments = SegmentFolder.list(folder);
      if (segments.isEmpty()) {
        return new Ending(Optional.empty(), Optional.empty(), 0);
      }
      Map.Entry<Long, Path> newest = segments.lastEntry();
      Found found = Found.in(newest.getValue());
      if (found.isDamagedWithin()) {
        LOG.warn("{}: damaged, and left as it is", newest.getValue());
        return new Ending(found.last(), Optional.empty(), 0);
      }
      cut(newest.getValue(), found.goodEnd());
      Optional<JournalLine> last = found.last();
      for (Path older : segments.headMap(newest.getKey(), false).descendingMap().values()) {
        if (last.isPresent()) {
          break;
        }
        last = Found.in(older).last();
      }
      return new Ending(last, Optional.of(newest.getKey()), found.goodEnd());
    }

    private static void cut(Path segment, long goodEnd) throws IOException {
      try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
        long torn = channel.size() - goodEnd;
        if (torn > 0) {
          channel.truncate(goodEnd);
          LOG.warn("{}: a torn line of {} bytes is cut off", segment, torn);
        }
        channel.force(true); // whole lines too: the process that wrote them may not have done it
      }
    }
  }

  /**
   * What is in a segment.
   *
   * @param last the last line
   * @param goodEnd the end of the last line up to which each follows the one before
   * @param isDamagedWithin whether there are lines behind that
   */
  private record Found(Optional<JournalLine> last, long goodEnd, boolean isDamagedWithin) {
    static Found in(Path segment) throws IOException {
      Optional<JournalLine> last = Optional.empty();
      long goodEnd = 0;
      boolean isDamaged = false;
      boolean isDamagedWithin = false;
      try (SegmentReader reader = SegmentReader.open(segment)) {
        for (Optional<SegmentReader.RawLine> raw = reader.next();
            raw.isPresent();
            raw = reader.next()) {
          Optional<JournalLine> line = raw.get().line();
          boolean fits = line.isPresent() && (!last.isPresent() || line.get().follows(last));
          isDamaged |= !fits;
          if (!isDamaged) {
            goodEnd = raw.get().end();
          }
          // An older line once more is not what follows: it is what a disk had there before.
          long number = last.map(JournalLine::sequence).orElse(0L);
          if (line.isPresent() && line.get().sequence() > number) {
            isDamagedWithin |= isDamaged;
            last = line;
          }
        }
      }
      return new Found(last, goodEnd, isDamagedWithin);
    }
  }

  private void goOn(Ending ending, long used) throws IOException {
    for (Map.Entry<Long, Path> segment : SegmentFolder.list(folder).entrySet()) {
      bytes.put(segment.getKey(), Files.size(segment.getValue()));
    }
    next = 1 + Math.max(used, ending.last().map(JournalLine::sequence).orElse(0L));
    previous = ending.last().map(JournalLine::hash).orElse(JournalLine.NO_LINE);
    boolean isNext = ending.last().map(last -> last.sequence() + 1 == next).orElse(next == 1);
    if (ending.segment().isPresent() && ending.length() == 0) {
      isNext = ending.segment().get() == next;
      if (!isNext) { // its name says what it does not hold
        Files.delete(SegmentFolder.path(folder, ending.segment().get()));
        bytes.remove(ending.segment().get());
      }
    }
    if (isNext) {
      day = ending.last().map(last -> last.subject().day());
      current = ending.segment();
      length = ending.length();
    }
  }

  /**
   * Writes a line for each entry, in one piece, and forces it to the disk.
   *
   * @return how many entries there is no line for, because they cannot be written as one
   * @throws IOException if nothing was written
   */
  int append(List<JournalEntry> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(entries.size() * 512);
    List<JournalLine> lines = new ArrayList<>(entries.size());
    Digest hash = previous;
    int lost = 0;
    for (JournalEntry entry : entries) {
      long number = next + lines.size();
      try {
        byte[] line = JournalLine.encode(entry, number, hash, pseudonyms);
        Digest before = hash;
        hash = JournalLine.hash(line);
        boolean isAnnulled = entry instanceof JournalEntry.Annulled;
        lines.add(new JournalLine(number, JournalLine.Subject.of(entry), isAnnulled, before, hash));
        out.write(line);
        out.write('\n');
      } catch (IOException | RuntimeException cannotBeWritten) {
        LOG.warn("an entry cannot be written as a line: {}", cannotBeWritten.toString());
        lost++;
      }
    }
    if (!lines.isEmpty()) {
      write(out.toByteArray());
      length += out.size();
      bytes.put(current.orElse(next), length);
      next += lines.size();
      previous = hash;
      tally.addAll(lines);
    }
    return lost;
  }

  private void write(byte[] all) throws IOException {
    try {
      FileChannel open = channel();
      ByteBuffer buffer = ByteBuffer.wrap(all);
      while (buffer.hasRemaining()) {
        open.write(buffer, length + buffer.position());
      }
      open.force(false);
    } catch (IOException | RuntimeException failed) {
      cutBack(failed);
      throw failed;
    }
  }

  /** Returns the segment to write to, which ends with its last certain line. */
  private FileChannel channel() throws IOException {
    if (channel.isPresent() || current.isPresent()) {
      FileChannel open = channel.isPresent() ? channel.get() : open(StandardOpenOption.WRITE);
      channel = Optional.of(open);
      if (open.size() > length) {
        open.truncate(length);
      }
      if (open.size() == length) {
        return open;
      }
      end(); // somebody has shortened it
    }
    return begin();
  }

  private FileChannel begin() throws IOException {
    FileChannel begun =
        open(
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      SegmentFolder.force(folder);
    } catch (IOException failed) {
      begun.close();
      throw failed;
    }
    channel = Optional.of(begun);
    current = Optional.of(next);
    day = Optional.of(today());
    length = 0;
    bytes.put(next, 0L);
    return begun;
  }

  private FileChannel open(StandardOpenOption... how) throws IOException {
    return FileChannel.open(SegmentFolder.path(folder, current.orElse(next)), how);
  }

  /** Gives back what a failed writing took; if that fails too, the next one begins with it. */
  private void cutBack(Exception failure) {
    if (channel.isPresent()) {
      try {
        channel.get().truncate(length);
      } catch (IOException | RuntimeException further) {
        failure.addSuppressed(further);
        closeAfter(failure);
      }
    }
  }

  private void closeAfter(Exception failure) {
    try {
      closeChannel();
    } catch (IOException | RuntimeException further) {
      failure.addSuppressed(further);
    }
  }

  private void closeChannel() throws IOException {
    Optional<FileChannel> open = channel;
    channel = Optional.empty();
    if (open.isPresent()) {
      open.get().close();
    }
  }

  private void end() throws IOException {
    current = Optional.empty();
    length = 0;
    closeChannel();
  }

  /**
   * Ends the segment if it is full or of another day, keeps the counts, and removes what is
   * uploaded and old.
   */
  void rotate(long uploaded) throws IOException {
    boolean isOfAnotherDay = day.isPresent() && !day.get().equals(today());
    if (length >= options.segmentBytes() || (length > 0 && isOfAnotherDay)) {
      end();
      keepCounts();
      Instant old = clock.instant().minus(options.kept());
      while (isRemovable(uploaded) && (bytes() > options.folderBytes() || isOlder(old))) {
        removeOldest();
      }
    }
  }

  private LocalDate today() {
    return JournalLine.dayOf(clock.instant());
  }

  /** Removes the oldest segment if it is uploaded; returns whether there was one. */
  boolean makesRoom(long uploaded) throws IOException {
    boolean isRemovable = isRemovable(uploaded);
    if (isRemovable) {
      removeOldest();
    }
    return isRemovable;
  }

  /** The newest segment stays: the chain goes on from it. */
  private boolean isRemovable(long uploaded) {
    return bytes.size() > 1 && lastOfOldest() <= uploaded;
  }

  private long lastOfOldest() {
    return bytes.higherKey(bytes.firstKey()) - 1;
  }

  private boolean isOlder(Instant than) throws IOException {
    Path oldest = SegmentFolder.path(folder, bytes.firstKey());
    return Files.getLastModifiedTime(oldest).toInstant().isBefore(than);
  }

  private void removeOldest() throws IOException {
    if (countsKept < lastOfOldest()) {
      keepCounts();
    }
    Files.deleteIfExists(SegmentFolder.path(folder, bytes.firstKey()));
    bytes.pollFirstEntry();
  }

  private void keepCounts() throws IOException {
    tally.forgetBefore(today());
    long through = tally.through();
    counts.writeBoth(tally.toBytes());
    countsKept = through;
  }

  /** Returns the number of the last line that is on the disk for certain; 0 if there is none. */
  long durable() {
    return next - 1;
  }

  long bytes() {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  int segments() {
    return bytes.size();
  }

  Counts counts() {
    return tally.counts();
  }

  @Override
  public void close() throws IOException {
    closeChannel();
    if (countsKept < tally.through()) {
      keepCounts();
    }
  }
}
