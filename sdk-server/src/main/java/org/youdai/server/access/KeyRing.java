package org.youdai.server.access;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.youdai.trust.Digest;

/** All keys at one moment. */
final class KeyRing {
  static final KeyRing EMPTY = of(List.of());

  private final Map<String, Key> byId;
  private final Map<Digest, List<Key>> byCertificate;

  private KeyRing(Map<String, Key> byId, Map<Digest, List<Key>> byCertificate) {
    this.byId = byId;
    this.byCertificate = byCertificate;
  }

  static KeyRing of(Collection<Key> keys) {
    return new KeyRing(
        keys.stream().collect(Collectors.toUnmodifiableMap(Key::id, Function.identity())),
        keys.stream()
            .filter(Key::isCertificate)
            .collect(Collectors.groupingBy(Key::proof, Collectors.toUnmodifiableList())));
  }

  Collection<Key> all() {
    return byId.values();
  }

  /** Returns whose key this is, if it is good. */
  Optional<Caller> find(KeyText text, Instant now) {
    return Optional.ofNullable(byId.get(text.id()))
        .filter(key -> key.proof().equals(text.proof())) // takes as long wherever they differ
        .filter(key -> key.isGoodAt(now))
        .map(Key::caller);
  }

  /** Returns whose certificate this is, if it is good. */
  Optional<Caller> find(Digest certificate, Instant now) {
    return byCertificate.getOrDefault(certificate, List.of()).stream()
        .filter(key -> key.isGoodAt(now))
        .findFirst()
        .map(Key::caller);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyRing that && byId.equals(that.byId);
  }

  @Override
  public int hashCode() {
    return byId.hashCode();
  }
}
