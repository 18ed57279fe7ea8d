package org.youdai.android.scanner;

import android.graphics.ImageFormat;
import android.hardware.camera2.CameraAccessException;
import android.hardware.camera2.CameraCharacteristics;
import android.hardware.camera2.CameraDevice.StateCallback;
import android.hardware.camera2.CameraManager;
import android.hardware.camera2.CameraMetadata;
import android.os.Handler;
import android.util.Range;
import android.util.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;
import org.robolectric.shadow.api.Shadow;
import org.robolectric.shadows.ShadowCameraCharacteristics;
import org.robolectric.shadows.ShadowCameraManager;
import org.robolectric.shadows.StreamConfigurationMapBuilder;

/** The cameras of a device that does as a test says. */
@Implements(CameraManager.class)
public final class TestCameras extends ShadowCameraManager {
  /** All that were asked for and not refused at once, in their order. */
  final List<TestCamera> opened = new CopyOnWriteArrayList<>();

  private volatile Optional<Exception> refusal = Optional.empty();
  private volatile TestCamera.Manner manner = TestCamera.Manner.WORKS;
  private final AtomicInteger asked = new AtomicInteger();
  private final Map<String, CameraAccessException> broken = new ConcurrentHashMap<>();

  static CameraCharacteristics camera(int facing, Size... sizes) {
    return camera(facing, false, CameraMetadata.CONTROL_AF_MODE_CONTINUOUS_PICTURE, sizes);
  }

  static CameraCharacteristics camera(int facing, boolean hasTorch, int focus, Size... sizes) {
    CameraCharacteristics camera = ShadowCameraCharacteristics.newCameraCharacteristics();
    ShadowCameraCharacteristics settings = Shadow.extract(camera);
    StreamConfigurationMapBuilder streams = StreamConfigurationMapBuilder.newBuilder();
    for (Size size : sizes) {
      streams.addOutputSize(ImageFormat.YUV_420_888, size);
    }
    settings.set(CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP, streams.build());
    settings.set(CameraCharacteristics.LENS_FACING, facing);
    settings.set(CameraCharacteristics.FLASH_INFO_AVAILABLE, hasTorch);
    settings.set(CameraCharacteristics.CONTROL_AF_AVAILABLE_MODES, new int[] {0, focus});
    settings.set(CameraCharacteristics.CONTROL_AE_AVAILABLE_TARGET_FPS_RANGES, rates());
    return camera;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
  private static Range<Integer>[] rates() {
    return new Range[] {Range.create(15, 15), Range.create(30, 30), Range.create(7, 30)};
  }

  /** Has cameras refused from now on. */
  void refuse(Exception with) {
    refusal = Optional.of(with);
  }

  void refuseNoLonger() {
    refusal = Optional.empty();
  }

  /** Has cameras that are opened from now on behave so. */
  void behave(TestCamera.Manner next) {
    manner = next;
  }

  /** Has a camera tell nothing of itself. */
  void breakCamera(String id, CameraAccessException with) {
    broken.put(id, with);
  }

  int asked() {
    return asked.get();
  }

  TestCamera last() {
    return opened.get(opened.size() - 1);
  }

  @Override
  @Implementation
  public CameraCharacteristics getCameraCharacteristics(String id) {
    if (broken.containsKey(id)) {
      throw TestCameras.<RuntimeException>unchecked(broken.get(id));
    }
    return super.getCameraCharacteristics(id);
  }

  /** The real method declares what its shadow does not. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // so that it can be thrown
  private static <E extends Exception> E unchecked(Exception checked) throws E {
    throw (E) checked;
  }

  @Implementation
  public void openCamera(String id, StateCallback callback, Handler handler)
      throws CameraAccessException {
    asked.incrementAndGet();
    if (refusal.isPresent()) {
      if (refusal.get() instanceof CameraAccessException refused) {
        // The real one tells the callback as well.
        new TestCamera(id, callback, handler, manner).fails(StateCallback.ERROR_CAMERA_IN_USE);
        throw refused;
      }
      throw (RuntimeException) refusal.get();
    }
    TestCamera camera = new TestCamera(id, callback, handler, manner);
    opened.add(camera);
    if (manner != TestCamera.Manner.OPENS_LATE) {
      camera.come();
    }
  }
}
