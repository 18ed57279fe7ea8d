package org.youdai;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.youdai.authority.CredentialIssuer;
import org.youdai.authority.DocumentWriter;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.authority.SigningKey;
import org.youdai.authority.StatusListWriter;
import org.youdai.credential.Validity;
import org.youdai.decision.Decision;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.trust.Issuer;
import org.youdai.trust.Manifest;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustAnchor;

/** A sandbox authority with fixed randomness, and verifiers that trust it. */
public final class TestAuthority {
  /**
   * The instant at which tests take place unless they say otherwise: a Saturday, 11:30 in China.
   */
  public static final Instant NOW = Instant.parse("2026-11-21T03:30:00Z");

  /** A year around {@link #NOW}. */
  public static final Validity IN_FORCE =
      new Validity(NOW.minus(Duration.ofDays(30)), NOW.plus(Duration.ofDays(335)));

  /** When the test credentials were signed. */
  public static final Instant ISSUED_AT = NOW.minus(Duration.ofDays(30));

  public final SandboxAuthority authority;

  private TestAuthority(SandboxAuthority authority) {
    this.authority = authority;
  }

  public static TestAuthority create(long seed, SignatureAlgorithm... issuers) {
    SandboxAuthority authority =
        SandboxAuthority.create(
            SignatureAlgorithm.SM2,
            PolicyLibrary.policy("shandong"),
            NOW.minus(Duration.ofDays(100)),
            random(seed));
    int number = 0;
    for (SignatureAlgorithm algorithm : issuers) {
      String city = Integer.toString(370100 + 100 * number++);
      authority.addIssuer(
          new Issuer(city, "沙盒签发机构" + city, "Sandbox issuer " + city),
          algorithm,
          NOW.minus(Duration.ofDays(100)));
    }
    return new TestAuthority(authority);
  }

  /** Returns a generator whose numbers depend on the seed alone. */
  public static SecureRandom random(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public QrText issue(int ageOver) {
    return authority.issue(0, ageOver, ISSUED_AT, IN_FORCE);
  }

  public CredentialIssuer issuer() {
    return authority.issuer(0);
  }

  /** Returns the files that the authority publishes an hour before {@link #NOW}. */
  public Map<String, byte[]> publish() {
    return authority.publish(NOW.minus(Duration.ofHours(1)));
  }

  public Snapshot snapshot() {
    Snapshot.Reading reading = Snapshot.read(authority.anchor(), ListSource.of(publish()));
    assertThat(reading).isInstanceOf(Snapshot.Ready.class);
    return ((Snapshot.Ready) reading).snapshot();
  }

  /** Returns a manifest of the documents given and of one status list, number 0. */
  public static byte[] manifest(
      SigningKey key,
      TrustAnchor anchor,
      Manifest.Edition trust,
      Manifest.Edition policy,
      StatusListWriter list,
      SigningKey statusKey,
      Instant issued) {
    Manifest.Status status =
        new Manifest.Status(
            1,
            StatusListWriter.state(List.of(list)),
            List.of(list.manifestEntry(0, statusKey)),
            List.of());
    Manifest manifest =
        new Manifest(
            1,
            issued,
            issued.plus(Duration.ofDays(3)),
            Duration.ofMinutes(15),
            Manifest.Edition.of(1, anchor.rootDocument()),
            trust,
            policy,
            status);
    return DocumentWriter.manifest(manifest, List.of(key));
  }

  /** Returns a time that stands still. */
  public static TrustedTime timeAt(Instant now) {
    return TrustedTime.of(Clock.fixed(now, ZoneOffset.UTC), () -> 0);
  }

  /** Returns files by their names, as a source. */
  public static ListSource files(byte[] manifest, byte[] trust, byte[] policy, byte[] statusList) {
    return ListSource.of(
        Map.of(
            "manifest.json", manifest,
            "trust.json", trust,
            "policy.json", policy,
            "lists/0.cwt", statusList));
  }

  public static Verifier verifier(Snapshot snapshot, Instant now) {
    return new Verifier(() -> snapshot, timeAt(now), new Random(1));
  }

  public Decision decide(QrText text, VenueProfile venue) {
    return verifier(snapshot(), NOW).verify(text, venue);
  }
}
