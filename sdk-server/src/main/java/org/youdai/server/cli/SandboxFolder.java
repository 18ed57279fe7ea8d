package org.youdai.server.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.youdai.authority.SandboxAuthority;

/**
 * A sandbox authority kept in a folder: {@code authority.json} with the private keys, readable by
 * its owner alone, and {@code public/} with what is published. One process at a time.
 */
final class SandboxFolder implements AutoCloseable {
  private static final String STATE = "authority.json";

  private final Path folder;
  private final FileChannel lockFile;

  private SandboxFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Takes the folder for this process, and makes it if need be.
   *
   * @throws Failure if another process has it
   */
  static SandboxFolder open(Path folder, Terminal terminal) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new Failure(terminal.text("error.locked", folder));
    }
    return new SandboxFolder(folder, channel);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(); // goes when the channel is closed
      return lock != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    }
  }

  /** Returns whether there is an authority in the folder. */
  boolean holdsAuthority() {
    return Files.exists(folder.resolve(STATE));
  }

  /**
   * Reads the authority.
   *
   * @throws Failure if there is none, or its file is damaged
   */
  SandboxAuthority load(Terminal terminal) throws IOException {
    if (!holdsAuthority()) {
      throw new Failure(terminal.text("error.no-authority", folder));
    }
    try {
      return SandboxAuthority.load(Files.readAllBytes(folder.resolve(STATE)), new SecureRandom());
    } catch (IllegalArgumentException damaged) {
      throw new Failure(
          terminal.text(
              "error.damaged", folder.resolve(STATE), String.valueOf(damaged.getMessage())),
          damaged);
    }
  }

  /** Writes the authority: a crash leaves the old file or the new one, never half of it. */
  void save(SandboxAuthority authority) throws IOException {
    Path state = folder.resolve(STATE);
    Path temporary = folder.resolve(STATE + ".tmp");
    Files.deleteIfExists(temporary);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          temporary,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    write(temporary, authority.save());
    Files.move(temporary, state, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes the private keys. What is published stays. */
  void deleteKeys() throws IOException {
    Files.deleteIfExists(folder.resolve(STATE));
  }

  /** Returns the folder of what is published. */
  Path publicFolder() {
    return publicFolder(folder);
  }

  /** Returns the folder of what a sandbox publishes, which can be read without taking it. */
  static Path publicFolder(Path sandbox) {
    return sandbox.resolve("public");
  }

  /** Writes published files, each whole or not at all. */
  void publish(Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = publicFolder().resolve(file.getKey());
      Path parent = target.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
      write(temporary, file.getValue());
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
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

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
