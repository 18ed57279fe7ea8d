package org.youdai.server.access;

import java.time.Instant;
import java.util.Optional;
import org.youdai.trust.Digest;

/**
 * What the server knows of a key or a certificate.
 *
 * @param caller whose it is
 * @param proof SM3 of the key's text, or SHA-256 of the certificate
 * @param expires from when on it is over
 * @param revoked since when it is not accepted
 */
record Key(
    Caller caller,
    Digest proof,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> revoked) {

  /** Returns a key that was made at {@code now}. */
  static Key of(Caller caller, Digest proof, Instant now, Optional<Instant> expires) {
    return new Key(caller, proof, now, expires, Optional.empty());
  }

  String id() {
    return caller.id();
  }

  boolean isCertificate() {
    return proof.kind() == Digest.Kind.SHA256;
  }

  boolean isGoodAt(Instant now) {
    return revoked.isEmpty() && expires.filter(end -> !now.isBefore(end)).isEmpty();
  }

  /** Returns this, over at {@code end} or before. */
  Key endingBy(Instant end) {
    Instant sooner = expires.filter(end::isAfter).orElse(end);
    return new Key(caller, proof, created, Optional.of(sooner), revoked);
  }

  Key revokedAt(Instant now) {
    return new Key(caller, proof, created, expires, Optional.of(revoked.orElse(now)));
  }
}
