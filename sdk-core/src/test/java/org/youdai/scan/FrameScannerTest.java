package org.youdai.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.TestAuthority;
import org.youdai.trust.SignatureAlgorithm;

final class FrameScannerTest {
  private static final QrText TEXT =
      TestAuthority.create(63, SignatureAlgorithm.SM2).issue(60); // version 8

  private final FrameScanner scanner = new FrameScanner();

  private static GrayImage modules() {
    return new QrWriter(1).draw(TEXT);
  }

  /** Columns: pixels a module, degrees turned, tilt, noise. */
  @ParameterizedTest
  @CsvSource({
    "4.0, 0, 0.0, 2",
    "3.7, 30, 0.0, 4",
    "3.4, 45, 0.1, 4",
    "3.0, 90, 0.2, 6",
    "2.7, 133, 0.1, 6",
    "2.5, 180, 0.0, 4",
    "3.2, 270, -0.2, 6"
  })
  void codeOnATiltedPhone_isReadAsItIsMirroredAndInverted(
      double module, double degrees, double tilt, double noise) {
    GrayImage frame = Warped.of(modules(), module, degrees, tilt, noise, 64);
    assertThat(scanner.scan(frame)).as("seed 64").contains(TEXT);
    assertThat(scanner.scan(Warped.mirrored(frame))).as("mirrored").contains(TEXT);
    assertThat(scanner.scan(Warped.negative(frame))).as("inverted").contains(TEXT);
    assertThat(scanner.scan(Warped.mirrored(Warped.negative(frame)))).as("both").contains(TEXT);
    assertThat(new QrScanner().scan(frame)).containsExactly(TEXT);
  }

  @Test
  void drawnCode_isReadInTheFirstFrameAndInEveryOther() {
    for (int size = 2; size <= 12; size++) {
      GrayImage frame = new QrWriter(size).draw(TEXT);
      for (int i = 0; i < 6; i++) {
        assertThat(scanner.scan(frame)).as("%d pixels, frame %d", size, i).contains(TEXT);
      }
    }
  }

  @Test
  void twoCodesInView_areBothTold() {
    QrText other = QrText.of("https://www.example.com/");
    GrayImage left = new QrWriter(4).draw(TEXT);
    GrayImage right = new QrWriter(4).draw(other);
    int width = left.width() + right.width();
    byte[] luma = new byte[width * left.height()];
    Arrays.fill(luma, (byte) 200);
    for (int i = 0; i < luma.length; i++) {
      int x = i % width;
      int y = i / width;
      if (x < left.width()) {
        luma[i] = (byte) left.at(x, y);
      } else if (y < right.height()) {
        luma[i] = (byte) right.at(x - left.width(), y);
      }
    }
    GrayImage both = GrayImage.of(width, left.height(), luma);
    for (int i = 0; i < 6; i++) {
      assertThat(scanner.scanAll(both)).containsExactlyInAnyOrder(TEXT, other);
    }
  }

  /** Other producers may choose byte mode for the same characters, and name a charset or not. */
  @Test
  void byteMode_isReadCharacterByCharacter() throws WriterException {
    String text = "eyJhbGciOiJTTTIifQ.eyJpYXQiOjE3OTUwMDAwMDB9.Pgu1F3keQ3pnTFbn1HEcsoFz_-";
    for (Map<EncodeHintType, Object> hints :
        Arrays.<Map<EncodeHintType, Object>>asList(
            Map.of(),
            Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"),
            Map.of(EncodeHintType.CHARACTER_SET, "Shift_JIS"))) {
      ByteMatrix code = Encoder.encode(text, ErrorCorrectionLevel.M, hints).getMatrix();
      assertThat(scanner.scan(drawn(code, 5))).contains(QrText.of(text));
    }
  }

  private static GrayImage drawn(ByteMatrix code, int size) {
    int side = (code.getWidth() + 8) * size;
    byte[] luma = new byte[side * side];
    Arrays.fill(luma, (byte) 255);
    for (int y = 0; y < code.getWidth() * size; y++) {
      for (int x = 0; x < code.getWidth() * size; x++) {
        if (code.get(x / size, y / size) == 1) {
          luma[(y + 4 * size) * side + x + 4 * size] = 0;
        }
      }
    }
    return GrayImage.of(side, side, luma);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1", "1, 500", "500, 1", "2, 2", "3, 3", "7, 5", "39, 41", "40, 40", "41, 39", "101, 67"
  })
  void smallAndOddShapes_holdNothing(int width, int height) {
    byte[] luma = new byte[width * height];
    new Random(65).nextBytes(luma);
    GrayImage image = GrayImage.of(width, height, luma);
    assertThat(scanner.scan(image)).isEmpty();
    assertThat(new QrScanner().scan(image)).isEmpty();
  }

  @Test
  void noiseAndFinderLikePatterns_holdNothing() {
    Random random = new Random(66);
    byte[] luma = new byte[640 * 480];
    for (int i = 0; i < 10; i++) {
      random.nextBytes(luma);
      assertThat(scanner.scanAll(GrayImage.of(640, 480, luma))).as("seed 66, %d", i).isEmpty();
      assertThat(scanner.scanAll(GrayImage.of(640, 480, finders(random, 2 + i)))).isEmpty();
    }
  }

  private static byte[] finders(Random random, int module) {
    byte[] luma = new byte[640 * 480];
    Arrays.fill(luma, (byte) 220);
    for (int top = 0; top + 7 * module < 480; top += 8 * module + random.nextInt(3)) {
      for (int left = 0; left + 7 * module < 640; left += 8 * module) {
        for (int i = 0; i < 49 * module * module; i++) {
          int x = i % (7 * module);
          int y = i / (7 * module);
          int ring = Math.max(Math.abs(x / module - 3), Math.abs(y / module - 3));
          luma[(top + y) * 640 + left + x] = (byte) (ring == 2 ? 220 : 30);
        }
      }
    }
    return luma;
  }

  @Test
  void hundredMegapixels_comeToAnEnd() {
    byte[] luma = new byte[100_000_000];
    new Random(67).nextBytes(luma);
    GrayImage image = GrayImage.of(10_000, 10_000, luma);
    assertThat(scanner.scan(image)).isEmpty();
  }

  @Test
  void framesWithoutACode_leaveLittleGarbage() {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<GrayImage> frames = new ArrayList<>(List.of(shades()));
    Random random = new Random(68);
    for (int i = 0; i < 8; i++) {
      frames.add(GrayImage.of(640, 480, tiles(random, 14 + 5 * i)));
    }
    long before = 0;
    int rounds = 20;
    for (int i = -10; i < rounds; i++) {
      if (i == 0) {
        before = thread.getCurrentThreadAllocatedBytes();
      }
      for (GrayImage frame : frames) {
        if (scanner.scan(frame).isPresent()) {
          fail("there is no code in the frame");
        }
      }
    }
    long bytes = thread.getCurrentThreadAllocatedBytes() - before;
    assertThat(bytes / rounds / frames.size()).as("bytes a frame").isLessThan(10_000);
  }

  private static GrayImage shades() {
    byte[] luma = new byte[640 * 480];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = (byte) (100 + i % 640 / 8 + (i / 640 / 40 + i % 640 / 40) % 2 * 30);
    }
    return GrayImage.of(640, 480, luma);
  }

  /** Draws tiles of several shades, which pass for finders and timing patterns here and there. */
  private static byte[] tiles(Random random, int size) {
    byte[] luma = new byte[640 * 480];
    Arrays.fill(luma, (byte) 200);
    for (int top = 0; top + size < 480; top += size) {
      for (int left = 0; left + size < 640; left += size) {
        byte shade = (byte) (40 + random.nextInt(120));
        for (int y = top + 2; y < top + size - 2; y++) {
          Arrays.fill(luma, y * 640 + left + 2, y * 640 + left + size - 2, shade);
        }
      }
    }
    return luma;
  }
}
