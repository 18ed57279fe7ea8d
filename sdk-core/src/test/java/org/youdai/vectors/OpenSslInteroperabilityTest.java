package org.youdai.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.youdai.TestAuthority;
import org.youdai.authority.CredentialIssuer;
import org.youdai.authority.IssuerCertificate;
import org.youdai.authority.KeyFormat;
import org.youdai.authority.SignatureFormat;
import org.youdai.authority.SigningKey;
import org.youdai.credential.DocumentKind;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.profile.AuthenticPayload;
import org.youdai.profile.Envelope;
import org.youdai.profile.IssuerKeys;
import org.youdai.profile.Profile;
import org.youdai.profile.SignatureCheck;
import org.youdai.scan.QrText;
import org.youdai.trust.Issuer;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustList;
import org.youdai.trust.VerifyingKey;

/** Keys, signatures and certificates go from the SDK to OpenSSL and back. */
final class OpenSslInteroperabilityTest {
  private static final List<byte[]> MESSAGES =
      List.of(new byte[0], "敬老优待".getBytes(StandardCharsets.UTF_8), new byte[5000]);

  @TempDir private Path folder;
  private OpenSsl openSsl;

  @BeforeEach
  void requireOpenSsl() {
    openSsl = OpenSsl.required(folder);
  }

  @Test
  void keyOfTheSdkSigns_openSslVerifies() throws IOException {
    for (long seed = 0; seed < 5; seed++) {
      SigningKey key = SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(seed));
      byte[] pem = KeyFormat.SPKI_PEM.write(key.verifyingKey());
      for (byte[] message : MESSAGES) {
        byte[] der = SignatureFormat.toDer(key.sign(message));
        assertThat(openSsl.verifies(pem, message, der)).as("seed %d", seed).isTrue();
        assertThat(openSsl.verifies(pem, new byte[] {1}, der)).as("seed %d", seed).isFalse();
      }
    }
  }

  @Test
  void keyOfOpenSslSigns_sdkVerifies() throws IOException, Rejection {
    for (int i = 0; i < 5; i++) {
      Path secret = newKey(SignatureAlgorithm.SM2);
      SignatureVerifier verifier = SignatureVerifier.of(publicKey(secret, SignatureAlgorithm.SM2));
      for (byte[] message : MESSAGES) {
        byte[] signature = SignatureFormat.fromDer(openSsl.sign(secret, message));
        assertThat(verifier.verifies(message, signature)).isTrue();
        assertThat(verifier.verifies(new byte[] {1}, signature)).isFalse();
      }
    }
  }

  /** A whole code ({@code YD1:}) whose issuer signs with OpenSSL. */
  @Test
  void codeSignedByOpenSsl_isAuthentic() throws IOException, Rejection {
    Path secret = newKey(SignatureAlgorithm.SM2);
    VerifyingKey key = publicKey(secret, SignatureAlgorithm.SM2);
    QrText template = TestAuthority.create(1, SignatureAlgorithm.SM2).issue(65);
    CoseSign1 message = CoseSign1.parse(Base45.decode(template.reveal(), 4), Rules.DETERMINISTIC);
    byte[] signature = SignatureFormat.fromDer(openSsl.sign(secret, message.toBeSigned()));
    String code =
        "YD1:"
            + Base45.encode(
                CoseSign1.encode(message.protectedHeader(), message.payload(), signature));
    Profile profile = Profile.standard().get(0);
    Envelope envelope = profile.unwrap(code);
    IssuerKey issuer =
        new IssuerKey(
            envelope.kid(),
            key,
            new Issuer("999999", "示例", "Example"),
            TestAuthority.IN_FORCE,
            Optional.empty(),
            DocumentKind.SIGNED);
    Instant now = TestAuthority.NOW;
    TrustList trust =
        new TrustList(1, now, now.plusSeconds(1), List.of(issuer), List.of(), Set.of());
    AuthenticPayload payload =
        SignatureCheck.authenticate(envelope, IssuerKeys.of(trust), TestAuthority.NOW);
    assertThat(profile.read(payload).credential().holder().ageOver()).isEqualTo(65);
  }

  @Test
  void codeOfTheSdk_isSignedAsOpenSslSeesIt() throws IOException, Rejection {
    SigningKey key = SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(9));
    byte[] code = new CredentialIssuer(key, TestAuthority.random(9)).sign(new byte[] {(byte) 0xa0});
    CoseSign1 message = CoseSign1.parse(code, Rules.DETERMINISTIC);
    byte[] pem = KeyFormat.SPKI_PEM.write(key.verifyingKey());
    byte[] der = SignatureFormat.toDer(message.signature());
    assertThat(openSsl.verifies(pem, message.toBeSigned(), der)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void keyOfOpenSsl_isReadInEveryFormItWrites(SignatureAlgorithm algorithm) throws IOException {
    Path secret = newKey(algorithm);
    VerifyingKey key = publicKey(secret, algorithm);
    Path out = openSsl.file("public.der");
    openSsl.run("pkey", "-in", secret, "-pubout", "-outform", "DER", "-out", out);
    assertThat(KeyFormat.SPKI_DER.read(algorithm, Files.readAllBytes(out))).isEqualTo(key);
    assertThat(KeyFormat.SPKI_DER.write(key)).isEqualTo(Files.readAllBytes(out));
    if (algorithm != SignatureAlgorithm.ED25519) {
      openSsl.run("ec", "-in", secret, "-pubout", "-conv_form", "compressed", "-out", out);
      assertThat(KeyFormat.SPKI_PEM.read(algorithm, Files.readAllBytes(out))).isEqualTo(key);
    }
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void certificateOfOpenSsl_isReadAndSignedByItsKeyAlone(SignatureAlgorithm algorithm)
      throws IOException {
    Path secret = newKey(algorithm);
    Path out = openSsl.file("certificate.pem");
    List<Object> arguments =
        new ArrayList<>(
            List.of("req", "-x509", "-new", "-key", secret, "-subj", "/CN=issuer", "-out", out));
    if (algorithm == SignatureAlgorithm.SM2) {
      arguments.addAll(
          List.of("-sm3", "-sigopt", "distid:" + ReferenceSm2.DEFAULT_ID, "-set_serial", "0xA1"));
    } else {
      arguments.addAll(List.of("-sha256", "-set_serial", "0xA1"));
    }
    openSsl.run(arguments.toArray());
    IssuerCertificate certificate = IssuerCertificate.read(Files.readAllBytes(out));
    VerifyingKey key = publicKey(secret, algorithm);
    assertThat(certificate.key()).isEqualTo(key);
    assertThat(certificate.serial()).isEqualTo("a1");
    assertThat(certificate.isSignedBy(key)).isTrue();
    assertThat(certificate.isSignedBy(publicKey(newKey(algorithm), algorithm))).isFalse();
  }

  private Path newKey(SignatureAlgorithm algorithm) throws IOException {
    Path secret = openSsl.file("secret.pem");
    switch (algorithm) {
      case SM2 -> newKey(secret, "EC", "-pkeyopt", "ec_paramgen_curve:SM2");
      case ES256 -> newKey(secret, "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
      case ED25519 -> newKey(secret, "ED25519");
    }
    return secret;
  }

  private void newKey(Path secret, String... algorithm) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("genpkey", "-out", secret, "-algorithm"));
    arguments.addAll(List.of(algorithm));
    openSsl.run(arguments.toArray());
  }

  private VerifyingKey publicKey(Path secret, SignatureAlgorithm algorithm) throws IOException {
    Path out = openSsl.file("public.pem");
    openSsl.run("pkey", "-in", secret, "-pubout", "-out", out);
    return KeyFormat.SPKI_PEM.read(algorithm, Files.readAllBytes(out));
  }
}
