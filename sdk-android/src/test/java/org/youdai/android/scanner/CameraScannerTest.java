package org.youdai.android.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.Manifest;
import android.app.Application;
import android.graphics.ImageFormat;
import android.hardware.camera2.CameraAccessException;
import android.hardware.camera2.CameraDevice;
import android.hardware.camera2.CameraManager;
import android.hardware.camera2.CameraMetadata;
import android.hardware.camera2.CaptureRequest;
import android.util.Range;
import android.util.Size;
import android.view.Surface;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;
import org.robolectric.shadow.api.Shadow;
import org.youdai.android.Loopers;
import org.youdai.android.scanner.CameraScanner.Facing;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;

@RunWith(RobolectricTestRunner.class)
@Config(shadows = {TestCameras.class, TestReader.class})
public final class CameraScannerTest {
  private static final Size VGA = new Size(640, 480);
  private static final String THREAD = "youdai-camera";

  private final Application app = RuntimeEnvironment.getApplication();
  private final TestCameras cameras = Shadow.extract(app.getSystemService(CameraManager.class));
  private final SandboxGate sandbox = new SandboxGate();
  private final HeardScanner heard = new HeardScanner();
  private final CameraScanner scanner = CameraScanner.of(app, sandbox.gate, heard);

  @Before
  public void allow() {
    shadowOf(app).grantPermissions(Manifest.permission.CAMERA);
  }

  @After
  public void close() {
    scanner.close();
  }

  private void addBack() {
    cameras.addCamera("0", TestCameras.camera(CameraMetadata.LENS_FACING_BACK, VGA));
  }

  private void ready() {
    addBack();
    scanner.start();
    settle();
    heard.assertNext(ScannerState.STARTING, ScannerState.READY);
  }

  private static void settle() {
    Loopers.idle(THREAD);
  }

  private static void pass(long millis) {
    Loopers.pass(Duration.ofMillis(millis), THREAD);
  }

  private static YuvFrame frame(GrayImage picture) {
    GrayImage frame = Pictures.within(picture, VGA.getWidth(), VGA.getHeight(), 100, 50);
    return YuvFrame.of(frame, VGA.getWidth() + 32, 1);
  }

  private static YuvFrame white() {
    byte[] luma = new byte[VGA.getWidth() * VGA.getHeight()];
    Arrays.fill(luma, (byte) 0xff);
    return YuvFrame.of(GrayImage.of(VGA.getWidth(), VGA.getHeight(), luma), VGA.getWidth(), 1);
  }

  private static void show(YuvFrame frame) {
    TestReader.last().show(frame);
    settle();
    assertThat(frame.isClosed()).isTrue();
  }

  private static GrayImage code(String text) {
    return new QrWriter(3).draw(QrText.of(text));
  }

  @Test
  public void codeBeforeTheCamera_isAdmitted() {
    ready();
    show(frame(SandboxGate.picture()));
    heard.assertAdmitted();
  }

  @Test
  public void nothingAndOtherCodes_areToldApart() {
    ready();
    show(white());
    while (!heard.hasHeard()) { // as long as the white frame is looked at
      show(frame(code("https://example.com/")));
    }
    heard.assertNotOurs();
  }

  @Test
  public void framesDuringASlowDecision_areDropped() throws InterruptedException {
    ready();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    sandbox.whileDeciding(
        () -> {
          begun.countDown();
          await(end);
        });
    show(frame(SandboxGate.picture()));
    begun.await();
    for (int i = 0; i < 20; i++) {
      show(frame(SandboxGate.picture()));
    }
    end.countDown();
    heard.assertAdmitted();
    scanner.close();
    heard.assertNext(ScannerState.STOPPED); // and no answer to any of the others
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Test
  public void missingPermission_isToldAndTheCameraComesOnceItIsGranted() {
    addBack();
    shadowOf(app).denyPermissions(Manifest.permission.CAMERA);
    scanner.start();
    settle();
    heard.assertNext(ScannerState.STARTING, ScannerState.PERMISSION_MISSING);
    shadowOf(app).grantPermissions(Manifest.permission.CAMERA);
    scanner.start();
    settle();
    heard.assertNext(ScannerState.STARTING, ScannerState.READY);
    assertThat(cameras.asked()).isEqualTo(1);
  }

  @Test
  public void refusals_areToldAndTriedAgain() {
    addBack();
    Map<Exception, ScannerState> refusals =
        Map.of(
            new SecurityException("as a work profile does"), ScannerState.PERMISSION_MISSING,
            new CameraAccessException(CameraAccessException.CAMERA_DISABLED),
                ScannerState.PERMISSION_MISSING,
            new CameraAccessException(CameraAccessException.CAMERA_IN_USE),
                ScannerState.CAMERA_IN_USE,
            new CameraAccessException(CameraAccessException.MAX_CAMERAS_IN_USE),
                ScannerState.CAMERA_IN_USE,
            new CameraAccessException(CameraAccessException.CAMERA_DISCONNECTED),
                ScannerState.CAMERA_IN_USE,
            new CameraAccessException(CameraAccessException.CAMERA_ERROR),
                ScannerState.CAMERA_FAILED,
            new IllegalArgumentException("unplugged"), ScannerState.CAMERA_FAILED,
            new NullPointerException("as a vendor's service does"), ScannerState.CAMERA_FAILED);
    refusals.forEach(
        (refusal, state) -> {
          cameras.refuse(refusal);
          scanner.start();
          settle();
          heard.assertNext(ScannerState.STARTING, state);
          cameras.refuseNoLonger();
          pass(1000);
          heard.assertNext(ScannerState.READY);
          scanner.pause();
          settle();
          heard.assertNext(ScannerState.PAUSED);
        });
  }

  @Test
  public void cameraThatIsRefusedAgain_isTriedAfterOneSecondAndAfterThirtyAtMost() {
    addBack();
    cameras.refuse(new CameraAccessException(CameraAccessException.CAMERA_IN_USE));
    scanner.start();
    settle();
    int asked = 1;
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30, 30}) {
      pass(Duration.ofSeconds(seconds).toMillis() - 1);
      assertThat(cameras.asked()).isEqualTo(asked);
      pass(1);
      asked++;
      assertThat(cameras.asked()).isEqualTo(asked);
    }
    heard.assertNext(ScannerState.STARTING, ScannerState.CAMERA_IN_USE);
    heard.assertNothing();
  }

  @Test
  public void deviceWithoutACamera_isToldAndOneThatIsPluggedInIsTaken() {
    scanner.start();
    settle();
    heard.assertNext(ScannerState.STARTING, ScannerState.CAMERA_MISSING);
    cameras.addCamera("7", TestCameras.camera(CameraMetadata.LENS_FACING_EXTERNAL, VGA));
    pass(1000);
    heard.assertNext(ScannerState.READY);
  }

  @Test
  public void cameraWithoutReadableFrames_hasFailed() {
    cameras.addCamera("0", TestCameras.camera(CameraMetadata.LENS_FACING_BACK));
    scanner.start();
    settle();
    heard.assertNext(ScannerState.STARTING, ScannerState.CAMERA_FAILED);
    assertThat(cameras.asked()).isZero();
  }

  @Test
  public void cameraThatIsTakenAway_isGivenBackAndComesAgain() {
    ready();
    cameras.last().goes();
    settle();
    heard.assertNext(ScannerState.CAMERA_IN_USE);
    assertThat(cameras.last().isClosed()).isTrue();
    pass(1000);
    heard.assertNext(ScannerState.READY);
    show(frame(SandboxGate.picture()));
    heard.assertAdmitted();
  }

  @Test
  public void errorsOfTheCamera_areToldAndTriedAgain() {
    ready();
    Map<Integer, ScannerState> errors =
        Map.of(
            CameraDevice.StateCallback.ERROR_CAMERA_IN_USE, ScannerState.CAMERA_IN_USE,
            CameraDevice.StateCallback.ERROR_MAX_CAMERAS_IN_USE, ScannerState.CAMERA_IN_USE,
            CameraDevice.StateCallback.ERROR_CAMERA_DISABLED, ScannerState.PERMISSION_MISSING,
            CameraDevice.StateCallback.ERROR_CAMERA_DEVICE, ScannerState.CAMERA_FAILED,
            CameraDevice.StateCallback.ERROR_CAMERA_SERVICE, ScannerState.CAMERA_FAILED);
    errors.forEach(
        (error, state) -> {
          show(white()); // works, and so begins with a second again
          cameras.last().fails(error);
          settle();
          heard.assertNext(state);
          assertThat(cameras.last().isClosed()).isTrue();
          pass(1000);
          heard.assertNext(ScannerState.READY);
        });
  }

  @Test
  public void sessionThatIsRefusedOrBreaks_isToldAndTriedAgain() {
    addBack();
    for (TestCamera.Manner manner :
        List.of(TestCamera.Manner.REFUSES_SESSIONS, TestCamera.Manner.BREAKS)) {
      cameras.behave(manner);
      scanner.start();
      settle();
      heard.assertNext(ScannerState.STARTING, ScannerState.CAMERA_FAILED);
      assertThat(cameras.last().isClosed()).isTrue();
      cameras.behave(TestCamera.Manner.WORKS);
      pass(1000);
      heard.assertNext(ScannerState.READY);
      scanner.pause();
      settle();
      heard.assertNext(ScannerState.PAUSED);
    }
  }

  /** What a preview is shown on, for as long as it is there. */
  private static final class Screen extends Surface {
    private final boolean isThere;

    Screen(boolean isThere) {
      this.isThere = isThere;
    }

    @Override
    public boolean isValid() {
      return isThere;
    }
  }

  @Test
  public void preview_isShownBesideTheFrames() {
    addBack();
    Surface preview = new Screen(true);
    scanner.start(preview);
    settle();
    heard.assertNext(ScannerState.STARTING, ScannerState.READY);
    assertThat(cameras.last().surfaces()).hasSize(2).endsWith(preview);
    scanner.start();
    settle();
    heard.assertNext(ScannerState.STARTING, ScannerState.READY);
    assertThat(cameras.last().surfaces()).hasSize(1).doesNotContain(preview);
    assertThat(cameras.opened).hasSize(2);
    assertThat(cameras.opened.get(0).isClosed()).isTrue();
  }

  @Test
  public void previewThatIsNotThereAnyMore_isLeftOut() {
    addBack();
    scanner.start(new Screen(false));
    settle();
    heard.assertNext(ScannerState.STARTING, ScannerState.READY);
    assertThat(cameras.last().surfaces()).hasSize(1);
  }

  @Test
  public void previewThatTheCameraCannotHave_isLeftOut() {
    addBack();
    for (TestCamera.Manner manner :
        List.of(TestCamera.Manner.REFUSES_PREVIEWS, TestCamera.Manner.REFUSES_SURFACES)) {
      cameras.behave(manner);
      scanner.start(new Screen(true));
      settle();
      heard.assertNext(ScannerState.STARTING, ScannerState.CAMERA_FAILED);
      pass(1000);
      heard.assertNext(ScannerState.READY);
      assertThat(cameras.last().surfaces()).hasSize(1);
    }
  }

  @Test
  public void oddFrames_areSkippedAndManyInARowAreAFailure() {
    ready();
    for (int i = 0; i < 29; i++) {
      show(odd());
    }
    show(frame(SandboxGate.picture()));
    heard.assertAdmitted();
    for (int i = 0; i < 29; i++) {
      show(odd());
    }
    heard.assertNothing();
    while (!heard.hasHeard()) { // the first may have come before the good one was done with
      TestReader.last().show(odd());
      settle();
    }
    heard.assertNext(ScannerState.CAMERA_FAILED);
    assertThat(cameras.last().isClosed()).isTrue();
    pass(1000);
    heard.assertNext(ScannerState.READY);
  }

  private static YuvFrame odd() {
    GrayImage picture = GrayImage.of(4, 4, new byte[16]);
    return new YuvFrame(ImageFormat.YUV_420_888, YuvFrame.plane(picture, 4, 1), 4, 1, 8, 8);
  }

  @Test
  public void framesOfAnotherFormatThanPromised_areAFailure() {
    ready();
    TestReader reader = TestReader.last();
    for (int i = 0; i < 30; i++) {
      reader.fail(new UnsupportedOperationException("format 0x1 doesn't match 0x23"));
      settle();
    }
    heard.assertNext(ScannerState.CAMERA_FAILED);
  }

  @Test
  public void cameraWithoutAFrameForFiveSeconds_hasFailed() {
    ready();
    pass(4999);
    show(white());
    pass(1);
    heard.assertNothing();
    pass(4999);
    heard.assertNothing();
    pass(1);
    heard.assertNext(ScannerState.CAMERA_FAILED);
    assertThat(cameras.last().isClosed()).isTrue();
  }

  @Test
  public void cameraThatComesAfterThePauseOrTheClose_isGivenBack() {
    addBack();
    cameras.behave(TestCamera.Manner.OPENS_LATE);
    scanner.start();
    scanner.pause();
    settle();
    heard.assertNext(ScannerState.STARTING, ScannerState.PAUSED);
    cameras.last().come();
    settle();
    assertThat(cameras.last().isClosed()).isTrue();
    scanner.start();
    settle();
    scanner.close();
    settle();
    heard.assertNext(ScannerState.STARTING, ScannerState.STOPPED);
    TestCamera late = cameras.last();
    late.come();
    settle();
    assertThat(late.isClosed()).isTrue();
    heard.assertNothing();
  }

  @Test
  public void startTwice_opensOneCamera() {
    ready();
    scanner.start();
    scanner.start();
    settle();
    assertThat(cameras.asked()).isEqualTo(1);
    heard.assertNothing();
  }

  @Test
  public void pause_leavesTheCameraToOthersUntilTheNextStart() {
    ready();
    scanner.pause();
    scanner.pause();
    settle();
    heard.assertNext(ScannerState.PAUSED);
    assertThat(cameras.last().isClosed()).isTrue();
    pass(60_000);
    assertThat(cameras.asked()).isEqualTo(1);
    scanner.start();
    settle();
    heard.assertNext(ScannerState.STARTING, ScannerState.READY);
  }

  @Test
  public void pauseBetweenTwoTries_endsThem() {
    addBack();
    cameras.refuse(new CameraAccessException(CameraAccessException.CAMERA_IN_USE));
    scanner.start();
    scanner.pause();
    settle();
    heard.assertNext(ScannerState.STARTING, ScannerState.CAMERA_IN_USE, ScannerState.PAUSED);
    pass(60_000);
    assertThat(cameras.asked()).isEqualTo(1);
  }

  @Test
  public void close_isForGood() {
    ready();
    scanner.close();
    scanner.close();
    scanner.start();
    scanner.pause();
    scanner.torch(true);
    settle();
    heard.assertNext(ScannerState.STOPPED);
    assertThat(cameras.last().isClosed()).isTrue();
    assertThat(cameras.asked()).isEqualTo(1);
    heard.assertNothing();
  }

  @Test
  public void torch_isLitAtOnceAndAtTheNextStartWhereThereIsOne() {
    cameras.addCamera(
        "0",
        TestCameras.camera(
            CameraMetadata.LENS_FACING_BACK, true, CameraMetadata.CONTROL_AF_MODE_AUTO, VGA));
    scanner.start();
    settle();
    assertThat(flash()).isEqualTo(CameraMetadata.FLASH_MODE_OFF);
    assertThat(scanner.torch(true)).isTrue();
    settle();
    assertThat(flash()).isEqualTo(CameraMetadata.FLASH_MODE_TORCH);
    scanner.pause();
    scanner.start();
    settle();
    assertThat(flash()).isEqualTo(CameraMetadata.FLASH_MODE_TORCH);
    assertThat(scanner.torch(false)).isTrue();
    settle();
    assertThat(flash()).isEqualTo(CameraMetadata.FLASH_MODE_OFF);
  }

  private Integer flash() {
    return newest().get(CaptureRequest.FLASH_MODE);
  }

  private CaptureRequest.Builder newest() {
    List<CaptureRequest.Builder> requests = cameras.last().repeated;
    return requests.get(requests.size() - 1);
  }

  @Test
  public void torchOfACameraWithoutOne_isNone() {
    assertThat(scanner.torch(true)).isFalse();
    ready();
    assertThat(scanner.torch(true)).isFalse();
    settle();
    assertThat(flash()).isNull();
    heard.assertNothing();
  }

  @Test
  public void cameraIsAskedForContinuousFocusAndARateThatSinksInTheDark() {
    ready();
    assertThat(newest().get(CaptureRequest.CONTROL_AF_MODE))
        .isEqualTo(CameraMetadata.CONTROL_AF_MODE_CONTINUOUS_PICTURE);
    assertThat(newest().get(CaptureRequest.CONTROL_AE_TARGET_FPS_RANGE))
        .isEqualTo(Range.create(7, 30));
    show(white());
    pass(3000);
    assertThat(cameras.last().once).isEmpty();
  }

  @Test
  public void cameraThatFocusesWhenToldTo_isToldEveryThreeSeconds() {
    cameras.addCamera(
        "0",
        TestCameras.camera(
            CameraMetadata.LENS_FACING_BACK, false, CameraMetadata.CONTROL_AF_MODE_AUTO, VGA));
    scanner.start();
    settle();
    for (int i = 1; i < 4; i++) {
      assertThat(cameras.last().once).hasSize(i);
      assertThat(cameras.last().once.get(i - 1).get(CaptureRequest.CONTROL_AF_TRIGGER))
          .isEqualTo(CameraMetadata.CONTROL_AF_TRIGGER_START);
      show(white());
      pass(3000);
    }
    scanner.pause();
    settle();
    pass(3000);
    assertThat(cameras.last().once).hasSize(4);
  }

  @Test
  public void gateThatIsClosedMeanwhile_stopsTheScanner() {
    ready();
    sandbox.gate.close();
    show(frame(SandboxGate.picture()));
    heard.assertNext(ScannerState.STOPPED);
    assertThat(cameras.last().isClosed()).isTrue();
  }

  @Test
  public void cameraThatLooksTheRightWay_isPreferredAndAnyOtherIsTaken() {
    cameras.addCamera("5", TestCameras.camera(CameraMetadata.LENS_FACING_EXTERNAL, VGA));
    assertThat(opened(Facing.BACK)).isEqualTo("5");
    assertThat(opened(Facing.FRONT)).isEqualTo("5");
    cameras.addCamera("6", TestCameras.camera(CameraMetadata.LENS_FACING_FRONT, VGA));
    assertThat(opened(Facing.BACK)).isEqualTo("5");
    assertThat(opened(Facing.FRONT)).isEqualTo("6");
    cameras.addCamera("7", TestCameras.camera(CameraMetadata.LENS_FACING_BACK, VGA));
    cameras.addCamera("8", TestCameras.camera(CameraMetadata.LENS_FACING_BACK, VGA));
    assertThat(opened(Facing.BACK)).isEqualTo("7");
    assertThat(opened(Facing.EXTERNAL)).isEqualTo("5");
  }

  private String opened(Facing facing) {
    HeardScanner other = new HeardScanner();
    try (CameraScanner chosen = CameraScanner.of(app, sandbox.gate, other, facing)) {
      chosen.start();
      settle();
      other.assertNext(ScannerState.STARTING, ScannerState.READY);
      return cameras.last().id;
    }
  }

  @Test
  public void manyThreads_startAndPauseAndLeaveNoCameraOpen() throws InterruptedException {
    addBack();
    List<Thread> threads =
        List.of(
            new Thread(() -> repeat(scanner::start)),
            new Thread(() -> repeat(scanner::pause)),
            new Thread(() -> repeat(() -> scanner.torch(true))));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    scanner.close();
    settle();
    heard.skipTo(ScannerState.STOPPED);
    assertThat(cameras.opened).allMatch(TestCamera::isClosed);
  }

  private static void repeat(Runnable step) {
    for (int i = 0; i < 100; i++) {
      step.run();
    }
  }
}
