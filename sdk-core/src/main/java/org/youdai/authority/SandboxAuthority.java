package org.youdai.authority;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.youdai.credential.Credential;
import org.youdai.credential.CredentialId;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.internal.encoding.Zlib;
import org.youdai.internal.lists.PolicyDocument;
import org.youdai.internal.lists.StatusDelta;
import org.youdai.profile.AuthenticPayload;
import org.youdai.profile.Envelope;
import org.youdai.profile.IssuerKeys;
import org.youdai.profile.Profile;
import org.youdai.profile.SignatureCheck;
import org.youdai.scan.QrText;
import org.youdai.status.StatusList;
import org.youdai.trust.Issuer;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.KeyId;
import org.youdai.trust.Manifest;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.StatusKey;
import org.youdai.trust.TrustAnchor;
import org.youdai.trust.TrustList;

/**
 * A whole issuing authority in memory: root, trust list, policy, status lists and issuers. For
 * sandboxes, demonstrations and tests; its certificates are worth nothing outside, and its root
 * document says so, which {@link TrustAnchor#production} refuses. Not safe for use by several
 * threads.
 */
public final class SandboxAuthority {
  /** What every status list's URI begins with; {@code .example} can never be a real host. */
  public static final String URI_PREFIX = "https://lists.youdai.example/l/";

  private static final int STATUS_LISTS = 2;
  private static final int MOST_STATUS_LISTS = 64;
  private static final Duration ROOT_LIFE = Duration.ofDays(730);
  private static final Duration TRUST_LIFE = Duration.ofDays(90);
  private static final Duration TRUST_RENEWED_AFTER = Duration.ofDays(45);
  private static final Duration KEY_OVERLAP = Duration.ofDays(30);
  private static final Duration LIST_LIFE = Duration.ofDays(3);
  private static final Duration LIST_TTL = Duration.ofMinutes(15);
  private static final int MOST_ROOTS = 1024;
  private static final int LARGEST_STATE = 32 * 1024 * 1024;

  private final SecureRandom random;
  private final List<byte[]> roots = new ArrayList<>();
  private final byte[] policy;
  private final List<Signer> signers = new ArrayList<>();
  private final List<Signer> formerSigners = new ArrayList<>();
  private final Set<CredentialId> killed = new LinkedHashSet<>();
  private final List<StatusListWriter> lists = new ArrayList<>();
  private final List<byte[]> taken = new ArrayList<>();
  private final StatusHistory history;
  private Keys keys;
  private Versions versions = new Versions(0, 0, Instant.MIN);
  private boolean trustHasChanged = true;
  private byte[] signedTrust = {};
  private byte[] signedPolicy = {};

  private SandboxAuthority(SecureRandom random, Keys keys, byte[] policy, StatusHistory history) {
    this.random = random;
    this.keys = keys;
    this.policy = policy;
    this.history = history;
  }

  /** What was published last, and when the trust list in it was signed. */
  private record Versions(long manifest, long trust, Instant trustIssued) {}

  /** An issuer and its key. */
  private record Signer(
      Issuer issuer, SigningKey key, Validity signing, Optional<Instant> revokedAt) {
    IssuerKey toIssuerKey() {
      return new IssuerKey(
          key.kid(), key.verifyingKey(), issuer, signing, revokedAt, DocumentKind.SIGNED);
    }
  }

  /** The keys of the four roles, and the status lists' key. */
  private record Keys(
      List<SigningKey> root,
      List<SigningKey> trust,
      SigningKey policy,
      SigningKey manifest,
      SigningKey status) {}

  /**
   * Makes an authority without issuers, whose documents are signed with {@code algorithm}: three
   * root keys of which two are needed, three trust keys of which two are needed, two status lists.
   *
   * @param policy the policy to publish, as unsigned JSON
   * @param now when the root document begins to hold
   * @throws IllegalArgumentException if the policy is not valid; the message says where
   */
  public static SandboxAuthority create(
      SignatureAlgorithm algorithm, byte[] policy, Instant now, SecureRandom random) {
    return create(algorithm, policy, now, random, STATUS_LISTS);
  }

  /**
   * Makes an authority with a number of status lists, from 1 to 64; 21 hold 22 million
   * certificates.
   *
   * @throws IllegalArgumentException if the policy is not valid; the message says where
   */
  public static SandboxAuthority create(
      SignatureAlgorithm algorithm,
      byte[] policy,
      Instant now,
      SecureRandom random,
      int statusLists) {
    if (statusLists < 1 || statusLists > MOST_STATUS_LISTS) {
      throw new IllegalArgumentException("1 to " + MOST_STATUS_LISTS + " status lists");
    }
    try {
      PolicyDocument.readUnsigned(policy);
    } catch (Rejection rejection) {
      throw new IllegalArgumentException("policy: " + rejection.where(), rejection);
    }
    Keys keys =
        new Keys(
            generate(3, algorithm, random),
            generate(3, algorithm, random),
            SigningKey.generate(algorithm, random),
            SigningKey.generate(algorithm, random),
            SigningKey.generate(algorithm, random));
    SandboxAuthority authority =
        new SandboxAuthority(random, keys, policy.clone(), new StatusHistory());
    authority.roots.add(authority.root(now, List.of()));
    for (int i = 0; i < statusLists; i++) {
      authority.lists.add(StatusListWriter.empty(URI_PREFIX + i));
      authority.taken.add(new byte[StatusList.MOST_ENTRIES / 8]);
    }
    return authority;
  }

  /** Makes the root document of the next version, signed by the keys of the one before as well. */
  private byte[] root(Instant now, List<SigningKey> keysOfTheOneBefore) {
    Instant from = now.truncatedTo(ChronoUnit.SECONDS);
    return DocumentWriter.sandboxRoot(
        roots.size() + 1,
        new Validity(from, from.plus(ROOT_LIFE)),
        new DocumentWriter.Roles(
            new DocumentWriter.Role(2, keys.root()),
            new DocumentWriter.Role(2, keys.trust()),
            new DocumentWriter.Role(1, List.of(keys.policy())),
            new DocumentWriter.Role(1, List.of(keys.manifest()))),
        keysOfTheOneBefore);
  }

  /**
   * Makes new root keys and a root document that both the old and the new ones have signed. Gates
   * that pin an older root follow it from the next publication on.
   */
  public void rotateRoot(Instant now) {
    List<SigningKey> before = keys.root();
    List<SigningKey> after = generate(before.size(), before.get(0).algorithm(), random);
    keys = new Keys(after, keys.trust(), keys.policy(), keys.manifest(), keys.status());
    roots.add(root(now, before));
  }

  /**
   * Makes a new key for manifests, and a root document that says so. Gates that follow it forget
   * how far the old key had driven the versions.
   */
  public void rotateManifestKey(Instant now) {
    SigningKey manifest = SigningKey.generate(keys.manifest().algorithm(), random);
    keys = new Keys(keys.root(), keys.trust(), keys.policy(), manifest, keys.status());
    roots.add(root(now, List.of()));
  }

  private byte[] newestRoot() {
    return roots.get(roots.size() - 1);
  }

  private static List<SigningKey> generate(
      int count, SignatureAlgorithm algorithm, SecureRandom random) {
    List<SigningKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(SigningKey.generate(algorithm, random));
    }
    return keys;
  }

  /** Adds an issuer with a new key that may sign from {@code from} on for five years. */
  public void addIssuer(Issuer issuer, SignatureAlgorithm algorithm, Instant from) {
    signers.add(newSigner(issuer, algorithm, from));
    trustHasChanged = true;
  }

  private Signer newSigner(Issuer issuer, SignatureAlgorithm algorithm, Instant from) {
    Instant start = from.truncatedTo(ChronoUnit.SECONDS);
    Validity signing = new Validity(start, start.plus(Duration.ofDays(5 * 365)));
    SigningKey key = SigningKey.generate(algorithm, random);
    return new Signer(issuer, key, signing, Optional.empty());
  }

  /**
   * Gives an issuer a new key from {@code at} on. What the old one has signed stays good, and it
   * may go on signing for 30 days more.
   */
  public void renewIssuerKey(int number, Instant at) {
    Signer old = signers.get(number);
    Instant end = at.truncatedTo(ChronoUnit.SECONDS).plus(KEY_OVERLAP);
    Validity signing = new Validity(old.signing().notBefore(), end);
    replaceSigner(number, new Signer(old.issuer(), old.key(), signing, old.revokedAt()), at);
  }

  /** Gives an issuer a new key; nothing that the old one ever signed is believed any more. */
  public void revokeIssuerKey(int number, Instant at) {
    Signer old = signers.get(number);
    Optional<Instant> revoked = Optional.of(at.truncatedTo(ChronoUnit.SECONDS));
    replaceSigner(number, new Signer(old.issuer(), old.key(), old.signing(), revoked), at);
  }

  private void replaceSigner(int number, Signer former, Instant at) {
    formerSigners.add(former);
    signers.set(number, newSigner(former.issuer(), former.key().algorithm(), at));
    trustHasChanged = true;
  }

  /** Returns the issuers in the order in which they were added. */
  public List<Issuer> issuers() {
    List<Issuer> issuers = new ArrayList<>();
    signers.forEach(signer -> issuers.add(signer.issuer()));
    return issuers;
  }

  /** Returns what signs for an issuer. */
  public CredentialIssuer issuer(int number) {
    return new CredentialIssuer(signers.get(number).key(), random);
  }

  /** Takes a random free place in a random status list; no place is ever given twice. */
  public StatusReference.InList takePlace() {
    int list = random.nextInt(lists.size());
    byte[] used = taken.get(list);
    while (true) {
      int index = random.nextInt(used.length * 8);
      int mask = 1 << (index & 7);
      if ((used[index >>> 3] & mask) == 0) {
        used[index >>> 3] |= (byte) mask;
        return new StatusReference.InList(list, index);
      }
    }
  }

  /**
   * Issues an elderly certificate.
   *
   * @param issuer the number of the issuer
   * @param ageOver one of {@link org.youdai.credential.Holder#AGE_TIERS}
   * @param at when it is signed
   * @param validity when it is in force
   */
  public QrText issue(int issuer, int ageOver, Instant at, Validity validity) {
    return issuer(issuer)
        .issue(
            CredentialDraft.of(
                DocumentKind.ELDERLY_CERTIFICATE, ageOver, at, validity, takePlace()));
  }

  /**
   * Marks the credential in a text as not valid, from the next publication on.
   *
   * @return why not, if this authority has not issued it; empty if it is done
   */
  public Optional<Reason> revoke(QrText text) {
    return change(text, credential -> mark(credential, true));
  }

  /**
   * Marks the credential in a text as valid again, and no longer names it in the trust list;
   * otherwise as {@link #revoke}.
   */
  public Optional<Reason> reinstate(QrText text) {
    return change(
        text,
        credential -> {
          mark(credential, false);
          trustHasChanged |= credential.id().filter(killed::remove).isPresent();
        });
  }

  /**
   * Names the credential in a text in the trust list as void at once, for gates that cannot wait
   * for the status lists; otherwise as {@link #revoke}.
   */
  public Optional<Reason> kill(QrText text) {
    return change(
        text,
        credential -> {
          credential.id().ifPresent(killed::add);
          trustHasChanged = true;
        });
  }

  private Optional<Reason> change(QrText text, Consumer<Credential> change) {
    try {
      IssuerKeys issuerKeys =
          IssuerKeys.of(trustList(1, Instant.EPOCH, Instant.EPOCH.plus(TRUST_LIFE)));
      Profile profile =
          Profile.recognising(Profile.standard(), text.reveal())
              .orElseThrow(() -> new Rejection(Reason.NOT_OURS));
      Envelope envelope = profile.unwrap(text.reveal());
      AuthenticPayload payload = SignatureCheck.authenticate(envelope, issuerKeys, Instant.EPOCH);
      change.accept(profile.read(payload).credential());
      return Optional.empty();
    } catch (Rejection rejection) {
      return Optional.of(rejection.reason());
    }
  }

  private void mark(Credential credential, boolean isRevoked) {
    StatusReference place =
        credential
            .status()
            .orElseThrow(() -> new IllegalStateException("a credential without a place"));
    for (int i = 0; i < lists.size(); i++) {
      boolean isHere =
          place instanceof StatusReference.InList in
              ? in.list() == i
              : place instanceof StatusReference.AtUri at && at.uri().equals(lists.get(i).uri());
      if (isHere) {
        mark(i, place.index(), isRevoked);
      }
    }
  }

  /**
   * Marks a place in a status list as not valid, or as valid again, from the next publication on.
   *
   * @throws IndexOutOfBoundsException if there is no such place
   */
  public void mark(int list, long index, boolean isRevoked) {
    StatusListWriter entries = lists.get(list);
    if (entries.isRevoked(index) == isRevoked) {
      return;
    }
    if (isRevoked) {
      entries.revoke(index);
    } else {
      entries.reinstate(index);
    }
    history.toggle(list, index);
  }

  /** Returns the newest root document, for gates to pin. */
  public TrustAnchor anchor() {
    return TrustAnchor.of(newestRoot());
  }

  /**
   * Signs what is to be published and returns the files by their names: {@code root.json}, {@code
   * root/<version>.json}, {@code trust.json}, {@code policy.json}, {@code lists/<number>.cwt},
   * {@code deltas/<from>-<to>.ydd} and, last, {@code manifest.json}, which is to be published last.
   * Lists and manifest are signed anew, the trust list only when it has changed or is half through
   * its life. Gates are to ask again in 15 minutes.
   */
  public Map<String, byte[]> publish(Instant now) {
    return publish(now, LIST_TTL);
  }

  /**
   * Publishes as {@link #publish(Instant)} does, for gates that are to ask again in {@code ttl}: 1
   * second to 7 days.
   */
  public Map<String, byte[]> publish(Instant now, Duration ttl) {
    Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
    signDocuments(issued);
    history.publish(issued);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("root.json", newestRoot().clone());
    for (int i = 0; i < roots.size(); i++) {
      files.put("root/" + (i + 1) + ".json", roots.get(i).clone());
    }
    files.put("trust.json", signedTrust.clone());
    files.put("policy.json", signedPolicy.clone());
    for (int i = 0; i < lists.size(); i++) {
      byte[] token =
          lists
              .get(i)
              .token(keys.status(), issued, ttl.get(ChronoUnit.SECONDS), issued.plus(LIST_LIFE));
      files.put("lists/" + i + ".cwt", token);
    }
    Map<Long, StatusDelta> deltas = history.deltas(issued, lists.size() * StatusList.MOST_ENTRIES);
    deltas.forEach(
        (from, delta) -> files.put("deltas/" + from + "-" + delta.to() + ".ydd", delta.toBytes()));
    files.put("manifest.json", manifest(issued, ttl, deltas.keySet()));
    return files;
  }

  private void signDocuments(Instant issued) {
    Instant renewal = versions.trustIssued().plus(TRUST_RENEWED_AFTER);
    boolean signsTrust = trustHasChanged || !issued.isBefore(renewal);
    versions =
        new Versions(
            versions.manifest() + 1,
            signsTrust ? versions.trust() + 1 : versions.trust(),
            signsTrust ? issued : versions.trustIssued());
    if (signsTrust) {
      TrustList trust = trustList(versions.trust(), issued, issued.plus(TRUST_LIFE));
      signedTrust = DocumentWriter.trust(trust, keys.trust());
      trustHasChanged = false;
    }
    if (signedPolicy.length == 0) {
      signedPolicy = DocumentWriter.sign(policy, List.of(keys.policy()));
    }
  }

  private byte[] manifest(Instant issued, Duration ttl, Set<Long> deltasFrom) {
    List<Manifest.ListEntry> entries = new ArrayList<>();
    for (int i = 0; i < lists.size(); i++) {
      entries.add(lists.get(i).manifestEntry(i, keys.status()));
    }
    Manifest manifest =
        new Manifest(
            versions.manifest(),
            issued,
            issued.plus(LIST_LIFE),
            ttl,
            Manifest.Edition.of(roots.size(), newestRoot()),
            Manifest.Edition.of(versions.trust(), signedTrust),
            Manifest.Edition.of(policyVersion(), signedPolicy),
            new Manifest.Status(
                history.version(),
                StatusListWriter.state(lists),
                entries,
                List.copyOf(deltasFrom)));
    return DocumentWriter.manifest(manifest, List.of(keys.manifest()));
  }

  private long policyVersion() {
    try {
      return PolicyDocument.readUnsigned(policy).version();
    } catch (Rejection impossible) {
      throw new IllegalStateException("a policy that was valid when it came", impossible);
    }
  }

  private TrustList trustList(long version, Instant issued, Instant expires) {
    List<IssuerKey> issuerKeys = new ArrayList<>();
    signers.forEach(signer -> issuerKeys.add(signer.toIssuerKey()));
    formerSigners.forEach(signer -> issuerKeys.add(signer.toIssuerKey()));
    StatusKey statusKey =
        new StatusKey(keys.status().kid(), keys.status().verifyingKey(), URI_PREFIX);
    return new TrustList(version, issued, expires, issuerKeys, List.of(statusKey), killed);
  }

  /**
   * Returns everything, private keys included, as JSON: to be kept where only its owner can read.
   */
  public byte[] save() {
    return DocumentWriter.object(
        json -> {
          json.writeStringField("type", "yd-sandbox-authority");
          json.writeNumberField("manifestVersion", versions.manifest());
          json.writeNumberField("trustVersion", versions.trust());
          json.writeNumberField(
              "trustIssued", trustHasChanged ? 0 : versions.trustIssued().getEpochSecond());
          json.writeStringField("trust", new String(signedTrust, StandardCharsets.UTF_8));
          json.writeStringField("signedPolicy", new String(signedPolicy, StandardCharsets.UTF_8));
          json.writeArrayFieldStart("killed");
          for (CredentialId id : killed) {
            json.writeString(DocumentWriter.base64Url(id.bytes()));
          }
          json.writeEndArray();
          history.writeTo(json);
          json.writeArrayFieldStart("roots");
          for (byte[] root : roots) {
            json.writeString(new String(root, StandardCharsets.UTF_8));
          }
          json.writeEndArray();
          json.writeStringField("policy", new String(policy, StandardCharsets.UTF_8));
          writeKeys(json, "rootKeys", keys.root());
          writeKeys(json, "trustKeys", keys.trust());
          writeKeys(json, "otherKeys", List.of(keys.policy(), keys.manifest(), keys.status()));
          writeSigners(json, "issuers", signers);
          writeSigners(json, "formerIssuers", formerSigners);
          json.writeArrayFieldStart("lists");
          for (int i = 0; i < lists.size(); i++) {
            json.writeStartObject();
            json.writeStringField("uri", lists.get(i).uri());
            json.writeStringField("revoked", packed(lists.get(i).entries()));
            json.writeStringField("taken", packed(taken.get(i)));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /**
   * Goes on with what {@link #save()} returned.
   *
   * @throws IllegalArgumentException if it is something else; the message says where
   */
  public static SandboxAuthority load(byte[] saved, SecureRandom random) {
    try {
      if (saved.length > LARGEST_STATE) {
        throw new IllegalArgumentException("larger than " + LARGEST_STATE + " bytes");
      }
      return read(Json.parse(saved), random);
    } catch (Rejection rejection) {
      throw new IllegalArgumentException(rejection.where(), rejection);
    }
  }

  private static SandboxAuthority read(Json json, SecureRandom random) throws Rejection {
    List<SigningKey> others = readKeys(json.get("otherKeys"), random);
    if (others.size() != 3) {
      throw json.get("otherKeys").wrong("three keys are expected");
    }
    Keys keys =
        new Keys(
            readKeys(json.get("rootKeys"), random),
            readKeys(json.get("trustKeys"), random),
            others.get(0),
            others.get(1),
            others.get(2));
    SandboxAuthority authority =
        new SandboxAuthority(
            random,
            keys,
            json.get("policy").text(LARGEST_STATE).getBytes(StandardCharsets.UTF_8),
            StatusHistory.read(json));
    for (Json root : json.get("roots").items(MOST_ROOTS)) {
      authority.roots.add(root.text(LARGEST_STATE).getBytes(StandardCharsets.UTF_8));
    }
    if (authority.roots.isEmpty()) {
      throw json.get("roots").wrong("a root document is expected");
    }
    Instant trustIssued = time(json.get("trustIssued"));
    authority.versions =
        new Versions(
            json.get("manifestVersion").integer(0, Integer.MAX_VALUE),
            json.get("trustVersion").integer(0, Integer.MAX_VALUE),
            trustIssued);
    authority.trustHasChanged = trustIssued.equals(Instant.EPOCH);
    authority.signedTrust = json.get("trust").text(LARGEST_STATE).getBytes(StandardCharsets.UTF_8);
    authority.signedPolicy =
        json.get("signedPolicy").text(LARGEST_STATE).getBytes(StandardCharsets.UTF_8);
    for (Json id : json.get("killed").items(10_000)) {
      authority.killed.add(CredentialId.of(id.base64Url(64)));
    }
    readSigners(json.get("issuers"), authority.signers, random);
    readSigners(json.get("formerIssuers"), authority.formerSigners, random);
    for (Json list : json.get("lists").items(MOST_STATUS_LISTS)) {
      authority.lists.add(
          StatusListWriter.of(list.get("uri").text(), unpacked(list.get("revoked"))));
      authority.taken.add(unpacked(list.get("taken")));
    }
    return authority;
  }

  private static void writeSigners(JsonGenerator json, String name, List<Signer> signers)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Signer signer : signers) {
      json.writeStartObject();
      json.writeStringField("id", signer.issuer().id());
      json.writeStringField("zh", signer.issuer().nameZh());
      json.writeStringField("en", signer.issuer().nameEn());
      json.writeNumberField("from", signer.signing().notBefore().getEpochSecond());
      json.writeNumberField("to", signer.signing().notAfter().getEpochSecond());
      if (signer.revokedAt().isPresent()) {
        json.writeNumberField("revokedAt", signer.revokedAt().get().getEpochSecond());
      }
      writeKeys(json, "keys", List.of(signer.key()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void readSigners(Json json, List<Signer> signers, SecureRandom random)
      throws Rejection {
    for (Json signer : json.items(4096)) {
      Issuer who =
          new Issuer(signer.get("id").text(), signer.get("zh").text(), signer.get("en").text());
      Validity signing = new Validity(time(signer.get("from")), time(signer.get("to")));
      Optional<Json> revoked = signer.find("revokedAt");
      Optional<Instant> revokedAt =
          revoked.isPresent() ? Optional.of(time(revoked.get())) : Optional.empty();
      signers.add(new Signer(who, readKeys(signer.get("keys"), random).get(0), signing, revokedAt));
    }
  }

  private static Instant time(Json json) throws Rejection {
    return Instant.ofEpochSecond(json.integer(0, Long.MAX_VALUE >>> 20));
  }

  private static void writeKeys(JsonGenerator json, String name, List<SigningKey> keys)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (SigningKey key : keys) {
      json.writeStartObject();
      json.writeStringField("kid", key.kid().toString());
      json.writeStringField("alg", key.algorithm().joseName());
      json.writeStringField("d", DocumentWriter.base64Url(key.secret()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static List<SigningKey> readKeys(Json json, SecureRandom random) throws Rejection {
    List<SigningKey> keys = new ArrayList<>();
    for (Json key : json.items(8)) {
      SignatureAlgorithm algorithm =
          SignatureAlgorithm.ofJose(key.get("alg").text())
              .orElseThrow(() -> key.wrong("an unknown algorithm"));
      byte[] secret = key.get("d").base64Url(64);
      keys.add(SigningKey.of(KeyId.ofBase64Url(key.get("kid").text()), algorithm, secret, random));
    }
    if (keys.isEmpty()) {
      throw json.wrong("a key is expected");
    }
    return keys;
  }

  private static String packed(byte[] bits) {
    return DocumentWriter.base64Url(StatusListWriter.deflate(bits));
  }

  private static byte[] unpacked(Json text) throws Rejection {
    byte[] deflated = text.base64Url(LARGEST_STATE);
    return Zlib.inflate(deflated, StatusList.MOST_ENTRIES / 8, Reason.DOCUMENT_MALFORMED);
  }
}
