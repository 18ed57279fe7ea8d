package org.youdai.internal.encoding;

import java.util.Arrays;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;

/** Base45 (RFC 9285): two bytes in three characters of QR's alphanumeric set. */
public final class Base45 {
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  private static final byte[] VALUES = values();

  private Base45() {}

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      values[ALPHABET.charAt(i)] = (byte) i;
    }
    return values;
  }

  /** Returns the text for {@code bytes} (RFC 9285 §4.1). */
  public static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder((bytes.length * 3 + 1) / 2);
    int i = 0;
    for (; i + 1 < bytes.length; i += 2) {
      int pair = (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff);
      text.append(ALPHABET.charAt(pair % 45))
          .append(ALPHABET.charAt(pair / 45 % 45))
          .append(ALPHABET.charAt(pair / 2025));
    }
    if (i < bytes.length) {
      int single = bytes[i] & 0xff;
      text.append(ALPHABET.charAt(single % 45)).append(ALPHABET.charAt(single / 45));
    }
    return text.toString();
  }

  /**
   * Returns the bytes that {@code text} stands for from the character at {@code from} on (RFC 9285
   * §4.2). No two texts stand for the same bytes.
   *
   * @throws Rejection BAD_CHARACTER, TEXT_TRUNCATED for a single left-over character, or
   *     BAD_ENCODING for a group that is too large
   */
  public static byte[] decode(String text, int from) throws Rejection {
    int length = text.length() - from;
    if (length % 3 == 1) {
      requireAlphabet(text, from);
      throw new Rejection(Reason.TEXT_TRUNCATED);
    }
    byte[] bytes = new byte[length / 3 * 2 + (length % 3) / 2];
    int to = 0;
    int i = from;
    for (; i + 2 < text.length(); i += 3) {
      int pair = value(text, i) + 45 * value(text, i + 1) + 2025 * value(text, i + 2);
      if (pair > 0xffff) {
        throw new Rejection(Reason.BAD_ENCODING);
      }
      bytes[to++] = (byte) (pair >>> 8);
      bytes[to++] = (byte) pair;
    }
    if (i < text.length()) {
      int single = value(text, i) + 45 * value(text, i + 1);
      if (single > 0xff) {
        throw new Rejection(Reason.BAD_ENCODING);
      }
      bytes[to] = (byte) single;
    }
    return bytes;
  }

  private static void requireAlphabet(String text, int from) throws Rejection {
    for (int i = from; i < text.length(); i++) {
      value(text, i);
    }
  }

  private static int value(String text, int at) throws Rejection {
    char c = text.charAt(at);
    int value = c < VALUES.length ? VALUES[c] : -1;
    if (value < 0) {
      throw new Rejection(Reason.BAD_CHARACTER);
    }
    return value;
  }
}
