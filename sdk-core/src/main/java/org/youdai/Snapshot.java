package org.youdai;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.youdai.credential.CredentialId;
import org.youdai.credential.StatusReference;
import org.youdai.decision.ClockState;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.ManifestDocument;
import org.youdai.internal.lists.PolicyDocument;
import org.youdai.internal.lists.RootDocument;
import org.youdai.internal.lists.StatusListToken;
import org.youdai.internal.lists.TrustDocument;
import org.youdai.policy.BenefitPolicy;
import org.youdai.profile.IssuerKeys;
import org.youdai.status.Freshness;
import org.youdai.status.StatusList;
import org.youdai.trust.Digest;
import org.youdai.trust.Manifest;
import org.youdai.trust.TrustAnchor;
import org.youdai.trust.TrustList;

/**
 * What is trusted, what is revoked and which rules hold, as of one moment. Immutable: a
 * verification takes one and sees nothing else, while the next is being prepared.
 */
public final class Snapshot {
  /**
   * How far a clock may be behind the newest signature before it is not believed. Publishers and
   * gates are rarely set to the same second.
   */
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

  private static final Snapshot NEVER_SYNCED = new Snapshot();

  private final Instant rootExpires;
  private final Optional<Manifest> manifest;
  private final Optional<TrustList> trust;
  private final IssuerKeys issuerKeys;
  private final Optional<BenefitPolicy> policy;
  private final Map<Long, StatusList> statusLists;
  private final Instant trustedTimeFloor;

  private Snapshot() {
    this.rootExpires = Instant.EPOCH;
    this.manifest = Optional.empty();
    this.trust = Optional.empty();
    this.issuerKeys = IssuerKeys.none();
    this.policy = Optional.empty();
    this.statusLists = Map.of();
    this.trustedTimeFloor = Instant.EPOCH;
  }

  private Snapshot(
      Instant rootExpires,
      Manifest manifest,
      TrustList trust,
      BenefitPolicy policy,
      Map<Long, StatusList> statusLists)
      throws Rejection {
    this.rootExpires = rootExpires;
    this.manifest = Optional.of(manifest);
    this.trust = Optional.of(trust);
    this.issuerKeys = IssuerKeys.of(trust);
    this.policy = Optional.of(policy);
    this.statusLists = Map.copyOf(statusLists);
    Instant newest = later(manifest.issued(), later(trust.issued(), policy.issued()));
    for (StatusList list : statusLists.values()) {
      newest = later(newest, list.issued());
    }
    this.trustedTimeFloor = newest;
  }

  /** What came of reading signed lists. */
  public sealed interface Reading {}

  /** They are all right. */
  public record Ready(Snapshot snapshot) implements Reading {}

  /**
   * They are not, and nothing of them is used.
   *
   * @param reason why, of stage {@link org.youdai.decision.Stage#DOCUMENT}
   * @param where the document and the place in it
   */
  public record Refused(Reason reason, String where) implements Reading {}

  /** Returns the snapshot of a device that has never received lists. It admits nobody. */
  public static Snapshot neverSynced() {
    return NEVER_SYNCED;
  }

  /** Checks signed lists against a pinned root; they are used all together or not at all. */
  public static Reading read(TrustAnchor anchor, SignedLists lists) {
    return NEVER_SYNCED.next(anchor, lists);
  }

  /**
   * Checks signed lists that are to take this snapshot's place: the manifest binds them all, and no
   * version of theirs is lower than here.
   */
  public Reading next(TrustAnchor anchor, SignedLists lists) {
    try {
      RootDocument root = newestRoot(anchor, lists);
      byte[] rootDocument = lists.roots().getOrDefault(root.version(), anchor.rootDocument());
      Manifest manifest = in("manifest.json", () -> ManifestDocument.read(lists.manifest(), root));
      in("root.json", () -> require(manifest.root(), root.version(), rootDocument));
      TrustList trust = in("trust.json", () -> TrustDocument.read(lists.trust(), root));
      in("trust.json", () -> require(manifest.trust(), trust.version(), lists.trust()));
      BenefitPolicy policy = in("policy.json", () -> PolicyDocument.read(lists.policy(), root));
      in("policy.json", () -> require(manifest.policy(), policy.version(), lists.policy()));
      Map<Long, StatusList> statusLists = new LinkedHashMap<>(); // in the manifest's order
      for (Manifest.ListEntry entry : manifest.status().lists()) {
        long number = entry.id();
        String name = "status list " + number;
        statusLists.put(number, in(name, () -> statusList(entry, lists, trust)));
      }
      in("status lists", () -> requireState(manifest.status().state(), statusLists.values()));
      in("manifest.json", () -> requireNoRollback(manifest));
      return new Ready(
          in(
              "trust.json",
              () ->
                  new Snapshot(root.validity().notAfter(), manifest, trust, policy, statusLists)));
    } catch (Rejection rejection) {
      return new Refused(rejection.reason(), rejection.where());
    }
  }

  /** Walks from the pinned root to the newest that is there, step by step. */
  private static RootDocument newestRoot(TrustAnchor anchor, SignedLists lists) throws Rejection {
    RootDocument root = in("root.json", () -> RootDocument.read(anchor));
    byte[] next = lists.roots().get(root.version() + 1);
    while (next != null) {
      RootDocument before = root;
      byte[] document = next;
      root = in("root/" + (before.version() + 1) + ".json", () -> before.follow(document));
      next = lists.roots().get(root.version() + 1);
    }
    return root;
  }

  private static boolean require(Manifest.Edition edition, long version, byte[] document)
      throws Rejection {
    if (edition.version() != version || !edition.isOf(document)) {
      throw new Rejection(
          Reason.MANIFEST_MISMATCH, "version " + version + ", not " + edition.version());
    }
    return true;
  }

  private static StatusList statusList(Manifest.ListEntry entry, SignedLists lists, TrustList trust)
      throws Rejection {
    byte[] token = lists.statusLists().get((long) entry.id());
    if (token == null) {
      throw new Rejection(Reason.DOCUMENT_MISSING);
    }
    StatusList list = StatusListToken.read(token, trust);
    if (!list.uri().equals(entry.uri())) {
      throw new Rejection(Reason.LIST_URI_MISMATCH, list.uri());
    }
    if (list.size() != entry.size() || list.bits() != 1) {
      throw new Rejection(Reason.MANIFEST_MISMATCH, list.size() + " entries");
    }
    return list;
  }

  private static boolean requireState(Digest state, Collection<StatusList> lists) throws Rejection {
    byte[][] entries = lists.stream().map(StatusList::entries).toArray(byte[][]::new);
    if (!state.equals(Digest.of(state.kind(), entries))) {
      throw new Rejection(Reason.MANIFEST_MISMATCH, "not the manifest's state");
    }
    return true;
  }

  private boolean requireNoRollback(Manifest next) throws Rejection {
    if (manifest.isPresent()) {
      Manifest now = manifest.get();
      boolean goesBack =
          next.version() < now.version()
              || next.root().version() < now.root().version()
              || next.trust().version() < now.trust().version()
              || next.policy().version() < now.policy().version()
              || next.status().version() < now.status().version();
      if (goesBack) {
        throw new Rejection(
            Reason.ROLLBACK, "version " + next.version() + " after " + now.version());
      }
    }
    return true;
  }

  /** Something that is read, or refused. */
  private interface Reader<T> {
    T read() throws Rejection;
  }

  private static <T> T in(String document, Reader<T> reader) throws Rejection {
    try {
      return reader.read();
    } catch (Rejection rejection) {
      throw rejection.in(document);
    }
  }

  /** Returns whether there is anything to go by. */
  public boolean isSynced() {
    return trust.isPresent();
  }

  /** Returns the version of the manifest; 0 where there is none. */
  public long manifestVersion() {
    return manifest.map(Manifest::version).orElse(0L);
  }

  /** Returns the version of the trust list; 0 where there is none. */
  public long trustVersion() {
    return trust.map(TrustList::version).orElse(0L);
  }

  /**
   * Returns the version of the policy that is in force at {@code instant}; 0 where there is none.
   */
  public long policyVersionAt(Instant instant) {
    return policyAt(instant).map(BenefitPolicy::version).orElse(0L);
  }

  /** Returns the number of status lists. */
  public int statusListCount() {
    return statusLists.size();
  }

  /** Returns the newest time that a verified signature vouches for. */
  public Instant trustedTimeFloor() {
    return trustedTimeFloor;
  }

  /**
   * Returns how fresh the oldest part of this snapshot is at {@code now} for an operator who
   * accepts status lists up to {@code tolerated} old.
   */
  public Freshness freshnessAt(Instant now, Duration tolerated) {
    if (!trust.isPresent()) {
      return Freshness.NEVER_SYNCED;
    }
    Freshness worst = trustFreshnessAt(now, tolerated);
    for (StatusList list : statusLists.values()) {
      worst = worst.worse(list.freshnessAt(now, tolerated));
    }
    return worst;
  }

  /** Returns how fresh what this snapshot knows of one status list is. */
  Freshness freshnessAt(StatusList list, Instant now, Duration tolerated) {
    Freshness ofList = list.freshnessAt(now, tolerated);
    return ofList.worse(trustFreshnessAt(now, tolerated));
  }

  /** Returns how fresh root, trust list and manifest are, the worst of them. */
  Freshness trustFreshnessAt(Instant now, Duration tolerated) {
    if (!trust.isPresent() || !manifest.isPresent()) {
      return Freshness.NEVER_SYNCED;
    }
    Manifest m = manifest.get();
    return untilExpiry(rootExpires, now, tolerated)
        .worse(untilExpiry(trust.get().expires(), now, tolerated))
        .worse(Freshness.at(now, m.issued().plus(m.ttl()), m.expires(), m.issued(), tolerated));
  }

  /** A document that lives for months is fresh until it expires, and tolerated for a while then. */
  private static Freshness untilExpiry(Instant expires, Instant now, Duration tolerated) {
    return Freshness.at(now, expires, expires, expires, tolerated);
  }

  ClockState clockAt(Instant now) {
    return now.plus(CLOCK_TOLERANCE).isBefore(trustedTimeFloor)
        ? ClockState.SUSPECT
        : ClockState.PLAUSIBLE;
  }

  IssuerKeys issuerKeys() {
    return issuerKeys;
  }

  Optional<BenefitPolicy> policyAt(Instant instant) {
    return policy.filter(p -> p.isInForceAt(instant));
  }

  Optional<StatusList> statusList(StatusReference place) {
    if (place instanceof StatusReference.InList in) {
      return Optional.ofNullable(statusLists.get(in.list()));
    }
    String uri = ((StatusReference.AtUri) place).uri();
    return statusLists.values().stream().filter(list -> list.uri().equals(uri)).findFirst();
  }

  boolean isKilled(CredentialId id) {
    return trust.filter(t -> t.killed().contains(id)).isPresent();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  @Override
  public String toString() {
    return "Snapshot[trust " + trustVersion() + ", " + statusLists.size() + " status lists]";
  }
}
