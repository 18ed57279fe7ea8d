package org.youdai;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.youdai.credential.CredentialId;
import org.youdai.credential.StatusReference;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.RootDocument;
import org.youdai.policy.BenefitPolicy;
import org.youdai.profile.IssuerKeys;
import org.youdai.profile.KnownCredentials;
import org.youdai.status.Freshness;
import org.youdai.status.StatusList;
import org.youdai.trust.Manifest;
import org.youdai.trust.Ratchet;
import org.youdai.trust.TrustAnchor;
import org.youdai.trust.TrustList;

/**
 * What is trusted, what is revoked and which rules hold, as of one moment. Immutable: a
 * verification takes one and sees nothing else, while the next is being prepared.
 */
public final class Snapshot {
  /** Under this name a snapshot keeps the entries of all status lists, one after the other. */
  public static final String ENTRIES = "status.bin";

  private static final Snapshot NEVER_SYNCED = new Snapshot(Ratchet.NONE);

  private final Optional<Content> content;
  private final Ratchet ratchet;
  private final Map<String, byte[]> documents;
  private final Map<Long, StatusList> statusLists;

  /** The same by their numbers, which are small: a look-up allocates nothing. */
  private final List<Optional<StatusList>> numberedLists;

  private final IssuerKeys issuerKeys;
  private final KnownCredentials known = new KnownCredentials();
  private final boolean isFallback;

  private Snapshot(Ratchet ratchet) {
    this.content = Optional.empty();
    this.ratchet = ratchet;
    this.documents = Map.of();
    this.statusLists = Map.of();
    this.numberedLists = List.of();
    this.issuerKeys = IssuerKeys.none();
    this.isFallback = false;
  }

  /** Called by {@link Assembly} alone, which has checked all of it. */
  Snapshot(
      Content content,
      Map<String, byte[]> documents,
      Map<Long, StatusList> statusLists,
      IssuerKeys issuerKeys,
      Ratchet ratchet,
      boolean isFallback) {
    this.content = Optional.of(content);
    this.ratchet = ratchet;
    this.documents = Collections.unmodifiableMap(new LinkedHashMap<>(documents));
    this.statusLists = Collections.unmodifiableMap(new LinkedHashMap<>(statusLists));
    this.numberedLists = numbered(statusLists);
    this.issuerKeys = issuerKeys;
    this.isFallback = isFallback;
  }

  /** The documents of one publication, read. */
  record Content(RootDocument root, Manifest manifest, TrustList trust, BenefitPolicy policy) {
    /** Returns the newest time that one of their signatures vouches for. */
    Instant newestIssued() {
      return later(
          later(root.validity().notBefore(), manifest.issued()),
          later(trust.issued(), policy.issued()));
    }

    private static Instant later(Instant one, Instant other) {
      return one.isAfter(other) ? one : other;
    }
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

  /**
   * Returns a snapshot without lists that still refuses whatever {@code ratchet} does not allow.
   */
  public static Snapshot neverSynced(Ratchet ratchet) {
    return new Snapshot(ratchet);
  }

  /** Checks signed lists against a pinned root; they are used all together or not at all. */
  public static Reading read(TrustAnchor anchor, ListSource source) {
    return NEVER_SYNCED.next(anchor, source);
  }

  /**
   * Checks signed lists that are to take this snapshot's place: the manifest binds them all, and no
   * version of theirs is lower than one that was taken. Only what this snapshot lacks is asked for:
   * where the status lists have changed, a delta if there is one that fits, or else the lists.
   *
   * @param anchor the pinned root; it counts while this snapshot has none
   * @return this very snapshot if the source has nothing newer
   */
  public Reading next(TrustAnchor anchor, ListSource source) {
    return reading(new Assembly(this, anchor, source)::update);
  }

  /**
   * Checks what was kept on disk, exactly as if it had come by network. It may be older than what
   * the ratchet says was taken; it then serves until its own expiry and not a moment longer.
   */
  public static Reading restore(TrustAnchor anchor, ListSource generation, Ratchet ratchet) {
    return reading(new Assembly(new Snapshot(ratchet), anchor, generation)::restore);
  }

  /** What makes a snapshot, or refuses to. */
  private interface Making {
    Snapshot make() throws Rejection, IOException;
  }

  private static Reading reading(Making making) {
    try {
      return new Ready(making.make());
    } catch (Rejection rejection) {
      return new Refused(rejection.reason(), rejection.where());
    } catch (IOException unreachable) {
      return new Refused(Reason.SOURCE_UNREACHABLE, unreachable.toString());
    }
  }

  /**
   * One of the documents that a snapshot goes by, or all status lists together.
   *
   * @param toleratedFrom from when on an operator's tolerance counts: the signing of what is signed
   *     anew all the time, the expiry of what lives for months; {@link Instant#MIN} if there is
   *     none
   */
  public record Part(
      String name,
      long version,
      long bytes,
      Instant issued,
      Instant nextUpdate,
      Instant expires,
      Instant toleratedFrom) {
    /** Returns how fresh it is for an operator who accepts lists up to {@code tolerated} old. */
    public Freshness freshnessAt(Instant now, Duration tolerated) {
      return Freshness.at(now, nextUpdate, expires, toleratedFrom, tolerated);
    }
  }

  /** Returns what there is to go by, part by part; nothing if it was never synced. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    content.ifPresent(
        c -> {
          Manifest m = c.manifest();
          Instant rootEnd = c.root().validity().notAfter();
          Instant trustEnd = c.trust().expires();
          Instant policyEnd = c.policy().effectiveTo().orElse(Instant.MAX);
          Instant rootIssued = c.root().validity().notBefore();
          String root = "root/" + c.root().version() + ".json";
          parts.add(document(root, c.root().version(), rootIssued, rootEnd, rootEnd));
          parts.add(
              document("trust.json", c.trust().version(), c.trust().issued(), trustEnd, trustEnd));
          parts.add( // a rule that has ended grants nothing
              document(
                  "policy.json",
                  c.policy().version(),
                  c.policy().issued(),
                  policyEnd,
                  Instant.MIN));
          parts.add(renewed("manifest.json", m.version(), m));
          parts.add(renewed(ENTRIES, m.status().version(), m));
        });
    return parts;
  }

  private Part document(
      String name, long version, Instant issued, Instant expires, Instant toleratedFrom) {
    return new Part(name, version, length(name), issued, expires, expires, toleratedFrom);
  }

  private Part renewed(String name, long version, Manifest m) {
    Instant next = m.issued().plus(m.ttl());
    return new Part(name, version, length(name), m.issued(), next, m.expires(), m.issued());
  }

  private long length(String name) {
    return name.equals(ENTRIES)
        ? statusLists.values().stream().mapToLong(list -> list.size() / 8).sum()
        : document(name).map(bytes -> (long) bytes.length).orElse(0L);
  }

  /** Returns the names of the files in which this snapshot can be kept. */
  public Set<String> fileNames() {
    Set<String> names = new TreeSet<>(documents.keySet());
    if (isSynced()) {
      names.add(ENTRIES);
    }
    return names;
  }

  /** Writes one of its files: a document as it was signed, or the entries of the status lists. */
  public void writeFile(String name, OutputStream out) throws IOException {
    if (name.equals(ENTRIES)) {
      for (StatusList list : statusLists.values()) {
        list.writeTo(out);
      }
    } else {
      out.write(document(name).orElseThrow(() -> new IllegalArgumentException("no " + name)));
    }
  }

  /** Returns the newest root document that was walked to: {@code anchor}'s, if that is it. */
  public byte[] newestRoot(TrustAnchor anchor) {
    return document("root/" + ratchet.root() + ".json").orElseGet(anchor::rootDocument).clone();
  }

  Optional<Content> content() {
    return content;
  }

  Map<String, byte[]> documents() {
    return documents;
  }

  Optional<byte[]> document(String name) {
    return Optional.ofNullable(documents.get(name));
  }

  Map<Long, StatusList> statusLists() {
    return statusLists;
  }

  /** Returns what must not go back from here on. */
  public Ratchet ratchet() {
    return ratchet;
  }

  /** Returns whether something newer had been taken before, and was lost. */
  public boolean isFallback() {
    return isFallback;
  }

  /** Returns whether there is anything to go by. */
  public boolean isSynced() {
    return content.isPresent();
  }

  /** Returns the version of the manifest; 0 where there is none. */
  public long manifestVersion() {
    return content.map(c -> c.manifest().version()).orElse(0L);
  }

  /** Returns the version of the trust list; 0 where there is none. */
  public long trustVersion() {
    return content.map(c -> c.trust().version()).orElse(0L);
  }

  /**
   * Returns the version of the policy that is in force at {@code instant}; 0 where there is none.
   */
  public long policyVersionAt(Instant instant) {
    return policyAt(instant).map(BenefitPolicy::version).orElse(0L);
  }

  /** Returns how long after an update the publisher wants the next one; zero where none says so. */
  public Duration ttl() {
    return content.map(c -> c.manifest().ttl()).orElse(Duration.ZERO);
  }

  /** Returns the number of status lists. */
  public int statusListCount() {
    return statusLists.size();
  }

  /** Returns the newest time that a verified signature vouches for. */
  public Instant trustedTimeFloor() {
    return ratchet.floor();
  }

  /** Returns whether the newest publication says that {@code now} is within its own life. */
  boolean vouchesFor(Instant now) {
    return content.isPresent() && now.isBefore(content.get().manifest().expires());
  }

  /**
   * Returns how fresh the oldest part of this snapshot is at {@code now} for an operator who
   * accepts status lists up to {@code tolerated} old.
   */
  public Freshness freshnessAt(Instant now, Duration tolerated) {
    if (!content.isPresent()) {
      return Freshness.NEVER_SYNCED;
    }
    Content c = content.get();
    Manifest m = c.manifest();
    Duration limit = isFallback ? Duration.ZERO : tolerated;
    // The manifest's signature vouches for every list's entries as of its own time.
    return untilExpiry(c.root().validity().notAfter(), now, limit)
        .worse(untilExpiry(c.trust().expires(), now, limit))
        .worse(Freshness.at(now, m.issued().plus(m.ttl()), m.expires(), m.issued(), limit));
  }

  /** A document that lives for months is fresh until it expires, and tolerated for a while then. */
  private static Freshness untilExpiry(Instant expires, Instant now, Duration tolerated) {
    return Freshness.at(now, expires, expires, expires, tolerated);
  }

  IssuerKeys issuerKeys() {
    return issuerKeys;
  }

  /** Returns what has been found authentic by this snapshot's keys; it goes with them. */
  KnownCredentials known() {
    return known;
  }

  /** Returns the policy that is in force at {@code instant}. */
  public Optional<BenefitPolicy> policyAt(Instant instant) {
    return content.map(Content::policy).filter(p -> p.isInForceAt(instant));
  }

  Optional<StatusList> statusList(StatusReference place) {
    if (place instanceof StatusReference.InList in) {
      return in.list() < numberedLists.size()
          ? numberedLists.get((int) in.list())
          : Optional.empty();
    }
    String uri = ((StatusReference.AtUri) place).uri();
    return statusLists.values().stream().filter(list -> list.uri().equals(uri)).findFirst();
  }

  private static List<Optional<StatusList>> numbered(Map<Long, StatusList> lists) {
    List<Optional<StatusList>> numbered = new ArrayList<>();
    lists.forEach(
        (number, list) -> {
          while (numbered.size() < number) {
            numbered.add(Optional.empty());
          }
          numbered.add(Optional.of(list)); // their numbers ascend
        });
    return List.copyOf(numbered);
  }

  boolean isKilled(CredentialId id) {
    return content.filter(c -> c.trust().killed().contains(id)).isPresent();
  }

  @Override
  public String toString() {
    return "Snapshot[trust " + trustVersion() + ", " + statusLists.size() + " status lists]";
  }
}
