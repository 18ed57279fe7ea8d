package org.youdai.android.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import android.graphics.ImageFormat;
import android.graphics.Rect;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.youdai.scan.GrayImage;

final class CameraFramesTest {
  private final CameraFrames frames = new CameraFrames();

  /** Lays a picture out in a plane whose last row ends with its last pixel, as a camera does. */
  private static ByteBuffer plane(
      GrayImage picture, int rowStride, int pixelStride, ByteBuffer into) {
    byte[] bytes =
        new byte[rowStride * (picture.height() - 1) + pixelStride * (picture.width() - 1) + 1];
    Arrays.fill(bytes, (byte) 0x55); // what lies between the pixels is not white
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        bytes[y * rowStride + x * pixelStride] = (byte) picture.at(x, y);
      }
    }
    into.limit(into.position() + bytes.length);
    into.duplicate().put(bytes);
    return into;
  }

  private static ByteBuffer heap() {
    return ByteBuffer.allocate(100_000);
  }

  private static ByteBuffer direct() {
    return ByteBuffer.allocateDirect(100_000);
  }

  private static GrayImage noise(int width, int height) {
    byte[] luma = new byte[width * height];
    new Random(7).nextBytes(luma);
    return GrayImage.of(width, height, luma);
  }

  private static void assertSame(GrayImage actual, GrayImage expected) {
    assertThat(actual.width()).isEqualTo(expected.width());
    assertThat(actual.height()).isEqualTo(expected.height());
    for (int y = 0; y < expected.height(); y++) {
      for (int x = 0; x < expected.width(); x++) {
        assertThat(actual.at(x, y)).as("%d, %d", x, y).isEqualTo(expected.at(x, y));
      }
    }
  }

  @Test
  void planes_areReadWithAnyStrideFromHeapAndDirectBuffers() {
    GrayImage picture = noise(13, 7);
    for (int pixelStride : new int[] {1, 2, 3}) {
      int shortest = pixelStride * 12 + 1;
      for (int rowStride : new int[] {shortest, pixelStride * 13, 64}) {
        for (ByteBuffer buffer : new ByteBuffer[] {heap(), direct()}) {
          ByteBuffer plane = plane(picture, rowStride, pixelStride, buffer);
          assertSame(frames.luma(plane, rowStride, pixelStride, 13, 7), picture);
        }
      }
    }
  }

  @Test
  void buffer_isReadFromItsPositionWhichStays() {
    GrayImage picture = noise(13, 7);
    for (ByteBuffer buffer : new ByteBuffer[] {heap(), direct(), heap().slice()}) {
      buffer.position(5);
      ByteBuffer plane = plane(picture, 16, 1, buffer);
      assertSame(frames.luma(plane.asReadOnlyBuffer(), 16, 1, 13, 7), picture);
      assertSame(frames.luma(plane, 16, 1, 13, 7), picture);
      assertThat(plane.position()).isEqualTo(5);
      assertThat(plane.remaining()).isEqualTo(16 * 6 + 13);
    }
  }

  @Test
  void smallerFrameAfterALargerOne_isReadRight() {
    frames.luma(plane(noise(40, 30), 48, 1, direct()), 48, 1, 40, 30);
    GrayImage small = noise(5, 4);
    assertSame(frames.luma(plane(small, 8, 1, direct()), 8, 1, 5, 4), small);
  }

  @Test
  void planeThatIsAByteShort_isACallersMistake() {
    ByteBuffer plane = plane(noise(13, 7), 16, 1, direct());
    plane.limit(plane.limit() - 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frames.luma(plane, 16, 1, 13, 7))
        .withMessage("108 bytes given, 109 needed");
  }

  @Test
  void shapeThatCannotBe_isACallersMistake() {
    int most = Integer.MAX_VALUE;
    for (int[] shape :
        new int[][] {
          {16, 1, 0, 7},
          {16, 1, 13, 0},
          {16, 1, -13, 7},
          {12, 1, 13, 7},
          {16, 0, 13, 7},
          {16, -1, 13, 7},
          {24, 2, 13, 7},
          {most, 1, 13, most},
          {most, most, most, most}
        }) {
      assertThatIllegalArgumentException()
          .as(Arrays.toString(shape))
          .isThrownBy(() -> frames.luma(direct(), shape[0], shape[1], shape[2], shape[3]));
    }
  }

  @Test
  void frame_isReadInsideItsCropRectangle() {
    GrayImage whole = noise(16, 12);
    for (int pixelStride : new int[] {1, 2}) {
      ByteBuffer plane = plane(whole, 40, pixelStride, direct());
      YuvFrame frame = new YuvFrame(ImageFormat.YUV_420_888, plane, 40, pixelStride, 16, 12);
      assertSame(frames.luma(frame), whole);
      frame.setCropRect(new Rect(3, 2, 16, 11));
      GrayImage part = frames.luma(frame);
      assertThat(part.width()).isEqualTo(13);
      assertThat(part.height()).isEqualTo(9);
      assertThat(part.at(0, 0)).isEqualTo(whole.at(3, 2));
      assertThat(part.at(12, 8)).isEqualTo(whole.at(15, 10));
      assertThat(plane.position()).isZero();
    }
  }

  @Test
  void frameOfAnotherFormat_isACallersMistake() {
    ByteBuffer plane = plane(noise(4, 4), 4, 1, direct());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frames.luma(new YuvFrame(ImageFormat.NV21, plane, 4, 1, 4, 4)))
        .withMessageContaining("YUV_420_888");
  }

  @Test
  void frameWhosePlaneEndsBeforeTheCropRectangle_isACallersMistake() {
    ByteBuffer plane = plane(noise(4, 4), 4, 1, direct());
    YuvFrame frame = new YuvFrame(ImageFormat.YUV_420_888, plane, 4, 1, 8, 8);
    assertThatIllegalArgumentException().isThrownBy(() -> frames.luma(frame));
    frame.setCropRect(new Rect(6, 6, 8, 8));
    assertThatIllegalArgumentException().isThrownBy(() -> frames.luma(frame));
  }

  @Test
  void frames_areCopiedIntoTheSameArray() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    GrayImage picture = noise(1280, 720);
    YuvFrame frame = YuvFrame.of(picture, 1344, 1);
    frames.luma(frame);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      frames.luma(frame);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated / 100).as("bytes a frame").isLessThan(2000);
  }
}
