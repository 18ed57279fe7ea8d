package org.youdai.server.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrScanner;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;

final class PicturesTest {
  private static final QrText TEXT = QrText.of("YD1:PICTURES 0123456789");

  @TempDir private Path folder;

  @Test
  void pngJpegAndTransparentPictures_areRead() throws IOException {
    GrayImage code = new QrWriter(5).draw(TEXT);
    Path png = folder.resolve("a.png");
    Pictures.writePng(code, png);
    assertRead(png);
    BufferedImage image = ImageIO.read(png.toFile());
    Path jpeg = folder.resolve("a.jpg");
    BufferedImage rgb =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    rgb.createGraphics().drawImage(image, 0, 0, null);
    assertThat(ImageIO.write(rgb, "jpg", jpeg.toFile())).isTrue();
    assertRead(jpeg);
    BufferedImage clear =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        clear.setRGB(x, y, code.at(x, y) == 0 ? 0xff000000 : 0);
      }
    }
    Path transparent = folder.resolve("b.png");
    assertThat(ImageIO.write(clear, "png", transparent.toFile())).isTrue();
    assertRead(transparent);
  }

  private static void assertRead(Path file) throws IOException {
    GrayImage image = Pictures.read(file).orElseThrow();
    assertThat(new QrScanner().scan(image)).containsExactly(TEXT);
  }

  @Test
  void damagedFiles_areNoPictures() throws IOException {
    Path good = folder.resolve("good.png");
    Pictures.writePng(new QrWriter(5).draw(TEXT), good);
    byte[] bytes = Files.readAllBytes(good);
    Path bad = folder.resolve("bad.png");
    for (int length : new int[] {0, 8, 20, 40, bytes.length / 2}) {
      Files.write(bad, Arrays.copyOf(bytes, length));
      assertThat(Pictures.read(bad)).as("cut to %d", length).isEmpty();
    }
    Files.writeString(bad, "hello");
    assertThat(Pictures.read(bad)).isEmpty();
  }

  @Test
  void pixelBomb_isRefusedFromItsHeader() throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(header);
    out.write("IHDR".getBytes(StandardCharsets.US_ASCII));
    out.writeInt(60_000);
    out.writeInt(60_000);
    out.write(new byte[] {8, 0, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(header.toByteArray());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream png = new DataOutputStream(file);
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    png.writeInt(13);
    png.write(header.toByteArray());
    png.writeInt((int) crc.getValue());
    png.writeInt(0);
    png.write("IDAT".getBytes(StandardCharsets.US_ASCII));
    png.writeInt(0x35af061e);
    Path bomb = folder.resolve("bomb.png");
    Files.write(bomb, file.toByteArray());
    assertThatExceptionOfType(Pictures.TooLarge.class).isThrownBy(() -> Pictures.read(bomb));
  }

  /** Photographs that nobody here took (zxing's blackbox qrcode-2). */
  @Test
  void photographs_areReadRightOrNotAtAll() throws IOException {
    Path photographs = Path.of("../../shared/vectors/zxing-qrcode-2");
    Assumptions.assumeTrue(Files.isDirectory(photographs), "no outside vectors here");
    List<Path> pictures;
    try (Stream<Path> files = Files.list(photographs)) {
      pictures = files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    }
    int right = 0;
    List<String> wrong = new ArrayList<>();
    for (Path picture : pictures) {
      String name = picture.getFileName().toString().replace(".png", ".txt");
      String expected = Files.readString(photographs.resolve(name)).stripTrailing();
      GrayImage image = Pictures.read(picture).orElseThrow();
      List<QrText> texts = new QrScanner().scan(image);
      if (texts.stream().anyMatch(text -> text.reveal().stripTrailing().equals(expected))) {
        right++;
      } else if (!texts.isEmpty()) {
        wrong.add(name);
      }
    }
    assertThat(pictures).isNotEmpty();
    assertThat((double) right / pictures.size())
        .as("%d of %d read; read otherwise: %s", right, pictures.size(), wrong)
        .isGreaterThan(0.85);
  }
}
