package org.youdai.android.scanner;

import android.Manifest;
import android.content.Context;
import android.content.pm.PackageManager;
import android.graphics.ImageFormat;
import android.hardware.camera2.CameraAccessException;
import android.hardware.camera2.CameraCaptureSession;
import android.hardware.camera2.CameraDevice;
import android.hardware.camera2.CameraManager;
import android.hardware.camera2.CameraMetadata;
import android.hardware.camera2.CaptureRequest;
import android.media.Image;
import android.media.ImageReader;
import android.os.Handler;
import android.os.HandlerThread;
import android.os.Process;
import android.view.Surface;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.gate.Gate;
import org.youdai.scan.GrayImage;

/**
 * Shows a gate what a camera sees, and tells a listener what the gate says. Codes are read however
 * the picture is turned or mirrored.
 *
 * <p>Frames that come while one is decided on are dropped. What the device does wrong is told as a
 * {@link ScannerState}, never thrown; a camera that cannot be had is tried again, after 1 second at
 * first and after 30 at last. An app that is not in the foreground gets no camera: pause when the
 * activity pauses.
 *
 * <p>Every method may be called from any thread, in any order and any number of times, and returns
 * at once. An answer that is underway while the scanner is paused or closed is still told.
 */
public final class CameraScanner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CameraScanner.class);

  private static final long FIRST_DELAY_MILLIS = 1000;
  private static final long LONGEST_DELAY_MILLIS = 30_000;

  /** A camera that has given no frame for so long hangs. */
  private static final long SILENCE_MILLIS = 5000;

  private static final long REFOCUS_MILLIS = 3000;

  /** One bad frame is an accident; so many, one after the other, are what the camera gives. */
  private static final int MOST_BAD_FRAMES = 30;

  /** One that is looked at and one that replaces it, as {@code acquireLatestImage} needs. */
  private static final int IMAGES = 2;

  /** Where the camera looks. Another is taken if the device has none that looks there. */
  public enum Facing {
    /** Away from the screen. */
    BACK(CameraMetadata.LENS_FACING_BACK),

    /** To where the screen faces. */
    FRONT(CameraMetadata.LENS_FACING_FRONT),

    /** One that is plugged in. */
    EXTERNAL(CameraMetadata.LENS_FACING_EXTERNAL);

    private final int code;

    Facing(int code) {
      this.code = code;
    }
  }

  private final Context context;
  private final Gate gate;
  private final Facing facing;
  private final CameraManager cameras;
  private final Teller teller;
  private final HandlerThread thread =
      new HandlerThread("youdai-camera", Process.THREAD_PRIORITY_DISPLAY);
  private final Handler handler;
  private final ExecutorService decider =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "youdai-camera-decisions"));
  private final NewestFrame newest = new NewestFrame(decider, this::decideOn);
  private final Runnable open = this::open;
  private volatile boolean isLit;

  // What follows belongs to the camera's thread.
  private Optional<Surface> preview = Optional.empty();
  private Optional<Opening> opening = Optional.empty();
  private boolean isClosed;
  private boolean isShown;
  private final Set<Opening> unreturned = new HashSet<>();
  private long delay = FIRST_DELAY_MILLIS;

  private CameraScanner(Context context, Gate gate, ScanListener listener, Facing facing) {
    this.context = context.getApplicationContext();
    this.gate = gate;
    this.facing = facing;
    this.cameras = context.getSystemService(CameraManager.class);
    this.teller = new Teller(listener);
    thread.start();
    this.handler = new Handler(thread.getLooper());
  }

  /** Makes a scanner for the camera that faces away from the screen; it begins to read later. */
  public static CameraScanner of(Context context, Gate gate, ScanListener listener) {
    return of(context, gate, listener, Facing.BACK);
  }

  /** Makes a scanner for the camera that looks to where {@code facing} says. */
  public static CameraScanner of(Context context, Gate gate, ScanListener listener, Facing facing) {
    return new CameraScanner(context, gate, listener, facing);
  }

  /** Begins to read, without a preview. Where it reads already, nothing happens. */
  public void start() {
    handler.post(() -> start(Optional.empty()));
  }

  /**
   * Begins to read, and shows what the camera sees. A preview that the camera cannot have is left
   * out.
   *
   * @param surface of a {@code SurfaceView} or a {@code TextureView}; before it goes, start without
   *     it or pause
   */
  public void start(Surface surface) {
    handler.post(() -> start(Optional.of(surface)));
  }

  private void start(Optional<Surface> surface) {
    boolean isUnderway = opening.isPresent() && preview.equals(surface);
    if (isClosed || isUnderway) {
      return;
    }
    preview = surface;
    isShown = true;
    delay = FIRST_DELAY_MILLIS;
    end();
    tell(ScannerState.STARTING);
    open();
  }

  /** Stops reading and leaves the camera to others, until it is started again. */
  public void pause() {
    handler.post(() -> stop(ScannerState.PAUSED));
  }

  private void stop(ScannerState state) {
    if (!isClosed) {
      end();
      tell(state);
    }
  }

  /**
   * Turns the light on or off, now and whenever the camera is started.
   *
   * @return whether the camera has a light
   */
  public boolean torch(boolean isOn) {
    isLit = isOn;
    handler.post(() -> opening.ifPresent(Opening::request));
    try {
      return Lens.of(cameras, facing.code).stream().limit(1).anyMatch(Lens::hasTorch);
    } catch (CameraAccessException | RuntimeException unknown) {
      LOG.debug("no camera to light", unknown);
      return false;
    }
  }

  /** Stops reading for good. */
  @Override
  public void close() {
    handler.post(
        () -> {
          if (!isClosed) {
            stop(ScannerState.STOPPED);
            isClosed = true;
            decider.shutdown();
            quitWhenAllAreClosed();
          }
        });
  }

  /** A camera that has been asked for can still come, and must then be given back. */
  private void quitWhenAllAreClosed() {
    if (isClosed && unreturned.isEmpty()) {
      thread.quitSafely();
    }
  }

  private void tell(ScannerState state) {
    decider.execute(() -> teller.tell(state));
  }

  private void decideOn(GrayImage picture) {
    if (!teller.ask(() -> gate.scan(picture))) {
      handler.post(() -> stop(ScannerState.STOPPED));
    }
  }

  private void open() {
    if (context.checkSelfPermission(Manifest.permission.CAMERA)
        != PackageManager.PERMISSION_GRANTED) {
      retry(ScannerState.PERMISSION_MISSING);
      return;
    }
    attempt(
        () -> {
          List<Lens> lenses = Lens.of(cameras, facing.code);
          if (lenses.isEmpty()) {
            boolean isAny = cameras.getCameraIdList().length > 0;
            retry(isAny ? ScannerState.CAMERA_FAILED : ScannerState.CAMERA_MISSING);
            return;
          }
          Opening next = new Opening(lenses.get(0));
          opening = Optional.of(next);
          cameras.openCamera(next.lens.id(), next, handler);
          unreturned.add(next);
        });
  }

  /** A step at a camera. */
  private interface Step {
    void take() throws CameraAccessException;
  }

  /** Vendors' camera services throw more than their documentation names, and a gate must go on. */
  private void attempt(Step step) {
    try {
      step.take();
    } catch (CameraAccessException refused) {
      LOG.warn("no camera", refused);
      retry(stateOf(refused));
    } catch (SecurityException refused) {
      LOG.warn("no camera", refused);
      retry(ScannerState.PERMISSION_MISSING);
    } catch (RuntimeException failed) {
      LOG.warn("no camera", failed);
      retry(ScannerState.CAMERA_FAILED);
    }
  }

  private static ScannerState stateOf(CameraAccessException refused) {
    return switch (refused.getReason()) {
      case CameraAccessException.CAMERA_IN_USE,
          CameraAccessException.MAX_CAMERAS_IN_USE,
          CameraAccessException.CAMERA_DISCONNECTED ->
          ScannerState.CAMERA_IN_USE;
      case CameraAccessException.CAMERA_DISABLED -> ScannerState.PERMISSION_MISSING;
      default -> ScannerState.CAMERA_FAILED;
    };
  }

  private static ScannerState stateOf(int error) {
    return switch (error) {
      case CameraDevice.StateCallback.ERROR_CAMERA_IN_USE,
          CameraDevice.StateCallback.ERROR_MAX_CAMERAS_IN_USE ->
          ScannerState.CAMERA_IN_USE;
      case CameraDevice.StateCallback.ERROR_CAMERA_DISABLED -> ScannerState.PERMISSION_MISSING;
      default -> ScannerState.CAMERA_FAILED;
    };
  }

  private void retry(ScannerState state) {
    end();
    tell(state);
    handler.postDelayed(open, delay);
    delay = Math.min(2 * delay, LONGEST_DELAY_MILLIS);
  }

  private void end() {
    handler.removeCallbacks(open);
    Optional<Opening> last = opening;
    opening = Optional.empty();
    last.ifPresent(Opening::end);
  }

  /** The camera from when it is asked for until it is given back, on the camera's thread. */
  private final class Opening extends CameraDevice.StateCallback {
    private final Lens lens;
    private final Runnable watch = this::watch;
    private final Runnable refocus = this::refocus;
    private final List<Surface> targets = new ArrayList<>();
    private Optional<CameraDevice> device = Optional.empty();
    private Optional<ImageReader> reader = Optional.empty();
    private Optional<CameraCaptureSession> session = Optional.empty();
    private int frames;
    private int badFrames;

    Opening(Lens lens) {
      this.lens = lens;
    }

    private boolean isCurrent() {
      return opening.filter(each -> each == this).isPresent();
    }

    @Override
    public void onOpened(CameraDevice camera) {
      if (isCurrent()) {
        device = Optional.of(camera);
        attempt(() -> configure(camera));
      } else {
        camera.close();
      }
    }

    @Override
    public void onDisconnected(CameraDevice camera) {
      lost(camera, ScannerState.CAMERA_IN_USE);
    }

    @Override
    public void onError(CameraDevice camera, int error) {
      lost(camera, stateOf(error));
    }

    private void lost(CameraDevice camera, ScannerState state) {
      if (isCurrent()) {
        device = Optional.of(camera);
        retry(state);
      } else {
        camera.close();
      }
    }

    @Override
    public void onClosed(CameraDevice camera) {
      unreturned.remove(this);
      quitWhenAllAreClosed();
    }

    @SuppressWarnings("deprecation") // what replaces createCaptureSession came with API 28
    private void configure(CameraDevice camera) throws CameraAccessException {
      ImageReader frameReader =
          ImageReader.newInstance(
              lens.size().getWidth(), lens.size().getHeight(), ImageFormat.YUV_420_888, IMAGES);
      reader = Optional.of(frameReader);
      frameReader.setOnImageAvailableListener(this::take, handler);
      targets.add(frameReader.getSurface());
      preview.filter(each -> isShown && each.isValid()).ifPresent(targets::add);
      try {
        camera.createCaptureSession(targets, new Session(), handler);
      } catch (IllegalArgumentException noSuchTarget) {
        isShown = false;
        throw noSuchTarget;
      }
    }

    private final class Session extends CameraCaptureSession.StateCallback {
      @Override
      public void onConfigured(CameraCaptureSession configured) {
        if (isCurrent()) {
          session = Optional.of(configured);
          request();
        }
        if (isCurrent()) { // still, after the request
          tell(ScannerState.READY);
          handler.postDelayed(watch, SILENCE_MILLIS);
          if (lens.isFocusedByHand()) {
            refocus();
          }
        }
      }

      @Override
      public void onConfigureFailed(CameraCaptureSession refused) {
        if (isCurrent()) {
          isShown = false;
          retry(ScannerState.CAMERA_FAILED);
        }
      }
    }

    private void request() {
      session.ifPresent(
          each ->
              attempt(
                  () -> each.setRepeatingRequest(settings(each.getDevice()).build(), null, null)));
    }

    private CaptureRequest.Builder settings(CameraDevice camera) throws CameraAccessException {
      CaptureRequest.Builder settings = camera.createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW);
      targets.forEach(settings::addTarget);
      settings.set(CaptureRequest.CONTROL_AF_MODE, lens.focus());
      lens.rate().ifPresent(rate -> settings.set(CaptureRequest.CONTROL_AE_TARGET_FPS_RANGE, rate));
      if (lens.hasTorch()) {
        settings.set(CaptureRequest.CONTROL_AE_MODE, CameraMetadata.CONTROL_AE_MODE_ON);
        settings.set(
            CaptureRequest.FLASH_MODE,
            isLit ? CameraMetadata.FLASH_MODE_TORCH : CameraMetadata.FLASH_MODE_OFF);
      }
      return settings;
    }

    private void refocus() {
      session.ifPresent(
          each ->
              attempt(
                  () -> {
                    CaptureRequest.Builder once = settings(each.getDevice());
                    once.set(
                        CaptureRequest.CONTROL_AF_TRIGGER, CameraMetadata.CONTROL_AF_TRIGGER_START);
                    each.capture(once.build(), null, null);
                    handler.postDelayed(refocus, REFOCUS_MILLIS);
                  }));
    }

    private void take(ImageReader from) {
      if (!isCurrent()) {
        return;
      }
      try (Image frame = from.acquireLatestImage()) {
        if (frame != null) {
          badFrames = newest.offer(frame) ? 0 : badFrames;
          delay = FIRST_DELAY_MILLIS;
          frames++;
        }
      } catch (IllegalArgumentException
          | IllegalStateException
          | UnsupportedOperationException odd) {
        refuse(odd);
      }
    }

    private void refuse(RuntimeException odd) {
      badFrames++;
      if (badFrames == MOST_BAD_FRAMES) {
        LOG.warn("no frame of the camera can be read", odd);
        retry(ScannerState.CAMERA_FAILED);
      }
    }

    private void watch() {
      if (frames == 0) {
        LOG.warn("the camera gives no frames");
        retry(ScannerState.CAMERA_FAILED);
      } else {
        frames = 0;
        handler.postDelayed(watch, SILENCE_MILLIS);
      }
    }

    private void end() {
      handler.removeCallbacks(watch);
      handler.removeCallbacks(refocus);
      try {
        device.ifPresent(CameraDevice::close);
      } catch (RuntimeException broken) {
        LOG.warn("the camera cannot be closed", broken);
      }
      reader.ifPresent(ImageReader::close);
    }
  }
}
