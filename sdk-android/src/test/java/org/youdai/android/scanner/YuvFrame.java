package org.youdai.android.scanner;

import android.graphics.ImageFormat;
import android.media.Image;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.youdai.scan.GrayImage;

/** A frame as a camera hands it over, but made by a test. */
final class YuvFrame extends Image {
  private final int format;
  private final ByteBuffer luma;
  private final int rowStride;
  private final int pixelStride;
  private final int width;
  private final int height;
  private volatile boolean isClosed;

  YuvFrame(int format, ByteBuffer luma, int rowStride, int pixelStride, int width, int height) {
    this.format = format;
    this.luma = luma;
    this.rowStride = rowStride;
    this.pixelStride = pixelStride;
    this.width = width;
    this.height = height;
    mIsImageValid = true;
  }

  /** Returns a picture as a camera's luma plane with these strides. */
  static YuvFrame of(GrayImage picture, int rowStride, int pixelStride) {
    return new YuvFrame(
        ImageFormat.YUV_420_888,
        plane(picture, rowStride, pixelStride),
        rowStride,
        pixelStride,
        picture.width(),
        picture.height());
  }

  /** Lays a picture out in a plane whose last row ends with its last pixel, as a camera does. */
  static ByteBuffer plane(GrayImage picture, int rowStride, int pixelStride) {
    byte[] bytes =
        new byte[rowStride * (picture.height() - 1) + pixelStride * (picture.width() - 1) + 1];
    Arrays.fill(bytes, (byte) 0x55); // what lies between the pixels is not white
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        bytes[y * rowStride + x * pixelStride] = (byte) picture.at(x, y);
      }
    }
    ByteBuffer plane = ByteBuffer.allocateDirect(bytes.length);
    plane.duplicate().put(bytes);
    return plane;
  }

  @Override
  public int getFormat() {
    return format;
  }

  @Override
  public int getWidth() {
    return width;
  }

  @Override
  public int getHeight() {
    return height;
  }

  @Override
  public long getTimestamp() {
    return 0;
  }

  @Override
  public int getTransform() {
    return 0;
  }

  @Override
  public int getScalingMode() {
    return 0;
  }

  @Override
  public Plane[] getPlanes() {
    return new Plane[] {new Luma()};
  }

  @Override
  public void close() {
    isClosed = true;
  }

  boolean isClosed() {
    return isClosed;
  }

  private final class Luma extends Plane {
    @Override
    public int getRowStride() {
      return rowStride;
    }

    @Override
    public int getPixelStride() {
      return pixelStride;
    }

    @Override
    public ByteBuffer getBuffer() {
      return luma;
    }
  }
}
