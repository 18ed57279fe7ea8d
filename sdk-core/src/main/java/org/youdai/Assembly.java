package org.youdai;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.ManifestDocument;
import org.youdai.internal.lists.PolicyDocument;
import org.youdai.internal.lists.RootDocument;
import org.youdai.internal.lists.StatusDelta;
import org.youdai.internal.lists.StatusListToken;
import org.youdai.internal.lists.TrustDocument;
import org.youdai.policy.BenefitPolicy;
import org.youdai.profile.IssuerKeys;
import org.youdai.status.StatusList;
import org.youdai.trust.Manifest;
import org.youdai.trust.Ratchet;
import org.youdai.trust.TrustAnchor;
import org.youdai.trust.TrustList;

/**
 * One snapshot in the making: asks a source for one file after the other, checks each, and takes
 * over what has not changed. Follows the client's steps of The Update Framework 1.0.34 §5.
 */
final class Assembly {
  private static final String MANIFEST = "manifest.json";
  private static final String TRUST = "trust.json";
  private static final String POLICY = "policy.json";

  /** No update walks further; who is this far behind needs a newer pinned root. */
  private static final int MOST_ROOT_STEPS = 256;

  private final Snapshot before;
  private final TrustAnchor anchor;
  private final ListSource source;
  private final Map<String, byte[]> documents = new LinkedHashMap<>();
  private Ratchet ratchet;

  Assembly(Snapshot before, TrustAnchor anchor, ListSource source) {
    this.before = before;
    this.anchor = anchor;
    this.source = source;
    this.ratchet = before.ratchet();
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

  /** Returns the snapshot that follows; the one before, if there is nothing newer. */
  Snapshot update() throws Rejection, IOException {
    RootDocument root = newestRoot();
    Manifest manifest = manifest(root);
    in(MANIFEST, () -> requireNotOlder(manifest));
    requireRoot(manifest, root);
    // With a new manifest key the numbers begin anew, and the same number is another manifest.
    if (manifest.version() == before.manifestVersion() && ratchet.manifest() != 0) {
      return before;
    }
    TrustList trust = trust(manifest, root);
    BenefitPolicy policy = policy(manifest, root);
    Snapshot.Content content = new Snapshot.Content(root, manifest, trust, policy);
    return snapshot(content, lists(manifest, trust), false);
  }

  /** Returns the snapshot that was kept, although a newer one may have been taken since. */
  Snapshot restore() throws Rejection, IOException {
    RootDocument root = newestRoot();
    Manifest manifest = manifest(root);
    requireRoot(manifest, root);
    TrustList trust = trust(manifest, root);
    BenefitPolicy policy = policy(manifest, root);
    Snapshot.Content content = new Snapshot.Content(root, manifest, trust, policy);
    return snapshot(content, keptLists(manifest), !ratchet.allows(manifest));
  }

  private Snapshot snapshot(Snapshot.Content content, List<StatusList> lists, boolean isFallback)
      throws Rejection {
    Manifest manifest = content.manifest();
    Map<Long, StatusList> byNumber = new LinkedHashMap<>(); // in the manifest's order
    for (StatusList list : lists) {
      long number = manifest.status().lists().get(byNumber.size()).id();
      byNumber.put(number, list);
    }
    // What was lost has said the last word on versions; what is left may have been driven up.
    Ratchet after =
        isFallback
            ? ratchet
            : ratchet.after(content.root().version(), manifest, content.newestIssued());
    IssuerKeys issuerKeys = in(TRUST, () -> before.issuerKeys().next(content.trust()));
    return new Snapshot(content, documents, byNumber, issuerKeys, after, isFallback);
  }

  /** Walks from the root that is known to the newest that is there, step by step. */
  private RootDocument newestRoot() throws Rejection, IOException {
    RootDocument root = knownRoot();
    for (int steps = 0; steps <= MOST_ROOT_STEPS; steps++) {
      RootDocument last = root;
      String name = rootName(last.version() + 1);
      Optional<byte[]> next = source.read(name, RootDocument.LARGEST);
      if (!next.isPresent()) {
        return last;
      }
      root = in(name, () -> last.follow(next.get()));
      if (root.version() > ratchet.root() && root.changesManifestKeys(last)) {
        ratchet = ratchet.withNewManifestKey();
      }
      documents.put(name, next.get());
    }
    throw new Rejection(Reason.ROOT_CHAIN_BROKEN, "more than " + MOST_ROOT_STEPS + " steps");
  }

  private RootDocument knownRoot() throws Rejection {
    for (String name : before.documents().keySet()) {
      if (name.startsWith("root/")) {
        before.document(name).ifPresent(bytes -> documents.put(name, bytes));
      }
    }
    if (before.content().isPresent()) {
      return before.content().get().root();
    }
    RootDocument pinned = in("root.json", () -> RootDocument.read(anchor));
    if (ratchet.root() < pinned.version()) {
      // A pin that came with newer software: nobody can say what was rotated in between.
      ratchet = ratchet.withNewManifestKey();
    }
    return pinned;
  }

  private static String rootName(long version) {
    return "root/" + version + ".json";
  }

  private Manifest manifest(RootDocument root) throws Rejection, IOException {
    byte[] document = required(MANIFEST, ManifestDocument.LARGEST);
    Manifest manifest = in(MANIFEST, () -> ManifestDocument.read(document, root));
    documents.put(MANIFEST, document);
    return manifest;
  }

  private void requireRoot(Manifest manifest, RootDocument root) throws Rejection {
    String name = rootName(root.version());
    byte[] document = documents.getOrDefault(name, anchor.rootDocument());
    in(name, () -> require(manifest.root(), root.version(), document));
  }

  private TrustList trust(Manifest manifest, RootDocument root) throws Rejection, IOException {
    byte[] document = edition(TRUST, manifest.trust(), TrustDocument.LARGEST);
    TrustList trust = in(TRUST, () -> TrustDocument.read(document, root));
    in(TRUST, () -> require(manifest.trust(), trust.version(), document));
    return trust;
  }

  private BenefitPolicy policy(Manifest manifest, RootDocument root) throws Rejection, IOException {
    byte[] document = edition(POLICY, manifest.policy(), PolicyDocument.LARGEST);
    BenefitPolicy policy = in(POLICY, () -> PolicyDocument.read(document, root));
    in(POLICY, () -> require(manifest.policy(), policy.version(), document));
    return policy;
  }

  /** Returns a document that the manifest names: the one that is known, if it is still that. */
  private byte[] edition(String name, Manifest.Edition edition, int atMost)
      throws Rejection, IOException {
    Optional<byte[]> known = before.document(name).filter(edition::isOf);
    byte[] document = known.isPresent() ? known.get() : required(name, atMost);
    documents.put(name, document);
    return document;
  }

  private byte[] required(String name, int atMost) throws Rejection, IOException {
    return source
        .read(name, atMost)
        .orElseThrow(() -> new Rejection(Reason.DOCUMENT_MISSING, name));
  }

  private static boolean require(Manifest.Edition edition, long version, byte[] document)
      throws Rejection {
    if (edition.version() != version || !edition.isOf(document)) {
      throw new Rejection(
          Reason.MANIFEST_MISMATCH, "version " + version + ", not " + edition.version());
    }
    return true;
  }

  private boolean requireNotOlder(Manifest manifest) throws Rejection {
    requireNotOlder("version", manifest.version(), ratchet.manifest());
    requireNotOlder("root", manifest.root().version(), ratchet.root());
    requireNotOlder("trust", manifest.trust().version(), ratchet.trust());
    requireNotOlder("policy", manifest.policy().version(), ratchet.policy());
    requireNotOlder("status", manifest.status().version(), ratchet.status());
    return true;
  }

  private static void requireNotOlder(String what, long version, long taken) throws Rejection {
    if (version < taken) {
      throw new Rejection(Reason.ROLLBACK, what + " " + version + " after " + taken);
    }
  }

  /** Returns the status lists in the manifest's order: as they are, by a delta, or anew. */
  private List<StatusList> lists(Manifest manifest, TrustList trust) throws Rejection, IOException {
    for (Manifest.ListEntry entry : manifest.status().lists()) {
      if (!trust.statusKey(entry.kid(), entry.uri()).isPresent()) {
        throw new Rejection(
            Reason.DOCUMENT_SIGNATURE_INVALID, MANIFEST + ": no status key for list " + entry.id());
      }
    }
    if (before.content().isPresent()) {
      Manifest.Status known = before.content().get().manifest().status();
      List<StatusList> here = new ArrayList<>(before.statusLists().values());
      if (manifest.status().isAs(known)) {
        return asOf(manifest, here);
      }
      Optional<List<StatusList>> changed = byDelta(manifest, known, here);
      if (changed.isPresent()) {
        return changed.get();
      }
    }
    return anew(manifest, trust);
  }

  private static List<StatusList> asOf(Manifest manifest, List<StatusList> lists) {
    List<StatusList> renewed = new ArrayList<>();
    for (StatusList list : lists) {
      renewed.add(
          list.asOf(manifest.issued(), manifest.issued().plus(manifest.ttl()), manifest.expires()));
    }
    return renewed;
  }

  /**
   * Returns the lists after deltas; nothing if some are missing, or the outcome is not the state.
   */
  private Optional<List<StatusList>> byDelta(
      Manifest manifest, Manifest.Status known, List<StatusList> here) throws IOException {
    Manifest.Status status = manifest.status();
    Optional<Long> base =
        status.deltasFrom().stream().filter(v -> v >= known.version()).findFirst();
    if (!base.isPresent() || !status.goesOnFrom(known)) {
      return Optional.empty();
    }
    List<StatusList> changed = new ArrayList<>(here);
    for (Manifest.ListEntry entry : status.lists().subList(here.size(), status.lists().size())) {
      changed.add(kept(manifest, entry, new byte[entry.size() / 8])); // a list begins all valid
    }
    try {
      if (base.get() > known.version()) { // in two steps, by way of the next version that has one
        changed = delta(known.version(), base.get()).applyTo(changed);
      }
      changed = asOf(manifest, delta(base.get(), status.version()).applyTo(changed));
      requireState(manifest, changed);
      return Optional.of(changed);
    } catch (Rejection deltaThatDoesNotFit) {
      return Optional.empty(); // the lists themselves decide
    }
  }

  private StatusDelta delta(long from, long to) throws Rejection, IOException {
    return StatusDelta.read(required("deltas/" + from + "-" + to + ".ydd", StatusDelta.LARGEST));
  }

  private List<StatusList> anew(Manifest manifest, TrustList trust) throws Rejection, IOException {
    List<StatusList> lists = new ArrayList<>();
    source.expect(manifest.status().lists().size());
    for (Manifest.ListEntry entry : manifest.status().lists()) {
      byte[] token = token(entry.id());
      lists.add(in("status list " + entry.id(), () -> read(entry, token, trust)));
    }
    requireState(manifest, lists);
    return asOf(manifest, lists);
  }

  private byte[] token(int number) throws Rejection, IOException {
    String name = "lists/" + number;
    Optional<byte[]> cwt = source.read(name + ".cwt", StatusListToken.LARGEST);
    return cwt.isPresent() ? cwt.get() : required(name + ".jwt", StatusListToken.LARGEST);
  }

  private static StatusList read(Manifest.ListEntry entry, byte[] token, TrustList trust)
      throws Rejection {
    StatusList list = StatusListToken.read(token, trust);
    if (!list.uri().equals(entry.uri())) {
      throw new Rejection(Reason.LIST_URI_MISMATCH, list.uri());
    }
    if (list.size() != entry.size() || list.bits() != 1) {
      throw new Rejection(Reason.MANIFEST_MISMATCH, list.size() + " entries");
    }
    return list;
  }

  /** Returns the lists whose entries were kept in one file. */
  private List<StatusList> keptLists(Manifest manifest) throws Rejection, IOException {
    int length = 0;
    for (Manifest.ListEntry entry : manifest.status().lists()) {
      length += entry.size() / 8;
    }
    byte[] entries = required(Snapshot.ENTRIES, length);
    if (entries.length != length) {
      throw new Rejection(
          Reason.MANIFEST_MISMATCH, Snapshot.ENTRIES + ": " + entries.length + " bytes");
    }
    List<StatusList> lists = new ArrayList<>();
    int at = 0;
    for (Manifest.ListEntry entry : manifest.status().lists()) {
      int end = at + entry.size() / 8;
      lists.add(kept(manifest, entry, Arrays.copyOfRange(entries, at, end)));
      at = end;
    }
    requireState(manifest, lists);
    return lists;
  }

  private static StatusList kept(Manifest manifest, Manifest.ListEntry entry, byte[] entries) {
    Instant issued = manifest.issued();
    return StatusList.of(
        entry.uri(), 1, entries, issued, issued.plus(manifest.ttl()), manifest.expires());
  }

  private static void requireState(Manifest manifest, List<StatusList> lists) throws Rejection {
    Manifest.Status status = manifest.status();
    if (!status.state().equals(StatusList.state(status.state().kind(), lists))) {
      throw new Rejection(Reason.MANIFEST_MISMATCH, "status lists: not the manifest's state");
    }
  }
}
