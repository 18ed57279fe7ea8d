package org.youdai.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.common.HybridBinarizer;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BlackAndWhiteTest {

  @Test
  void everyPicture_isAsZxingMakesIt() throws NotFoundException {
    Random random = new Random(68);
    for (int i = 0; i < 60; i++) {
      int width = 40 + random.nextInt(120);
      int height = 40 + random.nextInt(120);
      int stride = width + random.nextInt(9);
      byte[] luma = new byte[stride * height];
      int contrast = 1 << random.nextInt(9);
      for (int j = 0; j < luma.length; j++) {
        luma[j] = (byte) (j % stride / 2 + random.nextInt(contrast));
      }
      GrayImage image = GrayImage.of(width, height, stride, luma);
      BlackAndWhite ours = new BlackAndWhite(width, height);
      for (boolean negative : new boolean[] {false, true, false}) {
        LuminanceSource source = new Luminance(image);
        assertThat(ours.of(image, negative))
            .as("seed 68, picture %d, negative %s", i, negative)
            .isEqualTo(new HybridBinarizer(negative ? source.invert() : source).getBlackMatrix());
      }
    }
  }
}
