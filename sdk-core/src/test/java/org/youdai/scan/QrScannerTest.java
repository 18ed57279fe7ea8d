package org.youdai.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.youdai.TestAuthority;
import org.youdai.trust.SignatureAlgorithm;

final class QrScannerTest {
  private static final QrText TEXT = QrText.of("YD1:HELLO WORLD 0123456789");

  private final QrScanner scanner = new QrScanner();

  private static GrayImage map(GrayImage image, boolean transposed, boolean inverted) {
    byte[] luma = new byte[image.width() * image.height()];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int value = transposed ? image.at(y, x) : image.at(x, y);
        luma[y * image.width() + x] = (byte) (inverted ? 255 - value : value);
      }
    }
    return GrayImage.of(image.width(), image.height(), luma);
  }

  @Test
  void drawnCode_isReadAsItIsMirroredAndInverted() {
    GrayImage code = new QrWriter(3).draw(TEXT);
    assertThat(scanner.scan(code)).containsExactly(TEXT);
    assertThat(scanner.scan(map(code, true, false))).containsExactly(TEXT);
    assertThat(scanner.scan(map(code, false, true))).containsExactly(TEXT);
  }

  @Test
  void rowsFurtherApartThanTheWidth_areReadTheSame() {
    GrayImage code = new QrWriter(3).draw(TEXT);
    int stride = code.width() + 13;
    byte[] luma = new byte[stride * (code.height() - 1) + code.width()];
    for (int y = 0; y < code.height(); y++) {
      for (int x = 0; x < code.width(); x++) {
        luma[y * stride + x] = (byte) code.at(x, y);
      }
    }
    GrayImage padded = GrayImage.of(code.width(), code.height(), stride, luma);
    assertThat(scanner.scan(padded)).containsExactly(TEXT);
  }

  @Test
  void manyCopiesOfOneCode_areOneTextAndComeToAnEnd() {
    GrayImage code = new QrWriter(3).draw(TEXT);
    int copies = 7;
    byte[] luma = new byte[code.width() * copies * code.height()];
    for (int y = 0; y < code.height(); y++) {
      for (int x = 0; x < code.width() * copies; x++) {
        luma[y * code.width() * copies + x] = (byte) code.at(x % code.width(), y);
      }
    }
    GrayImage row = GrayImage.of(code.width() * copies, code.height(), luma);
    assertThat(scanner.scan(row)).containsExactly(TEXT);
  }

  @Test
  void largePicture_isReadAtHalfTheSize() {
    GrayImage code = new QrWriter(64).draw(TEXT);
    assertThat(code.width()).isGreaterThan(1600);
    assertThat(scanner.scan(code)).containsExactly(TEXT);
  }

  @Test
  void noise_holdsNoCodeAndEndsQuickly() {
    byte[] luma = new byte[640 * 480];
    new Random(6).nextBytes(luma);
    assertThat(scanner.scan(GrayImage.of(640, 480, luma))).isEmpty();
    assertThat(scanner.scan(GrayImage.of(1, 1, new byte[1]))).isEmpty();
    assertThat(scanner.scan(GrayImage.of(3, 200, new byte[600]))).isEmpty();
  }

  @Test
  void shapeThatTheArrayCannotHold_isACallersMistake() {
    assertThatIllegalArgumentException().isThrownBy(() -> GrayImage.of(0, 1, new byte[1]));
    assertThatIllegalArgumentException().isThrownBy(() -> GrayImage.of(10, 10, new byte[99]));
    assertThatIllegalArgumentException().isThrownBy(() -> GrayImage.of(10, 10, 9, new byte[100]));
    assertThat(GrayImage.of(10, 10, 12, new byte[118]).height()).isEqualTo(10);
  }

  @Test
  void credential_fitsVersion8AtLevelM() {
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      QrText code = TestAuthority.create(61, algorithm).issue(100);
      assertThat(code.reveal().length()).as("characters").isLessThanOrEqualTo(220);
      assertThat(QrWriter.versionOf(code)).isEqualTo(8);
    }
    assertThat(QrWriter.versionOf(QrText.of("A".repeat(221)))).isEqualTo(8);
    assertThat(QrWriter.versionOf(QrText.of("A".repeat(222)))).isEqualTo(9);
  }

  /** Of 300 codes drawn with the usual mask about three are never read by common readers. */
  @Test
  void everyDrawnCode_readsBackAtEverySize() {
    TestAuthority authority = TestAuthority.create(62, SignatureAlgorithm.SM2);
    for (int i = 0; i < 300; i++) {
      QrText code = authority.issue(60);
      int size = 3 + i % 6;
      assertThat(scanner.scan(new QrWriter(size).draw(code)))
          .as("seed 62, code %d at %d pixels", i, size)
          .containsExactly(code);
    }
  }

  @Test
  void textTooLongForAnyCode_isACallersMistake() {
    assertThat(QrWriter.versionOf(QrText.of("A".repeat(3391)))).isEqualTo(40);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QrWriter(1).draw(QrText.of("A".repeat(3392))));
  }
}
