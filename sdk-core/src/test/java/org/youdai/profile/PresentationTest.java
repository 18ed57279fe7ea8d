package org.youdai.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.youdai.TestAuthority.IN_FORCE;
import static org.youdai.TestAuthority.ISSUED_AT;
import static org.youdai.TestAuthority.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.HolderPhone;
import org.youdai.authority.SigningKey;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.trust.SignatureAlgorithm;

final class PresentationTest {
  private static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  private final TestAuthority authority = TestAuthority.create(111, SignatureAlgorithm.SM2);
  private final SigningKey phoneKey =
      SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(112));
  private final Snapshot snapshot = authority.snapshot();

  private byte[] credentialFor(SigningKey key) {
    return credentialFor(key, IN_FORCE);
  }

  private byte[] credentialFor(SigningKey key, Validity validity) {
    return authority.issuer().issueBytes(draft(validity).boundTo(key.verifyingKey()));
  }

  private CredentialDraft draft(Validity validity) {
    return CredentialDraft.of(
        DocumentKind.ELDERLY_CERTIFICATE, 60, ISSUED_AT, validity, authority.authority.takePlace());
  }

  private Reason decide(QrText code, Instant now) {
    return TestAuthority.verifier(snapshot, now).verify(code, BUS).reason();
  }

  private Reason decide(QrText code) {
    return decide(code, NOW);
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void liveCode_isAdmittedWhateverThePhonesAlgorithm(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm, TestAuthority.random(113));
    QrText code = new HolderPhone(key, credentialFor(key)).present(NOW);
    assertThat(decide(code)).isEqualTo(Reason.BENEFIT_GRANTED);
  }

  @Test
  void liveCode_isGoodFor60SecondsBackAnd10Ahead() {
    QrText code = new HolderPhone(phoneKey, credentialFor(phoneKey)).present(NOW);
    assertThat(decide(code, NOW.plusSeconds(59))).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(decide(code, NOW.plusSeconds(60))).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(decide(code, NOW.plusSeconds(61))).isEqualTo(Reason.PRESENTATION_STALE);
    assertThat(decide(code, NOW.minusSeconds(9))).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(decide(code, NOW.minusSeconds(10))).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(decide(code, NOW.minusSeconds(11))).isEqualTo(Reason.PRESENTATION_FROM_THE_FUTURE);
  }

  @Test
  void window_isTheOperatorsChoice() {
    QrText code = new HolderPhone(phoneKey, credentialFor(phoneKey)).present(NOW);
    VenueProfile patient = BUS.withLiveWindow(Duration.ofMinutes(5), Duration.ofMinutes(1));
    assertThat(
            TestAuthority.verifier(snapshot, NOW.plusSeconds(300)).verify(code, patient).reason())
        .isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(
            TestAuthority.verifier(snapshot, NOW.minusSeconds(61)).verify(code, patient).reason())
        .isEqualTo(Reason.PRESENTATION_FROM_THE_FUTURE);
  }

  @Test
  void strippedCredential_isNotEnough() {
    QrText bare = QrText.of("YD1:" + Base45.encode(credentialFor(phoneKey)));
    assertThat(decide(bare)).isEqualTo(Reason.PRESENTATION_STRIPPED);
  }

  @Test
  void presentationOfACredentialThatNamesNoPhone_isRefused() {
    byte[] unbound = authority.issuer().issueBytes(draft(IN_FORCE));
    assertThat(decide(new HolderPhone(phoneKey, unbound).present(NOW)))
        .isEqualTo(Reason.HOLDER_KEY_MISSING);
  }

  @Test
  void signatureOfAnotherPhone_doesNotFit() {
    SigningKey other = SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(114));
    assertThat(decide(new HolderPhone(other, credentialFor(phoneKey)).present(NOW)))
        .isEqualTo(Reason.HOLDER_SIGNATURE_INVALID);
  }

  @Test
  void signatureOverAnotherCredential_doesNotFit() throws Exception {
    QrText mine = new HolderPhone(phoneKey, credentialFor(phoneKey)).present(NOW);
    CoseSign1 outer = outer(mine);
    byte[] payload =
        new CborWriter()
            .array(2)
            .byteString(credentialFor(phoneKey)) // another one of the same phone
            .integer(NOW.getEpochSecond())
            .toBytes();
    assertThat(decide(text(CoseSign1.encode(outer.protectedHeader(), payload, outer.signature()))))
        .isEqualTo(Reason.HOLDER_SIGNATURE_INVALID);
  }

  @Test
  void phoneOfAnotherAlgorithm_isNamed() {
    SigningKey other = SigningKey.generate(SignatureAlgorithm.ES256, TestAuthority.random(115));
    assertThat(decide(new HolderPhone(other, credentialFor(phoneKey)).present(NOW)))
        .isEqualTo(Reason.HOLDER_ALGORITHM_MISMATCH);
  }

  private static CoseSign1 outer(QrText code) throws Exception {
    return CoseSign1.parse(
        Base45.decode(code.reveal(), 4),
        org.youdai.internal.encoding.CborReader.Rules.DETERMINISTIC);
  }

  private static QrText text(byte[] cose) {
    return QrText.of("YP1:" + Base45.encode(cose));
  }

  @Test
  void changedTime_doesNotFit() throws Exception {
    CoseSign1 outer = outer(new HolderPhone(phoneKey, credentialFor(phoneKey)).present(NOW));
    byte[] payload = outer.payload().clone();
    payload[payload.length - 1] ^= 1;
    assertThat(decide(text(CoseSign1.encode(outer.protectedHeader(), payload, outer.signature()))))
        .isEqualTo(Reason.HOLDER_SIGNATURE_INVALID);
  }

  @Test
  void issuersSignature_isCheckedBeforeThePhones() {
    TestAuthority stranger = TestAuthority.create(116, SignatureAlgorithm.SM2);
    byte[] foreign = stranger.issuer().issueBytes(draft(IN_FORCE).boundTo(phoneKey.verifyingKey()));
    SigningKey other = SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(117));
    assertThat(decide(new HolderPhone(other, foreign).present(NOW)))
        .isEqualTo(Reason.ISSUER_UNKNOWN);
  }

  @Test
  void expiredCredential_isNotRevivedByAFreshSignature() {
    Validity over = new Validity(ISSUED_AT, NOW.minusSeconds(1));
    HolderPhone phone = new HolderPhone(phoneKey, credentialFor(phoneKey, over));
    assertThat(decide(phone.present(NOW))).isEqualTo(Reason.EXPIRED);
  }

  private static byte[] header(long algorithm) {
    return new CborWriter().map(1).integer(1).integer(algorithm).toBytes();
  }

  @Test
  void wrongShape_isNamed() {
    byte[] sig = new byte[64];
    byte[] empty = new CborWriter().array(0).toBytes();
    assertThat(decide(text(CoseSign1.encode(header(-7), empty, sig))))
        .isEqualTo(Reason.WRONG_SHAPE);
    byte[] three = new CborWriter().array(3).byteString(sig).integer(1).integer(2).toBytes();
    assertThat(decide(text(CoseSign1.encode(header(-7), three, sig))))
        .isEqualTo(Reason.WRONG_SHAPE);
    byte[] negative = new CborWriter().array(2).byteString(sig).integer(-1).toBytes();
    assertThat(decide(text(CoseSign1.encode(header(-7), negative, sig))))
        .isEqualTo(Reason.WRONG_SHAPE);
    byte[] good =
        new CborWriter().array(2).byteString(credentialFor(phoneKey)).integer(1).toBytes();
    assertThat(decide(text(CoseSign1.encode(header(-48), good, sig))))
        .isEqualTo(Reason.ALGORITHM_UNKNOWN);
    assertThat(decide(text(CoseSign1.encode(new byte[0], good, sig))))
        .isEqualTo(Reason.HEADER_NOT_ALLOWED);
    byte[] trailing = Arrays.copyOf(good, good.length + 1);
    assertThat(decide(text(CoseSign1.encode(header(-7), trailing, sig))))
        .isEqualTo(Reason.BAD_ENCODING);
    assertThat(decide(QrText.of("YP1:"))).isEqualTo(Reason.TEXT_TRUNCATED);
  }

  /**
   * The sizes that {@code docs/formats.md} §3 states: in the last place of the last of 21 lists.
   */
  @ParameterizedTest
  @CsvSource({"ES256, 269, 408, 12", "ED25519, 267, 405, 12", "SM2, 277, 420, 13"})
  void liveCodeInTheLastPlace_isOneCharacterOverTheEdgeForSm2Alone(
      SignatureAlgorithm algorithm, int bytes, int characters, int version) throws Rejection {
    SigningKey key = SigningKey.generate(algorithm, TestAuthority.random(118));
    CredentialDraft draft =
        CredentialDraft.of(
                DocumentKind.ELDERLY_CERTIFICATE,
                100,
                ISSUED_AT,
                IN_FORCE,
                new StatusReference.InList(20, (1 << 20) - 1))
            .boundTo(key.verifyingKey());
    QrText code = new HolderPhone(key, authority.issuer().issueBytes(draft)).present(NOW);
    assertThat(Base45.decode(code.reveal(), 4)).hasSize(bytes);
    assertThat(code.reveal()).hasSize(characters);
    assertThat(QrWriter.versionOf(code)).isEqualTo(version);
    assertThat(QrWriter.versionOf(QrText.of("A".repeat(419)))).isEqualTo(12);
    assertThat(QrWriter.versionOf(QrText.of("A".repeat(420)))).isEqualTo(13);
  }
}
