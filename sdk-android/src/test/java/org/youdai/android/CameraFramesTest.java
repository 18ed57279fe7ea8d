package org.youdai.android;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CameraFramesTest {
  @Test
  void copiesThePlane() {
    assertThat(CameraFrames.copy(ByteBuffer.wrap(new byte[] {1, 2}))).containsExactly(1, 2);
  }

  @Test
  void knowsTheCore() {
    assertThat(CameraFrames.text("abc").text()).isEqualTo("abc");
  }
}
