package org.youdai.internal.encoding;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;

/** ZLIB streams (RFC 1950), with a bound. */
public final class Zlib {
  private Zlib() {}

  /**
   * Inflates a whole stream to at most {@code atMost} bytes; memory is taken as it is needed.
   *
   * @throws Rejection with {@code reason} if it is none, is larger, is empty, or something follows
   */
  public static byte[] inflate(byte[] deflated, int atMost, Reason reason) throws Rejection {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      byte[] inflated = new byte[Math.min(atMost + 1, Math.max(1024, 4 * deflated.length))];
      int length = 0;
      while (!inflater.finished() && length <= atMost) {
        if (length == inflated.length) {
          inflated = Arrays.copyOf(inflated, Math.min(atMost + 1, 2 * length));
        }
        int more = inflater.inflate(inflated, length, inflated.length - length);
        if (more == 0 && !inflater.finished()) {
          throw new Rejection(reason, "the ZLIB stream ends early");
        }
        length += more;
      }
      if (length == 0 || length > atMost || inflater.getRemaining() > 0) {
        throw new Rejection(reason, "not 1 to " + atMost + " bytes");
      }
      return Arrays.copyOf(inflated, length);
    } catch (DataFormatException notZlib) {
      throw new Rejection(reason, "not a ZLIB stream");
    } finally {
      inflater.end();
    }
  }
}
