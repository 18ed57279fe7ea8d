package org.youdai.internal.signature;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * Public keys as JWK (RFC 7517, RFC 7518 §6.2, RFC 8037 §2), SM2's {@code crv} included, which the
 * common libraries refuse.
 */
public final class Jwk {
  private static final Set<String> OKP = Set.of("kty", "crv", "x");
  private static final Set<String> EC = Set.of("kty", "crv", "x", "y");

  private Jwk() {}

  /**
   * Reads a public key for {@code algorithm} from a document of ours: any other member, a private
   * one included, is refused. The point is checked.
   *
   * @throws Rejection DOCUMENT_MALFORMED if it is of another kind, or a coordinate is not base64url
   *     of exactly 32 bytes; KEY_INVALID if its point is none
   */
  public static VerifyingKey read(Json jwk, SignatureAlgorithm algorithm) throws Rejection {
    jwk.requireOnly(algorithm == SignatureAlgorithm.ED25519 ? OKP : EC);
    return readPoint(jwk, algorithm);
  }

  /**
   * Reads a public key for {@code algorithm} that comes from elsewhere: members that do not matter
   * are ignored (RFC 7517 §4), a private one is refused, {@code alg} must be that of the algorithm
   * and {@code use} {@code sig} where they are present.
   *
   * @throws Rejection as {@link #read} does
   */
  public static VerifyingKey readForeign(Json jwk, SignatureAlgorithm algorithm) throws Rejection {
    Optional<Json> secret = jwk.find("d");
    if (secret.isPresent()) {
      throw secret.get().wrong("a private key has no place here");
    }
    requireTextIfPresent(jwk.find("alg"), algorithm.joseName());
    requireTextIfPresent(jwk.find("use"), "sig");
    requireVerifyAmong(jwk.find("key_ops"));
    return readPoint(jwk, algorithm);
  }

  private static void requireVerifyAmong(Optional<Json> operations) throws Rejection {
    if (operations.isPresent()) {
      for (Json operation : operations.get().items(16)) {
        if (operation.text().equals("verify")) {
          return;
        }
      }
      throw operations.get().wrong("verify is expected among the key's operations");
    }
  }

  private static VerifyingKey readPoint(Json jwk, SignatureAlgorithm algorithm) throws Rejection {
    requireText(jwk.get("kty"), algorithm.keyType());
    requireText(jwk.get("crv"), algorithm.curve());
    byte[] x = coordinate(jwk.get("x"));
    try {
      return algorithm == SignatureAlgorithm.ED25519
          ? PublicPoint.decode(algorithm, x).key()
          : PublicPoint.of(algorithm, x, coordinate(jwk.get("y"))).key();
    } catch (Rejection noPoint) {
      throw new Rejection(Reason.KEY_INVALID, jwk.wrong(noPoint.where()).where());
    }
  }

  private static void requireText(Json value, String expected) throws Rejection {
    if (!value.text().equals(expected)) {
      throw value.wrong(expected + " is expected");
    }
  }

  private static void requireTextIfPresent(Optional<Json> value, String expected) throws Rejection {
    if (value.isPresent()) {
      requireText(value.get(), expected);
    }
  }

  private static byte[] coordinate(Json value) throws Rejection {
    byte[] bytes = value.base64Url(64);
    if (bytes.length != PublicPoint.COORDINATE) {
      throw value.wrong(PublicPoint.COORDINATE + " bytes are expected");
    }
    return bytes;
  }

  /** Writes the members of a key into an object that has been begun. */
  public static void writeMembers(JsonGenerator json, PublicPoint point) throws IOException {
    SignatureAlgorithm algorithm = point.key().algorithm();
    json.writeStringField("kty", algorithm.keyType());
    json.writeStringField("crv", algorithm.curve());
    json.writeStringField("x", base64Url(point.x()));
    if (algorithm != SignatureAlgorithm.ED25519) {
      json.writeStringField("y", base64Url(point.y()));
    }
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
