package org.youdai;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.youdai.credential.Credential;
import org.youdai.credential.StatusReference;
import org.youdai.decision.Alternative;
import org.youdai.decision.Circumstances;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.policy.Benefit;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.VenueProfile;
import org.youdai.profile.AuthenticPayload;
import org.youdai.profile.Claims;
import org.youdai.profile.Envelope;
import org.youdai.profile.HolderProof;
import org.youdai.profile.Profile;
import org.youdai.profile.SignatureCheck;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrScanner;
import org.youdai.scan.QrText;
import org.youdai.status.Freshness;
import org.youdai.status.StatusList;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.VerifyingKey;

/**
 * A picture or a text goes in, one {@link Decision} comes out, with no network on the way. Throws
 * for no input. Safe for use by several threads.
 */
public final class Verifier {
  private final List<Profile> profiles;
  private final Supplier<Snapshot> snapshots;
  private final Clock clock;
  private final Random random;
  private final QrScanner scanner = new QrScanner();

  /**
   * Makes a verifier of this project's own codes.
   *
   * @param snapshots gives what is trusted now; asked once a verification, and must not block
   * @param clock the device's clock; read once a verification
   * @param random where decision ids come from; a {@link java.security.SecureRandom} as a rule
   */
  public Verifier(Supplier<Snapshot> snapshots, Clock clock, Random random) {
    this(Profile.standard(), snapshots, clock, random);
  }

  /** Makes a verifier of the codes of {@code profiles}; the first that recognises a text has it. */
  public Verifier(
      List<Profile> profiles, Supplier<Snapshot> snapshots, Clock clock, Random random) {
    this.profiles = List.copyOf(profiles);
    this.snapshots = snapshots;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Returns whether a text is for this verifier at all, from its first characters; what is not, a
   * gate hands on to the next system at once.
   */
  public boolean recognises(QrText text) {
    return profileOf(text).isPresent();
  }

  private Optional<Profile> profileOf(QrText text) {
    return Profile.recognising(profiles, text.reveal());
  }

  /**
   * Decides on the one certificate code in a picture. Codes of other kinds beside it are ignored.
   */
  public Decision verify(GrayImage picture, VenueProfile venue) {
    List<QrText> found = scanner.scan(picture);
    List<QrText> ours = found.stream().filter(this::recognises).collect(Collectors.toList());
    if (ours.size() == 1) {
      return verify(ours.get(0), venue);
    }
    Reason reason =
        found.isEmpty()
            ? Reason.NO_CODE_FOUND
            : ours.isEmpty() ? Reason.NOT_OURS : Reason.SEVERAL_CODES;
    return new Judgement(snapshots.get(), clock.instant(), venue).handOver(reason);
  }

  /** Decides on the text of a code. */
  public Decision verify(QrText text, VenueProfile venue) {
    // One snapshot and one instant: no verification sees half an update.
    return new Judgement(snapshots.get(), clock.instant(), venue).decide(text);
  }

  /** One verification: what it goes by, and the rulebook. */
  private final class Judgement {
    private final Snapshot snapshot;
    private final Instant now;
    private final VenueProfile venue;

    Judgement(Snapshot snapshot, Instant now, VenueProfile venue) {
      this.snapshot = snapshot;
      this.now = now;
      this.venue = venue;
    }

    Decision decide(QrText text) {
      try {
        Profile profile = profileOf(text).orElseThrow(() -> new Rejection(Reason.NOT_OURS));
        Envelope envelope = unwrap(profile, text);
        requireSupply();
        AuthenticPayload payload =
            SignatureCheck.authenticate(envelope, snapshot.issuerKeys(), now);
        Claims claims = read(profile, payload);
        Credential credential = claims.credential();
        requireIssuerMay(payload.signedWith(), credential);
        requireHolder(claims.holderKey(), envelope.holderProof());
        requireInForce(credential);
        Freshness freshness = requireNotRevoked(credential);
        return admitOrCharge(credential, freshness);
      } catch (Rejection rejection) {
        return handOver(rejection.reason());
      }
    }

    private Envelope unwrap(Profile profile, QrText text) throws Rejection {
      try {
        return profile.unwrap(text.reveal());
      } catch (RuntimeException brokenProfile) {
        throw new Rejection(Reason.PROFILE_FAILED);
      }
    }

    private Claims read(Profile profile, AuthenticPayload payload) throws Rejection {
      try {
        return profile.read(payload);
      } catch (RuntimeException brokenProfile) {
        throw new Rejection(Reason.PROFILE_FAILED);
      }
    }

    private void requireSupply() throws Rejection {
      if (!snapshot.isSynced()) {
        throw new Rejection(Reason.NEVER_SYNCED);
      }
      if (snapshot.clockAt(now) == ClockState.SUSPECT) {
        throw new Rejection(Reason.CLOCK_SUSPECT);
      }
    }

    private void requireIssuerMay(IssuerKey key, Credential credential) throws Rejection {
      if (!key.kinds().contains(credential.holder().kind())) {
        throw new Rejection(Reason.KIND_NOT_ALLOWED);
      }
      if (!key.signing().contains(credential.issuedAt())) {
        throw new Rejection(Reason.ISSUED_OUTSIDE_KEY_VALIDITY);
      }
    }

    private void requireHolder(Optional<VerifyingKey> key, Optional<HolderProof> proof)
        throws Rejection {
      if (key.isPresent() && !proof.isPresent()) {
        throw new Rejection(Reason.PRESENTATION_STRIPPED);
      }
      if (!key.isPresent() && proof.isPresent()) {
        throw new Rejection(Reason.HOLDER_KEY_MISSING);
      }
      if (key.isPresent() && proof.isPresent()) {
        proof.get().requireSignedBy(key.get());
        proof.get().requireFreshAt(now, venue.liveFor(), venue.liveAhead());
      }
    }

    private void requireInForce(Credential credential) throws Rejection {
      if (credential.validity().isAheadOf(now)) {
        throw new Rejection(Reason.NOT_YET_VALID);
      }
      if (credential.validity().isOverAt(now)) {
        throw new Rejection(Reason.EXPIRED);
      }
    }

    private Freshness requireNotRevoked(Credential credential) throws Rejection {
      if (credential.id().filter(snapshot::isKilled).isPresent()) {
        throw new Rejection(Reason.KILLED);
      }
      if (!credential.status().isPresent()) {
        return requireNotTooOld(snapshot.trustFreshnessAt(now, venue.staleLimit()));
      }
      StatusReference place = credential.status().get();
      StatusList list =
          snapshot.statusList(place).orElseThrow(() -> new Rejection(Reason.STATUS_LIST_UNKNOWN));
      if (!list.covers(place.index())) {
        throw new Rejection(Reason.STATUS_INDEX_OUT_OF_RANGE);
      }
      Freshness freshness = requireNotTooOld(snapshot.freshnessAt(list, now, venue.staleLimit()));
      int status = list.valueAt(place.index());
      if (status != StatusList.VALID) {
        throw new Rejection(status == StatusList.SUSPENDED ? Reason.SUSPENDED : Reason.REVOKED);
      }
      return freshness;
    }

    private Freshness requireNotTooOld(Freshness freshness) throws Rejection {
      if (freshness == Freshness.TOO_OLD) {
        throw new Rejection(Reason.LISTS_TOO_OLD); // neither valid nor revoked
      }
      return freshness;
    }

    private Decision admitOrCharge(Credential credential, Freshness freshness) throws Rejection {
      BenefitPolicy policy =
          snapshot.policyAt(now).orElseThrow(() -> new Rejection(Reason.NO_POLICY_IN_FORCE));
      Optional<Benefit> benefit = policy.benefitFor(credential.holder(), venue, now);
      Circumstances circumstances = circumstances(freshness);
      return benefit.isPresent()
          ? new Decision.Admit(benefit.get(), circumstances)
          : new Decision.Charge(Reason.NO_BENEFIT_HERE, circumstances);
    }

    Decision handOver(Reason reason) {
      Circumstances circumstances = circumstances(snapshot.freshnessAt(now, venue.staleLimit()));
      return switch (reason.outcome()) {
        case RETRY -> new Decision.Retry(reason, Alternative.ANY_VALID_DOCUMENT, circumstances);
        case CHARGE -> new Decision.Charge(reason, circumstances);
        case ASSIST, ADMIT -> new Decision.Assist(reason, Alternative.STAFFED_LANE, circumstances);
      };
    }

    private Circumstances circumstances(Freshness freshness) {
      return new Circumstances(
          DecisionId.create(now, random),
          now,
          freshness,
          snapshot.clockAt(now),
          snapshot.trustVersion(),
          snapshot.policyVersionAt(now));
    }
  }
}
