package org.youdai.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.TrustedTime;
import org.youdai.Verifier;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.CredentialIssuer;
import org.youdai.authority.HolderPhone;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.authority.SigningKey;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.decision.Rejection;
import org.youdai.feed.FolderSource;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.lists.RootDocument;
import org.youdai.internal.lists.TrustDocument;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.profile.Envelope;
import org.youdai.profile.IssuerKeys;
import org.youdai.profile.Profile;
import org.youdai.scan.QrText;
import org.youdai.trust.Issuer;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustAnchor;
import org.youdai.trust.TrustList;
import org.youdai.trust.VerifyingKey;

/** Codes of one sandbox issuer, every one different and in force, and a snapshot that trusts it. */
final class GenuineCodes {
  /** Where every code is free of charge. */
  static final VenueProfile BUS =
      VenueProfile.of("bus-1", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  /** The time at which everything takes place: a Saturday, 11:30 in China. */
  static final Instant NOW = Instant.parse("2026-11-21T03:30:00Z");

  /** When a credential of these codes is in force. */
  static final Validity YEAR = new Validity(NOW, NOW.plus(Duration.ofDays(365)));

  /** More than anything that remembers codes has room for, so that each comes as a new one. */
  static final String ENOUGH = "16384";

  /** The folder in which codes are kept between processes; without it each makes its own. */
  private static final String KEPT_IN = "youdai.codes";

  private static final int PREFIX_LENGTH = "YD1:".length();
  private static final int PHONES = 256;
  private static final int TURNS = 16;
  private static final String CODES = "codes.txt";

  private final Publication publication;
  private final List<QrText> texts;

  private GenuineCodes(Publication publication, List<QrText> texts) {
    this.publication = publication;
    this.texts = texts;
  }

  /** What a code is. */
  enum Form {
    /** A static code of ours. */
    STATIC,
    /** A static code as a compact JWS. */
    JWS,
    /** A phone's live code; each has a credential of its own, of 256 phones. */
    LIVE,
    /** A phone's live code; each credential comes sixteen times, in turn with the others. */
    LIVE_AGAIN,
    /** A health certificate of the EU. */
    HEALTH
  }

  /** What a sandbox has published, and what comes of it. */
  private record Publication(TrustAnchor anchor, Snapshot snapshot, TrustList trust) {
    static Publication read(TrustAnchor anchor, ListSource source) {
      try {
        if (!(Snapshot.read(anchor, source) instanceof Snapshot.Ready ready)) {
          throw new IllegalStateException("not a good publication");
        }
        byte[] trust = source.read("trust.json", 1 << 20).orElseThrow();
        return new Publication(
            anchor, ready.snapshot(), TrustDocument.read(trust, RootDocument.read(anchor)));
      } catch (Rejection | IOException wrong) {
        throw new IllegalStateException(wrong);
      }
    }
  }

  static GenuineCodes issue(SignatureAlgorithm algorithm, int count) {
    return issue(Form.STATIC, algorithm, count);
  }

  /** Issues codes; a phone signs with the issuer's algorithm. */
  static GenuineCodes issue(Form form, SignatureAlgorithm algorithm, int count) {
    SandboxAuthority authority = authority(algorithm);
    List<QrText> texts = texts(authority, form, algorithm, count);
    ListSource files = ListSource.of(authority.publish(NOW));
    return new GenuineCodes(Publication.read(authority.anchor(), files), texts);
  }

  /** Returns an authority with one issuer; the same one every time. */
  static SandboxAuthority authority(SignatureAlgorithm algorithm) {
    SandboxAuthority authority =
        SandboxAuthority.create(
            SignatureAlgorithm.SM2, PolicyLibrary.policy("shandong"), NOW, seeded());
    authority.addIssuer(new Issuer("370100", "沙盒签发机构", "Sandbox issuer"), algorithm, NOW);
    return authority;
  }

  /**
   * Returns as many codes as {@link #issue(Form, SignatureAlgorithm, int)} would issue, which takes
   * seconds for thousands: if the property {@code youdai.codes} names a folder, they are kept there
   * for the next process.
   */
  static GenuineCodes kept(Form form, SignatureAlgorithm algorithm, int count) {
    String keptIn = System.getProperty(KEPT_IN, "");
    if (keptIn.isEmpty()) {
      return issue(form, algorithm, count);
    }
    Path folder = Path.of(keptIn, form + "-" + algorithm + "-" + count);
    try {
      keep(form, algorithm, count, folder);
      TrustAnchor anchor = TrustAnchor.of(Files.readAllBytes(folder.resolve("root.json")));
      List<QrText> texts = new ArrayList<>();
      for (String line : Files.readAllLines(folder.resolve(CODES))) {
        texts.add(QrText.of(line));
      }
      return new GenuineCodes(Publication.read(anchor, FolderSource.of(folder)), texts);
    } catch (IOException noDisk) {
      throw new UncheckedIOException(noDisk);
    }
  }

  /** Issues codes and keeps them, with what their issuer publishes, unless the folder is there. */
  static void keep(Form form, SignatureAlgorithm algorithm, int count, Path folder)
      throws IOException {
    if (Files.exists(folder)) {
      return;
    }
    SandboxAuthority authority = authority(algorithm);
    List<QrText> texts = texts(authority, form, algorithm, count);
    Path half = folder.resolveSibling(folder.getFileName() + "." + ProcessHandle.current().pid());
    for (Map.Entry<String, byte[]> file : authority.publish(NOW).entrySet()) {
      Path path = half.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Files.write(half.resolve(CODES), texts.stream().map(QrText::reveal).toList());
    Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE); // whole or not at all
  }

  private static List<QrText> texts(
      SandboxAuthority authority, Form form, SignatureAlgorithm algorithm, int count) {
    return switch (form) {
      case STATIC -> times(count, () -> authority.issuer(0).issue(draft(authority)));
      case JWS -> times(count, () -> jws(authority));
      case LIVE -> live(authority, algorithm, Math.min(PHONES, count), count, count);
      case LIVE_AGAIN -> {
        int phones = Math.max(1, count / TURNS);
        yield live(authority, algorithm, phones, phones, count);
      }
      case HEALTH -> HealthCertificate.issue(authority.issuer(0), count);
    };
  }

  private static List<QrText> times(int count, Supplier<QrText> issue) {
    List<QrText> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(issue.get());
    }
    return texts;
  }

  private static CredentialDraft draft(SandboxAuthority authority) {
    return CredentialDraft.of(
        DocumentKind.ELDERLY_CERTIFICATE, 60, NOW, YEAR, authority.takePlace());
  }

  private static QrText jws(SandboxAuthority authority) {
    CredentialDraft draft = draft(authority);
    StatusReference.InList place = draft.place();
    return authority.issuer(0).issueJws(draft, SandboxAuthority.URI_PREFIX + place.list());
  }

  private static List<QrText> live(
      SandboxAuthority authority,
      SignatureAlgorithm algorithm,
      int phones,
      int credentials,
      int count) {
    CredentialIssuer issuer = authority.issuer(0);
    SecureRandom random = seeded();
    List<SigningKey> keys = new ArrayList<>();
    for (int i = 0; i < phones; i++) {
      keys.add(SigningKey.generate(algorithm, random));
    }
    List<HolderPhone> holders = new ArrayList<>();
    for (int i = 0; i < credentials; i++) {
      SigningKey key = keys.get(i % phones);
      byte[] credential = issuer.issueBytes(draft(authority).boundTo(key.verifyingKey()));
      holders.add(new HolderPhone(key, credential));
    }
    List<QrText> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Another second at each turn: Ed25519 and ES256 sign the same bytes the same way.
      texts.add(holders.get(i % credentials).present(NOW.minusSeconds(i / credentials)));
    }
    return texts;
  }

  /** Returns the same numbers in every run, so that every run measures the same codes. */
  static SecureRandom seeded() {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(1);
      return random;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  Snapshot snapshot() {
    return publication.snapshot();
  }

  /** Returns a verifier as a gate would make it, but for the clock, which stands. */
  static Verifier verifier(Supplier<Snapshot> snapshots) {
    return verifier(Profile.standard(), snapshots);
  }

  /** Returns such a verifier of the codes of {@code profiles}. */
  static Verifier verifier(List<Profile> profiles, Supplier<Snapshot> snapshots) {
    return new Verifier(
        profiles,
        snapshots,
        TrustedTime.of(Clock.fixed(NOW, ZoneOffset.UTC), System::nanoTime),
        new SecureRandom());
  }

  IssuerKey issuer() {
    return publication.trust().issuerKeys().get(0);
  }

  VerifyingKey issuerKey() {
    return issuer().key();
  }

  /** Returns the issuer's key as a verifier prepares it: its table is made in the background. */
  IssuerKeys issuerKeys() {
    try {
      IssuerKeys keys = IssuerKeys.of(publication.trust());
      keys.makeTables();
      return keys;
    } catch (Rejection rejection) {
      throw new IllegalStateException(rejection);
    }
  }

  List<QrText> texts() {
    return texts;
  }

  /** Returns what is inside the static codes, in the same order. */
  List<Envelope> envelopes() {
    List<Envelope> envelopes = new ArrayList<>();
    for (QrText text : texts) {
      try {
        envelopes.add(Envelope.ofBase45Cose(text.reveal(), PREFIX_LENGTH));
      } catch (Rejection rejection) {
        throw new IllegalStateException(rejection);
      }
    }
    return envelopes;
  }

  /** Returns what the signatures of the static codes are over, in the same order. */
  List<byte[]> messages() {
    return parsed().stream().map(CoseSign1::toBeSigned).toList();
  }

  /** Returns the signatures of the static codes: 64 bytes each, in the same order. */
  List<byte[]> signatures() {
    return parsed().stream().map(CoseSign1::signature).toList();
  }

  private List<CoseSign1> parsed() {
    List<CoseSign1> messages = new ArrayList<>();
    for (QrText text : texts) {
      try {
        messages.add(
            CoseSign1.parse(Base45.decode(text.reveal(), PREFIX_LENGTH), Rules.DETERMINISTIC));
      } catch (Rejection rejection) {
        throw new IllegalStateException(rejection);
      }
    }
    return messages;
  }
}
