package org.youdai.android.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import android.hardware.camera2.CameraAccessException;
import android.hardware.camera2.CameraManager;
import android.hardware.camera2.CameraMetadata;
import android.util.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;
import org.robolectric.shadow.api.Shadow;

@RunWith(RobolectricTestRunner.class)
@Config(shadows = TestCameras.class)
public final class LensTest {
  private final CameraManager manager =
      RuntimeEnvironment.getApplication().getSystemService(CameraManager.class);
  private final TestCameras cameras = Shadow.extract(manager);

  private static Optional<Size> best(Size... sizes) {
    return Lens.best(Arrays.asList(sizes));
  }

  @Test
  public void largestFrameUpTo1280By720_isTaken() {
    assertThat(
            best(
                new Size(4000, 3000),
                new Size(1920, 1080),
                new Size(1280, 720),
                new Size(640, 480),
                new Size(320, 240)))
        .contains(new Size(1280, 720));
    assertThat(best(new Size(1280, 960), new Size(640, 480))).contains(new Size(640, 480));
  }

  @Test
  public void nextLargerFrame_isTakenBeforeASmallerOne() {
    assertThat(best(new Size(1920, 1080), new Size(1280, 960), new Size(320, 240)))
        .contains(new Size(1280, 960));
    assertThat(best(new Size(320, 240), new Size(176, 144))).contains(new Size(320, 240));
    assertThat(best()).isEqualTo(Optional.empty());
  }

  @Test
  public void focus_isContinuousOrElseByHandOrElseFixed() throws CameraAccessException {
    int[] modes = {
      CameraMetadata.CONTROL_AF_MODE_CONTINUOUS_VIDEO,
      CameraMetadata.CONTROL_AF_MODE_MACRO,
      CameraMetadata.CONTROL_AF_MODE_EDOF
    };
    for (int mode : modes) {
      cameras.addCamera(
          "" + mode,
          TestCameras.camera(CameraMetadata.LENS_FACING_BACK, false, mode, new Size(640, 480)));
    }
    List<Lens> lenses = Lens.of(manager, CameraMetadata.LENS_FACING_BACK);
    assertThat(lenses)
        .extracting(Lens::focus)
        .containsExactly(
            CameraMetadata.CONTROL_AF_MODE_CONTINUOUS_VIDEO,
            CameraMetadata.CONTROL_AF_MODE_MACRO,
            CameraMetadata.CONTROL_AF_MODE_OFF);
    assertThat(lenses).extracting(Lens::isFocusedByHand).containsExactly(false, true, false);
  }

  @Test
  public void cameraThatCannotBeAsked_costsNoneOfTheOthers() throws CameraAccessException {
    CameraAccessException broken =
        new CameraAccessException(CameraAccessException.CAMERA_ERROR, "broken");
    cameras.addCamera("0", TestCameras.camera(CameraMetadata.LENS_FACING_BACK, new Size(640, 480)));
    cameras.breakCamera("0", broken);
    assertThatExceptionOfType(CameraAccessException.class)
        .isThrownBy(() -> Lens.of(manager, CameraMetadata.LENS_FACING_BACK))
        .isSameAs(broken);
    cameras.addCamera("1", TestCameras.camera(CameraMetadata.LENS_FACING_BACK, new Size(640, 480)));
    assertThat(Lens.of(manager, CameraMetadata.LENS_FACING_BACK))
        .extracting(Lens::id)
        .containsExactly("1");
  }
}
