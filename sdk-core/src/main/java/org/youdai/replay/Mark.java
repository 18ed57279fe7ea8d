package org.youdai.replay;

import java.nio.ByteBuffer;

/**
 * By what a code is known again: 16 bytes that tell one from another and say nothing of the holder.
 * It follows one holder from place to place, so {@link #toString()} does not show it.
 *
 * @param high the first 8 bytes
 * @param low the last 8 bytes
 */
public record Mark(long high, long low) {
  /** The length of a mark in bytes. */
  public static final int LENGTH = 16;

  /**
   * Returns the mark of the first {@value #LENGTH} of {@code bytes}.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  public static Mark of(byte[] bytes) {
    if (bytes.length < LENGTH) {
      throw new IllegalArgumentException("a mark has " + LENGTH + " bytes, not " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Mark(buffer.getLong(), buffer.getLong());
  }

  /** Returns a copy of the {@value #LENGTH} bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
  }

  @Override
  public String toString() {
    return "Mark[...]";
  }
}
