package org.youdai.trust;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Validity;

/**
 * A key that may sign credentials.
 *
 * @param kid its id
 * @param key the public key
 * @param issuer who signs with it
 * @param signing when it may sign: a credential's {@code iat} lies in this span
 * @param revokedAt from when on nothing that it ever signed is believed, because whoever stole a
 *     key can date its signatures back
 * @param kinds the kinds of credential that it may sign
 */
public record IssuerKey(
    KeyId kid,
    VerifyingKey key,
    Issuer issuer,
    Validity signing,
    Optional<Instant> revokedAt,
    Set<DocumentKind> kinds) {

  /** Copies the kinds. */
  public IssuerKey {
    kinds = Set.copyOf(kinds);
  }

  /**
   * Returns whether the key is revoked at {@code instant}. It is revoked <em>at</em> that instant.
   */
  public boolean isRevokedAt(Instant instant) {
    return revokedAt.isPresent() && !instant.isBefore(revokedAt.get());
  }
}
