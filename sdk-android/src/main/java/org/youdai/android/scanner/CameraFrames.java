package org.youdai.android.scanner;

import android.graphics.ImageFormat;
import android.graphics.Rect;
import android.media.Image;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import org.youdai.scan.GrayImage;

/**
 * Turns camera frames into pictures. The pixels are copied into an array that the next frame uses
 * again, so a picture is good until the next call: one instance for each camera thread, not safe
 * for use by several.
 */
public final class CameraFrames {
  private byte[] pixels = new byte[0];

  /** Makes an instance for one camera thread. */
  public CameraFrames() {}

  /**
   * Returns the part of a frame inside its crop rectangle. The frame may be closed at once.
   *
   * @throws IllegalArgumentException if the frame is not YUV_420_888, or its plane is too short
   * @throws IllegalStateException if the frame is closed
   */
  public GrayImage luma(Image frame) {
    if (frame.getFormat() != ImageFormat.YUV_420_888) {
      throw new IllegalArgumentException("not YUV_420_888 but format " + frame.getFormat());
    }
    Image.Plane plane = frame.getPlanes()[0];
    Rect crop = frame.getCropRect();
    ByteBuffer view = plane.getBuffer().duplicate();
    long start =
        view.position()
            + (long) crop.top * plane.getRowStride()
            + (long) crop.left * plane.getPixelStride();
    if (start < view.position() || start > view.limit()) {
      throw new IllegalArgumentException("the plane ends before the crop rectangle begins");
    }
    moveTo(view, (int) start);
    return luma(view, plane.getRowStride(), plane.getPixelStride(), crop.width(), crop.height());
  }

  /**
   * Returns the picture in a luma plane that begins at the buffer's position. The last row may end
   * with its last pixel. The buffer's position stays where it is.
   *
   * @param rowStride bytes from the start of a row to the start of the next
   * @param pixelStride bytes from a pixel to the next; 1 in Camera2's luma planes
   * @throws IllegalArgumentException if the shape is empty, its rows overlap, or the buffer is too
   *     short
   */
  public GrayImage luma(ByteBuffer plane, int rowStride, int pixelStride, int width, int height) {
    long rowLength = (long) pixelStride * (width - 1) + 1;
    if (width < 1 || height < 1 || pixelStride < 1 || rowStride < rowLength) {
      throw new IllegalArgumentException(
          "no picture of "
              + width
              + " x "
              + height
              + ", strides "
              + rowStride
              + ", "
              + pixelStride);
    }
    long length = (long) rowStride * (height - 1) + rowLength;
    if (length > plane.remaining()) {
      throw new IllegalArgumentException(plane.remaining() + " bytes given, " + length + " needed");
    }
    read(plane, (int) length);
    if (pixelStride == 1) {
      return GrayImage.of(width, height, rowStride, pixels);
    }
    compact(rowStride, pixelStride, width, height);
    return GrayImage.of(width, height, pixels);
  }

  private void read(ByteBuffer plane, int length) {
    if (pixels.length < length) {
      pixels = new byte[length];
    }
    plane.duplicate().get(pixels, 0, length);
  }

  /** Moves the pixels together, in place: none moves past one that is still to be read. */
  private void compact(int rowStride, int pixelStride, int width, int height) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = pixels[y * rowStride + x * pixelStride];
      }
    }
  }

  /** Moves a buffer by the method that API 26 has; ByteBuffer's own came later. */
  private static void moveTo(Buffer buffer, int position) {
    buffer.position(position);
  }
}
