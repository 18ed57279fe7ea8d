package org.youdai.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.youdai.trust.Digest;

/**
 * A small file that is there twice, and is written in turns, each with its digest: one of the two
 * is whole at any time. They are written in place and grow in steps, so that on a full disk there
 * is room for them.
 */
final class TwinFile {
  private static final int STEP = 4096;
  private static final int LARGEST = 1 << 26;

  private final Path folder;
  private final String name;
  private long turn;

  private TwinFile(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  static TwinFile of(Path folder, String name) {
    return new TwinFile(folder, name);
  }

  private record Kept(long turn, ByteBuffer body) {}

  private Path path(long turn) {
    return folder.resolve(name + '-' + turn % 2);
  }

  /** Returns whether there is anything of it, whole or not. */
  boolean isThere() {
    return Files.exists(path(0)) || Files.exists(path(1));
  }

  /** Returns what was written last; empty if neither is there and whole. */
  Optional<byte[]> read() throws IOException {
    Optional<Kept> newest = Optional.empty();
    for (int i = 0; i < 2; i++) {
      Optional<Kept> kept = read(path(i));
      if (kept.isPresent() && (!newest.isPresent() || kept.get().turn > newest.get().turn)) {
        newest = kept;
      }
    }
    turn = newest.map(Kept::turn).orElse(0L);
    return newest.map(kept -> kept.body().array());
  }

  private static Optional<Kept> read(Path file) throws IOException {
    byte[] bytes;
    try {
      if (Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    int end = indexOf(bytes, '\n');
    String[] head =
        new String(bytes, 0, Math.max(0, end), StandardCharsets.US_ASCII).split(" ", -1);
    if (head.length != 2 || !isNumber(head[0]) || !isNumber(head[1])) {
      return Optional.empty();
    }
    long after = end + 1 + Long.parseLong(head[1]);
    if (after > bytes.length) {
      return Optional.empty();
    }
    byte[] signed = Arrays.copyOf(bytes, (int) after);
    byte[] digest = digest(signed);
    boolean isWhole =
        Arrays.equals(digest, Arrays.copyOfRange(bytes, (int) after, (int) after + digest.length));
    return isWhole
        ? Optional.of(
            new Kept(
                Long.parseLong(head[0]),
                ByteBuffer.wrap(Arrays.copyOfRange(signed, end + 1, (int) after))))
        : Optional.empty();
  }

  private static int indexOf(byte[] bytes, char wanted) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() < 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static byte[] digest(byte[] bytes) {
    String hash = Digest.of(Digest.Kind.SM3, bytes).toString() + '\n';
    return hash.getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes it over the older of the two, on to the disk itself. */
  void write(byte[] body) throws IOException {
    long next = turn + 1;
    byte[] head = (next + " " + body.length + '\n').getBytes(StandardCharsets.US_ASCII);
    byte[] signed = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, signed, head.length, body.length);
    byte[] digest = digest(signed);
    boolean isNew = !Files.exists(path(next));
    try (FileChannel channel =
        FileChannel.open(path(next), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      int length = signed.length + digest.length;
      long there = channel.size();
      long room = there >= length ? there : (length + length / 4) / STEP * STEP + STEP;
      byte[] all = new byte[(int) room];
      Arrays.fill(all, (byte) '\n');
      System.arraycopy(signed, 0, all, 0, signed.length);
      System.arraycopy(digest, 0, all, signed.length, digest.length);
      ByteBuffer bytes = ByteBuffer.wrap(all);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    if (isNew) {
      SegmentFolder.force(folder);
    }
    turn = next;
  }

  /** Writes it over both, so that it stays when one of them is damaged. */
  void writeBoth(byte[] body) throws IOException {
    write(body);
    write(body);
  }
}
