package org.youdai.android.scanner;

import android.graphics.ImageFormat;
import android.hardware.camera2.CameraAccessException;
import android.hardware.camera2.CameraCharacteristics;
import android.hardware.camera2.CameraManager;
import android.hardware.camera2.CameraMetadata;
import android.hardware.camera2.params.StreamConfigurationMap;
import android.util.Range;
import android.util.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A camera of the device, and how it reads codes best.
 *
 * @param id the system's name for it
 * @param facing as in {@link CameraCharacteristics#LENS_FACING}
 * @param size of its frames
 * @param rate of its frames a second; nothing if it does not say which it can
 * @param focus as in {@link CameraCharacteristics#CONTROL_AF_AVAILABLE_MODES}
 * @param hasTorch whether it has a light
 */
record Lens(
    String id, int facing, Size size, Optional<Range<Integer>> rate, int focus, boolean hasTorch) {
  private static final Logger LOG = LoggerFactory.getLogger(Lens.class);

  /** A code of ours has 65 modules a side, and fills about half of a picture's height. */
  private static final int LEAST_PIXELS = 640 * 480;

  /** What is larger takes longer to look through and shows no more codes. */
  private static final int MOST_PIXELS = 1280 * 720;

  private static final int FRAMES_A_SECOND = 30;

  private static final Comparator<Size> BY_PIXELS =
      Comparator.comparingInt(size -> size.getWidth() * size.getHeight());

  /**
   * Returns the cameras that can give frames, those that face {@code facing} first; the others of a
   * device that has several are depth sensors and the like.
   *
   * @throws CameraAccessException if none can, and one could not be asked
   */
  static List<Lens> of(CameraManager cameras, int facing) throws CameraAccessException {
    List<Lens> lenses = new ArrayList<>();
    Optional<CameraAccessException> refusal = Optional.empty();
    for (String id : cameras.getCameraIdList()) {
      try {
        find(id, cameras.getCameraCharacteristics(id)).ifPresent(lenses::add);
      } catch (CameraAccessException broken) {
        refusal = Optional.of(broken); // must not cost the others
      } catch (IllegalArgumentException unplugged) {
        LOG.debug("camera {} is gone", id, unplugged);
      }
    }
    if (lenses.isEmpty() && refusal.isPresent()) {
      throw refusal.get();
    }
    lenses.sort(Comparator.comparingInt(lens -> lens.facing() == facing ? 0 : 1));
    return lenses;
  }

  private static Optional<Lens> find(String id, CameraCharacteristics camera) {
    return Optional.ofNullable(camera.get(CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP))
        .flatMap(Lens::size)
        .map(
            size ->
                new Lens(
                    id,
                    Optional.ofNullable(camera.get(CameraCharacteristics.LENS_FACING))
                        .orElse(CameraMetadata.LENS_FACING_EXTERNAL),
                    size,
                    rate(camera),
                    focus(camera),
                    Boolean.TRUE.equals(camera.get(CameraCharacteristics.FLASH_INFO_AVAILABLE))));
  }

  private static Optional<Size> size(StreamConfigurationMap streams) {
    return Optional.ofNullable(streams.getOutputSizes(ImageFormat.YUV_420_888))
        .flatMap(sizes -> best(Arrays.asList(sizes)));
  }

  /** Returns the largest that is not too large; if there is none, the one that misses it least. */
  static Optional<Size> best(List<Size> sizes) {
    Optional<Size> fitting =
        sizes.stream()
            .filter(size -> pixels(size) >= LEAST_PIXELS && pixels(size) <= MOST_PIXELS)
            .max(BY_PIXELS);
    Optional<Size> larger =
        sizes.stream().filter(size -> pixels(size) > MOST_PIXELS).min(BY_PIXELS);
    if (fitting.isPresent()) {
      return fitting;
    }
    return larger.isPresent() ? larger : sizes.stream().max(BY_PIXELS);
  }

  private static int pixels(Size size) {
    return size.getWidth() * size.getHeight();
  }

  /** Returns a rate that may sink far, so that in the dark the exposure can grow. */
  private static Optional<Range<Integer>> rate(CameraCharacteristics camera) {
    return Optional.ofNullable(
            camera.get(CameraCharacteristics.CONTROL_AE_AVAILABLE_TARGET_FPS_RANGES))
        .flatMap(
            ranges ->
                Arrays.stream(ranges)
                    .min(
                        Comparator.<Range<Integer>>comparingInt(
                                range -> Math.abs(FRAMES_A_SECOND - range.getUpper()))
                            // No method reference: R8 ends with an internal error on one that gives
                            // a Comparable.
                            .thenComparingInt(range -> range.getLower())));
  }

  private static int focus(CameraCharacteristics camera) {
    List<Integer> modes = new ArrayList<>();
    Optional.ofNullable(camera.get(CameraCharacteristics.CONTROL_AF_AVAILABLE_MODES))
        .ifPresent(all -> Arrays.stream(all).forEach(modes::add));
    for (int mode :
        new int[] {
          CameraMetadata.CONTROL_AF_MODE_CONTINUOUS_PICTURE,
          CameraMetadata.CONTROL_AF_MODE_CONTINUOUS_VIDEO,
          CameraMetadata.CONTROL_AF_MODE_AUTO,
          CameraMetadata.CONTROL_AF_MODE_MACRO
        }) {
      if (modes.contains(mode)) {
        return mode;
      }
    }
    return CameraMetadata.CONTROL_AF_MODE_OFF; // the lens does not move
  }

  /** Returns whether it focuses only when it is told to. */
  boolean isFocusedByHand() {
    return focus == CameraMetadata.CONTROL_AF_MODE_AUTO
        || focus == CameraMetadata.CONTROL_AF_MODE_MACRO;
  }
}
