package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.youdai.scan.FrameScanner;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrScanner;

/** Any picture at all is scanned to an end, by both scanners, and at most four codes come of it. */
final class PictureFuzz {

  @FuzzTest
  void picture(byte[] input) {
    if (input.length < 2) {
      return;
    }
    int width = 1 + Math.min(input[0] & 0xff, input.length - 2);
    int height = Math.max(1, (input.length - 1) / width);
    byte[] luma = new byte[width * height];
    System.arraycopy(input, 1, luma, 0, Math.min(luma.length, input.length - 1));
    GrayImage image = GrayImage.of(width, height, luma);
    assertThat(new QrScanner().scan(image)).hasSizeLessThanOrEqualTo(QrScanner.MOST_CODES);
    assertThat(new FrameScanner().scanAll(image)).hasSizeLessThanOrEqualTo(QrScanner.MOST_CODES);
  }
}
