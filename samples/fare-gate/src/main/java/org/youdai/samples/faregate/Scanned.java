package org.youdai.samples.faregate;

import org.youdai.scan.GrayImage;

/** What comes in from a scanner, in the three forms that a gate takes. */
sealed interface Scanned {
  /** What a keyboard wedge has typed. */
  record Typed(String text) implements Scanned {
    @Override
    public String toString() {
      return "Typed[...]"; // whoever holds a code can show it, so it is never printed
    }
  }

  /** What a socket, a serial line or a file has brought. */
  final class Sent implements Scanned {
    private final byte[] bytes;

    /** Copies the bytes. */
    Sent(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  /** A picture. */
  record Seen(GrayImage picture) implements Scanned {}

  /** Nothing that a gate could be asked about: staff are told instead. */
  record Unusable(Notice notice) implements Scanned {}
}
