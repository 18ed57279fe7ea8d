package org.youdai.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class GrayImageTest {

  @Test
  void halved_isTheMeanOfFourAtEverySize() {
    Random random = new Random(69);
    for (int width = 1; width < 40; width++) {
      for (int height = 1; height < 6; height++) {
        byte[] luma = new byte[(width + 3) * height];
        random.nextBytes(luma);
        GrayImage image = GrayImage.of(width, height, width + 3, luma);
        GrayImage half = image.halved();
        assertThat(half.width()).isEqualTo(Math.max(1, width / 2));
        assertThat(half.height()).isEqualTo(Math.max(1, height / 2));
        for (int y = 0; y < half.height(); y++) {
          for (int x = 0; x < half.width(); x++) {
            int right = Math.min(2 * x + 1, width - 1);
            int below = Math.min(2 * y + 1, height - 1);
            int sum = image.at(2 * x, 2 * y) + image.at(right, 2 * y);
            sum += image.at(2 * x, below) + image.at(right, below);
            assertThat(half.at(x, y)).as("seed 69").isEqualTo((sum + 2) / 4);
          }
        }
      }
    }
  }

  @Test
  void between_isTheWeighedMeanAndEndsAtTheBorder() {
    GrayImage image = GrayImage.of(2, 2, new byte[] {0, 100, (byte) 200, (byte) 240});
    assertThat(image.between(0.5, 0.5)).isEqualTo(0);
    assertThat(image.between(1, 0.5)).isEqualTo(50);
    assertThat(image.between(1, 1)).isEqualTo(135);
    assertThat(image.between(-9, -9)).isEqualTo(0);
    assertThat(image.between(9, 9)).isEqualTo(240);
    assertThat(image.between(Double.NaN, Double.POSITIVE_INFINITY)).isEqualTo(200);
  }
}
