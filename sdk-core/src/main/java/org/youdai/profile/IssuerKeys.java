package org.youdai.profile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.youdai.decision.Rejection;
import org.youdai.internal.signature.KeyTables;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.KeyId;
import org.youdai.trust.TrustList;
import org.youdai.trust.VerifyingKey;

/** The issuers' keys of one trust list, each prepared once. Safe for use by several threads. */
public final class IssuerKeys {
  private final KeyTables tables;
  private final Map<KeyId, Prepared> keys;
  private final AtomicBoolean isInUse = new AtomicBoolean();

  private IssuerKeys(KeyTables tables, Map<KeyId, Prepared> keys) {
    this.tables = tables;
    this.keys = Map.copyOf(keys);
  }

  /** Returns no keys at all. */
  public static IssuerKeys none() {
    return new IssuerKeys(new KeyTables(), Map.of());
  }

  /**
   * Prepares the keys of a trust list.
   *
   * @throws Rejection KEY_INVALID if one is not a point on its curve
   */
  public static IssuerKeys of(TrustList trust) throws Rejection {
    return none().next(trust);
  }

  /**
   * Prepares the keys of the trust list that takes this one's place; a key that stays is ready.
   *
   * @throws Rejection KEY_INVALID if one is not a point on its curve
   */
  public IssuerKeys next(TrustList trust) throws Rejection {
    KeyTables maker = keys.isEmpty() ? new KeyTables() : tables; // not all share that of no keys
    Map<VerifyingKey, KeyTables.LongLived> ready = new HashMap<>();
    keys.values().forEach(each -> ready.put(each.key().key(), each.verifier()));
    Map<KeyId, Prepared> next = new HashMap<>();
    for (IssuerKey key : trust.issuerKeys()) {
      KeyTables.LongLived verifier = ready.get(key.key());
      if (verifier == null) {
        verifier = maker.longLived(key.key());
      }
      next.put(key.kid(), new Prepared(key, verifier));
    }
    return new IssuerKeys(maker, next);
  }

  /**
   * Has tables made in the background, by which signatures are checked faster. What is read and
   * never verified with, as by a mirror, goes without them.
   */
  public void makeTables() {
    if (!isInUse.get() && isInUse.compareAndSet(false, true)) {
      keys.values().forEach(each -> each.verifier().makeTable(keys.size()));
    }
  }

  /** Makes ready a key that comes with a code. */
  SignatureVerifier seenOnce(VerifyingKey key) throws Rejection {
    return tables.seenOnce(key);
  }

  /** Returns the key with an id. */
  Optional<Prepared> find(KeyId kid) {
    return Optional.ofNullable(keys.get(kid));
  }

  /** A key and what verifies with it. */
  record Prepared(IssuerKey key, KeyTables.LongLived verifier) {}
}
