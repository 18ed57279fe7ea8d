package org.youdai.server.conformance;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.signature.PublicPoint;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;
import tools.jackson.databind.JsonNode;

/** Files in the shape of cose-wg/Examples: COSE_Sign1, COSE_Sign, and CWTs that are signed. */
final class CoseExamples {
  private static final int COSE_SIGN_TAG = 98;
  private static final HexFormat HEX = HexFormat.of();

  private final Tally tally;

  CoseExamples(Tally tally) {
    this.tally = tally;
  }

  void run(String name, JsonNode root) {
    JsonNode input = root.path("input");
    boolean expected = !root.path("fail").asBoolean(false);
    byte[] message = HEX.parseHex(root.path("output").path("cbor").asString(""));
    if (input.has("sign0")) {
      JsonNode signer = input.path("sign0");
      Optional<SignatureAlgorithm> algorithm = algorithm(name, signer);
      algorithm.ifPresent(a -> tally.expect(name, expected, verifiesSign1(message, signer, a)));
    } else if (input.has("sign")) {
      runSign(name, input.path("sign"), message, expected);
    } else {
      String structure = input.has("mac0") || input.has("mac") ? "HMAC" : "AES";
      tally.skip(
          name, Wycheproof.notOffered("of a message without a signature (" + structure + ")"));
    }
  }

  /** Returns the algorithm of a signer; where the SDK has none for it, the case is skipped. */
  private Optional<SignatureAlgorithm> algorithm(String name, JsonNode signer) {
    String curve = signer.path("key").path("crv").asString("");
    String alg = claimedAlgorithm(signer, curve);
    for (SignatureAlgorithm each : SignatureAlgorithm.values()) {
      if (each.joseName().equals(alg) && each.curve().equals(curve)) {
        return Optional.of(each);
      }
    }
    tally.skip(name, Wycheproof.notOffered(alg + " with " + curve));
    return Optional.empty();
  }

  /** Returns what a case says that it was signed with; where it says nothing, its curve does. */
  private static String claimedAlgorithm(JsonNode signer, String curve) {
    for (JsonNode place : List.of(signer, signer.path("protected"), signer.path("unprotected"))) {
      if (place.has("alg")) {
        return place.path("alg").asString("");
      }
    }
    return curve.equals("Ed25519") ? "EdDSA" : "ES256";
  }

  private static boolean verifiesSign1(
      byte[] bytes, JsonNode signer, SignatureAlgorithm algorithm) {
    try {
      CoseSign1 message = CoseSign1.parse(bytes, Rules.WELL_FORMED);
      byte[] external = HEX.parseHex(signer.path("external").asString(""));
      boolean namesTheKeysAlgorithm =
          message.headers().alg().filter(alg -> alg == algorithm.coseNumber()).isPresent();
      return namesTheKeysAlgorithm
          && verifier(signer.path("key"), algorithm)
              .verifies(message.toBeSigned(external), message.signature());
    } catch (Rejection refused) {
      return false;
    }
  }

  /** A COSE_Sign (RFC 9052 §4.1) verifies when each of its signatures does. */
  private void runSign(String name, JsonNode sign, byte[] bytes, boolean expected) {
    boolean all = true;
    int number = 0;
    for (JsonNode signer : sign.path("signers")) {
      Optional<SignatureAlgorithm> algorithm = algorithm(name, signer);
      if (algorithm.isEmpty()) {
        return;
      }
      all &= verifiesSign(bytes, number++, signer, algorithm.get());
    }
    tally.expect(name, expected, all);
  }

  private static boolean verifiesSign(
      byte[] bytes, int number, JsonNode signer, SignatureAlgorithm algorithm) {
    try {
      CborReader reader = new CborReader(bytes, Rules.WELL_FORMED);
      if (!reader.isTag() || reader.tag() != COSE_SIGN_TAG) {
        return false;
      }
      reader.arrayOf(4);
      byte[] bodyHeader = reader.byteString();
      reader.skip();
      byte[] payload = reader.byteString();
      long signatures = reader.array();
      for (int i = 0; i < number; i++) {
        reader.skip();
      }
      if (number >= signatures) {
        return false;
      }
      reader.arrayOf(3);
      byte[] signerHeader = reader.byteString();
      boolean names = namesAlgorithm(new CborReader(signerHeader, Rules.WELL_FORMED), algorithm);
      names |= namesAlgorithm(reader, algorithm);
      byte[] signature = reader.byteString();
      byte[] toBeSigned =
          new CborWriter()
              .array(5)
              .text("Signature")
              .byteString(emptyAsNone(bodyHeader))
              .byteString(emptyAsNone(signerHeader))
              .byteString(HEX.parseHex(signer.path("external").asString("")))
              .byteString(payload)
              .toBytes();
      return names && verifier(signer.path("key"), algorithm).verifies(toBeSigned, signature);
    } catch (Rejection refused) {
      return false;
    }
  }

  private static byte[] emptyAsNone(byte[] header) {
    return header.length == 1 ? new byte[0] : header;
  }

  /** Reads a whole header map and returns whether it names the algorithm. */
  private static boolean namesAlgorithm(CborReader reader, SignatureAlgorithm algorithm)
      throws Rejection {
    if (reader.isAtEnd()) {
      return false; // an empty protected header may be no bytes at all
    }
    boolean names = false;
    CborReader.Entries entries = reader.map();
    while (entries.next()) {
      if (entries.hasIntegerKey() && entries.integerKey() == 1 && reader.isInteger()) {
        names |= reader.integer() == algorithm.coseNumber();
      } else {
        reader.skip();
      }
    }
    return names;
  }

  private static SignatureVerifier verifier(JsonNode key, SignatureAlgorithm algorithm)
      throws Rejection {
    byte[] x = coordinate(key, "x");
    VerifyingKey point =
        algorithm == SignatureAlgorithm.ED25519
            ? PublicPoint.decode(algorithm, x).key()
            : PublicPoint.of(algorithm, x, coordinate(key, "y")).key();
    return SignatureVerifier.of(point);
  }

  private static byte[] coordinate(JsonNode key, String name) throws Rejection {
    try {
      return key.has(name + "_hex")
          ? HEX.parseHex(key.path(name + "_hex").asString())
          : Base64.getUrlDecoder().decode(key.path(name).asString(""));
    } catch (IllegalArgumentException notEncoded) {
      throw new Rejection(Reason.KEY_INVALID);
    }
  }
}
