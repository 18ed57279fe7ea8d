package org.youdai.credential;

import java.time.Instant;
import java.util.Optional;

/**
 * What an issuer has said, and only that: there is no name, number, birth date or region in it.
 *
 * @param holder the facts that a benefit depends on
 * @param issuedAt when it was signed
 * @param validity when it is in force
 * @param status its place in the status lists; empty for a kind of card that has none
 * @param id its opaque id; empty for a kind of card that has none
 */
public record Credential(
    Holder holder,
    Instant issuedAt,
    Validity validity,
    Optional<StatusReference> status,
    Optional<CredentialId> id) {

  @Override
  public String toString() {
    return "Credential[" + holder.kind() + "]";
  }
}
