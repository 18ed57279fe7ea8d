package org.youdai.server.conformance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Optional;
import org.youdai.authority.SignatureFormat;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.internal.signature.JoseVerifier;
import org.youdai.internal.signature.Jwk;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;
import tools.jackson.databind.JsonNode;

/**
 * Files in the shape of C2SP/wycheproof: ECDSA in both encodings, Ed25519, JWS, and our SM2 set.
 */
final class Wycheproof {
  private static final HexFormat HEX = HexFormat.of();

  private final Tally tally;

  Wycheproof(Tally tally) {
    this.tally = tally;
  }

  void run(String name, JsonNode root) {
    String algorithm = root.path("algorithm").asString("");
    for (JsonNode group : root.path("testGroups")) {
      if (group.path("type").asString("").equals("JsonWebSignature")) {
        runJws(name, group);
      } else {
        runSignatures(name, algorithm, group);
      }
    }
  }

  private void runSignatures(String name, String algorithm, JsonNode group) {
    JsonNode key = group.has("publicKey") ? group.path("publicKey") : group.path("key");
    String curve = key.path("curve").asString(group.path("curve").asString(""));
    String hash = group.path("sha").asString("");
    Optional<SignatureAlgorithm> ours = algorithm(algorithm, curve, hash);
    boolean isDer = isDer(group.path("type").asString(""), name);
    Optional<SignatureVerifier> verifier = ours.flatMap(a -> verifier(a, key));
    for (JsonNode test : group.path("tests")) {
      String caseId = name + "#" + test.path("tcId").asInt();
      if (ours.isEmpty()) {
        tally.skip(caseId, notOffered((algorithm + " " + curve + " " + hash).strip()));
      } else if (!test.path("result").asString("").equals("acceptable")) {
        boolean valid =
            verifier.isPresent()
                && verifies(
                    verifier.get(),
                    HEX.parseHex(test.path("msg").asString("")),
                    HEX.parseHex(test.path("sig").asString("")),
                    isDer);
        tally.expect(caseId, test.path("result").asString("").equals("valid"), valid);
      } else {
        tally.skip(caseId, "the suite leaves the verdict open (acceptable)");
      }
    }
  }

  static String notOffered(String algorithm) {
    return "the SDK does not offer the algorithm " + algorithm;
  }

  private static boolean isDer(String type, String name) {
    boolean isPlain = type.contains("P1363") || type.startsWith("Eddsa") || name.contains("p1363");
    return !isPlain;
  }

  private static Optional<SignatureAlgorithm> algorithm(
      String algorithm, String curve, String hash) {
    if (algorithm.equals("SM2") && curve.equals("sm2p256v1")) {
      return Optional.of(SignatureAlgorithm.SM2);
    }
    if (algorithm.equals("ECDSA") && curve.equals("secp256r1") && hash.equals("SHA-256")) {
      return Optional.of(SignatureAlgorithm.ES256);
    }
    boolean isEd25519 = curve.equals("edwards25519") || curve.equals("Ed25519");
    return algorithm.equals("EDDSA") && isEd25519
        ? Optional.of(SignatureAlgorithm.ED25519)
        : Optional.empty();
  }

  /**
   * Returns a key ready for use; empty if it is not a point on its curve, so that nothing verifies.
   */
  private static Optional<SignatureVerifier> verifier(SignatureAlgorithm algorithm, JsonNode key) {
    String hex =
        key.path(algorithm == SignatureAlgorithm.ED25519 ? "pk" : "uncompressed").asString("");
    try {
      return Optional.of(SignatureVerifier.of(VerifyingKey.of(algorithm, HEX.parseHex(hex))));
    } catch (Rejection | IllegalArgumentException notAKey) {
      return Optional.empty();
    }
  }

  private static boolean verifies(
      SignatureVerifier verifier, byte[] message, byte[] signature, boolean isDer) {
    try {
      return verifier.verifies(message, isDer ? SignatureFormat.fromDer(signature) : signature);
    } catch (IllegalArgumentException notDer) {
      return false;
    }
  }

  private void runJws(String name, JsonNode group) {
    JsonNode jwk = group.has("public") ? group.path("public") : group.path("private");
    String curve = jwk.path("crv").asString("");
    Optional<SignatureAlgorithm> algorithm = Optional.empty();
    for (SignatureAlgorithm each : SignatureAlgorithm.values()) {
      if (each.curve().equals(curve)) {
        algorithm = Optional.of(each);
      }
    }
    for (JsonNode test : group.path("tests")) {
      String caseId = name + "#" + test.path("tcId").asInt();
      if (algorithm.isEmpty()) {
        String alg = jwk.path("alg").asString(jwk.path("kty").asString(""));
        tally.skip(caseId, notOffered(alg));
      } else {
        boolean expected = test.path("result").asString("").equals("valid");
        JsonNode text = test.path("jws");
        tally.expect(
            caseId, expected, text.isString() && verifies(text.asString(), jwk, algorithm.get()));
      }
    }
  }

  private static boolean verifies(String jws, JsonNode jwk, SignatureAlgorithm algorithm) {
    try {
      Json key = Json.parse(jwk.toString().getBytes(StandardCharsets.UTF_8));
      return JWSObject.parse(jws).verify(JoseVerifier.of(Jwk.readForeign(key, algorithm)));
    } catch (ParseException | JOSEException | IllegalArgumentException | Rejection refused) {
      return false;
    }
  }
}
