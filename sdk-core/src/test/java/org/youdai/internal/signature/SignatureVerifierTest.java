package org.youdai.internal.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.youdai.TestAuthority;
import org.youdai.authority.SigningKey;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

final class SignatureVerifierTest {
  private static final HexFormat HEX = HexFormat.of();

  /** The example of GB/T 32918.5 on the recommended curve. */
  private static final byte[] D =
      HEX.parseHex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");

  private static final byte[] Q =
      HEX.parseHex(
          "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
              + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");

  private static final byte[] SIGNATURE =
      HEX.parseHex(
          "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
              + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");

  private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);

  @Test
  void knownAnswerOfTheStandard_verifies() throws Rejection {
    SignatureVerifier verifier = SignatureVerifier.of(VerifyingKey.of(SignatureAlgorithm.SM2, Q));
    assertThat(verifier.verifies(MESSAGE, SIGNATURE)).isTrue();
    for (int bit = 0; bit < SIGNATURE.length * 8; bit++) {
      byte[] flipped = SIGNATURE.clone();
      flipped[bit >>> 3] ^= (byte) (1 << (bit & 7));
      assertThat(verifier.verifies(MESSAGE, flipped)).as("bit %d", bit).isFalse();
    }
    assertThat(verifier.verifies(new byte[0], SIGNATURE)).isFalse();
  }

  @Test
  void privateKeyOfTheStandard_hasItsPublicKey() {
    SigningKey key =
        SigningKey.of(new KeyId(1), SignatureAlgorithm.SM2, D, TestAuthority.random(1));
    assertThat(key.verifyingKey().encoded()).isEqualTo(Q);
  }

  @Test
  void sm3OfAbc_isTheStandards() {
    SM3Digest digest = new SM3Digest();
    digest.update("abc".getBytes(StandardCharsets.US_ASCII), 0, 3);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    assertThat(HEX.formatHex(hash))
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void ownSignature_verifiesAndNothingElseDoes(SignatureAlgorithm algorithm) throws Rejection {
    SigningKey key = SigningKey.generate(algorithm, TestAuthority.random(2));
    SignatureVerifier verifier = SignatureVerifier.of(key.verifyingKey());
    byte[] signature = key.sign(MESSAGE);
    assertThat(verifier.verifies(MESSAGE, signature)).isTrue();
    assertThat(verifier.verifies(SIGNATURE, signature)).isFalse();
    assertThat(verifier.verifies(MESSAGE, Arrays.copyOf(signature, 63))).isFalse();
    assertThat(verifier.verifies(MESSAGE, Arrays.copyOf(signature, 65))).isFalse();
    assertThat(verifier.verifies(MESSAGE, new byte[64])).isFalse();
    byte[] all = new byte[64];
    Arrays.fill(all, (byte) 0xff);
    assertThat(verifier.verifies(MESSAGE, all)).isFalse();
    SignatureVerifier other =
        SignatureVerifier.of(
            SigningKey.generate(algorithm, TestAuthority.random(3)).verifyingKey());
    assertThat(other.verifies(MESSAGE, signature)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = SignatureAlgorithm.class,
      names = {"SM2", "ES256"})
  void scalarOutsideTheGroup_isRefused(SignatureAlgorithm algorithm) throws Rejection {
    SigningKey key = SigningKey.generate(algorithm, TestAuthority.random(4));
    SignatureVerifier verifier = SignatureVerifier.of(key.verifyingKey());
    BigInteger n =
        algorithm == SignatureAlgorithm.SM2
            ? SignatureVerifier.SM2_CURVE.getN()
            : SignatureVerifier.P256_CURVE.getN();
    byte[] good = key.sign(MESSAGE);
    for (BigInteger bad : new BigInteger[] {BigInteger.ZERO, n, n.add(BigInteger.ONE)}) {
      byte[] encoded = org.bouncycastle.util.BigIntegers.asUnsignedByteArray(32, bad);
      byte[] badR = good.clone();
      System.arraycopy(encoded, 0, badR, 0, 32);
      assertThat(verifier.verifies(MESSAGE, badR)).isFalse();
      byte[] badS = good.clone();
      System.arraycopy(encoded, 0, badS, 32, 32);
      assertThat(verifier.verifies(MESSAGE, badS)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SignatureAlgorithm.class,
      names = {"SM2", "ES256"})
  void pointOffTheCurve_isNoKey(SignatureAlgorithm algorithm) {
    byte[] off = new byte[65];
    off[0] = 4;
    off[32] = 1;
    off[64] = 1;
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> SignatureVerifier.of(VerifyingKey.of(algorithm, off)))
        .satisfies(r -> assertThat(r.reason()).isEqualTo(Reason.KEY_INVALID));
  }

  @Test
  void edwardsPointOfSmallOrder_isNoKey() {
    byte[] identity = new byte[32];
    identity[0] = 1;
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(
            () -> SignatureVerifier.of(VerifyingKey.of(SignatureAlgorithm.ED25519, identity)))
        .satisfies(r -> assertThat(r.reason()).isEqualTo(Reason.KEY_INVALID));
  }
}
