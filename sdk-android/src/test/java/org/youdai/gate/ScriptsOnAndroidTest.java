package org.youdai.gate;

import static org.assertj.core.api.Assertions.assertThat;

import android.content.Context;
import android.content.ContextWrapper;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.youdai.android.scanner.CameraFrames;
import org.youdai.android.scanner.Pictures;
import org.youdai.android.station.AppStorage;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;

/**
 * What happens at a gate, as the scripts of sdk-core say, with lists where an app keeps them: for
 * codes that a scanner types, and for codes that a camera sees.
 */
@RunWith(RobolectricTestRunner.class)
public final class ScriptsOnAndroidTest {
  private final Context context = RuntimeEnvironment.getApplication();
  private int scripts;

  /** Every script begins with an app that was just installed. */
  private Path newStore() {
    File files = new File(context.getNoBackupFilesDir(), "script-" + ++scripts);
    return AppStorage.of(
            new ContextWrapper(context) {
              @Override
              public File getNoBackupFilesDir() {
                return files;
              }
            })
        .lists();
  }

  private List<String> play(List<Script> each, BiFunction<Gate, QrText, Answer> scanner) {
    List<String> failures = new ArrayList<>();
    for (Script script : each) {
      for (String failure : ScriptRun.play(script, newStore(), scanner)) {
        failures.add(script.title() + ": " + failure);
      }
    }
    return failures;
  }

  @Test
  public void everyScript_goesAsItSaysWithAScanner() {
    assertThat(play(Script.all(), (gate, code) -> gate.scan(code.reveal()))).isEmpty();
    assertThat(scripts).isGreaterThanOrEqualTo(60);
  }

  @Test
  public void everyScript_goesAsItSaysWithACamera() {
    Camera camera = new Camera();
    List<Script> ofHours = new ArrayList<>(Script.all());
    ofHours.removeIf(ScriptsOnAndroidTest::isOfWholeDays);
    assertThat(play(ofHours, camera::scan)).isEmpty();
    assertThat(camera.codes).isGreaterThan(150);
    assertThat(camera.shots - camera.codes).as("frames in which nothing was seen").isLessThan(10);
  }

  /** Days of thousands of passengers take minutes in frames. */
  private static boolean isOfWholeDays(Script script) {
    return script.lines().stream().anyMatch(line -> line.words().contains("passengers"));
  }

  /**
   * Hands in codes as frames, each in another shape than the one before, until something is seen:
   * what one frame in a thousand hides, the next one shows.
   */
  private static final class Camera {
    private static final QrWriter WRITER = new QrWriter(3);
    private static final int[] PADDINGS = {0, 1, 13, 64};

    private final CameraFrames frames = new CameraFrames();
    private int codes;
    private int shots;

    Answer scan(Gate gate, QrText code) {
      codes++;
      GrayImage seen = WRITER.draw(code);
      Answer answer = gate.scan(shoot(seen));
      for (int i = 0; i < 4 && answer == Answer.NothingSeen.IN_THIS_PICTURE; i++) {
        answer = gate.scan(shoot(seen));
      }
      return answer;
    }

    private GrayImage shoot(GrayImage seen) {
      int padding = PADDINGS[shots / 4 % PADDINGS.length];
      int pixelStride = 1 + shots / 16 % 2;
      return frame(Pictures.turned(seen, shots++ % 4, false), padding, pixelStride);
    }

    private GrayImage frame(GrayImage seen, int padding, int pixelStride) {
      int rowStride = seen.width() * pixelStride + padding;
      ByteBuffer plane = ByteBuffer.allocate(rowStride * seen.height());
      for (int y = 0; y < seen.height(); y++) {
        for (int x = 0; x < seen.width(); x++) {
          plane.put(y * rowStride + x * pixelStride, (byte) seen.at(x, y));
        }
      }
      return frames.luma(plane, rowStride, pixelStride, seen.width(), seen.height());
    }
  }
}
