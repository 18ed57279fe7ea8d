package org.youdai.samples.faregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.scan.QrScanner;
import org.youdai.scan.QrText;

/** Looks by hand, so that nothing here waits. */
final class FolderInputTest {
  private final List<Scanned> scanned = new ArrayList<>();
  @TempDir private Path folder;
  private FolderInput input;
  private byte[] picture;

  @BeforeEach
  void open(@TempDir Path other) throws IOException {
    Path file = other.resolve("code.png");
    Demo.draw(QrText.of("HELLO"), file);
    picture = Files.readAllBytes(file);
    Files.write(folder.resolve("old.png"), picture);
    input = new FolderInput(folder, scanned::add);
  }

  private List<String> look(int times) {
    for (int i = 0; i < times; i++) {
      input.look();
    }
    return scanned.stream().map(FolderInputTest::text).toList();
  }

  private static String text(Scanned each) {
    if (each instanceof Scanned.Seen seen) {
      return "picture " + new QrScanner().scan(seen.picture()).get(0).reveal();
    }
    return each instanceof Scanned.Sent sent
        ? "text " + new String(sent.bytes(), StandardCharsets.UTF_8)
        : ((Scanned.Unusable) each).notice().kind().toString();
  }

  /** Writes a file whose time differs from the one before, however quick the test is. */
  private void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    Files.setLastModifiedTime(
        file, FileTime.fromMillis(1_000_000L + scanned.size() + bytes.length));
  }

  @Test
  void pictureAndText_areReadOnceAndWhatWasThereBeforeIsNot() throws IOException {
    write("new.PNG", picture);
    assertThat(look(5)).containsExactly("picture HELLO");
    write("code.txt", "YD1:ABC\r\n".getBytes(StandardCharsets.UTF_8));
    write("notes.doc", picture);
    write(".hidden.png", picture);
    assertThat(look(5)).containsExactly("picture HELLO", "text YD1:ABC\r\n");
  }

  @Test
  void anotherPictureOfTheSameName_isReadAnew() throws IOException {
    write("frame.png", picture);
    look(3);
    write("frame.png", picture);
    assertThat(look(3)).containsExactly("picture HELLO", "picture HELLO");
  }

  @Test
  void pictureThatIsStillBeingWritten_isReadWhenItIsWhole() throws IOException {
    for (int part = 1; part < 4; part++) {
      write("slow.png", Arrays.copyOf(picture, picture.length * part / 4));
      assertThat(look(3)).isEmpty();
    }
    write("slow.png", picture);
    assertThat(look(2)).containsExactly("picture HELLO");
  }

  @Test
  void tornPicture_isToldOnceAfterSeveralReads() throws IOException {
    write("torn.png", Arrays.copyOf(picture, picture.length / 2));
    assertThat(look(FolderInput.MOST_READS)).isEmpty();
    assertThat(look(20)).containsExactly("NOT_A_PICTURE");
  }

  @Test
  void emptyFile_isWaitedForAndThenLeftAlone() throws IOException {
    write("empty.txt", new byte[0]);
    write("empty.png", new byte[0]);
    assertThat(look(50)).containsExactly("NOT_A_PICTURE");
  }

  @Test
  void hugeFile_isNotRead() throws IOException {
    try (RandomAccessFile huge = new RandomAccessFile(folder.resolve("huge.png").toFile(), "rw")) {
      huge.setLength(1L << 34); // a hole: it takes no room on the disk
    }
    write("long.txt", new byte[Lines.LONGEST + 1]);
    assertThat(look(50)).containsExactly("FILE_TOO_LARGE", "FILE_TOO_LARGE");
  }

  @Test
  void smallFileOfAHugePicture_isNotUnpacked() throws IOException {
    byte[] bomb = picture.clone();
    bomb[16] = 0x7f; // the width in the header
    CRC32 check = new CRC32();
    check.update(bomb, 12, 17);
    for (int i = 0; i < 4; i++) {
      bomb[29 + i] = (byte) (check.getValue() >> (24 - 8 * i));
    }
    write("bomb.png", bomb);
    assertThat(look(50)).containsExactly("NOT_A_PICTURE");
  }

  @Test
  void folderThatGoesAway_isToldOnceAndUsedAgainWhenItIsBack() throws IOException {
    Files.delete(folder.resolve("old.png"));
    Files.delete(folder);
    assertThat(look(5)).containsExactly("UNREADABLE");
    Files.createDirectory(folder);
    write("new.png", picture);
    assertThat(look(5)).containsExactly("UNREADABLE", "picture HELLO");
  }

  @Test
  void whatIsNoFolder_cannotBeOpened() {
    assertThatThrownBy(() -> new FolderInput(folder.resolve("old.png"), scanned::add))
        .isInstanceOf(NotDirectoryException.class);
  }
}
