package org.youdai.samples.faregate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.function.Consumer;

/** Cuts what a scanner sends into codes: each ends with CR or LF, or where a pause follows. */
final class Lines {
  /** A scanner that ends its codes with nothing makes a pause of at least this between them. */
  static final int PAUSE_MILLIS = 500;

  /** The longest QR code holds 7,089 characters. */
  static final int LONGEST = 8192;

  private final Consumer<Scanned> to;
  private final String from;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean isTooLong;

  /** Makes one for a stream that staff know as {@code from}. */
  Lines(Consumer<Scanned> to, String from) {
    this.to = to;
    this.from = from;
  }

  /**
   * Reads until the stream ends. One that throws {@link InterruptedIOException} when nothing came
   * for {@link #PAUSE_MILLIS} ends a code by a pause as well.
   */
  void readAll(InputStream stream) throws IOException {
    byte[] some = new byte[4096];
    boolean isOpen = true;
    while (isOpen) {
      try {
        int count = stream.read(some);
        isOpen = count >= 0;
        for (int i = 0; i < count; i++) {
          take(some[i]);
        }
      } catch (InterruptedIOException pause) {
        end();
      }
    }
    end();
  }

  private void take(byte next) {
    if (next == '\r' || next == '\n') {
      end();
    } else if (line.size() < LONGEST) {
      line.write(next);
    } else {
      isTooLong = true; // the rest is not kept, however much still comes
    }
  }

  private void end() {
    byte[] bytes = line.toByteArray();
    boolean wasTooLong = isTooLong;
    line.reset();
    isTooLong = false;
    if (wasTooLong) {
      to.accept(new Scanned.Unusable(Notice.of(Notice.Kind.LINE_TOO_LONG, from)));
    } else if (!isBlank(bytes)) {
      to.accept(new Scanned.Sent(bytes));
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte each : bytes) {
      if (each < 0 || each > ' ') {
        return false;
      }
    }
    return true;
  }
}
