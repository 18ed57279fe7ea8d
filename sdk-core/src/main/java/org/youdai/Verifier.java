package org.youdai;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.youdai.credential.Credential;
import org.youdai.credential.Holder;
import org.youdai.credential.IdentityDocument;
import org.youdai.credential.StatusReference;
import org.youdai.decision.Alternative;
import org.youdai.decision.Circumstances;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Outcome;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.decision.Stage;
import org.youdai.internal.signature.InstalledModule;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.Ruling;
import org.youdai.policy.VenueProfile;
import org.youdai.policy.WhenInDoubt;
import org.youdai.profile.AuthenticCredential;
import org.youdai.profile.AuthenticPayload;
import org.youdai.profile.Claims;
import org.youdai.profile.Envelope;
import org.youdai.profile.HolderKey;
import org.youdai.profile.HolderProof;
import org.youdai.profile.Profile;
import org.youdai.profile.SignatureCheck;
import org.youdai.replay.GuardState;
import org.youdai.replay.Mark;
import org.youdai.replay.ReplayGuard;
import org.youdai.replay.Use;
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
  /** Nobody has been older, in years, by some margin. */
  private static final int OLDEST = 130;

  private final List<Profile> profiles;
  private final Supplier<Snapshot> snapshots;
  private final TrustedTime time;
  private final Random random;
  private final QrScanner scanner = new QrScanner();

  /**
   * Makes a verifier of this project's own codes.
   *
   * @param snapshots gives what is trusted now; asked once a verification, and must not block
   * @param time the device's time; read once a verification
   * @param random where decision ids come from; a {@link java.security.SecureRandom} as a rule
   */
  public Verifier(Supplier<Snapshot> snapshots, TrustedTime time, Random random) {
    this(Profile.standard(), snapshots, time, random);
  }

  /** Makes a verifier of the codes of {@code profiles}; the first that recognises a text has it. */
  public Verifier(
      List<Profile> profiles, Supplier<Snapshot> snapshots, TrustedTime time, Random random) {
    this.profiles = List.copyOf(profiles);
    this.snapshots = snapshots;
    this.time = time;
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
    return verify(scanner.scan(picture), venue, ReplayGuard.none());
  }

  /**
   * Decides on what was found in one picture: on the one certificate code if there is exactly one.
   *
   * @param found the texts; other codes than certificates among them are ignored
   */
  public Decision verify(List<QrText> found, VenueProfile venue, ReplayGuard guard) {
    List<QrText> ours = found.stream().filter(this::recognises).collect(Collectors.toList());
    if (ours.size() == 1) {
      return verify(ours.get(0), venue, guard);
    }
    Reason reason =
        found.isEmpty()
            ? Reason.NO_CODE_FOUND
            : ours.isEmpty() ? Reason.NOT_OURS : Reason.SEVERAL_CODES;
    return now(venue).handOver(reason);
  }

  /**
   * Returns what a decision would be made with now: how old the lists are, whether the clock is
   * right.
   */
  public Circumstances circumstances(VenueProfile venue) {
    Judgement now = now(venue);
    return now.circumstances(now.freshness(), GuardState.NOT_ASKED);
  }

  private Snapshot current() {
    Snapshot snapshot = snapshots.get();
    snapshot.issuerKeys().makeTables(); // at its first sight
    return snapshot;
  }

  private Judgement now(VenueProfile venue) {
    Snapshot snapshot = current();
    TrustedTime.Reading read = time.read(snapshot);
    return new Judgement(snapshot, read, read.at(), venue, ReplayGuard.none());
  }

  /** Decides on the text of a code, and leaves no trace. */
  public Decision verify(QrText text, VenueProfile venue) {
    return verify(text, venue, ReplayGuard.none());
  }

  /**
   * Decides on the text of a code. What would be admitted is a use, and asked of {@code guard};
   * that comes last, so that a code that is not admitted leaves no trace.
   */
  public Decision verify(QrText text, VenueProfile venue, ReplayGuard guard) {
    return verify(venue, guard, judgement -> judgement.decide(text));
  }

  /**
   * Decides on an identity document or what could not be read as one, by the same policy and with
   * equal effect. The document stays open; close it when the decision has come.
   *
   * @throws IllegalStateException if it is closed
   */
  public Decision verify(IdentityDocument.Reading reading, VenueProfile venue) {
    return verify(venue, ReplayGuard.none(), judgement -> judgement.decide(reading));
  }

  private Decision verify(
      VenueProfile venue, ReplayGuard guard, Function<Judgement, Decision> decide) {
    // One snapshot and one reading of the time: no verification sees half an update.
    Snapshot snapshot = current();
    TrustedTime.Reading read = time.read(snapshot);
    Judgement best = new Judgement(snapshot, read, read.at(), venue, guard);
    if (read.state() == ClockState.PLAUSIBLE) {
      return decide.apply(best);
    }
    Judgement trial = new Judgement(snapshot, read, read.at(), venue, ReplayGuard.none());
    Decision decision = decide.apply(trial);
    // As of every time that it may be: if that makes a difference, it is not determined.
    boolean isDetermined = !read.possible().isEmpty();
    for (Instant other : read.possible()) {
      if (other.equals(read.at())) {
        continue; // decided above
      }
      Decision then = decide.apply(new Judgement(snapshot, read, other, venue, ReplayGuard.none()));
      isDetermined &= isSame(decision, then);
    }
    boolean goesOn = venue.doubt().clockSuspect() == WhenInDoubt.Step.GO_ON;
    return isDetermined || goesOn || decision.reason().stage().compareTo(Stage.SUPPLY) < 0
        ? decide.apply(best)
        : best.handOver(Reason.CLOCK_SUSPECT);
  }

  private static boolean isSame(Decision one, Decision other) {
    return one.reason() == other.reason()
        && one.outcome() == other.outcome()
        && (!(one instanceof Decision.Admit admit)
            || admit.benefit().equals(((Decision.Admit) other).benefit()));
  }

  /** The only step that leaves a trace. */
  private interface LastStep {
    GuardState take() throws Rejection;
  }

  /** One verification: what it goes by, and the rulebook. */
  private final class Judgement {
    private final Snapshot snapshot;
    private final Instant now;
    private final ClockState clock;
    private final VenueProfile venue;
    private final ReplayGuard guard;
    private final DecisionId id;
    private GuardState guardState = GuardState.NOT_ASKED;

    Judgement(
        Snapshot snapshot,
        TrustedTime.Reading read,
        Instant now,
        VenueProfile venue,
        ReplayGuard guard) {
      this.snapshot = snapshot;
      this.now = now;
      this.clock = read.state();
      this.venue = venue;
      this.guard = guard;
      this.id = DecisionId.create(now, random);
    }

    Decision decide(QrText text) {
      try {
        Profile profile = profileOf(text).orElseThrow(() -> new Rejection(Reason.NOT_OURS));
        Envelope envelope = unwrap(profile, text);
        requireSupply();
        AuthenticCredential authentic = authentic(profile, envelope);
        Credential credential = authentic.claims().credential();
        requireIssuerMay(authentic.signedWith(), credential);
        requireHolder(authentic, profile, envelope);
        requireInForce(credential);
        Freshness freshness = requireNotRevoked(credential);
        return admitOrCharge(
            credential.holder(), freshness, () -> requireFirstUse(credential, envelope));
      } catch (Rejection rejection) {
        return handOver(rejection.reason());
      } catch (InstalledModule.Failure undetermined) {
        return handOver(Reason.PROFILE_FAILED);
      }
    }

    /** Checks the issuer's signature, unless it has been checked on the very same bytes before. */
    private AuthenticCredential authentic(Profile profile, Envelope envelope) throws Rejection {
      Optional<AuthenticCredential> known = snapshot.known().find(profile, envelope);
      if (known.isPresent()) {
        SignatureCheck.requireNotRevoked(known.get().signedWith(), now);
        return known.get();
      }
      AuthenticPayload payload = SignatureCheck.authenticate(envelope, snapshot.issuerKeys(), now);
      return AuthenticCredential.of(payload, read(profile, payload));
    }

    Decision decide(IdentityDocument.Reading reading) {
      try {
        if (reading instanceof IdentityDocument.Unreadable unreadable) {
          throw new Rejection(
              unreadable.problem() == IdentityDocument.Problem.BIRTH_DATE_IMPOSSIBLE
                  ? Reason.IDENTITY_BIRTH_IMPOSSIBLE
                  : Reason.IDENTITY_UNREADABLE);
        }
        requireSupply();
        // Nothing is remembered of it: its number is not kept, and staff see who shows it.
        return admitOrCharge(
            holder(((IdentityDocument.Read) reading).document()),
            freshness(),
            () -> GuardState.NOT_ASKED);
      } catch (Rejection rejection) {
        return handOver(rejection.reason());
      }
    }

    private Holder holder(IdentityDocument document) throws Rejection {
      LocalDate today = now.atZone(BenefitPolicy.ZONE).toLocalDate();
      if (document.isOverOn(today)) {
        throw new Rejection(Reason.IDENTITY_EXPIRED);
      }
      int age = document.ageOn(today, policy().isLeapDayOn1March());
      if (document.isBornAfter(today) || age > OLDEST) {
        throw new Rejection(Reason.IDENTITY_BIRTH_IMPOSSIBLE);
      }
      return new Holder(document.kind(), age, document.area());
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
    }

    private void requireIssuerMay(IssuerKey key, Credential credential) throws Rejection {
      if (!key.kinds().contains(credential.holder().kind())) {
        throw new Rejection(Reason.KIND_NOT_ALLOWED);
      }
      if (!key.signing().contains(credential.issuedAt())) {
        throw new Rejection(Reason.ISSUED_OUTSIDE_KEY_VALIDITY);
      }
    }

    private void requireHolder(AuthenticCredential authentic, Profile profile, Envelope envelope)
        throws Rejection {
      Optional<VerifyingKey> key = authentic.claims().holderKey();
      Optional<HolderProof> proof = envelope.holderProof();
      if (key.isPresent() && !proof.isPresent()) {
        throw new Rejection(Reason.PRESENTATION_STRIPPED);
      }
      if (!key.isPresent() && proof.isPresent()) {
        throw new Rejection(Reason.HOLDER_KEY_MISSING);
      }
      if (key.isPresent() && proof.isPresent()) {
        requireSigned(proof.get(), key.get(), authentic, profile, envelope);
        proof.get().requireFreshAt(now, venue.liveFor(), venue.liveAhead());
      }
    }

    /** Remembers a credential whose phone has signed: what is forged or copied is not. */
    private void requireSigned(
        HolderProof proof,
        VerifyingKey key,
        AuthenticCredential authentic,
        Profile profile,
        Envelope envelope)
        throws Rejection {
      if (authentic.holderKey().isPresent()) {
        proof.requireSignedBy(authentic.holderKey().get());
        return;
      }
      HolderKey ready = HolderKey.of(key, snapshot.issuerKeys());
      proof.requireSignedBy(ready);
      snapshot.known().add(profile, envelope, authentic.with(ready));
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
        return requireFreshEnough();
      }
      StatusReference place = credential.status().get();
      StatusList list =
          snapshot.statusList(place).orElseThrow(() -> new Rejection(Reason.STATUS_LIST_UNKNOWN));
      if (!list.covers(place.index())) {
        throw new Rejection(Reason.STATUS_INDEX_OUT_OF_RANGE);
      }
      Freshness freshness = requireFreshEnough();
      int status = list.valueAt(place.index());
      if (status != StatusList.VALID) {
        throw new Rejection(status == StatusList.SUSPENDED ? Reason.SUSPENDED : Reason.REVOKED);
      }
      return freshness;
    }

    private Freshness requireFreshEnough() throws Rejection {
      Freshness freshness = freshness();
      if (venue.doubt().stepFor(freshness) != WhenInDoubt.Step.GO_ON) {
        throw new Rejection(Reason.LISTS_TOO_OLD); // neither valid nor revoked
      }
      return freshness;
    }

    private Freshness freshness() {
      return snapshot.freshnessAt(now, venue.doubt().staleLimit());
    }

    private BenefitPolicy policy() throws Rejection {
      return snapshot.policyAt(now).orElseThrow(() -> new Rejection(Reason.NO_POLICY_IN_FORCE));
    }

    private Decision admitOrCharge(Holder holder, Freshness freshness, LastStep requireFirstUse)
        throws Rejection {
      if (!venue.isOpenAt(now)) {
        throw new Rejection(Reason.VENUE_CLOSED);
      }
      Ruling ruling = policy().ruling(holder, venue, now);
      if (ruling instanceof Ruling.Undetermined) {
        throw new Rejection(Reason.CALENDAR_UNKNOWN);
      }
      return ruling instanceof Ruling.Granted granted
          ? new Decision.Admit(granted.benefit(), circumstances(freshness, requireFirstUse.take()))
          : new Decision.Charge(
              Reason.NO_BENEFIT_HERE, circumstances(freshness, GuardState.NOT_ASKED));
    }

    private GuardState requireFirstUse(Credential credential, Envelope envelope) throws Rejection {
      if (guard.equals(ReplayGuard.none())) {
        return GuardState.NOT_ASKED;
      }
      Use use =
          new Use(
              id.uuid(),
              venue.id(),
              credential.id().map(each -> Mark.of(each.bytes())).orElseGet(envelope::mark),
              venue.reuseInterval(),
              envelope.holderProof().map(HolderProof::mark),
              venue.liveFor().plus(venue.liveAhead()));
      ReplayGuard.Finding finding = guard.firstUse(use);
      guardState = finding.state();
      return switch (finding.verdict()) {
        case FIRST, OUT_OF_REACH -> finding.state();
        case USED_RECENTLY -> throw new Rejection(Reason.USED_RECENTLY);
        case REPLAYED -> throw new Rejection(Reason.PRESENTATION_REPLAYED);
      };
    }

    Decision handOver(Reason reason) {
      Circumstances circumstances = circumstances(freshness(), guardState);
      return switch (outcome(reason)) {
        case RETRY -> new Decision.Retry(reason, Alternative.ANY_VALID_DOCUMENT, circumstances);
        case CHARGE -> new Decision.Charge(reason, circumstances);
        case ASSIST, ADMIT -> new Decision.Assist(reason, Alternative.STAFFED_LANE, circumstances);
      };
    }

    /** Returns what comes of a reason: for lists and clock as the operator has chosen. */
    private Outcome outcome(Reason reason) {
      WhenInDoubt.Step step =
          switch (reason) {
            case NEVER_SYNCED, LISTS_TOO_OLD -> venue.doubt().stepFor(freshness());
            case CLOCK_SUSPECT -> venue.doubt().clockSuspect();
            case USED_RECENTLY -> venue.doubt().usedRecently();
            default -> WhenInDoubt.Step.GO_ON;
          };
      return switch (step) {
        case CHARGE -> Outcome.CHARGE;
        case RETRY -> Outcome.RETRY;
        case ASSIST -> Outcome.ASSIST;
        case GO_ON -> reason.outcome();
      };
    }

    private Circumstances circumstances(Freshness freshness, GuardState guardState) {
      return new Circumstances(
          id,
          now,
          freshness,
          clock,
          guardState,
          snapshot.trustVersion(),
          snapshot.policyVersionAt(now));
    }
  }
}
