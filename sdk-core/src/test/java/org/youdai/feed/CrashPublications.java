package org.youdai.feed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.TrustedTime;
import org.youdai.Verifier;
import org.youdai.authority.SandboxAuthority;
import org.youdai.decision.Reason;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.trust.Issuer;
import org.youdai.trust.Ratchet;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustAnchor;

/**
 * Publications of one authority, each in a folder with its number, and what is to be decided by
 * each of them about some codes. No two of them decide alike: what serves is known by its verdicts.
 */
final class CrashPublications {
  /** The codes that are revoked and reinstated: bit by bit the number of status lists so far. */
  private static final int COUNTING = 10;

  /** The codes that the trust list kills, one after the other. */
  private static final int KILLED = 10;

  /** Each so many publications, something other than the status lists changes. */
  private static final int TRUST_EVERY = 20;

  private static final int ROOT_EVERY = 12;
  private static final int MANIFEST_KEY_EVERY = 46;
  private static final int ISSUER_KEY_EVERY = 17;

  /** Each so many, the lists come as a whole. */
  private static final int FULL_EVERY = 3;

  private static final VenueProfile BUS =
      VenueProfile.of("bus-1", VenueCategory.TRANSIT, Ownership.GOVERNMENT);
  private static final Clock CLOCK = Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC);

  private final Path folder;
  private final List<String> states;
  private final List<QrText> codes;

  private CrashPublications(Path folder, List<String> states, List<QrText> codes) {
    this.folder = folder;
    this.states = states;
    this.codes = codes;
  }

  /** Returns what {@link #write} has written. */
  static CrashPublications in(Path folder) throws IOException {
    return new CrashPublications(
        folder,
        Files.readAllLines(folder.resolve("states")),
        Files.readAllLines(folder.resolve("codes")).stream().map(QrText::of).toList());
  }

  /** Writes so many publications, at most 200. */
  static CrashPublications write(Path folder, int count, long seed) throws IOException {
    SandboxAuthority authority = TestAuthority.create(seed, SignatureAlgorithm.ED25519).authority;
    authority.addIssuer(
        new Issuer("370200", "另一座城市", "Another city"), SignatureAlgorithm.SM2, TestAuthority.NOW);
    List<QrText> codes = new ArrayList<>();
    for (int i = 0; i < COUNTING + KILLED; i++) {
      codes.add(authority.issue(0, 60, TestAuthority.ISSUED_AT, TestAuthority.IN_FORCE));
    }
    Files.createDirectories(folder);
    Files.write(folder.resolve("root.json"), authority.anchor().rootDocument());
    Files.write(folder.resolve("codes"), codes.stream().map(QrText::reveal).toList());
    List<String> states = new ArrayList<>();
    int counted = 0;
    int killed = 0;
    int roots = 1;
    int manifest = 0;
    for (int number = 1; number <= count; number++) {
      if (number % ROOT_EVERY == 0) {
        authority.rotateRoot(TestAuthority.NOW.minus(Duration.ofHours(2)));
        roots++;
      }
      if (number % MANIFEST_KEY_EVERY == 23) {
        authority.rotateManifestKey(TestAuthority.NOW.minus(Duration.ofHours(2)));
        authority = withManifestVersionsFromOneOn(authority, seed + number);
        roots++;
        manifest = 0;
      }
      if (number % ISSUER_KEY_EVERY == 8) {
        authority.renewIssuerKey(1, TestAuthority.NOW);
      }
      if (number % TRUST_EVERY == 10) {
        require(authority.kill(codes.get(COUNTING + killed++)).isEmpty());
      } else {
        count(authority, codes, counted, ++counted);
      }
      manifest++;
      write(folder.resolve(Integer.toString(number)), authority, number % FULL_EVERY != 0);
      states.add(roots + "/" + manifest + " " + expected(counted, killed));
    }
    Files.write(folder.resolve("states"), states);
    return in(folder);
  }

  /** Whoever has a new manifest key may count from 1 again. */
  private static SandboxAuthority withManifestVersionsFromOneOn(
      SandboxAuthority authority, long seed) {
    String saved = new String(authority.save(), StandardCharsets.UTF_8);
    String fromOneOn = saved.replaceFirst("\"manifestVersion\":\\d+", "\"manifestVersion\":0");
    return SandboxAuthority.load(
        fromOneOn.getBytes(StandardCharsets.UTF_8), TestAuthority.random(seed));
  }

  private static void count(SandboxAuthority authority, List<QrText> codes, int before, int after) {
    for (int bit = 0; bit < COUNTING; bit++) {
      boolean isRevoked = (after >> bit & 1) == 1;
      if (isRevoked != ((before >> bit & 1) == 1)) {
        QrText code = codes.get(bit);
        require((isRevoked ? authority.revoke(code) : authority.reinstate(code)).isEmpty());
      }
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("the authority does not know its own code");
    }
  }

  private static void write(Path folder, SandboxAuthority authority, boolean hasDeltas)
      throws IOException {
    Map<String, byte[]> files = authority.publish(TestAuthority.NOW.minus(Duration.ofHours(1)));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (hasDeltas || !file.getKey().startsWith("deltas/")) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
    }
  }

  private static String expected(int counted, int killed) {
    StringJoiner verdicts = new StringJoiner(" ");
    for (int bit = 0; bit < COUNTING; bit++) {
      verdicts.add(((counted >> bit & 1) == 1 ? Reason.REVOKED : Reason.BENEFIT_GRANTED).name());
    }
    for (int i = 0; i < KILLED; i++) {
      verdicts.add((i < killed ? Reason.KILLED : Reason.BENEFIT_GRANTED).name());
    }
    return verdicts.toString();
  }

  /** Returns how many there are. */
  int count() {
    return states.size();
  }

  /** Returns the publication with a number from 1 on. */
  ListSource source(int number) {
    return FolderSource.of(folder.resolve(Integer.toString(number)));
  }

  /** Returns a feed that begins with what {@code store} has kept. */
  SnapshotFeed open(ListStore store) throws IOException {
    TrustAnchor anchor = TrustAnchor.of(Files.readAllBytes(folder.resolve("root.json")));
    return SnapshotFeed.open(anchor, source(1), store, CLOCK);
  }

  /** Returns the number of the publication that a snapshot is of; 0 if it is of none. */
  int numberOf(Snapshot snapshot) {
    return snapshot.isSynced()
        ? numberOf(snapshot.parts().get(0).version(), snapshot.manifestVersion())
        : 0;
  }

  /** Returns the number of the publication that was taken last; 0 if none was. */
  int numberOf(Ratchet ratchet) {
    return ratchet.equals(Ratchet.NONE) ? 0 : numberOf(ratchet.root(), ratchet.manifest());
  }

  private int numberOf(long root, long manifest) {
    for (int i = 0; i < states.size(); i++) {
      if (states.get(i).startsWith(root + "/" + manifest + " ")) {
        return i + 1;
      }
    }
    throw new IllegalStateException("never published: root " + root + ", manifest " + manifest);
  }

  /** Returns what is to be decided by a publication; by number 0, which is none, nothing is. */
  String expected(int number) {
    return number == 0
        ? ""
        : states.get(number - 1).substring(states.get(number - 1).indexOf(' ') + 1);
  }

  /** Returns what is decided by a snapshot; nothing if there are no lists. */
  String verdicts(Snapshot snapshot) {
    StringJoiner verdicts = new StringJoiner(" ");
    if (snapshot.isSynced()) {
      Verifier verifier =
          new Verifier(() -> snapshot, TrustedTime.of(CLOCK, () -> 0), new Random(1));
      codes.forEach(code -> verdicts.add(verifier.verify(code, BUS).reason().name()));
    }
    return verdicts.toString();
  }
}
