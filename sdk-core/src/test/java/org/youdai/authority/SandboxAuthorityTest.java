package org.youdai.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.RootDocument;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.trust.Ratchet;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustAnchor;

final class SandboxAuthorityTest {
  private static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  private final TestAuthority test =
      TestAuthority.create(
          91, SignatureAlgorithm.SM2, SignatureAlgorithm.ES256, SignatureAlgorithm.ED25519);

  private static Reason decide(SandboxAuthority authority, QrText code) {
    Map<String, byte[]> files = authority.publish(TestAuthority.NOW);
    Snapshot.Reading reading = Snapshot.read(authority.anchor(), ListSource.of(files));
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
  void killedCredential_isValidAgainOnceItIsReinstated() {
    QrText code = test.issue(60);
    assertThat(test.authority.kill(code)).isEmpty();
    assertThat(decide(test.authority, code)).isEqualTo(Reason.KILLED);
    assertThat(test.authority.reinstate(code)).isEmpty();
    assertThat(decide(test.authority, code)).isEqualTo(Reason.BENEFIT_GRANTED);
  }

  @Test
  void versions_growWithWhatHasChanged() {
    assertVersions(test.publish(), 1, 1, 1);
    assertVersions(test.publish(), 2, 1, 1);
    QrText code = test.issue(60);
    assertThat(test.authority.revoke(code)).isEmpty();
    assertVersions(test.publish(), 3, 1, 2);
    assertThat(test.authority.revoke(code)).isEmpty(); // it is already
    assertVersions(test.publish(), 4, 1, 2);
    SandboxAuthority loaded =
        SandboxAuthority.load(test.authority.save(), TestAuthority.random(93));
    assertThat(loaded.kill(code)).isEmpty();
    assertThat(loaded.reinstate(code)).isEmpty();
    loaded = SandboxAuthority.load(loaded.save(), TestAuthority.random(94));
    assertVersions(loaded.publish(TestAuthority.NOW), 5, 2, 3);
    assertVersions(loaded.publish(TestAuthority.NOW.plus(Duration.ofDays(45))), 6, 3, 3);
  }

  private void assertVersions(Map<String, byte[]> files, long manifest, long trust, long status) {
    Snapshot.Reading reading = Snapshot.read(test.authority.anchor(), ListSource.of(files));
    Ratchet versions = ((Snapshot.Ready) reading).snapshot().ratchet();
    assertThat(versions.manifest()).isEqualTo(manifest);
    assertThat(versions.trust()).isEqualTo(trust);
    assertThat(versions.status()).isEqualTo(status);
  }

  @Test
  void versionThatGatesStillHave_hasItsDeltaAfterAQuietTime() {
    test.authority.publish(TestAuthority.NOW);
    test.authority.mark(0, 1, true);
    test.authority.publish(TestAuthority.NOW.plus(Duration.ofDays(1)));
    test.authority.mark(0, 2, true);
    Map<String, byte[]> files =
        test.authority.publish(TestAuthority.NOW.plus(Duration.ofDays(200)));
    assertThat(files).containsKeys("deltas/1-3.ydd", "deltas/2-3.ydd");
    for (int day = 0; day < 100; day++) {
      test.authority.mark(0, 10 + day, true);
      files = test.authority.publish(TestAuthority.NOW.plus(Duration.ofDays(201 + day)));
    }
    assertThat(files).doesNotContainKeys("deltas/1-103.ydd", "deltas/2-103.ydd");
    assertThat(files.keySet().stream().filter(name -> name.startsWith("deltas/"))).hasSize(26);
  }

  @Test
  void rotatedRoot_isFollowedFromEveryOlderOneStepByStep() {
    List<TrustAnchor> pinned = new ArrayList<>();
    QrText code = test.issue(60);
    for (int i = 0; i < 3; i++) {
      pinned.add(test.authority.anchor());
      test.authority.rotateRoot(TestAuthority.NOW.minusSeconds(600 - i));
    }
    SandboxAuthority loaded =
        SandboxAuthority.load(test.authority.save(), TestAuthority.random(95));
    Map<String, byte[]> files = new HashMap<>(loaded.publish(TestAuthority.NOW));
    for (TrustAnchor anchor : pinned) {
      Snapshot.Reading reading = Snapshot.read(anchor, ListSource.of(files));
      Snapshot snapshot = ((Snapshot.Ready) reading).snapshot();
      assertThat(TestAuthority.verifier(snapshot, TestAuthority.NOW).verify(code, BUS).reason())
          .isEqualTo(Reason.BENEFIT_GRANTED);
    }
    files.remove("root/3.json");
    assertThat(reasonOf(pinned.get(2), files)).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(reasonOf(pinned.get(1), files)).isEqualTo(Reason.MANIFEST_MISMATCH);
    files.put("root/3.json", files.getOrDefault("root/4.json", new byte[0]));
    assertThat(reasonOf(pinned.get(1), files)).isEqualTo(Reason.ROOT_CHAIN_BROKEN);
  }

  private static Reason reasonOf(TrustAnchor anchor, Map<String, byte[]> files) {
    Snapshot.Reading reading = Snapshot.read(anchor, ListSource.of(files));
    return reading instanceof Snapshot.Refused refused ? refused.reason() : Reason.BENEFIT_GRANTED;
  }

  /** Root 2 in every way of signing it: only the old and the new keys together will do. */
  @Test
  void newRoot_needsTheThresholdsOfBoth() {
    List<SigningKey> old = keys(96, 3);
    List<SigningKey> renewed = keys(97, 3);
    Validity span = TestAuthority.IN_FORCE;
    TrustAnchor one = TrustAnchor.of(DocumentWriter.root(1, span, roles(old)));
    byte[] payload = payloadOf(DocumentWriter.root(2, span, roles(renewed)));
    assertThat(followed(one, payload, join(renewed, old))).isTrue();
    assertThat(followed(one, payload, join(renewed.subList(0, 2), old.subList(1, 3)))).isTrue();
    assertThat(followed(one, payload, renewed)).isFalse();
    assertThat(followed(one, payload, old)).isFalse();
    assertThat(followed(one, payload, join(renewed.subList(0, 1), old))).isFalse();
    assertThat(followed(one, payload, join(renewed, old.subList(0, 1)))).isFalse();
    SigningKey twice = old.get(0);
    assertThat(followed(one, payload, join(renewed, List.of(twice, twice)))).isFalse();
  }

  private static boolean followed(TrustAnchor one, byte[] payload, List<SigningKey> signers) {
    try {
      RootDocument root = RootDocument.read(one);
      return root.follow(DocumentWriter.sign(payload, signers)).version() == 2;
    } catch (Rejection rejection) {
      assertThat(rejection.reason()).isEqualTo(Reason.DOCUMENT_SIGNATURE_INVALID);
      return false;
    }
  }

  @Test
  void rootOfASandbox_isRefusedInProductionHoweverItGotThere() throws Rejection {
    List<SigningKey> keys = keys(98, 3);
    Validity span = TestAuthority.IN_FORCE;
    byte[] real = DocumentWriter.root(1, span, roles(keys));
    byte[] sandbox = DocumentWriter.sandboxRoot(1, span, roles(keys), List.of());
    assertThat(RootDocument.read(TrustAnchor.production(real)).isSandbox()).isFalse();
    assertThat(RootDocument.read(TrustAnchor.of(sandbox)).isSandbox()).isTrue();
    assertThat(refusal(() -> RootDocument.read(TrustAnchor.production(sandbox))))
        .isEqualTo(Reason.SANDBOX_ROOT);
    RootDocument first = RootDocument.read(TrustAnchor.production(real));
    byte[] next = DocumentWriter.sandboxRoot(2, span, roles(keys), keys);
    assertThat(refusal(() -> first.follow(next))).isEqualTo(Reason.ROOT_CHAIN_BROKEN);
    RootDocument trial = RootDocument.read(TrustAnchor.of(sandbox));
    byte[] real2 = DocumentWriter.root(2, span, roles(keys), keys);
    assertThat(refusal(() -> trial.follow(real2))).isEqualTo(Reason.ROOT_CHAIN_BROKEN);
    assertThat(trial.follow(next).version()).isEqualTo(2);
    String payload = new String(payloadOf(sandbox), StandardCharsets.UTF_8);
    byte[] not =
        payload.replace("\"sandbox\":true", "\"sandbox\":false").getBytes(StandardCharsets.UTF_8);
    assertThat(refusal(() -> RootDocument.read(TrustAnchor.of(DocumentWriter.sign(not, keys)))))
        .isEqualTo(Reason.DOCUMENT_MALFORMED);
  }

  /** Something that is refused. */
  private interface Reading {
    RootDocument read() throws Rejection;
  }

  private static Reason refusal(Reading reading) {
    try {
      reading.read();
      return Reason.BENEFIT_GRANTED;
    } catch (Rejection rejection) {
      return rejection.reason();
    }
  }

  private static List<SigningKey> keys(long seed, int count) {
    List<SigningKey> keys = new ArrayList<>();
    SecureRandom random = TestAuthority.random(seed);
    for (int i = 0; i < count; i++) {
      keys.add(SigningKey.generate(SignatureAlgorithm.ED25519, random));
    }
    return keys;
  }

  private static DocumentWriter.Roles roles(List<SigningKey> keys) {
    DocumentWriter.Role two = new DocumentWriter.Role(2, keys);
    return new DocumentWriter.Roles(two, two, two, two);
  }

  private static List<SigningKey> join(List<SigningKey> some, List<SigningKey> others) {
    List<SigningKey> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private static byte[] payloadOf(byte[] document) {
    String text = new String(document, StandardCharsets.UTF_8);
    int from = text.indexOf(":\"") + 2;
    return Base64.getUrlDecoder().decode(text.substring(from, text.indexOf('"', from)));
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
