package org.youdai.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * What a walk along a journal found.
 *
 * @param segments how many files there are
 * @param lines how many lines in them are lines of a journal
 * @param first the number of the first of them; 0 if there is none
 * @param last the number of the last; 0 if there is none
 * @param unfinished bytes behind the last end of a line: being written now, or torn by a power cut
 *     and cut off at the next start
 * @param firstBreak where the chain does not hold for the first time
 */
public record JournalReport(
    int segments, long lines, long first, long last, long unfinished, Optional<Break> firstBreak) {
  private static final int TRIES = 5;

  /** What is wrong with a line. */
  public enum Damage {
    /** It is no line of a journal. */
    NO_LINE,
    /** It does not have the number that follows: lines are missing, or doubled. */
    NUMBER,
    /** It does not hold the hash of the line before: that one was changed, or this one. */
    HASH
  }

  /**
   * A place where the chain does not hold.
   *
   * @param file the name of the segment
   * @param line the line in it, from 1
   */
  public record Break(String file, long line, Damage damage) {}

  /** Walks along a journal, which may be written meanwhile. */
  static JournalReport of(Path folder) throws IOException {
    for (int i = 1; true; i++) {
      try {
        return new Walk().along(SegmentFolder.list(folder));
      } catch (NoSuchFileException removedMeanwhile) {
        if (i == TRIES) {
          throw removedMeanwhile;
        }
      }
    }
  }

  /** One walk. */
  private static final class Walk {
    private Optional<JournalLine> before = Optional.empty();
    private Optional<Break> firstBreak = Optional.empty();
    private long lines;
    private long first;
    private long unfinished;

    JournalReport along(NavigableMap<Long, Path> segments) throws IOException {
      for (Map.Entry<Long, Path> segment : segments.entrySet()) {
        boolean isLast = segment.getKey().equals(segments.lastKey());
        walk(segment.getKey(), segment.getValue(), isLast);
      }
      long last = before.map(JournalLine::sequence).orElse(0L);
      return new JournalReport(segments.size(), lines, first, last, unfinished, firstBreak);
    }

    private void walk(long named, Path segment, boolean isLast) throws IOException {
      String file = segment.getFileName().toString();
      try (SegmentReader reader = SegmentReader.open(segment)) {
        long begin = 0;
        long number = 0;
        for (Optional<SegmentReader.RawLine> raw = reader.next();
            raw.isPresent();
            raw = reader.next()) {
          number++;
          Optional<JournalLine> line = raw.get().line();
          if (isLast && !raw.get().isEnded()) {
            unfinished = raw.get().end() - begin;
          } else if (!line.isPresent()) {
            tell(file, number, Damage.NO_LINE);
          } else {
            if (number == 1 && line.get().sequence() != named) {
              tell(file, number, Damage.NUMBER);
            }
            take(file, number, line.get());
          }
          begin = raw.get().end();
        }
      }
    }

    private void take(String file, long number, JournalLine line) {
      long expected = before.map(b -> b.sequence() + 1).orElse(line.sequence());
      if (line.sequence() != expected) {
        tell(file, number, Damage.NUMBER);
      } else if (!line.follows(before)) {
        tell(file, number, Damage.HASH);
      }
      if (line.sequence() >= expected) {
        before = Optional.of(line);
      }
      first = first == 0 ? line.sequence() : first;
      lines++;
    }

    private void tell(String file, long line, Damage damage) {
      if (!firstBreak.isPresent()) {
        firstBreak = Optional.of(new Break(file, line, damage));
      }
    }
  }
}
