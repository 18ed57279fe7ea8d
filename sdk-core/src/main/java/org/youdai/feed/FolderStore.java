package org.youdai.feed;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.trust.Digest;
import org.youdai.trust.Ratchet;

/**
 * Lists kept in a folder: {@code gen-<number>/} holds the documents as they were signed and the
 * entries of the status lists, {@code ratchet-0} and {@code ratchet-1} in turns what must not go
 * back. A generation is written under another name, forced to disk, renamed, and only then counted
 * in the ratchet; the two newest stay. Whatever a power cut leaves, one of them is whole.
 */
public final class FolderStore implements ListStore {
  private static final String GENERATION = "gen-";
  private static final String RATCHET = "ratchet-";
  private static final String TEMPORARY = ".tmp";
  private static final int LARGEST_RATCHET = 4096;

  private final Path folder;
  private Optional<FileChannel> lock = Optional.empty();

  private FolderStore(Path folder) {
    this.folder = folder;
  }

  /** Returns the store in {@code folder}, which need not exist before something is saved. */
  public static FolderStore of(Path folder) {
    return new FolderStore(folder);
  }

  /** Returns whether something was ever kept in {@code folder}. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(RATCHET + 0))
        || Files.isRegularFile(folder.resolve(RATCHET + 1));
  }

  @Override
  public List<ListSource> generations() throws IOException {
    List<ListSource> newestFirst = new ArrayList<>();
    numbered().values().forEach(path -> newestFirst.add(FolderSource.of(path)));
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  /** Returns the generations by their numbers, ascending. */
  private NavigableMap<Long, Path> numbered() throws IOException {
    NavigableMap<Long, Path> numbered = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, GENERATION + "*")) {
        for (Path path : paths) {
          String number = path.getFileName().toString().substring(GENERATION.length());
          if (isNumber(number)) { // others are half-written, and removed with the next saving
            numbered.put(Long.parseLong(number), path);
          }
        }
      }
    }
    return numbered;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() < 19
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** A ratchet and the number of the generation that it was written after. */
  private record Kept(long number, Ratchet ratchet) {}

  @Override
  public Ratchet ratchet() throws IOException {
    return newestRatchet().map(Kept::ratchet).orElse(Ratchet.NONE);
  }

  private Optional<Kept> newestRatchet() throws IOException {
    Optional<Kept> newest = Optional.empty();
    Optional<IOException> failure = Optional.empty();
    for (int turn = 0; turn < 2; turn++) {
      try {
        Optional<Kept> kept = readRatchet(folder.resolve(RATCHET + turn));
        if (kept.isPresent()
            && (!newest.isPresent() || kept.get().number() > newest.get().number())) {
          newest = kept;
        }
      } catch (IOException unreadable) {
        failure = Optional.of(unreadable);
      }
    }
    if (!newest.isPresent() && failure.isPresent()) {
      throw failure.get(); // nothing is known, and that is not the same as nothing
    }
    return newest;
  }

  /** Returns a ratchet; empty if its file is missing or torn, for which there is the other one. */
  private static Optional<Kept> readRatchet(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = Capped.read(in, LARGEST_RATCHET);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    byte[] line = text.substring(0, Math.max(0, end)).getBytes(StandardCharsets.UTF_8);
    String hash = Digest.of(Digest.Kind.SM3, line).toString();
    if (end < 0 || !text.substring(end + 1).equals(hash + '\n')) {
      return Optional.empty();
    }
    try {
      Json json = Json.parse(line);
      return Optional.of(
          new Kept(
              json.get("generation").integer(0, Long.MAX_VALUE),
              new Ratchet(
                  version(json, "root"),
                  version(json, "trust"),
                  version(json, "policy"),
                  version(json, "manifest"),
                  version(json, "status"),
                  Instant.ofEpochSecond(json.get("floor").integer(0, Long.MAX_VALUE >>> 20)))));
    } catch (Rejection ofAnotherVersion) {
      throw new IOException(file + ": " + ofAnotherVersion.where(), ofAnotherVersion);
    }
  }

  private static long version(Json json, String name) throws Rejection {
    return json.get(name).integer(0, Integer.MAX_VALUE);
  }

  private static byte[] toBytes(long number, Ratchet ratchet) {
    String line =
        "{\"generation\":"
            + number
            + ",\"root\":"
            + ratchet.root()
            + ",\"trust\":"
            + ratchet.trust()
            + ",\"policy\":"
            + ratchet.policy()
            + ",\"manifest\":"
            + ratchet.manifest()
            + ",\"status\":"
            + ratchet.status()
            + ",\"floor\":"
            + ratchet.floor().getEpochSecond()
            + "}";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return (line + '\n' + Digest.of(Digest.Kind.SM3, bytes) + '\n')
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized boolean lock() throws IOException {
    if (lock.isPresent()) {
      return true;
    }
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      return false;
    }
    lock = Optional.of(channel);
    return true;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock held = channel.tryLock(); // goes when the channel is closed, or the process ends
      return held != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    }
  }

  @Override
  public void save(Snapshot snapshot) throws IOException {
    if (!lock()) {
      throw new IOException(folder + ": another process keeps this store");
    }
    removeTemporary();
    NavigableMap<Long, Path> before = numbered();
    long counted = newestRatchet().map(Kept::number).orElse(0L);
    long number = 1 + Math.max(counted, before.isEmpty() ? 0 : before.lastKey());
    Path made = folder.resolve(GENERATION + number + TEMPORARY);
    try {
      write(snapshot, made);
      Files.move(made, folder.resolve(GENERATION + number), StandardCopyOption.ATOMIC_MOVE);
      force(folder);
      writeRatchet(number, snapshot.ratchet());
    } catch (IOException failed) {
      removeAfter(failed);
      throw failed;
    }
    for (Map.Entry<Long, Path> old : before.headMap(number).entrySet()) {
      if (!old.getKey().equals(before.lastKey())) {
        remove(old.getValue());
      }
    }
  }

  private static void write(Snapshot snapshot, Path generation) throws IOException {
    Files.createDirectories(generation.resolve("root"));
    for (String name : snapshot.fileNames()) {
      try (FileChannel channel =
          FileChannel.open(
              generation.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
        snapshot.writeFile(name, out);
        out.flush();
        channel.force(true);
      }
    }
    force(generation.resolve("root"));
    force(generation);
  }

  private void writeRatchet(long number, Ratchet ratchet) throws IOException {
    Path target = folder.resolve(RATCHET + number % 2);
    Path made = folder.resolve(RATCHET + number % 2 + TEMPORARY);
    try (FileChannel channel =
        FileChannel.open(
            made,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(toBytes(number, ratchet));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    // Both: whether an atomic move alone replaces a file is the file system's own choice.
    Files.move(made, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(folder);
  }

  /**
   * Makes the names in a folder last. Where a folder cannot be opened (Windows), they do anyway.
   */
  private static void force(Path directory) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(directory, StandardOpenOption.READ);
    } catch (IOException notOpenedHere) {
      return;
    }
    try {
      channel.force(true);
    } finally {
      channel.close();
    }
  }

  /** Removes what was half-written: by a process that was killed, or onto a disk that was full. */
  private void removeTemporary() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, "*" + TEMPORARY)) {
      paths.forEach(found::add);
    }
    for (Path path : found) {
      remove(path);
    }
  }

  private void removeAfter(IOException failure) {
    try {
      removeTemporary();
    } catch (IOException furtherFailure) {
      failure.addSuppressed(furtherFailure);
    }
  }

  private static void remove(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
        for (Path each : inside) {
          remove(each);
        }
      }
    }
    Files.deleteIfExists(path);
  }

  @Override
  public synchronized void close() throws IOException {
    if (lock.isPresent()) {
      lock.get().close();
      lock = Optional.empty();
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
