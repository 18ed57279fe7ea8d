package org.youdai.profile;

import java.util.Optional;
import org.youdai.trust.IssuerKey;

/**
 * A credential that an issuer has signed, read.
 *
 * @param signedWith the issuer's key
 * @param claims what the issuer says
 * @param holderKey the key of the holder's phone where it has been made ready already
 */
public record AuthenticCredential(
    IssuerKey signedWith, Claims claims, Optional<HolderKey> holderKey) {
  /** Returns the same with the phone's key, ready. */
  public AuthenticCredential with(HolderKey ready) {
    return new AuthenticCredential(signedWith, claims, Optional.of(ready));
  }

  @Override
  public String toString() {
    return "AuthenticCredential[" + claims + "]";
  }
}
