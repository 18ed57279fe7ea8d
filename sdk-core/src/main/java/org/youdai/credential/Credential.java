package org.youdai.credential;

import java.time.Instant;

/**
 * What an issuer has said, and only that: there is no name, number, birth date or region in it.
 *
 * @param holder the facts that a benefit depends on
 * @param issuedAt when it was signed
 * @param validity when it is in force
 * @param status its place in the status lists
 * @param id its opaque id
 * @param boundToPhone whether it names a phone's key, so that it is worth nothing without a fresh
 *     signature of that phone
 */
public record Credential(
    Holder holder,
    Instant issuedAt,
    Validity validity,
    StatusReference status,
    CredentialId id,
    boolean boundToPhone) {

  @Override
  public String toString() {
    return "Credential[" + holder.kind() + "]";
  }
}
