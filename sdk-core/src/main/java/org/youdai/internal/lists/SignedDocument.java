package org.youdai.internal.lists;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObjectJSON;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.internal.envelope.Cwt;
import org.youdai.internal.signature.JoseVerifier;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * A JSON document signed by several keys: a General JWS JSON serialisation (RFC 7515 §7.2.1, {@code
 * docs/formats.md} §5).
 */
public final class SignedDocument {
  /** No document has more signatures. */
  public static final int MOST_SIGNATURES = 16;

  private SignedDocument() {}

  /**
   * Returns the payload if enough of the role's keys have signed it. A key counts once, however
   * many signatures of it there are and under however many ids; a signature of a key that has no
   * part in the role counts nothing.
   *
   * @throws Rejection DOCUMENT_TOO_LARGE, DOCUMENT_MALFORMED or DOCUMENT_SIGNATURE_INVALID
   */
  public static Json open(byte[] document, int atMost, RootDocument root, RootDocument.Role role)
      throws Rejection {
    JWSObjectJSON jws = parse(document, atMost);
    Set<VerifyingKey> signers = new HashSet<>();
    for (JWSObjectJSON.Signature signature : jws.getSignatures()) {
      if (signers.size() < role.threshold()) {
        collect(signature, root, role, signers);
      }
    }
    if (signers.size() < role.threshold()) {
      throw new Rejection(
          Reason.DOCUMENT_SIGNATURE_INVALID,
          signers.size() + " of " + role.threshold() + " signatures");
    }
    return Json.parse(jws.getPayload().toBytes());
  }

  /** Returns the payload of a document that is believed for another reason than its signatures. */
  static Json openPinned(byte[] document, int atMost) throws Rejection {
    return Json.parse(parse(document, atMost).getPayload().toBytes());
  }

  private static JWSObjectJSON parse(byte[] document, int atMost) throws Rejection {
    if (document.length > atMost) {
      throw new Rejection(Reason.DOCUMENT_TOO_LARGE, document.length + " bytes, at most " + atMost);
    }
    // Bounds nesting and refuses duplicate members before the JOSE library sees the text.
    Json outer = Json.parse(document);
    outer.requireOnly(Set.of("payload", "signatures"));
    outer.get("signatures").items(MOST_SIGNATURES);
    try {
      return JWSObjectJSON.parse(new String(document, StandardCharsets.UTF_8));
    } catch (ParseException | IllegalArgumentException notJws) {
      throw new Rejection(Reason.DOCUMENT_MALFORMED, "not a General JWS");
    }
  }

  private static void collect(
      JWSObjectJSON.Signature signature,
      RootDocument root,
      RootDocument.Role role,
      Set<VerifyingKey> signers)
      throws Rejection {
    JWSHeader header = signature.getHeader();
    if (header == null || header.getKeyID() == null) {
      return;
    }
    KeyId kid = keyId(header.getKeyID());
    if (!role.kids().contains(kid)) {
      return;
    }
    RootDocument.Key key = root.key(kid);
    try {
      if (signature.verify(JoseVerifier.of(key.key().algorithm(), key.verifier()))) {
        signers.add(key.key());
      }
    } catch (JOSEException notVerifiable) {
      throw new Rejection(Reason.DOCUMENT_SIGNATURE_INVALID, "a signature that cannot be checked");
    }
  }

  static KeyId keyId(String kid) throws Rejection {
    try {
      return KeyId.ofBase64Url(kid);
    } catch (IllegalArgumentException notAKeyId) {
      throw new Rejection(Reason.DOCUMENT_MALFORMED, "a key id is 8 bytes in base64url");
    }
  }

  static KeyId keyId(Json kid) throws Rejection {
    try {
      return KeyId.ofBase64Url(kid.text());
    } catch (IllegalArgumentException notAKeyId) {
      throw kid.wrong("a key id is 8 bytes in base64url");
    }
  }

  static Instant time(Json value) throws Rejection {
    return Instant.ofEpochSecond(value.integer(0, Cwt.LATEST_SECOND));
  }

  static Validity span(Json from, Json to) throws Rejection {
    Instant start = time(from);
    Instant end = time(to);
    if (!start.isBefore(end)) {
      throw to.wrong("does not come after the start");
    }
    return new Validity(start, end);
  }

  static SignatureAlgorithm algorithm(Json name) throws Rejection {
    return SignatureAlgorithm.ofJose(name.text())
        .orElseThrow(() -> name.wrong("SGD_SM3_SM2, ES256 or EdDSA is expected"));
  }

  static long version(Json value) throws Rejection {
    return value.integer(1, Integer.MAX_VALUE);
  }

  static void requireType(Json document, String type) throws Rejection {
    Json given = document.get("type");
    if (!given.text().equals(type)) {
      throw given.wrong(type + " is expected");
    }
  }
}
