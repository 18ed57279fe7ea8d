package org.youdai.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.youdai.SignedLists;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.decision.Reason;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.trust.SignatureAlgorithm;

final class SandboxAuthorityTest {
  private static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  private final TestAuthority test =
      TestAuthority.create(
          91, SignatureAlgorithm.SM2, SignatureAlgorithm.ES256, SignatureAlgorithm.ED25519);

  private static Reason decide(SandboxAuthority authority, QrText code) {
    Map<String, byte[]> files = authority.publish(TestAuthority.NOW);
    Snapshot.Reading reading = Snapshot.read(authority.anchor(), SignedLists.ofFiles(files));
    return TestAuthority.verifier(((Snapshot.Ready) reading).snapshot(), TestAuthority.NOW)
        .verify(code, BUS)
        .reason();
  }

  @Test
  void savedAuthority_goesOnAsTheSame() {
    QrText before = test.issue(60);
    QrText gone = test.issue(60);
    assertThat(test.authority.revoke(gone)).isEmpty();
    SandboxAuthority loaded =
        SandboxAuthority.load(test.authority.save(), TestAuthority.random(92));
    assertThat(loaded.issuers()).isEqualTo(test.authority.issuers());
    assertThat(decide(loaded, before)).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(decide(loaded, gone)).isEqualTo(Reason.REVOKED);
    for (int issuer = 0; issuer < 3; issuer++) {
      QrText after = loaded.issue(issuer, 60, TestAuthority.ISSUED_AT, TestAuthority.IN_FORCE);
      assertThat(decide(test.authority, after)).isEqualTo(Reason.BENEFIT_GRANTED);
    }
  }

  @Test
  void versions_growWithEveryPublication() {
    test.publish();
    Snapshot second = test.snapshot();
    assertThat(second.trustVersion()).isEqualTo(2);
    SandboxAuthority loaded =
        SandboxAuthority.load(test.authority.save(), TestAuthority.random(93));
    Map<String, byte[]> third = loaded.publish(TestAuthority.NOW);
    Snapshot.Reading reading = Snapshot.read(loaded.anchor(), SignedLists.ofFiles(third));
    assertThat(((Snapshot.Ready) reading).snapshot().trustVersion()).isEqualTo(3);
  }

  @Test
  void codeOfAnotherAuthority_cannotBeRevokedHere() {
    QrText foreign = TestAuthority.create(94, SignatureAlgorithm.SM2).issue(60);
    assertThat(test.authority.revoke(foreign)).contains(Reason.ISSUER_UNKNOWN);
    assertThat(test.authority.revoke(QrText.of("x"))).contains(Reason.NOT_OURS);
  }

  @Test
  void damagedState_isRefusedWithItsPlace() {
    byte[] saved = test.authority.save();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SandboxAuthority.load(
                    Arrays.copyOf(saved, saved.length / 2), TestAuthority.random(1)))
        .withMessageContaining("JSON");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SandboxAuthority.load(
                    "{}".getBytes(StandardCharsets.UTF_8), TestAuthority.random(1)))
        .withMessageContaining("otherKeys");
  }

  @Test
  void policyThatIsNotValid_isRefusedBeforeAnythingIsMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SandboxAuthority.create(
                    SignatureAlgorithm.SM2,
                    "{\"type\":\"yd-policy\"}".getBytes(StandardCharsets.UTF_8),
                    TestAuthority.NOW,
                    TestAuthority.random(1)))
        .withMessageContaining("policy");
  }
}
