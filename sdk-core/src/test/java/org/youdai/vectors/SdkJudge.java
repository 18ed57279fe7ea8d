package org.youdai.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.youdai.authority.KeyFormat;
import org.youdai.authority.SignatureFormat;
import org.youdai.decision.Rejection;
import org.youdai.internal.signature.EveryWay;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/** The SDK's verdict, with a group's key read in each of its forms. */
record SdkJudge(SignatureAlgorithm algorithm, boolean isDer) implements VectorFile.Judge {
  @Override
  public boolean accepts(VectorFile.Group group, VectorFile.Case one) {
    Optional<VerifyingKey> key = key(KeyFormat.SPKI_DER, group.der());
    KeyFormat raw =
        algorithm == SignatureAlgorithm.ED25519 ? KeyFormat.COMPRESSED_POINT : KeyFormat.POINT;
    assertThat(key(KeyFormat.SPKI_PEM, group.text())).isEqualTo(key);
    assertThat(key(raw, group.point())).isEqualTo(key);
    assertThat(isKey(group.point())).isEqualTo(key.isPresent());
    return key.isPresent() && verifies(key.get(), one);
  }

  private Optional<VerifyingKey> key(KeyFormat format, byte[] bytes) {
    try {
      return Optional.of(format.read(algorithm, bytes));
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  /** Whether the verifier itself takes the key, without a format that has looked at it before. */
  private boolean isKey(byte[] point) {
    try {
      SignatureVerifier.of(VerifyingKey.of(algorithm, point));
      return true;
    } catch (IllegalArgumentException | Rejection refused) {
      return false;
    }
  }

  private boolean verifies(VerifyingKey key, VectorFile.Case one) {
    try {
      byte[] signature = isDer ? SignatureFormat.fromDer(one.signature()) : one.signature();
      assertThat(EveryWay.of(key, 2).disagreeing(one.message(), signature)).isEmpty();
      return SignatureVerifier.of(key).verifies(one.message(), signature);
    } catch (IllegalArgumentException | Rejection refused) {
      return false;
    }
  }
}
