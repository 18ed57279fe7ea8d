package org.youdai.android.scanner;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.credential.Validity;
import org.youdai.gate.Device;
import org.youdai.gate.Gate;
import org.youdai.gate.GateProfile;
import org.youdai.journal.Journal;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.replay.MemoryGuard;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;

/** A gate of a bus in the sandbox, and a code that it admits. */
final class SandboxGate {
  private static final Instant NOW = Instant.parse("2026-11-21T03:30:00Z");
  private static final Sandbox SANDBOX = Sandbox.create();

  final Gate gate;
  private volatile Runnable whileDeciding = () -> {};

  SandboxGate() {
    VenueProfile bus = VenueProfile.of("bus-1", VenueCategory.TRANSIT, Ownership.GOVERNMENT);
    this.gate =
        new Gate(
            GateProfile.of(bus),
            this::snapshot,
            MemoryGuard.remembering(MemoryGuard.ONE_GATE, () -> 0),
            Journal.none(),
            new Device(Clock.fixed(NOW, ZoneOffset.UTC), () -> 0, new SecureRandom()));
  }

  private record Sandbox(QrText code, Snapshot snapshot) {
    static Sandbox create() {
      SecureRandom random;
      try {
        random = SecureRandom.getInstance("SHA1PRNG");
      } catch (NoSuchAlgorithmException impossible) {
        throw new AssertionError(impossible);
      }
      random.setSeed(1); // the same code in every run
      SandboxAuthority authority =
          SandboxAuthority.create(
              SignatureAlgorithm.SM2, PolicyLibrary.policy("shandong"), NOW, random);
      authority.addIssuer(new Issuer("370100", "沙盒", "Sandbox"), SignatureAlgorithm.SM2, NOW);
      Validity year = new Validity(NOW, NOW.plus(Duration.ofDays(365)));
      QrText code = authority.issue(0, 60, NOW, year);
      ListSource lists = ListSource.of(authority.publish(NOW));
      return new Sandbox(
          code, ((Snapshot.Ready) Snapshot.read(authority.anchor(), lists)).snapshot());
    }
  }

  static QrText code() {
    return SANDBOX.code();
  }

  static GrayImage picture() {
    return new QrWriter(3).draw(code());
  }

  private Snapshot snapshot() {
    whileDeciding.run();
    return SANDBOX.snapshot();
  }

  /** Has something done within every decision from now on. */
  void whileDeciding(Runnable step) {
    whileDeciding = step;
  }
}
