package org.youdai.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.server.picture.Pictures;

final class ScanCommandTest {
  private static final String TEXT = "YD1:HELLO WORLD 0123456789";

  @TempDir private Path folder;

  @BeforeEach
  void drawCode() throws IOException {
    Pictures.writePng(new QrWriter(4).draw(QrText.of(TEXT)), folder.resolve("code.png"));
  }

  @Test
  void pictureWithoutAKnownText_isReadAndItsTextIsNotShownUnasked() {
    Ran ran = Ran.now("scan", folder.resolve("code.png").toString(), "--lang", "en");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("code.png: a code read").doesNotContain(TEXT);
    assertThat(Ran.now("scan", "--show-text", folder.toString()).out()).contains(TEXT);
    assertThat(Ran.now("scan", folder.toString(), "--lang", "zh").out()).contains("读出 1 个二维码");
  }

  @Test
  void textBesideThePicture_decidesWhatIsRightInEveryRotation() throws IOException {
    Files.writeString(folder.resolve("code.txt"), TEXT);
    Ran right = Ran.now("scan", folder.toString(), "--rotations", "--compare", "zxing");
    assertThat(right.code()).as(right.err()).isZero();
    assertThat(right.out()).contains("4 right, 0 wrong, 0 missed").contains("zxing:");
    Files.writeString(folder.resolve("code.txt"), "another text");
    Ran wrong = Ran.now("scan", folder.toString(), "--lang", "en");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.out()).contains("0 right, 1 wrong, 0 missed").contains("WRONG");
  }

  @Test
  void json_holdsPictureAndText() throws IOException {
    String png = Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve("code.png")));
    Path json = Files.createDirectory(folder.resolve("json"));
    Files.writeString(
        json.resolve("1.json"), "{\"2DCODE\":\"" + png + "\",\"PREFIX\":\"" + TEXT + "\"}");
    Files.writeString(json.resolve("other.json"), "{\"a\":1}");
    Ran ran = Ran.now("scan", json.toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("1 right, 0 wrong, 0 missed, 0 read without")
        .contains("0 damaged");
  }

  @Test
  void pictureThatIsDamagedOrShowsNothing_isToldAndTheOthersAreRead() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("code.png"));
    Files.write(folder.resolve("broken.png"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(folder.resolve("empty.jpg"), new byte[0]);
    Files.writeString(folder.resolve("broken.json"), "{\"2DCODE\":");
    Files.writeString(folder.resolve("base64.json"), "{\"2DCODE\":\"=A\",\"PREFIX\":\"x\"}");
    byte[] grey = new byte[100 * 100];
    Pictures.writePng(GrayImage.of(100, 100, grey), folder.resolve("grey.png"));
    Files.write(folder.resolve("notes.md"), "no picture".getBytes(StandardCharsets.UTF_8));
    Ran ran = Ran.now("scan", folder.toString(), "--lang", "en");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("1 missed, 1 read without a known text, 4 damaged");
    assertThat(ran.out()).contains("broken.png: no readable picture").contains("grey.png: no code");
  }

  @Test
  void nothingToScan_isNoSuccess() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(Ran.now("scan", empty.toString()).code()).isEqualTo(1);
    assertThat(Ran.now("scan", folder.resolve("nowhere").toString()).code()).isEqualTo(1);
    assertThat(Ran.now("scan").code()).isEqualTo(2);
    assertThat(Ran.now("scan", "--compare", "abacus", folder.toString()).code()).isEqualTo(2);
  }

  /** Photographs by others, which are no part of the project. */
  @Test
  void zxingsPhotographs_areReadBetterThanByZxing() {
    Path photographs = Path.of("../../shared/vectors/zxing-qrcode-2");
    Assumptions.assumeTrue(Files.isDirectory(photographs), "no outside vectors beside the project");
    Ran ran = Ran.now("scan", photographs.toString(), "--compare", "zxing");
    assertThat(ran.out()).contains(" 0 wrong, ");
    int right = Integer.parseInt(ran.out().lines().reduce((a, b) -> b).orElse("").split(" ", 2)[0]);
    assertThat(right).as(ran.out()).isGreaterThanOrEqualTo(33);
  }
}
