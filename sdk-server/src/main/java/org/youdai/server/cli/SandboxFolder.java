package org.youdai.server.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.authority.SandboxAuthority;
import org.youdai.trust.TrustAnchor;

/**
 * A sandbox authority kept in a folder: {@code authority.json} with the private keys, readable by
 * its owner alone, and {@code public/} with what is published. One process at a time.
 */
final class SandboxFolder implements AutoCloseable {
  private static final String STATE = "authority.json";
  private static final Pattern DELTA = Pattern.compile("deltas/([0-9]+)-([0-9]+)\\.ydd");

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
    WholeFile state = WholeFile.at(folder.resolve(STATE));
    Files.deleteIfExists(state.temporary());
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          state.temporary(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    state.write(authority.save());
    state.finish();
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

  /**
   * Writes published files in their order, the manifest last, each whole or not at all. Deltas that
   * lead nowhere any more are removed.
   *
   * @throws Failure if no gate would take them; nothing is written then
   */
  void publish(Map<String, byte[]> files, Terminal terminal) throws IOException {
    requireUsable(files, terminal);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = publicFolder().resolve(file.getKey());
      Files.createDirectories(target.resolve("..").normalize());
      WholeFile whole = WholeFile.at(target);
      whole.write(file.getValue());
      whole.finish();
    }
    removeDeltasExceptTo(versions(files.keySet()));
  }

  /** A list that has outgrown its limits, for one, would leave every gate with what it has. */
  private static void requireUsable(Map<String, byte[]> files, Terminal terminal) {
    byte[] firstRoot = files.getOrDefault("root/1.json", new byte[0]);
    if (Snapshot.read(TrustAnchor.of(firstRoot), ListSource.of(files))
        instanceof Snapshot.Refused refused) {
      throw new Failure(
          terminal.text(
              "error.unusable",
              refused.reason().code(),
              terminal.prompts().staff(refused.reason()),
              refused.where()));
    }
  }

  /** Returns the newest version and those that deltas to it start from: gates go by way of them. */
  private static Set<String> versions(Set<String> names) {
    Set<String> versions = new HashSet<>();
    for (String name : names) {
      Matcher delta = DELTA.matcher(name);
      if (delta.matches()) {
        versions.add(delta.group(1));
        versions.add(delta.group(2));
      }
    }
    return versions;
  }

  private void removeDeltasExceptTo(Set<String> versions) throws IOException {
    if (!Files.isDirectory(publicFolder().resolve("deltas"))) {
      return;
    }
    List<Path> old = new ArrayList<>();
    try (DirectoryStream<Path> there = Files.newDirectoryStream(publicFolder().resolve("deltas"))) {
      for (Path path : there) {
        Matcher delta = DELTA.matcher("deltas/" + path.getFileName());
        boolean isOld = delta.matches() && !versions.contains(delta.group(2));
        if (isOld || path.toString().endsWith(".ydd" + WholeFile.TEMPORARY)) {
          old.add(path);
        }
      }
    }
    for (Path path : old) {
      Files.delete(path);
    }
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
