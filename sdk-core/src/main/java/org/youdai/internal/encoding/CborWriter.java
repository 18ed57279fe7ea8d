package org.youdai.internal.encoding;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes deterministic CBOR (RFC 8949 §4.2.1). Map keys come out in the order in which they are
 * written: the caller writes them sorted by their encoded bytes.
 */
public final class CborWriter {
  private final ByteArrayOutputStream out;

  /** Begins with nothing. */
  public CborWriter() {
    this(32);
  }

  /** Begins with nothing, and with room for so many bytes; more can be written. */
  public CborWriter(int expected) {
    out = new ByteArrayOutputStream(expected);
  }

  /** Writes an integer. */
  public CborWriter integer(long value) {
    return value >= 0 ? head(0, value) : head(1, -1 - value);
  }

  /** Writes a byte string. */
  public CborWriter byteString(byte[] bytes) {
    head(2, bytes.length);
    out.write(bytes, 0, bytes.length);
    return this;
  }

  /** Writes a text string. */
  public CborWriter text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    head(3, utf8.length);
    out.write(utf8, 0, utf8.length);
    return this;
  }

  /** Writes the head of an array; its {@code size} items follow. */
  public CborWriter array(int size) {
    return head(4, size);
  }

  /** Writes the head of a map; its {@code size} pairs follow. */
  public CborWriter map(int size) {
    return head(5, size);
  }

  /** Writes a tag; the tagged item follows. */
  public CborWriter tag(long number) {
    return head(6, number);
  }

  /** Writes a boolean. */
  public CborWriter bool(boolean value) {
    out.write(value ? 0xf5 : 0xf4);
    return this;
  }

  /** Writes an item that is encoded already. */
  public CborWriter encoded(byte[] item) {
    out.write(item, 0, item.length);
    return this;
  }

  /** Returns what has been written. */
  public byte[] toBytes() {
    return out.toByteArray();
  }

  private CborWriter head(int major, long argument) {
    int type = major << 5;
    if (argument < 24) {
      out.write(type | (int) argument);
    } else if (argument <= 0xff) {
      out.write(type | 24);
      big(argument, 1);
    } else if (argument <= 0xffff) {
      out.write(type | 25);
      big(argument, 2);
    } else if (argument <= 0xffff_ffffL) {
      out.write(type | 26);
      big(argument, 4);
    } else {
      out.write(type | 27);
      big(argument, 8);
    }
    return this;
  }

  private void big(long value, int width) {
    for (int i = width - 1; i >= 0; i--) {
      out.write((int) (value >>> (8 * i)));
    }
  }
}
