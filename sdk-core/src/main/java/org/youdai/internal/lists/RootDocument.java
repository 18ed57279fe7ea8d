package org.youdai.internal.lists;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.internal.signature.Jwk;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustAnchor;
import org.youdai.trust.VerifyingKey;

/**
 * The root document: which keys may sign what, and how many of them it takes ({@code
 * docs/formats.md} §5).
 *
 * @param isSandbox whether it says of itself that it is a sandbox's
 * @param version its version
 * @param validity from when it was issued until it expires
 * @param keys the keys of all roles
 * @param self who signs the root document, this one and the next
 * @param trust who signs the trust list
 * @param policy who signs the policy
 * @param manifest who signs the manifest
 */
public record RootDocument(
    boolean isSandbox,
    long version,
    Validity validity,
    Map<KeyId, Key> keys,
    Role self,
    Role trust,
    Role policy,
    Role manifest) {

  /** The most bytes of a root document. */
  public static final int LARGEST = 64 * 1024;

  private static final int MOST_KEYS = 64;

  /** How many of which keys it takes. */
  public record Role(int threshold, Set<KeyId> kids) {}

  /** A key and what verifies with it. */
  record Key(VerifyingKey key, SignatureVerifier verifier) {}

  /**
   * Reads a pinned root document, and checks that its own root role has signed it: a damaged pin is
   * found at once.
   */
  public static RootDocument read(TrustAnchor anchor) throws Rejection {
    RootDocument root = read(anchor.rootDocument());
    if (root.isSandbox() && anchor.refusesSandbox()) {
      throw new Rejection(Reason.SANDBOX_ROOT);
    }
    return root;
  }

  /**
   * Reads the root document that comes after this one: its version is one higher, and enough of the
   * keys of this root and of its own have signed it. That this one has expired does not matter. A
   * sandbox stays one, and nothing else becomes one.
   */
  public RootDocument follow(byte[] document) throws Rejection {
    RootDocument next = read(document);
    if (next.version() != version + 1) {
      throw new Rejection(
          Reason.ROOT_CHAIN_BROKEN, "version " + next.version() + " after " + version);
    }
    if (next.isSandbox() != isSandbox) {
      throw new Rejection(Reason.ROOT_CHAIN_BROKEN, "sandbox");
    }
    SignedDocument.open(document, LARGEST, this, self);
    return next;
  }

  private static RootDocument read(byte[] document) throws Rejection {
    Json json = SignedDocument.openPinned(document, LARGEST);
    json.requireOnly(Set.of("type", "sandbox", "version", "issued", "expires", "keys", "roles"));
    SignedDocument.requireType(json, "yd-root");
    Map<KeyId, Key> keys = readKeys(json.get("keys"));
    Json roles = json.get("roles");
    roles.requireOnly(Set.of("root", "trust", "policy", "manifest"));
    RootDocument root =
        new RootDocument(
            isSandbox(json),
            SignedDocument.version(json.get("version")),
            SignedDocument.span(json.get("issued"), json.get("expires")),
            keys,
            readRole(roles.get("root"), keys.keySet()),
            readRole(roles.get("trust"), keys.keySet()),
            readRole(roles.get("policy"), keys.keySet()),
            readRole(roles.get("manifest"), keys.keySet()));
    SignedDocument.open(document, LARGEST, root, root.self());
    return root;
  }

  /** Only a sandbox has the field, so that nobody sets it to false and believes in it. */
  private static boolean isSandbox(Json json) throws Rejection {
    Optional<Json> sandbox = json.find("sandbox");
    if (sandbox.isPresent() && !sandbox.get().bool()) {
      throw sandbox.get().wrong("true, or left out");
    }
    return sandbox.isPresent();
  }

  /** Returns whether the manifest's role has other keys than in {@code before}. */
  public boolean changesManifestKeys(RootDocument before) {
    return !keysOf(manifest).equals(before.keysOf(before.manifest));
  }

  private Map<KeyId, VerifyingKey> keysOf(Role role) {
    Map<KeyId, VerifyingKey> found = new HashMap<>();
    role.kids().forEach(kid -> found.put(kid, key(kid).key()));
    return found;
  }

  Key key(KeyId kid) {
    return Objects.requireNonNull(keys.get(kid)); // a role names only keys that are there
  }

  private static Map<KeyId, Key> readKeys(Json json) throws Rejection {
    Map<KeyId, Key> keys = new HashMap<>();
    for (String name : json.names()) {
      Json entry = json.get(name);
      entry.requireOnly(Set.of("alg", "jwk"));
      SignatureAlgorithm algorithm = SignedDocument.algorithm(entry.get("alg"));
      VerifyingKey key = Jwk.read(entry.get("jwk"), algorithm);
      keys.put(SignedDocument.keyId(name), new Key(key, SignatureVerifier.of(key)));
      if (keys.size() > MOST_KEYS) {
        throw json.wrong("more than " + MOST_KEYS + " keys");
      }
    }
    return Map.copyOf(keys);
  }

  private static Role readRole(Json json, Set<KeyId> known) throws Rejection {
    json.requireOnly(Set.of("threshold", "kids"));
    Set<KeyId> kids = new LinkedHashSet<>();
    for (Json kid : json.get("kids").items(MOST_KEYS)) {
      KeyId id = SignedDocument.keyId(kid);
      if (!known.contains(id)) {
        throw kid.wrong("there is no such key");
      }
      if (!kids.add(id)) {
        throw new Rejection(Reason.DUPLICATE_KEY_ID, kid.text());
      }
    }
    int threshold = (int) json.get("threshold").integer(1, Math.max(1, kids.size()));
    return new Role(threshold, Set.copyOf(kids));
  }
}
