package org.youdai.trust;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.youdai.credential.CredentialId;

/**
 * Who may sign credentials and status lists.
 *
 * @param version grows with every edition
 * @param issued when this edition was signed
 * @param expires when a newer one ought to be there
 * @param issuerKeys the keys for credentials
 * @param statusKeys the keys for status lists
 * @param killed credentials that are void at once, without waiting for a status list
 */
public record TrustList(
    long version,
    Instant issued,
    Instant expires,
    List<IssuerKey> issuerKeys,
    List<StatusKey> statusKeys,
    Set<CredentialId> killed) {

  /**
   * Copies the collections and checks that no key id stands for two keys.
   *
   * @throws IllegalArgumentException if one does
   */
  public TrustList {
    issuerKeys = List.copyOf(issuerKeys);
    statusKeys = List.copyOf(statusKeys);
    killed = Set.copyOf(killed);
    Map<KeyId, VerifyingKey> seen = new HashMap<>();
    issuerKeys.forEach(key -> requireNew(seen, key.kid(), key.key()));
    statusKeys.forEach(key -> requireNew(seen, key.kid(), key.key()));
  }

  private static void requireNew(Map<KeyId, VerifyingKey> seen, KeyId kid, VerifyingKey key) {
    if (seen.putIfAbsent(kid, key) != null) {
      throw new IllegalArgumentException("two keys with the id " + kid);
    }
  }

  /** Returns the key that may sign the status list at {@code uri}, if {@code kid} names one. */
  public Optional<StatusKey> statusKey(KeyId kid, String uri) {
    return statusKeys.stream()
        .filter(key -> key.kid().equals(kid) && uri.startsWith(key.uriPrefix()))
        .findFirst();
  }
}
