package org.youdai.feed;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reading that ends, whatever is on the other side. */
final class Capped {
  private Capped() {}

  /** Returns what is in a stream, or its first {@code atMost + 1} bytes if there are more. */
  static byte[] read(InputStream in, int atMost) throws IOException {
    byte[] bytes = new byte[Math.min(atMost + 1, 8192)];
    int length = 0;
    while (length <= atMost) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(atMost + 1L, 2L * length));
      }
      int more = in.read(bytes, length, bytes.length - length);
      if (more < 0) {
        break;
      }
      length += more;
    }
    return Arrays.copyOf(bytes, length);
  }
}
