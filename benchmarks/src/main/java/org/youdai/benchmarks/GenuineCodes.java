package org.youdai.benchmarks;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.TrustedTime;
import org.youdai.Verifier;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.credential.Validity;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.lists.RootDocument;
import org.youdai.internal.lists.TrustDocument;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/** Codes of one sandbox issuer, every one different and in force, and a snapshot that trusts it. */
final class GenuineCodes {
  /** Where every code is free of charge. */
  static final VenueProfile BUS =
      VenueProfile.of("bus-1", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  /** The time at which everything takes place: a Saturday, 11:30 in China. */
  static final Instant NOW = Instant.parse("2026-11-21T03:30:00Z");

  private static final int PREFIX_LENGTH = "YD1:".length();

  private final Snapshot snapshot;
  private final VerifyingKey issuerKey;
  private final List<QrText> texts;

  private GenuineCodes(Snapshot snapshot, VerifyingKey issuerKey, List<QrText> texts) {
    this.snapshot = snapshot;
    this.issuerKey = issuerKey;
    this.texts = texts;
  }

  static GenuineCodes issue(SignatureAlgorithm algorithm, int count) {
    SandboxAuthority authority =
        SandboxAuthority.create(
            SignatureAlgorithm.SM2, PolicyLibrary.policy("shandong"), NOW, seeded());
    Issuer issuer = new Issuer("370100", "沙盒签发机构", "Sandbox issuer");
    authority.addIssuer(issuer, algorithm, NOW);
    Validity year = new Validity(NOW, NOW.plus(Duration.ofDays(365)));
    List<QrText> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(authority.issue(0, 60, NOW, year));
    }
    Map<String, byte[]> files = authority.publish(NOW);
    byte[] trust = file(files, "trust.json");
    Snapshot.Reading reading = Snapshot.read(authority.anchor(), ListSource.of(files));
    if (!(reading instanceof Snapshot.Ready ready)) {
      throw new IllegalStateException(reading.toString());
    }
    try {
      RootDocument root = RootDocument.read(authority.anchor());
      VerifyingKey key = TrustDocument.read(trust, root).issuerKeys().get(0).key();
      return new GenuineCodes(ready.snapshot(), key, texts);
    } catch (Rejection rejection) {
      throw new IllegalStateException(rejection);
    }
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

  private static byte[] file(Map<String, byte[]> files, String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** Returns a verifier as a gate would make it, but for the clock, which stands. */
  static Verifier verifier(Supplier<Snapshot> snapshots) {
    return new Verifier(
        snapshots,
        TrustedTime.of(Clock.fixed(NOW, ZoneOffset.UTC), System::nanoTime),
        new SecureRandom());
  }

  VerifyingKey issuerKey() {
    return issuerKey;
  }

  List<QrText> texts() {
    return texts;
  }

  /** Returns the signed messages inside the codes, in the same order. */
  List<CoseSign1> messages() {
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
