package org.youdai.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.youdai.TestAuthority.IN_FORCE;
import static org.youdai.TestAuthority.ISSUED_AT;

import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.youdai.TestAuthority;
import org.youdai.authority.SigningKey;
import org.youdai.credential.Credential;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.trust.Issuer;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;

final class KnownCredentialsTest {
  private static final Profile LIVE = Profile.standard().get(1);
  private static final Profile STATIC = Profile.standard().get(0);

  private final KnownCredentials known = new KnownCredentials();
  private final AuthenticCredential credential = credential();

  private static AuthenticCredential credential() {
    IssuerKey key =
        new IssuerKey(
            new KeyId(1),
            SigningKey.generate(SignatureAlgorithm.ED25519, TestAuthority.random(1)).verifyingKey(),
            new Issuer("370100", "签发机构", "Issuer"),
            IN_FORCE,
            Optional.empty(),
            Set.of(DocumentKind.ELDERLY_CERTIFICATE));
    Holder holder = new Holder(DocumentKind.ELDERLY_CERTIFICATE, 60, "370100");
    Credential read =
        new Credential(holder, ISSUED_AT, IN_FORCE, Optional.empty(), Optional.empty());
    return AuthenticCredential.of(
        new AuthenticPayload(new byte[0], key), new Claims(read, Optional.empty()));
  }

  private static Envelope envelope(long kid, byte[] signed, byte[] signature) {
    return Envelope.of(SignatureAlgorithm.SM2, new KeyId(kid), signed, signed, signature);
  }

  @Test
  void anyNumberOfCredentials_leavesABoundedNumber() {
    Random random = new Random(2);
    for (int i = 0; i < 5 * KnownCredentials.PLACES; i++) {
      byte[] signature = new byte[64];
      random.nextBytes(signature);
      Envelope envelope = envelope(1, new byte[10], signature);
      known.add(LIVE, envelope, credential);
      assertThat(known.find(LIVE, envelope)).containsSame(credential);
    }
    assertThat(known.size()).isBetween(900, KnownCredentials.PLACES);
  }

  @Test
  void onlyTheSameBytesOfTheSameKindOfCode_areKnown() {
    byte[] signature = {1, 2, 3};
    known.add(LIVE, envelope(1, new byte[] {7}, signature), credential);
    assertThat(known.find(LIVE, envelope(1, new byte[] {7}, signature))).isPresent();
    assertThat(known.find(STATIC, envelope(1, new byte[] {7}, signature))).isEmpty();
    assertThat(known.find(LIVE, envelope(2, new byte[] {7}, signature))).isEmpty();
    assertThat(known.find(LIVE, envelope(1, new byte[] {8}, signature))).isEmpty();
    assertThat(known.find(LIVE, envelope(1, new byte[] {7}, new byte[] {1, 2, 4}))).isEmpty();
    assertThat(known.find(LIVE, envelope(1, new byte[] {7}, new byte[0]))).isEmpty();
  }
}
