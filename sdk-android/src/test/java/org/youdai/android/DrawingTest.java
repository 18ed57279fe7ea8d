package org.youdai.android;

import static org.assertj.core.api.Assertions.assertThat;

import android.graphics.Bitmap;
import android.graphics.BitmapFactory;
import android.graphics.Canvas;
import android.graphics.Color;
import android.os.Build;
import android.view.View;
import android.widget.TextView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;

/** Views are really drawn in these tests, so that pictures of them can be looked at. */
@RunWith(RobolectricTestRunner.class)
public final class DrawingTest {
  private static final int SIDE = 200;

  @Test
  public void chineseCharacters_areDrawnEachInItsOwnShape() throws IOException {
    Bitmap first = drawn("优");
    Bitmap second = drawn("待");
    assertThat(share(first, Color.GREEN)).isGreaterThan(0.5);
    assertThat(share(first, Color.BLACK)).isBetween(0.02, 0.3);
    assertThat(first.sameAs(second)).as("the same box for every character").isFalse();
    Path file = Path.of("target", "drawn-" + Build.VERSION.SDK_INT + ".png");
    try (OutputStream out = Files.newOutputStream(file)) {
      first.compress(Bitmap.CompressFormat.PNG, 100, out);
    }
    assertThat(BitmapFactory.decodeFile(file.toString()).sameAs(first)).isTrue();
  }

  private static Bitmap drawn(String text) {
    TextView view = new TextView(RuntimeEnvironment.getApplication());
    view.setText(text);
    view.setTextSize(100);
    view.setTextColor(Color.BLACK);
    view.setBackgroundColor(Color.GREEN);
    int exactly = View.MeasureSpec.makeMeasureSpec(SIDE, View.MeasureSpec.EXACTLY);
    view.measure(exactly, exactly);
    view.layout(0, 0, SIDE, SIDE);
    Bitmap bitmap = Bitmap.createBitmap(SIDE, SIDE, Bitmap.Config.ARGB_8888);
    view.draw(new Canvas(bitmap));
    return bitmap;
  }

  private static double share(Bitmap bitmap, int colour) {
    int count = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        count += bitmap.getPixel(x, y) == colour ? 1 : 0;
      }
    }
    return count / (double) (SIDE * SIDE);
  }
}
