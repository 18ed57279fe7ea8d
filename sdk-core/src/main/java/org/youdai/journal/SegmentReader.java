package org.youdai.journal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a segment line by line, whatever is in it. */
final class SegmentReader implements Closeable {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int filled;
  private long offset;

  private SegmentReader(InputStream in) {
    this.in = in;
  }

  /** What stands between two ends of lines. */
  static final class RawLine {
    private final byte[] bytes;
    private final boolean isEnded;
    private final long end;

    private RawLine(byte[] bytes, boolean isEnded, long end) {
      this.bytes = bytes;
      this.isEnded = isEnded;
      this.end = end;
    }

    /** Returns the line that it is; empty if it is none, or torn. */
    Optional<JournalLine> line() {
      return isEnded && bytes.length <= JournalLine.LONGEST
          ? JournalLine.parse(bytes)
          : Optional.empty();
    }

    /** Returns a copy of its bytes; of too long ones, the first. */
    byte[] bytes() {
      return bytes.clone();
    }

    /** Returns whether the end of a line follows. */
    boolean isEnded() {
      return isEnded;
    }

    /** Returns where in the file what is behind it begins. */
    long end() {
      return end;
    }
  }

  static SegmentReader open(Path segment) throws IOException {
    return new SegmentReader(Files.newInputStream(segment));
  }

  /** Returns the next line; empty at the end of the file. */
  Optional<RawLine> next() throws IOException {
    long begin = offset;
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    while (position < filled || isFilled()) {
      int from = position;
      while (position < filled && buffer[position] != '\n') {
        position++;
      }
      int room = JournalLine.LONGEST + 1 - line.size();
      line.write(buffer, from, Math.min(position - from, room));
      offset += position - from;
      if (position < filled) {
        position++;
        offset++;
        return Optional.of(new RawLine(line.toByteArray(), true, offset));
      }
    }
    return offset == begin
        ? Optional.empty()
        : Optional.of(new RawLine(line.toByteArray(), false, offset));
  }

  private boolean isFilled() throws IOException {
    position = 0;
    filled = Math.max(0, in.read(buffer));
    return filled > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
