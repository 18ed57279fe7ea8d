package org.youdai.internal.signature;

import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.youdai.internal.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * Public keys as JWK (RFC 7517, RFC 7518 §6.2, RFC 8037 §2), SM2's {@code crv} included, which the
 * common libraries refuse.
 */
public final class Jwk {
  private static final int COORDINATE = 32;

  private Jwk() {}

  /**
   * Reads a public key for {@code algorithm}; a private member is refused.
   *
   * @throws Rejection if it is of another kind, or a coordinate has not exactly 32 bytes
   */
  public static VerifyingKey read(Json jwk, SignatureAlgorithm algorithm) throws Rejection {
    boolean isCurvePoint = algorithm != SignatureAlgorithm.ED25519;
    jwk.requireOnly(isCurvePoint ? Set.of("kty", "crv", "x", "y") : Set.of("kty", "crv", "x"));
    requireText(jwk.get("kty"), algorithm.keyType());
    requireText(jwk.get("crv"), algorithm.curve());
    byte[] x = coordinate(jwk.get("x"));
    return VerifyingKey.of(algorithm, isCurvePoint ? point(x, coordinate(jwk.get("y"))) : x);
  }

  private static byte[] point(byte[] x, byte[] y) {
    byte[] point = new byte[1 + 2 * COORDINATE];
    point[0] = 4;
    System.arraycopy(x, 0, point, 1, COORDINATE);
    System.arraycopy(y, 0, point, 1 + COORDINATE, COORDINATE);
    return point;
  }

  private static void requireText(Json value, String expected) throws Rejection {
    if (!value.text().equals(expected)) {
      throw value.wrong(expected + " is expected");
    }
  }

  private static byte[] coordinate(Json value) throws Rejection {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(value.text());
      if (bytes.length == COORDINATE) {
        return bytes;
      }
    } catch (IllegalArgumentException notBase64Url) {
      throw value.wrong("not base64url");
    }
    throw value.wrong(COORDINATE + " bytes are expected");
  }

  /** Returns the {@code x} of a key, as base64url. */
  public static String x(VerifyingKey key) {
    byte[] encoded = key.encoded();
    return base64Url(encoded.length == 65 ? Arrays.copyOfRange(encoded, 1, 33) : encoded);
  }

  /** Returns the {@code y} of a key with an uncompressed point, as base64url. */
  public static String y(VerifyingKey key) {
    return base64Url(Arrays.copyOfRange(key.encoded(), 33, 65));
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
