package org.youdai.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.youdai.TestAuthority;
import org.youdai.credential.DocumentKind;
import org.youdai.trust.Issuer;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustList;
import org.youdai.trust.VerifyingKey;

final class DocumentWriterTest {
  private static byte[] trustListWith(VerifyingKey key) {
    IssuerKey issuerKey =
        new IssuerKey(
            new KeyId(1),
            key,
            new Issuer("370100", "签发机构", "Issuer"),
            TestAuthority.IN_FORCE,
            Optional.empty(),
            DocumentKind.SIGNED);
    TrustList trust =
        new TrustList(
            1,
            TestAuthority.IN_FORCE.notBefore(),
            TestAuthority.IN_FORCE.notAfter(),
            List.of(issuerKey),
            List.of(),
            Set.of());
    return DocumentWriter.trust(trust, List.of());
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void compressedKey_isWrittenAsTheKeyItIs(SignatureAlgorithm algorithm) {
    VerifyingKey key = SigningKey.generate(algorithm, TestAuthority.random(81)).verifyingKey();
    VerifyingKey compressed = VerifyingKey.of(algorithm, KeyFormat.COMPRESSED_POINT.write(key));
    assertThat(trustListWith(compressed)).isEqualTo(trustListWith(key));
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void keyOffItsCurve_isNotPublished(SignatureAlgorithm algorithm) {
    byte[] encoded =
        SigningKey.generate(algorithm, TestAuthority.random(82)).verifyingKey().encoded();
    encoded[encoded.length - 1] ^= 1;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trustListWith(VerifyingKey.of(algorithm, encoded)))
        .withMessageContaining("not a point");
  }
}
