package org.youdai.authority;

import java.time.Instant;
import java.util.Optional;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.trust.VerifyingKey;

/**
 * What an issuer is about to sign.
 *
 * @param kind what it is
 * @param ageOver one of {@link Holder#AGE_TIERS}: the highest that the holder has reached
 * @param issuedAt when it is signed; whole seconds count
 * @param validity when it is in force; whole seconds count
 * @param place its place in the status lists
 * @param holderKey the key of the holder's phone; empty for a static code
 */
public record CredentialDraft(
    DocumentKind kind,
    int ageOver,
    Instant issuedAt,
    Validity validity,
    StatusReference.InList place,
    Optional<VerifyingKey> holderKey) {

  /**
   * Checks the age.
   *
   * @throws IllegalArgumentException if it is none of the tiers
   */
  public CredentialDraft {
    if (!Holder.AGE_TIERS.contains(ageOver)) {
      throw new IllegalArgumentException("ageOver is one of " + Holder.AGE_TIERS);
    }
  }

  /** Returns a draft of a static code. */
  public static CredentialDraft of(
      DocumentKind kind,
      int ageOver,
      Instant issuedAt,
      Validity validity,
      StatusReference.InList place) {
    return new CredentialDraft(kind, ageOver, issuedAt, validity, place, Optional.empty());
  }

  /** Returns this draft for a phone with {@code key}. */
  public CredentialDraft boundTo(VerifyingKey key) {
    return new CredentialDraft(kind, ageOver, issuedAt, validity, place, Optional.of(key));
  }
}
