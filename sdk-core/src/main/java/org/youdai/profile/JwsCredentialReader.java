package org.youdai.profile;

import java.time.Instant;
import java.util.Optional;
import org.youdai.credential.Credential;
import org.youdai.credential.CredentialId;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.internal.envelope.Cwt;
import org.youdai.internal.signature.Jwk;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/** Reads the claims of a credential in JSON ({@code docs/formats.md} §4). */
final class JwsCredentialReader {
  private JwsCredentialReader() {}

  static Claims read(AuthenticPayload payload) throws Rejection {
    try {
      return readClaims(Json.parse(payload.bytes()), payload);
    } catch (Rejection malformed) {
      throw switch (malformed.reason()) {
        case DOCUMENT_MALFORMED, KEY_INVALID -> new Rejection(Reason.CLAIM_MALFORMED);
        default -> malformed;
      };
    }
  }

  private static Claims readClaims(Json claims, AuthenticPayload payload) throws Rejection {
    Json facts = required(claims, "yd");
    Json entry = required(required(claims, "status"), "status_list");
    DocumentKind kind =
        DocumentKind.ofNumber(required(facts, "kind").integer(Long.MIN_VALUE, Long.MAX_VALUE))
            .orElseThrow(() -> new Rejection(Reason.KIND_UNKNOWN));
    int ageOver = (int) required(facts, "age_over").integer(0, 100);
    if (!Holder.AGE_TIERS.contains(ageOver)) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
    Instant from = time(required(claims, "nbf"));
    Instant to = time(required(claims, "exp"));
    Instant issuedAt = time(required(claims, "iat"));
    if (!from.isBefore(to)) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
    StatusReference status =
        new StatusReference.AtUri(
            required(entry, "uri").text(), required(entry, "idx").integer(0, Long.MAX_VALUE));
    Credential credential =
        new Credential(
            new Holder(kind, ageOver, payload.signedWith().issuer().id()),
            issuedAt,
            new Validity(from, to),
            Optional.of(status),
            Optional.of(id(required(claims, "jti"))));
    return new Claims(credential, holderKey(claims));
  }

  private static Optional<VerifyingKey> holderKey(Json claims) throws Rejection {
    Optional<Json> cnf = claims.find("cnf");
    if (!cnf.isPresent()) {
      return Optional.empty();
    }
    Json jwk = required(cnf.get(), "jwk");
    String curve = required(jwk, "crv").text();
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      if (algorithm.curve().equals(curve)) {
        return Optional.of(Jwk.readForeign(jwk, algorithm));
      }
    }
    throw new Rejection(Reason.CLAIM_MALFORMED);
  }

  private static Json required(Json object, String name) throws Rejection {
    return object.find(name).orElseThrow(() -> new Rejection(Reason.CLAIM_MISSING));
  }

  private static Instant time(Json value) throws Rejection {
    return Instant.ofEpochSecond(value.integer(0, Cwt.LATEST_SECOND));
  }

  private static CredentialId id(Json jti) throws Rejection {
    try {
      return CredentialId.of(jti.base64Url(64));
    } catch (IllegalArgumentException notAnId) {
      throw new Rejection(Reason.CLAIM_MALFORMED);
    }
  }
}
