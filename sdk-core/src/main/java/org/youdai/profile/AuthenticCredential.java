package org.youdai.profile;

import java.util.Optional;
import org.youdai.trust.IssuerKey;

/** A credential that an issuer has signed, read. */
public final class AuthenticCredential {
  private final IssuerKey signedWith;
  private final Claims claims;
  private final Optional<HolderKey> holderKey;

  private AuthenticCredential(IssuerKey signedWith, Claims claims, Optional<HolderKey> holderKey) {
    this.signedWith = signedWith;
    this.claims = claims;
    this.holderKey = holderKey;
  }

  /** Returns what was read in a payload that an issuer has signed. */
  public static AuthenticCredential of(AuthenticPayload payload, Claims claims) {
    return new AuthenticCredential(payload.signedWith(), claims, Optional.empty());
  }

  /** Returns the same with the key of the holder's phone, ready. */
  public AuthenticCredential with(HolderKey ready) {
    return new AuthenticCredential(signedWith, claims, Optional.of(ready));
  }

  /** Returns the issuer's key. */
  public IssuerKey signedWith() {
    return signedWith;
  }

  /** Returns what the issuer says. */
  public Claims claims() {
    return claims;
  }

  /** Returns the key of the holder's phone where it has been made ready already. */
  public Optional<HolderKey> holderKey() {
    return holderKey;
  }

  @Override
  public String toString() {
    return "AuthenticCredential[" + claims + "]";
  }
}
