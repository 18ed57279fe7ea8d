package org.youdai.server.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is there as a whole or not at all, whatever happens while it is written. */
final class WholeFile {
  /** What a name ends in until the file is whole. */
  static final String TEMPORARY = ".tmp";

  private final Path target;

  private WholeFile(Path target) {
    this.target = target;
  }

  static WholeFile at(Path target) {
    return new WholeFile(target);
  }

  /** Returns where it is written. */
  Path temporary() {
    return target.resolveSibling(target.getFileName() + TEMPORARY);
  }

  /** Writes it under its temporary name, and on to the disk itself. */
  void write(byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            temporary(),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Gives it its name, in place of whatever has had it. */
  void finish() throws IOException {
    Files.move(temporary(), target, StandardCopyOption.ATOMIC_MOVE);
  }
}
