package org.youdai.android.scanner;

import android.hardware.camera2.CameraAccessException;
import android.hardware.camera2.CameraCaptureSession;
import android.hardware.camera2.CameraDevice;
import android.hardware.camera2.CaptureRequest;
import android.hardware.camera2.TotalCaptureResult;
import android.hardware.camera2.impl.CameraMetadataNative;
import android.hardware.camera2.params.InputConfiguration;
import android.hardware.camera2.params.OutputConfiguration;
import android.os.Build;
import android.os.Handler;
import android.view.Surface;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.robolectric.util.ReflectionHelpers;
import org.robolectric.util.ReflectionHelpers.ClassParameter;

/** A camera that does as a test says. */
@SuppressWarnings("deprecation") // it has what API 26 has
final class TestCamera extends CameraDevice {
  enum Manner {
    WORKS,
    OPENS_LATE,
    REFUSES_SESSIONS,
    REFUSES_PREVIEWS,
    REFUSES_SURFACES,
    BREAKS
  }

  /** What it was asked to do again and again, the newest last. */
  final List<CaptureRequest.Builder> repeated = new CopyOnWriteArrayList<>();

  /** What it was asked to do once. */
  final List<CaptureRequest.Builder> once = new CopyOnWriteArrayList<>();

  final String id;
  private final StateCallback callback;
  private final Handler handler;
  private final Manner manner;
  private volatile List<Surface> surfaces = List.of();
  private volatile boolean isClosed;
  private volatile CaptureRequest.Builder draft;

  TestCamera(String id, StateCallback callback, Handler handler, Manner manner) {
    this.id = id;
    this.callback = callback;
    this.handler = handler;
    this.manner = manner;
  }

  void come() {
    handler.post(() -> callback.onOpened(this));
  }

  void goes() {
    handler.post(() -> callback.onDisconnected(this));
  }

  void fails(int error) {
    handler.post(() -> callback.onError(this, error));
  }

  List<Surface> surfaces() {
    return surfaces;
  }

  boolean isClosed() {
    return isClosed;
  }

  @Override
  public void createCaptureSession(
      List<Surface> outputs, CameraCaptureSession.StateCallback state, Handler on) {
    if (isClosed) {
      throw new IllegalStateException("closed");
    }
    boolean hasPreview = outputs.size() > 1;
    surfaces = List.copyOf(outputs);
    Session session = new Session();
    switch (manner) {
      case BREAKS -> throw new NullPointerException("as a vendor's service does");
      case REFUSES_SESSIONS -> on.post(() -> state.onConfigureFailed(session));
      case REFUSES_PREVIEWS ->
          on.post(
              hasPreview
                  ? () -> state.onConfigureFailed(session)
                  : () -> state.onConfigured(session));
      case REFUSES_SURFACES -> {
        if (hasPreview) {
          throw new IllegalArgumentException("the surface was abandoned");
        }
        on.post(() -> state.onConfigured(session));
      }
      default -> on.post(() -> state.onConfigured(session));
    }
  }

  @Override
  public CaptureRequest.Builder createCaptureRequest(int template) {
    draft = settings();
    return draft;
  }

  private CaptureRequest.Builder settings() {
    if (Build.VERSION.SDK_INT >= 28) {
      return new CaptureRequest.Builder(
          new CameraMetadataNative(), false, CameraCaptureSession.SESSION_ID_NONE, id, null);
    }
    return ReflectionHelpers.callConstructor(
        CaptureRequest.Builder.class,
        ClassParameter.from(CameraMetadataNative.class, new CameraMetadataNative()),
        ClassParameter.from(boolean.class, false),
        ClassParameter.from(int.class, CameraCaptureSession.SESSION_ID_NONE));
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      handler.post(() -> callback.onClosed(this));
    }
  }

  @Override
  public String getId() {
    return id;
  }

  /** What it has put together for its targets. */
  private final class Session extends CameraCaptureSession {
    @Override
    public CameraDevice getDevice() {
      return TestCamera.this;
    }

    @Override
    public int capture(CaptureRequest request, CaptureCallback listener, Handler on) {
      once.add(draft);
      return once.size();
    }

    @Override
    public int setRepeatingRequest(CaptureRequest request, CaptureCallback listener, Handler on)
        throws CameraAccessException {
      if (isClosed) {
        throw new CameraAccessException(CameraAccessException.CAMERA_DISCONNECTED);
      }
      repeated.add(draft);
      return repeated.size();
    }

    @Override
    public int captureBurst(List<CaptureRequest> requests, CaptureCallback listener, Handler on) {
      throw notAsked();
    }

    @Override
    public int setRepeatingBurst(
        List<CaptureRequest> requests, CaptureCallback listener, Handler on) {
      throw notAsked();
    }

    @Override
    public void prepare(Surface surface) {
      throw notAsked();
    }

    @Override
    public void prepare(int maxCount, Surface surface) {
      throw notAsked();
    }

    @Override
    public void tearDown(Surface surface) {
      throw notAsked();
    }

    @Override
    public void finalizeOutputConfigurations(List<OutputConfiguration> outputs) {
      throw notAsked();
    }

    @Override
    public void stopRepeating() {
      throw notAsked();
    }

    @Override
    public void abortCaptures() {
      throw notAsked();
    }

    @Override
    public boolean isReprocessable() {
      return false;
    }

    @Override
    public Surface getInputSurface() {
      throw notAsked();
    }

    @Override
    public void close() {}
  }

  private static UnsupportedOperationException notAsked() {
    return new UnsupportedOperationException("nobody asks for it");
  }

  @Override
  public void createCaptureSessionByOutputConfigurations(
      List<OutputConfiguration> outputs, CameraCaptureSession.StateCallback state, Handler on) {
    throw notAsked();
  }

  @Override
  public void createReprocessableCaptureSession(
      InputConfiguration input,
      List<Surface> outputs,
      CameraCaptureSession.StateCallback state,
      Handler on) {
    throw notAsked();
  }

  @Override
  public void createReprocessableCaptureSessionByConfigurations(
      InputConfiguration input,
      List<OutputConfiguration> outputs,
      CameraCaptureSession.StateCallback state,
      Handler on) {
    throw notAsked();
  }

  @Override
  public void createConstrainedHighSpeedCaptureSession(
      List<Surface> outputs, CameraCaptureSession.StateCallback state, Handler on) {
    throw notAsked();
  }

  @Override
  public void createCustomCaptureSession(
      InputConfiguration input,
      List<OutputConfiguration> outputs,
      int mode,
      CameraCaptureSession.StateCallback state,
      Handler on) {
    throw notAsked();
  }

  @Override
  public CaptureRequest.Builder createReprocessCaptureRequest(TotalCaptureResult result) {
    throw notAsked();
  }
}
