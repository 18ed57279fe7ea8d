package org.youdai.benchmarks;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.TrustedTime;
import org.youdai.Verifier;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.CredentialIssuer;
import org.youdai.authority.HolderPhone;
import org.youdai.authority.SandboxAuthority;
import org.youdai.authority.SigningKey;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.decision.Decision;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.envelope.Cwt;
import org.youdai.policy.VenueProfile;
import org.youdai.profile.Envelope;
import org.youdai.replay.MemoryGuard;
import org.youdai.replay.ReplayGuard;
import org.youdai.scan.QrText;
import org.youdai.status.StatusList;
import org.youdai.trust.KeyId;
import org.youdai.trust.SignatureAlgorithm;

/** A code for each reason why a text is not admitted, and who refuses it. */
final class Refusals {
  private static final Instant NOW = GenuineCodes.NOW;
  private static final Duration DAY = Duration.ofDays(1);
  private static final byte[] NO_SIGNATURE = new byte[SignatureAlgorithm.SIGNATURE_LENGTH];

  private final Map<Reason, Refusal> refusals = new EnumMap<>(Reason.class);
  private final SecureRandom random = GenuineCodes.seeded();
  private final SandboxAuthority authority = GenuineCodes.authority(SignatureAlgorithm.SM2);
  private final CredentialIssuer issuer = authority.issuer(0);
  private final SigningKey phone = SigningKey.generate(SignatureAlgorithm.SM2, random);

  /** A code, where it is shown, and when. */
  record Refusal(QrText text, VenueProfile venue, ReplayGuard guard, Verifier verifier) {
    Decision decide() {
      return verifier.verify(text, venue, guard);
    }
  }

  /** Makes all of them. */
  static Map<Reason, Refusal> all() {
    Refusals all = new Refusals();
    Verifier never = GenuineCodes.verifier(Snapshot::neverSynced);
    QrText good = all.issuer.issue(all.draft());
    QrText revoked = all.issuer.issue(all.draft());
    QrText killed = all.issuer.issue(all.draft());
    QrText live = new HolderPhone(all.phone, all.bound()).present(NOW);
    QrText ofRevokedKey = all.keyThatIsRevoked();
    all.authority.revoke(revoked).ifPresent(Refusals::fail);
    all.authority.kill(killed).ifPresent(Refusals::fail);
    Snapshot snapshot = all.snapshot();
    Verifier now = verifierAt(NOW, snapshot);
    all.malformed(now, good);
    all.signatures(now, ofRevokedKey);
    all.claims(now);
    all.presentations(now);
    all.states(now, revoked, killed);
    all.add(Reason.NEVER_SYNCED, never, good);
    all.add(Reason.LISTS_TOO_OLD, verifierAt(NOW.plus(DAY.multipliedBy(60)), snapshot), good);
    all.uses(now, good, live);
    return all.refusals;
  }

  private static void fail(Reason reason) {
    throw new IllegalStateException(reason.toString());
  }

  private static Verifier verifierAt(Instant at, Snapshot snapshot) {
    return new Verifier(
        () -> snapshot,
        TrustedTime.of(Clock.fixed(at, ZoneOffset.UTC), () -> 0),
        new SecureRandom());
  }

  private Snapshot snapshot() {
    ListSource files = ListSource.of(authority.publish(NOW));
    if (Snapshot.read(authority.anchor(), files) instanceof Snapshot.Ready ready) {
      return ready.snapshot();
    }
    throw new IllegalStateException("not a good publication");
  }

  private void add(Reason reason, Verifier verifier, QrText text) {
    add(reason, new Refusal(text, GenuineCodes.BUS, ReplayGuard.none(), verifier));
  }

  private void add(Reason reason, Refusal refusal) {
    Decision decision = refusal.decide();
    if (decision.reason() != reason) {
      throw new IllegalStateException(reason + " came out as " + decision.reason());
    }
    refusals.put(reason, refusal);
  }

  private CredentialDraft draft() {
    return draft(NOW, GenuineCodes.YEAR, authority.takePlace());
  }

  private static CredentialDraft draft(
      Instant issuedAt, Validity validity, StatusReference.InList place) {
    return CredentialDraft.of(DocumentKind.ELDERLY_CERTIFICATE, 60, issuedAt, validity, place);
  }

  private byte[] bound() {
    return issuer.issueBytes(draft().boundTo(phone.verifyingKey()));
  }

  private QrText keyThatIsRevoked() {
    authority.addIssuer(authority.issuers().get(0), SignatureAlgorithm.SM2, NOW);
    QrText text = authority.issuer(1).issue(draft());
    authority.revokeIssuerKey(1, NOW);
    return text;
  }

  private static QrText ours(byte[] bytes) {
    return QrText.of("YD1:" + Base45.encode(bytes));
  }

  private static byte[] header(long algorithm, int entries) {
    CborWriter header = new CborWriter().map(entries).integer(1).integer(algorithm);
    return entries == 1
        ? header.toBytes()
        : header.integer(4).byteString(new byte[KeyId.LENGTH]).toBytes();
  }

  private void malformed(Verifier now, QrText good) {
    String text = good.reveal();
    byte[] empty = new CborWriter().map(0).toBytes();
    add(Reason.NOT_OURS, now, QrText.of("https://www.example.com/pay?order=20261121000017"));
    add(Reason.TEXT_TOO_LONG, now, QrText.of("YD1:" + "A".repeat(1100)));
    add(Reason.TEXT_TRUNCATED, now, QrText.of("YD1:"));
    add(Reason.BAD_CHARACTER, now, QrText.of(text.substring(0, 100) + "a" + text.substring(101)));
    add(Reason.BAD_ENCODING, now, QrText.of("YD1:" + "Z".repeat(99)));
    add(Reason.WRONG_SHAPE, now, ours(new CborWriter().array(0).toBytes()));
    add(Reason.HEADER_NOT_ALLOWED, now, ours(CoseSign1.encode(header(-7, 1), empty, NO_SIGNATURE)));
    add(Reason.ALGORITHM_UNKNOWN, now, ours(CoseSign1.encode(header(-37, 2), empty, NO_SIGNATURE)));
  }

  private void signatures(Verifier now, QrText ofRevokedKey) {
    SigningKey stranger = SigningKey.generate(SignatureAlgorithm.SM2, random);
    add(Reason.ISSUER_UNKNOWN, now, new CredentialIssuer(stranger, random).issue(draft()));
    add(Reason.ALGORITHM_MISMATCH, now, signedWithOurKeyId(SignatureAlgorithm.ES256));
    add(Reason.ISSUER_KEY_REVOKED, now, ofRevokedKey);
    add(Reason.SIGNATURE_INVALID, now, signedWithOurKeyId(SignatureAlgorithm.SM2));
  }

  private QrText signedWithOurKeyId(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm, random);
    try {
      KeyId ours = Envelope.ofCose(issuer.issueBytes(draft())).kid();
      SigningKey renamed = SigningKey.of(ours, algorithm, key.secret(), random);
      return new CredentialIssuer(renamed, random).issue(draft());
    } catch (Rejection impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void claims(Verifier now) {
    add(Reason.CLAIM_MISSING, now, signed(new CborWriter().map(0)));
    add(Reason.CLAIM_MALFORMED, now, signed(new CborWriter().map(1).integer(Cwt.EXP).text("x")));
    add(Reason.KIND_UNKNOWN, now, signed(claims(5, 99)));
    add(
        Reason.CLAIM_UNKNOWN,
        now,
        signed(claims(6, DocumentKind.ELDERLY_CERTIFICATE.number()).integer(-65_538).integer(0)));
    add(
        Reason.ISSUED_OUTSIDE_KEY_VALIDITY,
        now,
        issuer.issue(draft(NOW.minus(DAY), GenuineCodes.YEAR, authority.takePlace())));
  }

  private QrText signed(CborWriter claims) {
    return ours(issuer.sign(claims.toBytes()));
  }

  private static CborWriter claims(int entries, int kind) {
    CborWriter claims = new CborWriter().map(entries);
    claims.integer(Cwt.EXP).integer(GenuineCodes.YEAR.notAfter().getEpochSecond());
    claims.integer(Cwt.NBF).integer(NOW.getEpochSecond());
    claims.integer(Cwt.IAT).integer(NOW.getEpochSecond());
    claims.integer(Cwt.CTI).byteString(new byte[16]);
    claims.integer(Cwt.BENEFIT_FACTS).array(4).integer(kind).integer(60);
    return claims.integer(0).integer(0);
  }

  private void presentations(Verifier now) {
    SigningKey other = SigningKey.generate(SignatureAlgorithm.SM2, random);
    SigningKey otherKind = SigningKey.generate(SignatureAlgorithm.ES256, random);
    HolderPhone holder = new HolderPhone(phone, bound());
    add(Reason.PRESENTATION_STRIPPED, now, ours(bound()));
    add(
        Reason.HOLDER_KEY_MISSING,
        now,
        new HolderPhone(phone, issuer.issueBytes(draft())).present(NOW));
    add(Reason.HOLDER_ALGORITHM_MISMATCH, now, new HolderPhone(otherKind, bound()).present(NOW));
    add(Reason.HOLDER_SIGNATURE_INVALID, now, new HolderPhone(other, bound()).present(NOW));
    add(Reason.PRESENTATION_STALE, now, holder.present(NOW.minus(DAY)));
    add(Reason.PRESENTATION_FROM_THE_FUTURE, now, holder.present(NOW.plus(DAY)));
  }

  private void states(Verifier now, QrText revoked, QrText killed) {
    Validity past = new Validity(NOW.minus(DAY), NOW);
    Validity future = new Validity(NOW.plus(DAY), NOW.plus(DAY.multipliedBy(2)));
    add(Reason.NOT_YET_VALID, now, issuer.issue(draft(NOW, future, authority.takePlace())));
    add(Reason.EXPIRED, now, issuer.issue(draft(NOW, past, authority.takePlace())));
    add(Reason.REVOKED, now, revoked);
    add(Reason.KILLED, now, killed);
    add(
        Reason.STATUS_LIST_UNKNOWN,
        now,
        issuer.issue(draft(NOW, GenuineCodes.YEAR, new StatusReference.InList(60, 1))));
    add(
        Reason.STATUS_INDEX_OUT_OF_RANGE,
        now,
        issuer.issue(
            draft(NOW, GenuineCodes.YEAR, new StatusReference.InList(0, StatusList.MOST_ENTRIES))));
  }

  private void uses(Verifier now, QrText good, QrText live) {
    VenueProfile bus = GenuineCodes.BUS.withReuseInterval(DAY);
    MemoryGuard guard = MemoryGuard.remembering(MemoryGuard.ONE_GATE, () -> 0);
    Refusal again = new Refusal(good, bus, guard, now);
    Refusal replayed = new Refusal(live, GenuineCodes.BUS, guard, now);
    again.decide();
    replayed.decide();
    add(Reason.USED_RECENTLY, again);
    add(Reason.PRESENTATION_REPLAYED, replayed);
  }
}
