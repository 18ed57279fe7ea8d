package org.youdai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.youdai.TestAuthority.IN_FORCE;
import static org.youdai.TestAuthority.ISSUED_AT;
import static org.youdai.TestAuthority.NOW;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.HolderPhone;
import org.youdai.authority.SigningKey;
import org.youdai.credential.DocumentKind;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.profile.AuthenticPayload;
import org.youdai.profile.Claims;
import org.youdai.profile.Envelope;
import org.youdai.profile.Profile;
import org.youdai.scan.QrText;
import org.youdai.trust.SignatureAlgorithm;

/** A phone's next live code costs its own signature alone, and is looked at no less for that. */
final class NextLiveCodeTest {
  private static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  private final TestAuthority authority = TestAuthority.create(301, SignatureAlgorithm.SM2);
  private final SigningKey phoneKey =
      SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(302));
  private final byte[] credential =
      authority
          .issuer()
          .issueBytes(
              CredentialDraft.of(
                      DocumentKind.ELDERLY_CERTIFICATE,
                      60,
                      ISSUED_AT,
                      IN_FORCE,
                      authority.authority.takePlace())
                  .boundTo(phoneKey.verifyingKey()));
  private final AtomicInteger reads = new AtomicInteger();
  private final List<Profile> profiles = List.of(new Counting(Profile.standard().get(1), reads));
  private Snapshot snapshot = authority.snapshot();

  private Reason decide(QrText code, Instant now) {
    return new Verifier(profiles, () -> snapshot, TestAuthority.timeAt(now), new Random(1))
        .verify(code, BUS)
        .reason();
  }

  /** Reads as the profile does, and counts: a known credential is not read. */
  private record Counting(Profile profile, AtomicInteger reads) implements Profile {
    @Override
    public String name() {
      return profile.name();
    }

    @Override
    public boolean recognises(String text) {
      return profile.recognises(text);
    }

    @Override
    public Envelope unwrap(String text) throws Rejection {
      return profile.unwrap(text);
    }

    @Override
    public Claims read(AuthenticPayload payload) throws Rejection {
      reads.incrementAndGet();
      return profile.read(payload);
    }
  }

  private QrText live(SigningKey key, byte[] bytes, Instant now) {
    return new HolderPhone(key, bytes).present(now);
  }

  private void makeKnown() {
    assertThat(decide(live(phoneKey, credential, NOW), NOW)).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(reads).hasValue(1);
  }

  @Test
  void nextLiveCode_isAdmittedWithoutAnotherLookAtTheCredential() {
    makeKnown();
    Instant later = NOW.plusSeconds(30);
    assertThat(decide(live(phoneKey, credential, later), later)).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(reads).hasValue(1);
  }

  @Test
  void knownCredentialWithTheSignatureOfAnotherPhone_isRefused() {
    makeKnown();
    SigningKey other = SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(303));
    assertThat(decide(live(other, credential, NOW), NOW))
        .isEqualTo(Reason.HOLDER_SIGNATURE_INVALID);
  }

  @Test
  void liveCodeOfAKnownCredential_growsStaleAsAnyOther() {
    makeKnown();
    QrText code = live(phoneKey, credential, NOW);
    assertThat(decide(code, NOW.plusSeconds(60))).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(decide(code, NOW.plusSeconds(61))).isEqualTo(Reason.PRESENTATION_STALE);
  }

  @Test
  void knownCredential_expiresAsAnyOther() {
    makeKnown();
    Instant end = IN_FORCE.notAfter();
    assertThat(decide(live(phoneKey, credential, end), end)).isEqualTo(Reason.EXPIRED);
    assertThat(reads).hasValue(1);
  }

  @Test
  void knownCredentialThatIsRevoked_isRefusedByTheNextSnapshot() {
    QrText code = live(phoneKey, credential, NOW);
    makeKnown();
    Snapshot.Reading next =
        snapshot.next(authority.authority.anchor(), ListSource.of(revoke(code)));
    snapshot = ((Snapshot.Ready) next).snapshot();
    assertThat(decide(code, NOW)).isEqualTo(Reason.REVOKED);
    assertThat(reads).hasValue(2); // it was forgotten
  }

  private Map<String, byte[]> revoke(QrText code) {
    assertThat(authority.authority.revoke(code)).isEmpty();
    return authority.authority.publish(NOW);
  }

  @Test
  void everyBitOfAKnownCredential_counts() {
    makeKnown();
    for (int bit = 0; bit < credential.length * 8; bit += 5) {
      byte[] damaged = credential.clone();
      damaged[bit >>> 3] ^= (byte) (1 << (bit & 7));
      QrText code = live(phoneKey, damaged, NOW);
      assertThat(decide(code, NOW)).as("bit %d", bit).isNotEqualTo(Reason.BENEFIT_GRANTED);
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void credentialShownByAnotherPhone_isNotRemembered() {
    SigningKey other = SigningKey.generate(SignatureAlgorithm.SM2, TestAuthority.random(303));
    for (int i = 1; i <= 3; i++) {
      assertThat(decide(live(other, credential, NOW), NOW))
          .isEqualTo(Reason.HOLDER_SIGNATURE_INVALID);
      assertThat(reads).hasValue(i);
    }
  }
}
