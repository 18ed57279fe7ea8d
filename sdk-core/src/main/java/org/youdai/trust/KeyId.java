package org.youdai.trust;

import java.nio.ByteBuffer;
import java.util.Base64;

/** The id of a key: 8 bytes in COSE, the same 8 bytes as base64url in JOSE. */
public record KeyId(long bits) {
  /** The length of a key id in bytes. */
  public static final int LENGTH = 8;

  /**
   * Returns the key id in {@code bytes}.
   *
   * @throws IllegalArgumentException if there are not exactly {@value #LENGTH} bytes
   */
  public static KeyId of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a key id has " + LENGTH + " bytes, not " + bytes.length);
    }
    return new KeyId(ByteBuffer.wrap(bytes).getLong());
  }

  /**
   * Returns the key id in a JOSE {@code kid}.
   *
   * @throws IllegalArgumentException if it is not base64url of exactly {@value #LENGTH} bytes
   */
  public static KeyId ofBase64Url(String text) {
    KeyId id = of(Base64.getUrlDecoder().decode(text));
    if (!id.toString().equals(text)) {
      throw new IllegalArgumentException("not the canonical base64url of a key id");
    }
    return id;
  }

  /** Returns the {@value #LENGTH} bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putLong(bits).array();
  }

  /** Returns the key id as base64url without padding, as in JOSE. */
  @Override
  public String toString() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
  }
}
