package org.youdai.trust;

import java.util.Arrays;

/**
 * A public key and the one algorithm it is for. The bytes are a SEC 1 point (65 bytes, 04‖X‖Y, or
 * 33 bytes compressed) for SM2 and ES256, and 32 bytes for Ed25519. That the point is on its curve
 * is checked where the key is prepared for use.
 */
public final class VerifyingKey {
  private final SignatureAlgorithm algorithm;
  private final byte[] encoded;

  private VerifyingKey(SignatureAlgorithm algorithm, byte[] encoded) {
    this.algorithm = algorithm;
    this.encoded = encoded;
  }

  /**
   * Returns a key of {@code algorithm} with the given bytes.
   *
   * @throws IllegalArgumentException if their number or first byte does not fit the algorithm
   */
  public static VerifyingKey of(SignatureAlgorithm algorithm, byte[] encoded) {
    if (!fits(algorithm, encoded)) {
      throw new IllegalArgumentException(
          encoded.length + " bytes are no public key for " + algorithm);
    }
    return new VerifyingKey(algorithm, encoded.clone());
  }

  private static boolean fits(SignatureAlgorithm algorithm, byte[] encoded) {
    return switch (algorithm) {
      case ED25519 -> encoded.length == 32;
      case SM2, ES256 ->
          (encoded.length == 65 && encoded[0] == 4)
              || (encoded.length == 33 && (encoded[0] == 2 || encoded[0] == 3));
    };
  }

  /** Returns the algorithm that this key, and no other, is for. */
  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** Returns a copy of the bytes. */
  public byte[] encoded() {
    return encoded.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey that
        && algorithm == that.algorithm
        && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return 31 * algorithm.hashCode() + Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return "VerifyingKey[" + algorithm + "]";
  }
}
