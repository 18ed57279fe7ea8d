package org.youdai.android;

import android.media.Image;
import java.nio.ByteBuffer;

/** A frame as a camera hands it over, but made by a test. */
final class YuvFrame extends Image {
  private final int format;
  private final ByteBuffer luma;
  private final int rowStride;
  private final int pixelStride;
  private final int width;
  private final int height;

  YuvFrame(int format, ByteBuffer luma, int rowStride, int pixelStride, int width, int height) {
    this.format = format;
    this.luma = luma;
    this.rowStride = rowStride;
    this.pixelStride = pixelStride;
    this.width = width;
    this.height = height;
    mIsImageValid = true;
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
  public void close() {}

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
