package org.youdai.samples.faregate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.youdai.scan.GrayImage;

/**
 * A folder into which pictures and texts are dropped. What is there at the beginning is old and is
 * left alone; nothing is moved or deleted. It looks again and again, because network drives and
 * containers do not tell of changes.
 */
final class FolderInput implements Input {
  private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "bmp", "gif");
  private static final int MOST_BYTES = 16 * 1024 * 1024;
  private static final long LOOK_MILLIS = 150;

  /** How often a file that does not change is read before it counts as damaged. */
  static final int MOST_READS = 10;

  private final Path folder;
  private final Consumer<Scanned> to;
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final Map<Path, Dropped> files = new HashMap<>();
  private boolean isUnreadable;

  /** What a file looked like last, how often it was read so, and whether that is over. */
  private record Dropped(long size, FileTime time, int reads, boolean isDone) {
    boolean isAs(BasicFileAttributes now) {
      return size == now.size() && time.equals(now.lastModifiedTime());
    }

    Dropped readOnce(boolean isOver) {
      return new Dropped(size, time, reads + 1, isOver);
    }
  }

  /**
   * Makes one that has not begun to look.
   *
   * @throws IOException if the folder cannot be read
   */
  FolderInput(Path folder, Consumer<Scanned> to) throws IOException {
    this.folder = folder;
    this.to = to;
    for (Map.Entry<Path, BasicFileAttributes> old : list().entrySet()) {
      BasicFileAttributes now = old.getValue();
      files.put(old.getKey(), new Dropped(now.size(), now.lastModifiedTime(), 0, true));
    }
  }

  /** Begins to look. */
  FolderInput start() {
    var unused = // ends with the executor
        executor.scheduleWithFixedDelay(
            this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return this;
  }

  private Map<Path, BasicFileAttributes> list() throws IOException {
    Map<Path, BasicFileAttributes> found = new HashMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && (isPicture(file) || ending(file).equals("txt"))) {
          attributes(file).ifPresent(each -> found.put(file, each));
        }
      }
    } catch (DirectoryIteratorException broken) {
      throw broken.getCause();
    }
    return found;
  }

  private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class))
          .filter(BasicFileAttributes::isRegularFile);
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static boolean isPicture(Path file) {
    return PICTURES.contains(ending(file));
  }

  /** Looks once. */
  void look() {
    try {
      Map<Path, BasicFileAttributes> now = list();
      files.keySet().retainAll(now.keySet());
      now.forEach(this::lookAt);
      isUnreadable = false;
    } catch (IOException broken) {
      if (!isUnreadable) {
        tell(Notice.Kind.UNREADABLE, broken.toString());
      }
      isUnreadable = true; // said once; a network drive may come back
    }
  }

  /** Reads a file that looks as it did the last time: what still changes is being written. */
  private void lookAt(Path file, BasicFileAttributes now) {
    Dropped before = files.get(file);
    if (before == null || !before.isAs(now)) {
      files.put(file, new Dropped(now.size(), now.lastModifiedTime(), 0, false));
    } else if (!before.isDone()) {
      boolean isLast = before.reads() + 1 >= MOST_READS;
      files.put(file, before.readOnce(isLast || now.size() > MOST_BYTES));
      if (now.size() > MOST_BYTES) {
        tell(Notice.Kind.FILE_TOO_LARGE, file.getFileName().toString());
      } else if (read(file, isLast)) {
        files.put(file, before.readOnce(true));
      }
    }
  }

  /** Returns whether there was something in it. */
  private boolean read(Path file, boolean isLast) {
    try {
      return isPicture(file) ? readPicture(file, isLast) : readText(file);
    } catch (IOException unreadable) {
      if (isLast) {
        tell(Notice.Kind.UNREADABLE, unreadable.toString());
      }
      return false;
    }
  }

  private boolean readPicture(Path file, boolean isLast) throws IOException {
    Optional<GrayImage> picture = Picture.read(beginning(file, MOST_BYTES));
    picture.ifPresent(whole -> to.accept(new Scanned.Seen(whole)));
    if (picture.isEmpty() && isLast) {
      tell(Notice.Kind.NOT_A_PICTURE, file.getFileName().toString());
    }
    return picture.isPresent();
  }

  private boolean readText(Path file) throws IOException {
    byte[] text = beginning(file, Lines.LONGEST + 1);
    if (text.length > Lines.LONGEST) {
      tell(Notice.Kind.FILE_TOO_LARGE, file.getFileName().toString());
    } else if (text.length > 0) {
      to.accept(new Scanned.Sent(text));
    }
    return text.length > 0;
  }

  private static byte[] beginning(Path file, int atMost) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.readNBytes(atMost);
    }
  }

  private void tell(Notice.Kind kind, String what) {
    to.accept(new Scanned.Unusable(Notice.of(kind, what)));
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException stopped) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
