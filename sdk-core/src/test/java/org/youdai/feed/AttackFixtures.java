package org.youdai.feed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.youdai.TestAuthority;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.CredentialIssuer;
import org.youdai.authority.DocumentWriter;
import org.youdai.authority.DocumentWriter.Role;
import org.youdai.authority.SigningKey;
import org.youdai.authority.StatusListWriter;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.encoding.Json;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.envelope.Cwt;
import org.youdai.internal.lists.Bundle;
import org.youdai.internal.lists.StatusListToken;
import org.youdai.scan.QrText;
import org.youdai.trust.Issuer;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.KeyId;
import org.youdai.trust.Manifest;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.StatusKey;
import org.youdai.trust.TrustList;

/**
 * The recipe of every file of {@code src/test/resources/org/youdai/attacks}. What a file is made of
 * depends on nothing but its own recipe, so that a new attack changes no other.
 *
 * <p>There are three genuine publications: the one before, the good one, and the one that follows
 * it. An attack is the good one with the smallest change.
 */
final class AttackFixtures {
  static final Instant NOW = TestAuthority.NOW;

  private static final String LISTS = "https://lists.youdai.example/l/";
  private static final long OLD = 1;
  private static final long GOOD = 2;
  private static final long NEW = 3;

  /** The good manifest's version; an attack's is one more, and the one that follows two more. */
  private static final long MANIFEST = 5;

  private static final Validity YEARS =
      new Validity(NOW.minus(Duration.ofDays(100)), NOW.plus(Duration.ofDays(630)));

  /** A ZLIB stream's beginning; each zero byte that follows stands for 1,032 zeros. */
  private static final byte[] BOMB = HexFormat.of().parseHex("78daedc13101000000c2a0f54f6d085fa0");

  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final byte[] root1 = root(1, YEARS, roles(1));
  private final byte[] root2 = root(2, YEARS, roles(2));

  private AttackFixtures() {}

  /** Whose key it is. */
  private enum Who {
    ROOT_A(1),
    ROOT_B(2),
    ROOT_C(3),
    ROOT_D(4),
    TRUST_A(5),
    TRUST_B(6),
    POLICY(7),
    MANIFEST(8),
    NEW_MANIFEST(9),
    STATUS(10),
    ISSUER(11),
    STRANGER(12);

    private final int number;

    Who(int number) {
      this.number = number;
    }

    /** The same key every time; {@code random} only makes its signatures. */
    SigningKey key(KeyId kid, SecureRandom random) {
      byte[] secret = new byte[32];
      Arrays.fill(secret, (byte) number);
      return SigningKey.of(kid, SignatureAlgorithm.SM2, secret, random);
    }

    KeyId kid() {
      byte[] kid = new byte[KeyId.LENGTH];
      Arrays.fill(kid, (byte) (number + 0x40));
      return KeyId.of(kid);
    }
  }

  /** Returns every file that is made, by its path below the folder of all attacks. */
  static SortedMap<String, byte[]> make() throws Rejection {
    AttackFixtures attacks = new AttackFixtures();
    attacks.good();
    attacks.following();
    attacks.rollbacks();
    attacks.mixedPublications();
    attacks.versionsDrivenUp();
    attacks.signaturesThatDoNotCount();
    attacks.roots();
    attacks.statusLists();
    attacks.codes();
    attacks.bundles();
    return Collections.unmodifiableSortedMap(attacks.files);
  }

  // ---- the three genuine publications

  private void good() {
    add("good", "root/1.json", root1);
    add("good", "root/2.json", root2);
    add("good", "trust.json", trust(GOOD));
    add("good", "policy.json", policy(GOOD));
    for (int list = 0; list < 2; list++) {
      add("good", "lists/" + list + ".cwt", token(list, GOOD));
    }
    add("good", "manifest.json", sign(MANIFEST, bound(GOOD)));
    add("good", "codes/valid.txt", code(0, 3));
    add("good", "codes/revoked.txt", code(0, 9));
  }

  /** What a gate must take after an attack, and ten days later. */
  private void following() {
    addPublication("following", NEW);
    add("following", "manifest.json", sign(MANIFEST + 2, bound(NEW)));
    Instant issued = NOW.plus(Duration.ofDays(10));
    Validity later = new Validity(issued, issued.plus(Duration.ofDays(3)));
    addPublication("freeze/following", NEW);
    byte[] manifest = sign(MANIFEST + 2, bound(NEW), Who.MANIFEST, later);
    add("freeze/following", "manifest.json", manifest);
  }

  private void addPublication(String folder, long edition) {
    add(folder, "trust.json", trust(edition));
    add(folder, "policy.json", policy(edition));
    for (int list = 0; list < 2; list++) {
      add(folder, "lists/" + list + ".cwt", token(list, edition));
    }
  }

  // ---- the attacks

  private void rollbacks() {
    addPublication("rollback-of-all", OLD);
    add("rollback-of-all", "manifest.json", sign(MANIFEST - 1, bound(OLD)));

    add("rollback-of-manifest", "manifest.json", sign(MANIFEST - 1, bound(GOOD)));

    Manifest.Edition older = Manifest.Edition.of(1, root1);
    Bound good = bound(GOOD);
    add(
        "rollback-of-root",
        "manifest.json",
        sign(MANIFEST + 1, new Bound(older, good.trust(), good.policy(), good.status())));

    add("rollback-of-trust", "trust.json", trust(OLD));
    add(
        "rollback-of-trust",
        "manifest.json",
        sign(
            MANIFEST + 1,
            new Bound(good.root(), bound(OLD).trust(), good.policy(), good.status())));

    add("rollback-of-policy", "policy.json", policy(OLD));
    add(
        "rollback-of-policy",
        "manifest.json",
        sign(
            MANIFEST + 1,
            new Bound(good.root(), good.trust(), bound(OLD).policy(), good.status())));

    for (int list = 0; list < 2; list++) {
      add("rollback-of-status", "lists/" + list + ".cwt", token(list, OLD));
    }
    add(
        "rollback-of-status",
        "manifest.json",
        sign(
            MANIFEST + 1,
            new Bound(good.root(), good.trust(), good.policy(), bound(OLD).status())));
  }

  private void mixedPublications() {
    addPublication("mix-and-match-trust", NEW);
    add("mix-and-match-trust", "trust.json", trust(GOOD));
    add("mix-and-match-trust", "manifest.json", sign(MANIFEST + 1, bound(NEW)));

    addPublication("mix-and-match-policy", NEW);
    add("mix-and-match-policy", "policy.json", policy(GOOD));
    add("mix-and-match-policy", "manifest.json", sign(MANIFEST + 1, bound(NEW)));

    addPublication("mix-and-match-lists", NEW);
    add("mix-and-match-lists", "lists/0.cwt", token(0, OLD));
    add("mix-and-match-lists", "manifest.json", sign(MANIFEST + 1, bound(NEW)));
  }

  private void versionsDrivenUp() {
    long highest = Integer.MAX_VALUE;
    add("fast-forward/1", "manifest.json", sign(highest, bound(GOOD)));
    addPublication("fast-forward/2", NEW);
    add("fast-forward/2", "manifest.json", sign(MANIFEST + 2, bound(NEW)));
    byte[] root3 = rootWithNewManifestKey();
    addRecovered("fast-forward", root3, MANIFEST + 3);

    Instant farAhead = Instant.parse("2100-01-01T00:00:00Z");
    Validity century = new Validity(farAhead, farAhead.plus(Duration.ofDays(3)));
    add(
        "fast-forward-of-time",
        "manifest.json",
        sign(MANIFEST + 1, bound(GOOD), Who.MANIFEST, century));
    addRecovered("fast-forward-of-time", root3, MANIFEST + 2);

    // Old entries that the stolen key vouches for, under a version that a genuine one has next.
    for (int list = 0; list < 2; list++) {
      add("stolen-manifest-key", "lists/" + list + ".cwt", token(list, OLD));
    }
    Bound good = bound(GOOD);
    Manifest.Status replayed = status(NEW, writers(OLD));
    add(
        "stolen-manifest-key",
        "manifest.json",
        sign(MANIFEST + 1, new Bound(good.root(), good.trust(), good.policy(), replayed)));
    addRecovered("stolen-manifest-key", root3, MANIFEST + 1);
  }

  private byte[] rootWithNewManifestKey() {
    Roles roles = new Roles(roles(2).self(), roles(2).trust(), Set.of(Who.NEW_MANIFEST));
    return root(3, YEARS, roles);
  }

  private void addRecovered(String attack, byte[] root3, long version) {
    addPublication(attack + "/following", NEW);
    add(attack + "/following", "root/3.json", root3);
    Bound bound = bound(NEW);
    Bound onRoot3 =
        new Bound(Manifest.Edition.of(3, root3), bound.trust(), bound.policy(), bound.status());
    Validity span = span(MANIFEST + 2);
    add(attack + "/following", "manifest.json", sign(version, onRoot3, Who.NEW_MANIFEST, span));
  }

  private void signaturesThatDoNotCount() throws Rejection {
    addWithTrust("threshold-not-reached", trust(NEW, Who.TRUST_A));
    addWithTrust("one-key-counted-twice", trust(NEW, Who.TRUST_A, Who.TRUST_A));
    addWithTrust("key-of-another-role", trust(NEW, Who.TRUST_A, Who.POLICY));
    byte[] unsigned = DocumentWriter.sign(payload(trust(NEW)), List.of());
    addWithTrust("unsigned-document", unsigned);

    add(
        "manifest-by-another-role",
        "manifest.json",
        sign(MANIFEST + 1, bound(GOOD), Who.POLICY, span(MANIFEST + 1)));
  }

  private void addWithTrust(String attack, byte[] trust) {
    add(attack, "trust.json", trust);
    Bound good = bound(GOOD);
    Manifest.Edition edition = Manifest.Edition.of(NEW, trust);
    add(
        attack,
        "manifest.json",
        sign(MANIFEST + 1, new Bound(good.root(), edition, good.policy(), good.status())));
  }

  private void roots() throws Rejection {
    Roles same = roles(2);

    SecureRandom random = random("wrong-threshold");
    Role four = new Role(4, keys(same.self(), random));
    addWithRoot("wrong-threshold", DocumentWriter.root(3, YEARS, all(same, four, random)));

    // The new keys have all signed it, and of the old ones a single one.
    Roles others = new Roles(Set.of(Who.ROOT_A, Who.STRANGER), same.trust(), same.manifest());
    addWithRoot("root-by-strangers", root(3, YEARS, others));

    addWithRoot("root-with-a-gap", root(4, YEARS, same));

    String json = new String(payload(root2), StandardCharsets.UTF_8);
    String withAdmin =
        json.replace("\"version\":2", "\"version\":3")
            .replace("\"roles\":{", "\"roles\":{\"admin\":{\"threshold\":1,\"kids\":[]},");
    SecureRandom signing = random("unknown-role");
    addWithRoot(
        "unknown-role",
        DocumentWriter.sign(
            withAdmin.getBytes(StandardCharsets.UTF_8), keys(same.self(), signing)));

    oneKeyUnderTwoIds(same);

    Validity over = new Validity(NOW.minus(Duration.ofDays(40)), NOW.minus(Duration.ofDays(1)));
    byte[] expired = root(3, over, same);
    byte[] root4 = root(4, YEARS, same);
    add("expired-intermediate-root", "root/3.json", expired);
    add("expired-intermediate-root", "root/4.json", root4);
    addManifestOn("expired-intermediate-root", 4, root4, MANIFEST + 1);
    addPublication("expired-intermediate-root/following", NEW);
    addManifestOn("expired-intermediate-root/following", 4, root4, MANIFEST + 2);

    add("newest-root-withheld", "root/3.json", expired);
    addManifestOn("newest-root-withheld", 3, expired, MANIFEST + 1);
    addPublication("newest-root-withheld/following", NEW);
    add("newest-root-withheld/following", "root/3.json", expired);
    add("newest-root-withheld/following", "root/4.json", root4);
    addManifestOn("newest-root-withheld/following", 4, root4, MANIFEST + 2);
  }

  /** A role of two that one person fills. */
  private void oneKeyUnderTwoIds(Roles same) {
    String attack = "one-key-under-two-ids";
    SecureRandom random = random(attack);
    SigningKey once = Who.TRUST_A.key(Who.TRUST_A.kid(), random);
    SigningKey again = Who.TRUST_A.key(Who.STRANGER.kid(), random);
    DocumentWriter.Roles roles =
        new DocumentWriter.Roles(
            new Role(2, keys(same.self(), random)),
            new Role(2, List.of(once, again)),
            new Role(1, keys(Set.of(Who.POLICY), random)),
            new Role(1, keys(same.manifest(), random)));
    byte[] root3 = DocumentWriter.root(3, YEARS, roles);
    byte[] trust = DocumentWriter.trust(trustList(NEW), List.of(once, again));
    add(attack, "root/3.json", root3);
    add(attack, "trust.json", trust);
    Bound good = bound(GOOD);
    Bound bound =
        new Bound(
            Manifest.Edition.of(3, root3),
            Manifest.Edition.of(NEW, trust),
            good.policy(),
            good.status());
    add(attack, "manifest.json", sign(MANIFEST + 1, bound));
  }

  /** The manifest names the root, so that nothing else can be what is wrong. */
  private void addWithRoot(String attack, byte[] root3) {
    add(attack, "root/3.json", root3);
    addManifestOn(attack, 3, root3, MANIFEST + 1);
  }

  private void addManifestOn(String folder, long version, byte[] root, long manifest) {
    Bound bound = bound(manifest == MANIFEST + 2 ? NEW : GOOD);
    Bound onRoot =
        new Bound(
            Manifest.Edition.of(version, root), bound.trust(), bound.policy(), bound.status());
    add(folder, "manifest.json", sign(manifest, onRoot));
  }

  private void statusLists() {
    List<StatusListWriter> next = writers(NEW);
    addWithStatus("inflation-bomb", status(NEW, next), bomb(64 * 1024));

    byte[] token = token(0, NEW);
    addWithStatus("truncated-list", status(NEW, next), Arrays.copyOf(token, token.length - 1));

    StatusListWriter shorter =
        StatusListWriter.of(LISTS + 0, Arrays.copyOf(next.get(0).entries(), 1));
    addWithStatus("shortened-list", status(NEW, next), token(shorter, NEW));

    addWithStatus("list-under-another-uri", status(NEW, next), token(1, NEW));

    StatusListWriter elsewhere =
        StatusListWriter.of("https://elsewhere.example/l/0", next.get(0).entries());
    addWithStatus(
        "list-outside-its-prefix",
        status(NEW, List.of(elsewhere, next.get(1))),
        token(elsewhere, NEW));

    SecureRandom random = random("list-by-a-stranger");
    addWithStatus(
        "list-by-a-stranger",
        status(NEW, next),
        next.get(0)
            .token(
                Who.STRANGER.key(Who.STATUS.kid(), random),
                span(NEW).notBefore(),
                900,
                span(NEW).notAfter()));

    Manifest.Status right = status(NEW, next);
    Manifest.Status wrong =
        new Manifest.Status(
            NEW, StatusListWriter.state(writers(OLD)), right.lists(), right.deltasFrom());
    addWithStatus("wrong-state-hash", wrong, token);
  }

  private void addWithStatus(String attack, Manifest.Status status, byte[] list0) {
    add(attack, "lists/0.cwt", list0);
    add(attack, "lists/1.cwt", token(1, NEW));
    Bound good = bound(GOOD);
    add(
        attack,
        "manifest.json",
        sign(MANIFEST + 1, new Bound(good.root(), good.trust(), good.policy(), status)));
  }

  /** Returns list 0, signed by its genuine key, that inflates to 1,032 times {@code zeros}. */
  static byte[] bomb(int zeros) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    deflated.writeBytes(BOMB);
    deflated.writeBytes(new byte[zeros]);
    SigningKey key = Who.STATUS.key(Who.STATUS.kid(), random("bomb"));
    byte[] header =
        new CborWriter()
            .map(3)
            .integer(1)
            .integer(key.algorithm().coseNumber())
            .integer(4)
            .byteString(key.kid().bytes())
            .integer(16)
            .text(StatusListToken.CWT_TYPE)
            .toBytes();
    byte[] claims =
        new CborWriter()
            .map(3)
            .integer(Cwt.SUB)
            .text(LISTS + 0)
            .integer(Cwt.IAT)
            .integer(span(MANIFEST + 1).notBefore().getEpochSecond())
            .integer(StatusListToken.STATUS_LIST)
            .map(2)
            .text("lst")
            .byteString(deflated.toByteArray())
            .text("bits")
            .integer(1)
            .toBytes();
    return CoseSign1.encode(header, claims, key.sign(CoseSign1.toBeSigned(header, claims)));
  }

  private void codes() {
    add("index-past-the-end", "codes/last.txt", code(0, 63));
    add("index-past-the-end", "codes/past-the-end.txt", code(0, 64));
    add("index-past-the-end", "codes/far-past-the-end.txt", code(1, (1L << 31) - 1));
    add("index-past-the-end", "codes/unknown-list.txt", code(2, 3));
  }

  private void bundles() throws Rejection {
    Map<String, byte[]> bundle = new TreeMap<>();
    bundle.put("root/2.json", root2);
    bundle.put("trust.json", trust(NEW));
    bundle.put("policy.json", policy(NEW));
    bundle.put("lists/0.cwt", token(0, NEW));
    bundle.put("lists/1.cwt", token(1, NEW));
    bundle.put("manifest.json", sign(MANIFEST + 1, bound(NEW)));

    Map<String, byte[]> unsigned = new TreeMap<>(bundle);
    for (String name : List.of("trust.json", "policy.json", "manifest.json")) {
      unsigned.put(name, DocumentWriter.sign(payload(bundle.getOrDefault(name, root2)), List.of()));
    }
    add("unsigned-bundle", "attack.ydb", Bundle.write(unsigned));

    Map<String, byte[]> resigned = new TreeMap<>(bundle);
    for (String name : List.of("trust.json", "policy.json", "manifest.json")) {
      resigned.put(name, resigned(bundle.getOrDefault(name, root2)));
    }
    add("re-signed-bundle", "attack.ydb", Bundle.write(resigned));

    Map<String, byte[]> withRoot = new TreeMap<>(resigned);
    Roles strangers = new Roles(Set.of(Who.STRANGER), Set.of(Who.STRANGER), Set.of(Who.STRANGER));
    withRoot.put("root/3.json", root(3, YEARS, strangers));
    add("re-signed-bundle-with-root", "attack.ydb", Bundle.write(withRoot));

    Map<String, byte[]> older = new TreeMap<>(bundle);
    older.put("trust.json", trust(OLD));
    older.put("policy.json", policy(OLD));
    older.put("lists/0.cwt", token(0, OLD));
    older.put("lists/1.cwt", token(1, OLD));
    older.put("manifest.json", sign(MANIFEST - 1, bound(OLD)));
    add("older-bundle", "attack.ydb", Bundle.write(older));
  }

  /** Returns a document with every signature made anew, under the same ids, by somebody else. */
  private static byte[] resigned(byte[] document) throws Rejection {
    byte[] payload = payload(document);
    SecureRandom random = random(new String(payload, StandardCharsets.UTF_8));
    List<SigningKey> forged = new ArrayList<>();
    for (Json signature : Json.parse(document).get("signatures").items(16)) {
      byte[] header = signature.get("protected").base64Url(1024);
      KeyId kid = KeyId.ofBase64Url(Json.parse(header).get("kid").text());
      forged.add(Who.STRANGER.key(kid, random));
    }
    return DocumentWriter.sign(payload, forged);
  }

  // ---- documents

  /** What a manifest binds. */
  private record Bound(
      Manifest.Edition root,
      Manifest.Edition trust,
      Manifest.Edition policy,
      Manifest.Status status) {}

  private Bound bound(long edition) {
    return new Bound(
        Manifest.Edition.of(2, root2),
        Manifest.Edition.of(edition, trust(edition)),
        Manifest.Edition.of(edition, policy(edition)),
        status(edition, writers(edition)));
  }

  private static Manifest.Status status(long version, List<StatusListWriter> lists) {
    SigningKey key = Who.STATUS.key(Who.STATUS.kid(), random("unused"));
    return new Manifest.Status(
        version,
        StatusListWriter.state(lists),
        List.of(lists.get(0).manifestEntry(0, key), lists.get(1).manifestEntry(1, key)),
        List.of());
  }

  private static byte[] sign(long version, Bound bound) {
    return sign(version, bound, Who.MANIFEST, span(version));
  }

  private static byte[] sign(long version, Bound bound, Who signer, Validity span) {
    Manifest manifest =
        new Manifest(
            version,
            span.notBefore(),
            span.notAfter(),
            Duration.ofMinutes(15),
            bound.root(),
            bound.trust(),
            bound.policy(),
            bound.status());
    SecureRandom random = random(manifest.toString() + signer);
    return DocumentWriter.manifest(manifest, keys(Set.of(signer), random));
  }

  /** Three days; each minute has its version. */
  private static Validity span(long version) {
    Instant issued = NOW.minus(Duration.ofHours(1)).plusSeconds(60 * (version % 30 - MANIFEST));
    return new Validity(issued, issued.plus(Duration.ofDays(3)));
  }

  /** Who fills the roles; one person each for policy and manifest, two elsewhere. */
  private record Roles(Set<Who> self, Set<Who> trust, Set<Who> manifest) {}

  private static Roles roles(long root) {
    Who last = root == 1 ? Who.ROOT_C : Who.ROOT_D;
    return new Roles(
        Set.of(Who.ROOT_A, Who.ROOT_B, last),
        Set.of(Who.TRUST_A, Who.TRUST_B),
        Set.of(Who.MANIFEST));
  }

  private static byte[] root(long version, Validity validity, Roles roles) {
    String of = version + " " + validity + new TreeSet<>(roles.self()) + roles.manifest();
    SecureRandom random = random(of);
    Role self = new Role(Math.min(2, roles.self().size()), keys(roles.self(), random));
    return DocumentWriter.root(version, validity, all(roles, self, random));
  }

  private static DocumentWriter.Roles all(Roles roles, Role self, SecureRandom random) {
    return new DocumentWriter.Roles(
        self,
        new Role(Math.min(2, roles.trust().size()), keys(roles.trust(), random)),
        new Role(1, keys(Set.of(Who.POLICY), random)),
        new Role(1, keys(roles.manifest(), random)));
  }

  private static byte[] trust(long version) {
    return trust(version, Who.TRUST_A, Who.TRUST_B);
  }

  private static byte[] trust(long version, Who... signers) {
    SecureRandom random = random("trust " + version + Arrays.toString(signers));
    List<SigningKey> keys = new ArrayList<>();
    for (Who signer : signers) {
      keys.add(signer.key(signer.kid(), random));
    }
    return DocumentWriter.trust(trustList(version), keys);
  }

  private static TrustList trustList(long version) {
    SecureRandom random = random("unused");
    SigningKey issuer = Who.ISSUER.key(Who.ISSUER.kid(), random);
    SigningKey status = Who.STATUS.key(Who.STATUS.kid(), random);
    IssuerKey issuerKey =
        new IssuerKey(
            issuer.kid(),
            issuer.verifyingKey(),
            new Issuer("370100", "济南示例", "Jinan, an example"),
            YEARS,
            Optional.empty(),
            Set.of(DocumentKind.ELDERLY_CERTIFICATE));
    Instant issued = NOW.minus(Duration.ofDays(10 - version));
    return new TrustList(
        version,
        issued,
        issued.plus(Duration.ofDays(90)),
        List.of(issuerKey),
        List.of(new StatusKey(status.kid(), status.verifyingKey(), LISTS)),
        Set.of());
  }

  private static byte[] policy(long version) {
    long from = NOW.minus(Duration.ofDays(20 - version)).getEpochSecond();
    String policy =
        """
        {"type":"yd-policy","version":%d,"jurisdiction":"370000","title":"乘车免费 Free rides",\
        "issued":%d,"effectiveFrom":%d,"rules":[{"id":"bus","when":{"venue":["TRANSIT"]},\
        "grant":{"benefit":"FREE"},"basis":"示例 Example"}]}"""
            .formatted(version, from, from);
    SecureRandom random = random(policy);
    return DocumentWriter.sign(
        policy.getBytes(StandardCharsets.UTF_8), keys(Set.of(Who.POLICY), random));
  }

  /** Two lists of 64 entries; in the oldest edition nothing is revoked yet. */
  private static List<StatusListWriter> writers(long edition) {
    StatusListWriter first = StatusListWriter.of(LISTS + 0, new byte[8]);
    if (edition >= GOOD) {
      first.revoke(9);
    }
    if (edition >= NEW) {
      first.revoke(10);
    }
    return List.of(first, StatusListWriter.of(LISTS + 1, new byte[8]));
  }

  private static byte[] token(int list, long edition) {
    return token(writers(edition).get(list), edition);
  }

  private static byte[] token(StatusListWriter list, long edition) {
    SecureRandom random = random(list.uri() + list.size() + " " + edition);
    SigningKey key = Who.STATUS.key(Who.STATUS.kid(), random);
    Validity span = span(MANIFEST - 2 + edition);
    return list.token(key, span.notBefore(), 900, span.notAfter());
  }

  private static byte[] code(int list, long index) {
    SecureRandom random = random("code " + list + " " + index);
    QrText text =
        new CredentialIssuer(Who.ISSUER.key(Who.ISSUER.kid(), random), random)
            .issue(
                CredentialDraft.of(
                    DocumentKind.ELDERLY_CERTIFICATE,
                    65,
                    TestAuthority.ISSUED_AT,
                    TestAuthority.IN_FORCE,
                    new StatusReference.InList(list, index)));
    return text.reveal().getBytes(StandardCharsets.US_ASCII);
  }

  private static List<SigningKey> keys(Set<Who> people, SecureRandom random) {
    List<SigningKey> keys = new ArrayList<>();
    for (Who who : new TreeSet<>(people)) {
      keys.add(who.key(who.kid(), random));
    }
    return keys;
  }

  private static byte[] payload(byte[] document) throws Rejection {
    return Json.parse(document).get("payload").base64Url(1 << 20);
  }

  private static SecureRandom random(String of) {
    return TestAuthority.random(of.hashCode());
  }

  private void add(String folder, String name, byte[] bytes) {
    files.put(folder + "/" + name, bytes);
  }
}
