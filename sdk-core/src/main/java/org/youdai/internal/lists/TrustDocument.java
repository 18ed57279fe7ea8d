package org.youdai.internal.lists;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.youdai.credential.CredentialId;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.internal.signature.Jwk;
import org.youdai.trust.Issuer;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.StatusKey;
import org.youdai.trust.TrustList;

/** Reads the trust list ({@code docs/formats.md} §5). */
public final class TrustDocument {
  /** The most bytes of a trust list. */
  public static final int LARGEST = 256 * 1024;

  private static final int MOST_ISSUERS = 256;
  private static final int MOST_KEYS = 32;
  private static final int MOST_KILLED = 10_000;

  private TrustDocument() {}

  /** Reads a trust list that enough of the root's trust keys have signed. */
  public static TrustList read(byte[] document, RootDocument root) throws Rejection {
    Json json = SignedDocument.open(document, LARGEST, root, root.trust());
    json.requireOnly(
        Set.of("type", "version", "issued", "expires", "issuers", "statusKeys", "killed"));
    SignedDocument.requireType(json, "yd-trust");
    Set<KeyId> seen = new HashSet<>();
    List<IssuerKey> issuerKeys = new ArrayList<>();
    for (Json issuer : json.get("issuers").items(MOST_ISSUERS)) {
      readIssuer(issuer, seen, issuerKeys);
    }
    List<StatusKey> statusKeys = new ArrayList<>();
    for (Json key : json.get("statusKeys").items(MOST_KEYS)) {
      statusKeys.add(readStatusKey(key, seen));
    }
    Validity validity = SignedDocument.span(json.get("issued"), json.get("expires"));
    return new TrustList(
        SignedDocument.version(json.get("version")),
        validity.notBefore(),
        validity.notAfter(),
        issuerKeys,
        statusKeys,
        readKilled(json.get("killed")));
  }

  private static void readIssuer(Json json, Set<KeyId> seen, List<IssuerKey> keys)
      throws Rejection {
    json.requireOnly(Set.of("id", "name", "keys"));
    Json name = json.get("name");
    name.requireOnly(Set.of("zh", "en"));
    Issuer issuer =
        new Issuer(json.get("id").text(64), name.get("zh").text(), name.get("en").text());
    for (Json key : json.get("keys").items(MOST_KEYS)) {
      keys.add(readIssuerKey(key, issuer, seen));
    }
  }

  private static IssuerKey readIssuerKey(Json json, Issuer issuer, Set<KeyId> seen)
      throws Rejection {
    json.requireOnly(Set.of("kid", "alg", "jwk", "notBefore", "notAfter", "revokedAt", "kinds"));
    SignatureAlgorithm algorithm = SignedDocument.algorithm(json.get("alg"));
    Optional<Json> revokedAt = json.find("revokedAt");
    Optional<Instant> revoked = Optional.empty();
    if (revokedAt.isPresent()) {
      revoked = Optional.of(SignedDocument.time(revokedAt.get()));
    }
    return new IssuerKey(
        newKeyId(json.get("kid"), seen),
        Jwk.read(json.get("jwk"), algorithm),
        issuer,
        SignedDocument.span(json.get("notBefore"), json.get("notAfter")),
        revoked,
        readKinds(json.get("kinds")));
  }

  private static Set<DocumentKind> readKinds(Json json) throws Rejection {
    Set<DocumentKind> kinds = new LinkedHashSet<>();
    for (Json kind : json.items(16)) {
      // A kind that this version does not know is left out: nothing can be granted for it.
      DocumentKind.ofNumber(kind.integer(1, 15)).ifPresent(kinds::add);
    }
    return kinds;
  }

  private static StatusKey readStatusKey(Json json, Set<KeyId> seen) throws Rejection {
    json.requireOnly(Set.of("kid", "alg", "jwk", "uriPrefix"));
    SignatureAlgorithm algorithm = SignedDocument.algorithm(json.get("alg"));
    return new StatusKey(
        newKeyId(json.get("kid"), seen),
        Jwk.read(json.get("jwk"), algorithm),
        json.get("uriPrefix").text());
  }

  private static KeyId newKeyId(Json json, Set<KeyId> seen) throws Rejection {
    KeyId kid = SignedDocument.keyId(json);
    if (!seen.add(kid)) {
      throw new Rejection(Reason.DUPLICATE_KEY_ID, kid.toString());
    }
    return kid;
  }

  private static Set<CredentialId> readKilled(Json json) throws Rejection {
    Set<CredentialId> killed = new HashSet<>();
    for (Json id : json.items(MOST_KILLED)) {
      try {
        killed.add(CredentialId.of(id.base64Url(64)));
      } catch (IllegalArgumentException notAnId) {
        throw id.wrong("16 bytes in base64url are expected");
      }
    }
    return killed;
  }
}
