package org.youdai.android;

import android.media.Image;
import java.nio.ByteBuffer;
import org.youdai.scan.QrText;

/** Toy: the luminance plane of a camera frame. */
public final class CameraFrames {
  private CameraFrames() {}

  /**
   * Copies the luminance plane.
   *
   * @param image a YUV_420_888 frame
   * @return its first plane
   */
  public static byte[] luminance(Image image) {
    return copy(image.getPlanes()[0].getBuffer());
  }

  static byte[] copy(ByteBuffer buffer) {
    byte[] out = new byte[buffer.remaining()];
    buffer.get(out);
    return out;
  }

  static QrText text(String text) {
    return QrText.of(text);
  }
}
