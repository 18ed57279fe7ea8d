package org.youdai.profile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.youdai.decision.Rejection;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.KeyId;
import org.youdai.trust.TrustList;

/** The issuers' keys of one trust list, each prepared once. */
public final class IssuerKeys {
  private final Map<KeyId, Prepared> keys;

  private IssuerKeys(Map<KeyId, Prepared> keys) {
    this.keys = Map.copyOf(keys);
  }

  /** Returns no keys at all. */
  public static IssuerKeys none() {
    return new IssuerKeys(Map.of());
  }

  /**
   * Prepares the keys of a trust list.
   *
   * @throws Rejection KEY_INVALID if one is not a point on its curve
   */
  public static IssuerKeys of(TrustList trust) throws Rejection {
    Map<KeyId, Prepared> keys = new HashMap<>();
    for (IssuerKey key : trust.issuerKeys()) {
      keys.put(key.kid(), new Prepared(key, SignatureVerifier.of(key.key())));
    }
    return new IssuerKeys(keys);
  }

  /** Returns the key with an id. */
  Optional<Prepared> find(KeyId kid) {
    return Optional.ofNullable(keys.get(kid));
  }

  /** A key and what verifies with it. */
  record Prepared(IssuerKey key, SignatureVerifier verifier) {}
}
