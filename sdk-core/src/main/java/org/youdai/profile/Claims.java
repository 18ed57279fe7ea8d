package org.youdai.profile;

import java.util.Optional;
import org.youdai.credential.Credential;
import org.youdai.trust.VerifyingKey;

/**
 * What an issuer has said.
 *
 * @param credential what it says of the holder
 * @param holderKey the key of the holder's phone; where there is one, the credential is worth
 *     nothing without a fresh signature of that phone
 */
public record Claims(Credential credential, Optional<VerifyingKey> holderKey) {
  @Override
  public String toString() {
    return "Claims[" + credential + "]";
  }
}
