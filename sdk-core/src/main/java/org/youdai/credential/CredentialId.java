package org.youdai.credential;

import java.nio.ByteBuffer;

/**
 * The opaque id of a credential: 16 random bytes ({@code cti}, RFC 8392 §3.1.7). It follows one
 * holder from place to place, so {@link #toString()} does not show it and no journal holds it.
 */
public final class CredentialId {
  /** The length of an id in bytes. */
  public static final int LENGTH = 16;

  private final long high;
  private final long low;

  private CredentialId(long high, long low) {
    this.high = high;
    this.low = low;
  }

  /**
   * Returns the id in {@code bytes}.
   *
   * @throws IllegalArgumentException if there are not exactly {@value #LENGTH} bytes
   */
  public static CredentialId of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("an id has " + LENGTH + " bytes, not " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new CredentialId(buffer.getLong(), buffer.getLong());
  }

  /** Returns a copy of the {@value #LENGTH} bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CredentialId that && high == that.high && low == that.low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high ^ low);
  }

  @Override
  public String toString() {
    return "CredentialId[...]";
  }
}
