package org.youdai.android.station;

import android.content.Context;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;

/**
 * Where an app keeps what a station needs: a folder that no backup takes to another device, where
 * it would be out of date and of another's journal. It can be read once the device was unlocked
 * after its start; the key of an upload is in it as it is, behind the app's own sandbox.
 */
public final class AppStorage {
  private static final String SETTINGS = "settings";
  private static final String TEMPORARY = ".tmp";

  private final Path folder;
  private final LongSupplier free;

  AppStorage(Path folder, LongSupplier free) {
    this.folder = folder;
    this.free = free;
  }

  /** Returns the storage of an app. */
  public static AppStorage of(Context context) {
    File files = context.getNoBackupFilesDir();
    return new AppStorage(files.toPath().resolve("youdai"), files::getUsableSpace);
  }

  /** Returns the folder of the lists, which need not exist. */
  public Path lists() {
    return folder.resolve("lists");
  }

  /** Returns the folder of the journal, which need not exist. */
  public Path journal() {
    return folder.resolve("journal");
  }

  /** Returns how many bytes are free for the app. */
  public long freeBytes() {
    return free.getAsLong();
  }

  /**
   * Keeps settings. When this returns, they are there after a power cut as well; when it throws,
   * what was kept before is.
   */
  public void save(StationSettings settings) throws IOException {
    Files.createDirectories(folder);
    Path made = folder.resolve(SETTINGS + TEMPORARY);
    try {
      write(made, settings.toBytes());
      // Both: whether an atomic move alone replaces a file is the file system's own choice.
      Files.move(
          made,
          folder.resolve(SETTINGS),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      removeAfter(failed, made);
      throw failed;
    }
    forceNames();
  }

  /** Where a folder cannot be opened, as in a file system in memory, its names last anyway. */
  private void forceNames() throws IOException {
    FileChannel names;
    try {
      names = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException notOpenedHere) {
      return;
    }
    try {
      names.force(true);
    } finally {
      names.close();
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  private static void removeAfter(IOException failure, Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException furtherFailure) {
      failure.addSuppressed(furtherFailure);
    }
  }

  /**
   * Returns the settings that were kept last, if any were.
   *
   * @throws Rejection if they are damaged, or of another version of this library: the operator has
   *     to set the device up again
   */
  public Optional<StationSettings> settings() throws IOException, Rejection {
    Path file = folder.resolve(SETTINGS);
    try {
      if (Files.size(file) > StationSettings.LARGEST) {
        throw new Rejection(Reason.DOCUMENT_TOO_LARGE, "settings");
      }
      return Optional.of(StationSettings.parse(Files.readAllBytes(file)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
