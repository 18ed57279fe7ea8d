package org.youdai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.youdai.TestAuthority.NOW;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.DocumentWriter;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SigningKey;
import org.youdai.authority.StatusListWriter;
import org.youdai.credential.CredentialId;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.status.Freshness;
import org.youdai.status.StatusList;
import org.youdai.trust.Issuer;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.Manifest;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.StatusKey;
import org.youdai.trust.TrustAnchor;
import org.youdai.trust.TrustList;

final class SnapshotTest {
  private final TestAuthority authority = TestAuthority.create(21, SignatureAlgorithm.SM2);
  private final Map<String, byte[]> good = authority.publish();

  private Snapshot.Reading read(String name, byte[] bytes) {
    Map<String, byte[]> files = new HashMap<>(good);
    files.put(name, bytes);
    return Snapshot.read(authority.authority.anchor(), ListSource.of(files));
  }

  private void assertRefused(String name, byte[] bytes, Reason reason) {
    Snapshot.Reading reading = read(name, bytes);
    assertThat(reading).isInstanceOf(Snapshot.Refused.class);
    Snapshot.Refused refused = (Snapshot.Refused) reading;
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.where()).isNotEmpty();
  }

  private byte[] file(String name) {
    return good.getOrDefault(name, new byte[0]);
  }

  @Test
  void publishedFiles_makeASnapshot() {
    Snapshot snapshot = authority.snapshot();
    assertThat(snapshot.isSynced()).isTrue();
    assertThat(snapshot.statusListCount()).isEqualTo(2);
    assertThat(snapshot.policyVersionAt(NOW)).isEqualTo(1);
    assertThat(snapshot.toString()).doesNotContain("kid");
  }

  @Test
  void everyTruncatedDocument_isRefused() {
    for (String name : List.of("manifest.json", "trust.json", "policy.json", "lists/0.cwt")) {
      byte[] whole = file(name);
      for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
        assertThat(read(name, Arrays.copyOf(whole, length)))
            .as("%s cut to %d", name, length)
            .isInstanceOf(Snapshot.Refused.class);
      }
    }
  }

  @Test
  void documentOfAnotherRole_isRefused() {
    assertRefused("trust.json", file("policy.json"), Reason.DOCUMENT_SIGNATURE_INVALID);
    assertRefused("policy.json", file("trust.json"), Reason.DOCUMENT_SIGNATURE_INVALID);
  }

  @Test
  void documentOfAnotherAuthority_isRefused() {
    Map<String, byte[]> other = TestAuthority.create(22, SignatureAlgorithm.SM2).publish();
    for (String name : List.of("manifest.json", "trust.json", "policy.json", "lists/1.cwt")) {
      assertRefused(name, other.getOrDefault(name, new byte[0]), Reason.DOCUMENT_SIGNATURE_INVALID);
    }
  }

  @Test
  void listUnderAnotherNumber_isRefused() {
    assertRefused("lists/0.cwt", file("lists/1.cwt"), Reason.LIST_URI_MISMATCH);
  }

  @Test
  void documentLargerThanItsLimit_isRefusedBeforeItIsParsed() {
    assertRefused("trust.json", new byte[256 * 1024 + 1], Reason.DOCUMENT_TOO_LARGE);
    assertRefused("trust.json", new byte[256 * 1024], Reason.DOCUMENT_MALFORMED);
    assertRefused("lists/0.cwt", new byte[2 * 1024 * 1024 + 1], Reason.DOCUMENT_TOO_LARGE);
  }

  /** A second publication of the same authority, in which everything is newer. */
  private final Map<String, byte[]> newer = publishWithAnotherIssuer();

  private Map<String, byte[]> publishWithAnotherIssuer() {
    authority.authority.addIssuer(
        new Issuer("999999", "示例", "Example"), SignatureAlgorithm.ES256, NOW);
    return authority.publish();
  }

  @Test
  void documentsOfTwoPublications_areNotMixed() {
    for (String name : List.of("trust.json", "manifest.json")) {
      assertRefused(name, newer.getOrDefault(name, new byte[0]), Reason.MANIFEST_MISMATCH);
    }
    assertThat(authority.authority.revoke(authority.issue(60))).isEmpty();
    Map<String, byte[]> later = authority.publish();
    Map<String, byte[]> mixed = new HashMap<>(later);
    mixed.put("lists/0.cwt", file("lists/0.cwt"));
    mixed.put("lists/1.cwt", file("lists/1.cwt"));
    assertThat(reasonOf(Snapshot.read(authority.authority.anchor(), ListSource.of(mixed))))
        .isEqualTo(Reason.MANIFEST_MISMATCH);
  }

  @Test
  void listThatTheManifestNames_mustBeThere() {
    Map<String, byte[]> files = new HashMap<>(good);
    files.remove("lists/1.cwt");
    assertThat(reasonOf(Snapshot.read(authority.authority.anchor(), ListSource.of(files))))
        .isEqualTo(Reason.DOCUMENT_MISSING);
  }

  @Test
  void olderPublication_isARollback() {
    TrustAnchor anchor = authority.authority.anchor();
    Snapshot now = ((Snapshot.Ready) Snapshot.read(anchor, ListSource.of(newer))).snapshot();
    assertThat(now.manifestVersion()).isEqualTo(2);
    assertThat(reasonOf(now.next(anchor, ListSource.of(good)))).isEqualTo(Reason.ROLLBACK);
    assertThat(now.next(anchor, ListSource.of(newer))).isInstanceOf(Snapshot.Ready.class);
    assertThat(now.next(anchor, ListSource.of(authority.publish())))
        .isInstanceOf(Snapshot.Ready.class);
  }

  @Test
  void pinnedRootThatIsDamaged_isRefused() {
    byte[] root = file("root.json");
    byte[] damaged = root.clone();
    damaged[40] ^= 1; // inside the payload
    for (byte[] pinned : List.of(damaged, new byte[0], "{}".getBytes(StandardCharsets.UTF_8))) {
      Snapshot.Reading reading = Snapshot.read(TrustAnchor.of(pinned), ListSource.of(good));
      assertThat(reading).isInstanceOf(Snapshot.Refused.class);
      assertThat(((Snapshot.Refused) reading).where()).startsWith("root.json");
    }
  }

  /** An authority whose every document can be made by hand. */
  private static final class Handmade {
    final SigningKey root = SigningKey.generate(SignatureAlgorithm.ES256, TestAuthority.random(31));
    final SigningKey one = SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(32));
    final SigningKey two =
        SigningKey.generate(SignatureAlgorithm.ED25519, TestAuthority.random(33));
    final SigningKey status = SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(34));
    final SigningKey issuer = SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(35));
    final Validity year =
        new Validity(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(364)));
    final Issuer jinan = new Issuer("370100", "济南", "Jinan");

    final TrustAnchor anchor;

    Handmade() {
      this.anchor = anchor(year);
    }

    Handmade(Validity ofRoot) {
      this.anchor = anchor(ofRoot);
    }

    private TrustAnchor anchor(Validity ofRoot) {
      DocumentWriter.Role alone = new DocumentWriter.Role(1, List.of(root));
      DocumentWriter.Role both = new DocumentWriter.Role(2, List.of(one, two));
      return TrustAnchor.of(
          DocumentWriter.root(1, ofRoot, new DocumentWriter.Roles(alone, both, alone, alone)));
    }

    IssuerKey issuerKey(SigningKey key) {
      return new IssuerKey(
          key.kid(),
          key.verifyingKey(),
          jinan,
          year,
          Optional.empty(),
          Set.of(DocumentKind.ELDERLY_CERTIFICATE));
    }

    TrustList trust(Set<CredentialId> killed) {
      StatusKey key = new StatusKey(status.kid(), status.verifyingKey(), "https://a.example/");
      return new TrustList(
          7, year.notBefore(), year.notAfter(), List.of(issuerKey(issuer)), List.of(key), killed);
    }

    Snapshot.Reading read(byte[] trust, StatusListWriter list) {
      return read(trust, list, PolicyLibrary.policy("shandong"));
    }

    Snapshot.Reading read(byte[] trust, StatusListWriter list, byte[] unsignedPolicy) {
      byte[] policy = DocumentWriter.sign(unsignedPolicy, List.of(root));
      byte[] manifest =
          TestAuthority.manifest(
              root,
              anchor,
              Manifest.Edition.of(7, trust),
              Manifest.Edition.of(1, policy),
              list,
              status,
              NOW);
      byte[] token = list.token(status, NOW, 900, NOW.plusSeconds(3600));
      return Snapshot.read(anchor, TestAuthority.files(manifest, trust, policy, token));
    }

    StatusListWriter list(String uri) {
      return StatusListWriter.empty(uri);
    }
  }

  private static Reason reasonOf(Snapshot.Reading reading) {
    return reading instanceof Snapshot.Refused refused ? refused.reason() : Reason.BENEFIT_GRANTED;
  }

  @Test
  void threshold_countsKeysAndNotSignatures() {
    Handmade by = new Handmade();
    TrustList trust = by.trust(Set.of());
    StatusListWriter list = by.list("https://a.example/0");
    assertThat(by.read(DocumentWriter.trust(trust, List.of(by.one, by.two)), list))
        .isInstanceOf(Snapshot.Ready.class);
    for (List<SigningKey> tooFew :
        List.of(
            List.of(by.one),
            List.of(by.one, by.one),
            List.of(by.one, by.root),
            List.of(by.status, by.issuer))) {
      assertThat(reasonOf(by.read(DocumentWriter.trust(trust, tooFew), list)))
          .isEqualTo(Reason.DOCUMENT_SIGNATURE_INVALID);
    }
    assertThat(reasonOf(by.read(DocumentWriter.trust(trust, List.of()), list)))
        .isEqualTo(Reason.DOCUMENT_MALFORMED);
  }

  @Test
  void rootThatExpires_isToleratedForAWhileAndThenTooOld() {
    Instant end = NOW.plusSeconds(60);
    Handmade by = new Handmade(new Validity(NOW.minusSeconds(60), end));
    byte[] trust = DocumentWriter.trust(by.trust(Set.of()), List.of(by.one, by.two));
    Snapshot snapshot =
        ((Snapshot.Ready) by.read(trust, by.list("https://a.example/0"))).snapshot();
    Duration week = Duration.ofDays(7);
    assertThat(snapshot.freshnessAt(end.minusSeconds(1), week)).isEqualTo(Freshness.FRESH);
    assertThat(snapshot.freshnessAt(end, week)).isEqualTo(Freshness.STALE_WARN);
    assertThat(snapshot.freshnessAt(end, Duration.ZERO)).isEqualTo(Freshness.TOO_OLD);
    assertThat(snapshot.freshnessAt(end.plus(week), week)).isEqualTo(Freshness.TOO_OLD);
  }

  @Test
  void part_isAsFreshAsTheSnapshotTakesItToBe() {
    Instant end = NOW.plusSeconds(60);
    Handmade by = new Handmade(new Validity(NOW.minus(Duration.ofDays(700)), end));
    byte[] trust = DocumentWriter.trust(by.trust(Set.of()), List.of(by.one, by.two));
    Snapshot snapshot =
        ((Snapshot.Ready) by.read(trust, by.list("https://a.example/0"))).snapshot();
    Duration week = Duration.ofDays(7);
    for (Instant now : List.of(end.minusSeconds(1), end, end.plus(week))) {
      Freshness worst =
          snapshot.parts().stream()
              .map(part -> part.freshnessAt(now, week))
              .reduce(Freshness.FRESH, Freshness::worse);
      assertThat(worst).as("at %s", now).isEqualTo(snapshot.freshnessAt(now, week));
    }
  }

  @Test
  void policyThatIsNotUnderstood_isRefusedWholeWithThePlaceInTheFile() {
    Handmade by = new Handmade();
    byte[] trust = DocumentWriter.trust(by.trust(Set.of()), List.of(by.one, by.two));
    String good = new String(PolicyLibrary.policy("shandong"), StandardCharsets.UTF_8);
    String bad =
        good.replace("\"benefit\": \"PRIORITY\"", "\"benefit\": \"PRIORITY\", \"colour\": 1");
    Snapshot.Reading reading =
        by.read(trust, by.list("https://a.example/0"), bad.getBytes(StandardCharsets.UTF_8));
    assertThat(reading)
        .isEqualTo(
            new Snapshot.Refused(
                Reason.DOCUMENT_MALFORMED,
                "policy.json: rules[5].grant.colour (line 48): unknown field"));
  }

  @Test
  void statusKey_signsOnlyBelowItsPrefix() {
    Handmade by = new Handmade();
    byte[] trust = DocumentWriter.trust(by.trust(Set.of()), List.of(by.one, by.two));
    assertThat(reasonOf(by.read(trust, by.list("https://b.example/0"))))
        .isEqualTo(Reason.DOCUMENT_SIGNATURE_INVALID);
  }

  @Test
  void listNumbers_mayHaveGaps() {
    Handmade by = new Handmade();
    byte[] trust = DocumentWriter.trust(by.trust(Set.of()), List.of(by.one, by.two));
    byte[] policy = DocumentWriter.sign(PolicyLibrary.policy("shandong"), List.of(by.root));
    List<StatusListWriter> lists =
        List.of(by.list("https://a.example/2"), by.list("https://a.example/5"));
    Manifest manifest =
        new Manifest(
            1,
            NOW,
            NOW.plus(Duration.ofDays(3)),
            Duration.ofMinutes(15),
            Manifest.Edition.of(1, by.anchor.rootDocument()),
            Manifest.Edition.of(7, trust),
            Manifest.Edition.of(1, policy),
            new Manifest.Status(
                1,
                StatusListWriter.state(lists),
                List.of(
                    lists.get(0).manifestEntry(2, by.status),
                    lists.get(1).manifestEntry(5, by.status)),
                List.of()));
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("manifest.json", DocumentWriter.manifest(manifest, List.of(by.root)));
    files.put("trust.json", trust);
    files.put("policy.json", policy);
    files.put("lists/2.cwt", lists.get(0).token(by.status, NOW, 900, NOW.plusSeconds(3600)));
    files.put("lists/5.cwt", lists.get(1).token(by.status, NOW, 900, NOW.plusSeconds(3600)));
    Snapshot snapshot =
        ((Snapshot.Ready) Snapshot.read(by.anchor, ListSource.of(files))).snapshot();
    for (long number = 0; number < 8; number++) {
      Optional<String> uri =
          snapshot.statusList(new StatusReference.InList(number, 0)).map(StatusList::uri);
      assertThat(uri)
          .isEqualTo(
              number == 2 || number == 5
                  ? Optional.of("https://a.example/" + number)
                  : Optional.empty());
    }
    assertThat(snapshot.statusList(new StatusReference.InList(Long.MAX_VALUE, 0))).isEmpty();
  }

  @Test
  void killedCredential_isStoppedWithoutAStatusList() {
    // The id is what the issuer's generator gives first.
    byte[] id = new byte[16];
    TestAuthority.random(40).nextBytes(id);
    Handmade by = new Handmade();
    byte[] trust =
        DocumentWriter.trust(by.trust(Set.of(CredentialId.of(id))), List.of(by.one, by.two));
    Snapshot.Reading reading = by.read(trust, by.list("https://a.example/0"));
    Snapshot snapshot = ((Snapshot.Ready) reading).snapshot();
    org.youdai.authority.CredentialIssuer issuer =
        new org.youdai.authority.CredentialIssuer(by.issuer, TestAuthority.random(40));
    org.youdai.policy.VenueProfile bus =
        org.youdai.policy.VenueProfile.of(
            "bus", org.youdai.policy.VenueCategory.TRANSIT, org.youdai.policy.Ownership.GOVERNMENT);
    for (Reason expected : List.of(Reason.KILLED, Reason.BENEFIT_GRANTED)) {
      assertThat(
              TestAuthority.verifier(snapshot, NOW)
                  .verify(
                      issuer.issue(
                          CredentialDraft.of(
                              DocumentKind.ELDERLY_CERTIFICATE,
                              60,
                              NOW.minusSeconds(60),
                              by.year,
                              new org.youdai.credential.StatusReference.InList(0, 5))),
                      bus)
                  .reason())
          .isEqualTo(expected);
    }
  }

  @Test
  void printedKind_isRefusedWhereTheKeyMayNotSignIt() {
    Handmade by = new Handmade();
    byte[] trust = DocumentWriter.trust(by.trust(Set.of()), List.of(by.one, by.two));
    Snapshot snapshot =
        ((Snapshot.Ready) by.read(trust, by.list("https://a.example/0"))).snapshot();
    org.youdai.scan.QrText code =
        new org.youdai.authority.CredentialIssuer(by.issuer, TestAuthority.random(41))
            .issue(
                CredentialDraft.of(
                    DocumentKind.PRINTED_ELDERLY_CERTIFICATE,
                    60,
                    NOW,
                    by.year,
                    new org.youdai.credential.StatusReference.InList(0, 5)));
    assertThat(
            TestAuthority.verifier(snapshot, NOW)
                .verify(
                    code,
                    org.youdai.policy.VenueProfile.of(
                        "bus",
                        org.youdai.policy.VenueCategory.TRANSIT,
                        org.youdai.policy.Ownership.GOVERNMENT))
                .reason())
        .isEqualTo(Reason.KIND_NOT_ALLOWED);
  }
}
