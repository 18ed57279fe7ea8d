package org.youdai.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.youdai.ListSource;

/** A folder of published files: a medium that was plugged in, or a mounted share. */
public final class FolderSource implements ListSource {
  private final Path folder;

  private FolderSource(Path folder) {
    this.folder = folder;
  }

  /** Returns the source over {@code folder}. */
  public static FolderSource of(Path folder) {
    return new FolderSource(folder);
  }

  @Override
  public Optional<byte[]> read(String name, int atMost) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "there is no such folder");
    }
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      return Optional.of(Capped.read(in, atMost));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
