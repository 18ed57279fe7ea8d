package org.youdai.vectors;

import java.math.BigInteger;
import java.util.HexFormat;
import org.bouncycastle.util.BigIntegers;

/** ASN.1's tag, length and value, put together by hand so that each can be wrong. */
final class Tlv {
  private static final byte[] SM2_KEY =
      HexFormat.of().parseHex("301306072a8648ce3d020106082a811ccf5501822d");

  private Tlv() {}

  /** Returns a value with its length in the shortest form. */
  static byte[] of(int tag, byte[]... parts) {
    byte[] content = ReferenceSm2.concat(parts);
    return withLength(tag, length(content.length), content);
  }

  /** Returns a value with a length that may be anything. */
  static byte[] withLength(int tag, byte[] length, byte[] content) {
    return ReferenceSm2.concat(new byte[] {(byte) tag}, length, content);
  }

  private static byte[] length(int length) {
    if (length < 0x80) {
      return new byte[] {(byte) length};
    }
    return longLength(length, length < 0x100 ? 1 : 2);
  }

  /** Returns a length in the long form, with so many bytes after the first. */
  static byte[] longLength(int length, int bytes) {
    byte[] digits = BigIntegers.asUnsignedByteArray(bytes, BigInteger.valueOf(length));
    return ReferenceSm2.concat(new byte[] {(byte) (0x80 | bytes)}, digits);
  }

  static byte[] integer(BigInteger value) {
    return of(2, value.toByteArray());
  }

  static byte[] signature(BigInteger r, BigInteger s) {
    return of(0x30, integer(r), integer(s));
  }

  /**
   * Returns the SubjectPublicKeyInfo of an SM2 key whose point is these bytes, whatever they are.
   */
  static byte[] subjectPublicKey(byte[] point) {
    return of(0x30, SM2_KEY, of(3, new byte[1], point));
  }
}
