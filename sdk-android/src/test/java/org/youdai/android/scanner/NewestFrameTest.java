package org.youdai.android.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import android.graphics.ImageFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.youdai.decision.Outcome;
import org.youdai.gate.Gate;
import org.youdai.gate.Passage;
import org.youdai.scan.GrayImage;

@RunWith(RobolectricTestRunner.class)
public final class NewestFrameTest {
  private final Queue<Runnable> decisions = new ArrayDeque<>();
  private final List<GrayImage> handedOn = new ArrayList<>();
  private final NewestFrame newest = new NewestFrame(decisions::add, handedOn::add);

  @Test
  public void code_isAdmittedWithEveryStrideHoweverItIsTurnedAndMirrored() {
    Gate gate = new SandboxGate().gate;
    List<Outcome> outcomes = new ArrayList<>();
    NewestFrame frames =
        new NewestFrame(
            Runnable::run,
            picture -> outcomes.add(((Passage) gate.scan(picture)).decision().outcome()));
    GrayImage code = SandboxGate.picture();
    int frameCount = 0;
    for (boolean isMirrored : new boolean[] {false, true}) {
      for (int quarters = 0; quarters < 4; quarters++) {
        for (int pixelStride : new int[] {1, 2}) {
          for (int padding : new int[] {0, 13, 64}) {
            GrayImage seen = Pictures.turned(code, quarters, isMirrored);
            int rowStride = seen.width() * pixelStride + padding;
            assertThat(frames.offer(YuvFrame.of(seen, rowStride, pixelStride))).isTrue();
            frameCount++;
          }
        }
      }
    }
    assertThat(outcomes).hasSize(frameCount).containsOnly(Outcome.ADMIT);
  }

  @Test
  public void slowDecision_queuesNothingAndIsFollowedByTheNewestFrame() {
    assertThat(newest.offer(gray(1))).isTrue();
    for (int i = 2; i < 100; i++) {
      assertThat(newest.offer(gray(i))).isFalse();
      assertThat(decisions).hasSize(1);
    }
    decisions.remove().run();
    assertThat(newest.offer(gray(100))).isTrue();
    decisions.remove().run();
    assertThat(decisions).isEmpty();
    assertThat(handedOn).extracting(picture -> picture.at(7, 7)).endsWith(100).hasSize(2);
  }

  @Test
  public void frameUnderDecision_isNotOverwrittenByTheNext() {
    newest.offer(gray(1));
    newest.offer(gray(2));
    decisions.remove().run();
    assertThat(handedOn.get(0).at(7, 7)).isEqualTo(1);
  }

  @Test
  public void decisionThatFails_leavesTheNextFrameItsTurn() {
    NewestFrame failing =
        new NewestFrame(
            decisions::add,
            picture -> {
              throw new IllegalStateException("the listener has failed");
            });
    assertThat(failing.offer(gray(1))).isTrue();
    assertThatIllegalStateException().isThrownBy(decisions.remove()::run);
    assertThat(failing.offer(gray(2))).isTrue();
  }

  @Test
  public void oddFrame_isRefusedAndLeavesTheNextItsTurn() {
    YuvFrame odd = new YuvFrame(ImageFormat.JPEG, YuvFrame.plane(gray(), 16, 1), 16, 1, 16, 16);
    assertThatIllegalArgumentException().isThrownBy(() -> newest.offer(odd));
    assertThat(newest.offer(gray(3))).isTrue();
  }

  private static GrayImage gray() {
    return GrayImage.of(16, 16, new byte[16 * 16]);
  }

  private static YuvFrame gray(int brightness) {
    byte[] luma = new byte[16 * 16];
    Arrays.fill(luma, (byte) brightness);
    return YuvFrame.of(GrayImage.of(16, 16, luma), 16, 1);
  }
}
