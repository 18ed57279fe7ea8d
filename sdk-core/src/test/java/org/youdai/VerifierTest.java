package org.youdai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.youdai.TestAuthority.IN_FORCE;
import static org.youdai.TestAuthority.ISSUED_AT;
import static org.youdai.TestAuthority.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.CredentialIssuer;
import org.youdai.authority.SigningKey;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.Outcome;
import org.youdai.decision.Reason;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.policy.Benefit;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.policy.WhenInDoubt;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.status.Freshness;
import org.youdai.trust.SignatureAlgorithm;

final class VerifierTest {
  private static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  private final TestAuthority authority =
      TestAuthority.create(1, SignatureAlgorithm.SM2, SignatureAlgorithm.ES256);

  private void assertReason(QrText text, Reason reason) {
    Decision decision = authority.decide(text, BUS);
    assertThat(decision.reason()).isEqualTo(reason);
    assertThat(decision.outcome()).isEqualTo(reason.outcome());
  }

  private static QrText text(byte[] cose) {
    return QrText.of("YD1:" + Base45.encode(cose));
  }

  private static byte[] bytes(QrText text) throws Exception {
    return Base45.decode(text.reveal(), 4);
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void genuineCredentialOnABus_isFree(SignatureAlgorithm algorithm) {
    TestAuthority issuing = TestAuthority.create(2, algorithm);
    Decision decision = issuing.decide(issuing.issue(60), BUS);
    assertThat(decision).isInstanceOf(Decision.Admit.class);
    Benefit benefit = ((Decision.Admit) decision).benefit();
    assertThat(benefit.kind()).isEqualTo(Benefit.Kind.FREE);
    assertThat(benefit.basis()).contains("240号");
    assertThat(decision.promptKey().name()).isEqualTo("admit.free");
    assertThat(decision.circumstances().freshness()).isEqualTo(Freshness.STALE_OK);
    assertThat(decision.circumstances().clock()).isEqualTo(ClockState.PLAUSIBLE);
    assertThat(decision.circumstances().trustVersion()).isEqualTo(1);
    assertThat(decision.circumstances().policyVersion()).isEqualTo(1);
    assertThat(decision.id().uuid().version()).isEqualTo(7);
    assertThat(decision.id().uuid().variant()).isEqualTo(2);
    assertThat(decision.id().uuid().getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void excludedLine_isChargedTheOrdinaryFare() {
    Decision decision = authority.decide(authority.issue(70), BUS.withService("tourist"));
    assertThat(decision.outcome()).isEqualTo(Outcome.CHARGE);
    assertThat(decision.reason()).isEqualTo(Reason.NO_BENEFIT_HERE);
  }

  @Test
  void privatePark_isHalfPriceBefore70AndFreeFrom70() {
    VenueProfile park = VenueProfile.of("park", VenueCategory.PARK, Ownership.PRIVATE);
    Decision at65 = authority.decide(authority.issue(65), park);
    assertThat(((Decision.Admit) at65).benefit().percent()).isEqualTo(50);
    Decision at70 = authority.decide(authority.issue(70), park);
    assertThat(((Decision.Admit) at70).benefit().kind()).isEqualTo(Benefit.Kind.FREE);
  }

  @Test
  void validity_beginsAtItsStartAndIsOverAtItsEnd() {
    Validity span = new Validity(NOW, NOW.plusSeconds(10));
    QrText code = authority.authority.issue(0, 60, ISSUED_AT, span);
    Snapshot snapshot = authority.snapshot();
    assertThat(reasonAt(snapshot, code, NOW.minusSeconds(1))).isEqualTo(Reason.NOT_YET_VALID);
    assertThat(reasonAt(snapshot, code, NOW)).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(reasonAt(snapshot, code, NOW.plusSeconds(1))).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(reasonAt(snapshot, code, NOW.plusSeconds(9))).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(reasonAt(snapshot, code, NOW.plusSeconds(10))).isEqualTo(Reason.EXPIRED);
    assertThat(reasonAt(snapshot, code, NOW.plusSeconds(11))).isEqualTo(Reason.EXPIRED);
  }

  private static Reason reasonAt(Snapshot snapshot, QrText code, Instant now) {
    return TestAuthority.verifier(snapshot, now).verify(code, BUS).reason();
  }

  @Test
  void revokedCredential_isHandedToStaff() {
    QrText code = authority.issue(60);
    assertThat(authority.authority.revoke(code)).isEmpty();
    assertReason(code, Reason.REVOKED);
    assertReason(authority.issue(60), Reason.BENEFIT_GRANTED);
  }

  @Test
  void issuerOutsideTheTrustList_isUnknown() {
    assertReason(TestAuthority.create(3, SignatureAlgorithm.SM2).issue(60), Reason.ISSUER_UNKNOWN);
  }

  @Test
  void changedPayload_failsTheSignature() throws Exception {
    byte[] cose = bytes(authority.issue(60));
    byte[] changed = cose.clone();
    changed[changed.length - 64 - 2 - 1] ^= 1; // the last byte of the payload: the list index
    assertReason(text(changed), Reason.SIGNATURE_INVALID);
    assertReason(text(cose), Reason.BENEFIT_GRANTED);
  }

  @Test
  void shortOrLongSignature_failsTheSignature() throws Exception {
    CoseSign1 message =
        CoseSign1.parse(
            bytes(authority.issue(60)),
            org.youdai.internal.encoding.CborReader.Rules.DETERMINISTIC);
    for (int length : new int[] {0, 63, 65, 72}) {
      byte[] signature = java.util.Arrays.copyOf(message.signature(), length);
      assertReason(
          text(CoseSign1.encode(message.protectedHeader(), message.payload(), signature)),
          Reason.SIGNATURE_INVALID);
    }
  }

  @Test
  void namedAlgorithm_isComparedAndNeverObeyed() {
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, TestAuthority.random(5));
    QrText genuine = authority.issue(60);
    Inspection inspection = Inspection.of(genuine);
    String kid =
        inspection.fields().stream()
            .filter(f -> f.name().equals("kid"))
            .findFirst()
            .orElseThrow()
            .value();
    SigningKey disguised =
        SigningKey.of(
            org.youdai.trust.KeyId.ofBase64Url(kid),
            SignatureAlgorithm.ED25519,
            key.secret(),
            TestAuthority.random(6));
    QrText forged =
        new CredentialIssuer(disguised, TestAuthority.random(7))
            .issue(
                CredentialDraft.of(
                    DocumentKind.ELDERLY_CERTIFICATE,
                    60,
                    ISSUED_AT,
                    IN_FORCE,
                    new StatusReference.InList(0, 1)));
    assertReason(forged, Reason.ALGORITHM_MISMATCH);
  }

  @Test
  void textOfAnotherKind_isNotOurs() {
    for (String other :
        new String[] {"", "https://example.com/", "6212345678901234567", "HC1:6BF", "yd1:6BF"}) {
      assertReason(QrText.of(other), Reason.NOT_OURS);
    }
  }

  @Test
  void textLength_isBounded() {
    assertReason(QrText.of("YD1:" + "0".repeat(1020)), Reason.WRONG_SHAPE);
    assertReason(QrText.of("YD1:" + "0".repeat(1021)), Reason.TEXT_TOO_LONG);
  }

  @Test
  void everyTruncation_isRetriedOrAssistedNeverAdmitted() {
    String whole = authority.issue(60).reveal();
    Verifier verifier = TestAuthority.verifier(authority.snapshot(), NOW);
    for (int length = 4; length < whole.length(); length++) {
      Reason reason = verifier.verify(QrText.of(whole.substring(0, length)), BUS).reason();
      assertThat(reason).as("cut to %d", length).isIn(Reason.TEXT_TRUNCATED, Reason.BAD_ENCODING);
    }
  }

  @Test
  void characterOutsideTheAlphabet_isNamed() {
    String whole = authority.issue(60).reveal();
    assertReason(QrText.of(whole.replace(whole.charAt(9), 'a')), Reason.BAD_CHARACTER);
    assertReason(
        QrText.of(whole.substring(0, 10) + '卡' + whole.substring(11)), Reason.BAD_CHARACTER);
  }

  @Test
  void cborOfAnotherShape_isNamed() {
    assertReason(text(new CborWriter().integer(1).toBytes()), Reason.WRONG_SHAPE);
    assertReason(text(new CborWriter().tag(17).array(4).toBytes()), Reason.WRONG_SHAPE);
    assertReason(text(new CborWriter().tag(18).array(3).toBytes()), Reason.WRONG_SHAPE);
    assertReason(text(new CborWriter().tag(18).map(0).toBytes()), Reason.WRONG_SHAPE);
    assertReason(text(new CborWriter().tag(18).array(4).integer(0).toBytes()), Reason.WRONG_SHAPE);
  }

  @Test
  void secondEncodingOfTheSameMessage_isRefused() throws Exception {
    byte[] cose = bytes(authority.issue(60));
    byte[] longer = new byte[cose.length + 1];
    longer[0] = cose[0];
    longer[1] = (byte) 0x98; // an array of 4 whose length takes an extra byte
    longer[2] = 4;
    System.arraycopy(cose, 2, longer, 3, cose.length - 2);
    assertReason(text(longer), Reason.BAD_ENCODING);
    byte[] trailing = java.util.Arrays.copyOf(cose, cose.length + 1);
    assertReason(text(trailing), Reason.BAD_ENCODING);
  }

  private static QrText withHeader(byte[] header) {
    return text(CoseSign1.encode(header, new byte[] {(byte) 0xa0}, new byte[64]));
  }

  @Test
  void header_holdsAlgorithmAndKeyIdAndNothingElse() {
    byte[] kid = new byte[8];
    assertReason(withHeader(new CborWriter().map(0).toBytes()), Reason.HEADER_NOT_ALLOWED);
    assertReason(withHeader(new byte[0]), Reason.HEADER_NOT_ALLOWED);
    assertReason(
        withHeader(new CborWriter().map(1).integer(1).integer(-7).toBytes()),
        Reason.HEADER_NOT_ALLOWED);
    assertReason(
        withHeader(
            new CborWriter()
                .map(2)
                .integer(1)
                .integer(-7)
                .integer(4)
                .byteString(new byte[7])
                .toBytes()),
        Reason.HEADER_NOT_ALLOWED);
    assertReason(
        withHeader(
            new CborWriter()
                .map(3)
                .integer(1)
                .integer(-7)
                .integer(4)
                .byteString(kid)
                .integer(5)
                .integer(0)
                .toBytes()),
        Reason.HEADER_NOT_ALLOWED);
    for (long algorithm : new long[] {-48, 0, -37, -257}) {
      assertReason(
          withHeader(
              new CborWriter()
                  .map(2)
                  .integer(1)
                  .integer(algorithm)
                  .integer(4)
                  .byteString(kid)
                  .toBytes()),
          Reason.ALGORITHM_UNKNOWN);
    }
  }

  /** Claims as they should be, each of which a test can leave out or change. */
  private record Claims(
      long exp, long nbf, long iat, int idLength, long kind, long age, long index) {
    static Claims good() {
      return new Claims(
          IN_FORCE.notAfter().getEpochSecond(),
          IN_FORCE.notBefore().getEpochSecond(),
          ISSUED_AT.getEpochSecond(),
          16,
          1,
          60,
          7);
    }

    byte[] encode() {
      return new CborWriter()
          .map(5)
          .integer(4)
          .integer(exp)
          .integer(5)
          .integer(nbf)
          .integer(6)
          .integer(iat)
          .integer(7)
          .byteString(new byte[idLength])
          .integer(-65537)
          .array(4)
          .integer(kind)
          .integer(age)
          .integer(0)
          .integer(index)
          .toBytes();
    }
  }

  private void assertClaims(byte[] claims, Reason reason) {
    assertReason(text(authority.issuer().sign(claims)), reason);
  }

  @Test
  void claims_areAllRequiredAndBounded() {
    Claims good = Claims.good();
    assertClaims(good.encode(), Reason.BENEFIT_GRANTED);
    assertClaims(new CborWriter().map(0).toBytes(), Reason.CLAIM_MISSING);
    assertClaims(new CborWriter().array(0).toBytes(), Reason.CLAIM_MALFORMED);
    assertClaims(new byte[0], Reason.CLAIM_MALFORMED);
    assertClaims(new Claims(-1, 0, 0, 16, 1, 60, 7).encode(), Reason.CLAIM_MALFORMED);
    assertClaims(
        new Claims(Long.MAX_VALUE, good.nbf, good.iat, 16, 1, 60, 7).encode(),
        Reason.CLAIM_MALFORMED);
    assertClaims(
        new Claims(good.nbf, good.nbf, good.iat, 16, 1, 60, 7).encode(), Reason.CLAIM_MALFORMED);
    long wrapped = 60 - (1L << 33); // 60 again in its lowest 32 bits
    assertClaims(
        new Claims(good.exp, good.nbf, good.iat, 16, 1, wrapped, 7).encode(),
        Reason.CLAIM_MALFORMED);
    assertClaims(
        new Claims(good.exp, good.nbf, good.iat, 15, 1, 60, 7).encode(), Reason.CLAIM_MALFORMED);
    assertClaims(
        new Claims(good.exp, good.nbf, good.iat, 16, 1, 61, 7).encode(), Reason.CLAIM_MALFORMED);
    assertClaims(
        new Claims(good.exp, good.nbf, good.iat, 16, 1, (1L << 32) + 60, 7).encode(),
        Reason.CLAIM_MALFORMED);
    assertClaims(
        new Claims(good.exp, good.nbf, good.iat, 16, 1, 60, -1).encode(), Reason.CLAIM_MALFORMED);
    for (long kind : new long[] {0, 3, 15, 16, -1}) {
      assertClaims(
          new Claims(good.exp, good.nbf, good.iat, 16, kind, 60, 7).encode(), Reason.KIND_UNKNOWN);
    }
  }

  @Test
  void eachClaimLeftOut_isMissing() {
    for (int left : new int[] {4, 5, 6, 7, -65537}) {
      CborWriter claims = new CborWriter().map(4);
      for (int key : new int[] {4, 5, 6}) {
        if (key != left) {
          long seconds =
              key == 4 ? IN_FORCE.notAfter().getEpochSecond() : ISSUED_AT.getEpochSecond();
          claims.integer(key).integer(seconds);
        }
      }
      if (left != 7) {
        claims.integer(7).byteString(new byte[16]);
      }
      if (left != -65537) {
        claims.integer(-65537).array(4).integer(1).integer(60).integer(0).integer(7);
      }
      assertClaims(claims.toBytes(), Reason.CLAIM_MISSING);
    }
  }

  @Test
  void unknownClaim_isIgnoredUnlessPrivate() {
    assertClaims(extraClaim(9), Reason.BENEFIT_GRANTED);
    assertClaims(extraClaim(-1), Reason.CLAIM_UNKNOWN);
  }

  private static byte[] extraClaim(int key) {
    CborWriter claims =
        new CborWriter()
            .map(6)
            .integer(4)
            .integer(IN_FORCE.notAfter().getEpochSecond())
            .integer(5)
            .integer(IN_FORCE.notBefore().getEpochSecond())
            .integer(6)
            .integer(ISSUED_AT.getEpochSecond())
            .integer(7)
            .byteString(new byte[16])
            .integer(key)
            .text("x");
    return claims.integer(-65537).array(4).integer(1).integer(60).integer(0).integer(7).toBytes();
  }

  @Test
  void issuedOutsideTheKeysTime_isRefused() {
    Instant tooEarly = NOW.minus(Duration.ofDays(101));
    QrText code = authority.authority.issue(0, 60, tooEarly, IN_FORCE);
    assertReason(code, Reason.ISSUED_OUTSIDE_KEY_VALIDITY);
  }

  @Test
  void placeOutsideTheLists_isNeverNotRevoked() {
    CredentialIssuer issuer = authority.issuer();
    assertReason(
        issuer.issue(
            CredentialDraft.of(
                DocumentKind.ELDERLY_CERTIFICATE,
                60,
                ISSUED_AT,
                IN_FORCE,
                new StatusReference.InList(2, 0))),
        Reason.STATUS_LIST_UNKNOWN);
    for (long index : new long[] {1 << 20, 1L << 32, Long.MAX_VALUE}) {
      assertReason(
          issuer.issue(
              CredentialDraft.of(
                  DocumentKind.ELDERLY_CERTIFICATE,
                  60,
                  ISSUED_AT,
                  IN_FORCE,
                  new StatusReference.InList(0, index))),
          Reason.STATUS_INDEX_OUT_OF_RANGE);
    }
    assertReason(
        issuer.issue(
            CredentialDraft.of(
                DocumentKind.ELDERLY_CERTIFICATE,
                60,
                ISSUED_AT,
                IN_FORCE,
                new StatusReference.InList(0, (1 << 20) - 1))),
        Reason.BENEFIT_GRANTED);
  }

  @Test
  void noLists_neverAdmits() {
    Verifier verifier = TestAuthority.verifier(Snapshot.neverSynced(), NOW);
    Decision decision = verifier.verify(authority.issue(60), BUS);
    assertThat(decision.reason()).isEqualTo(Reason.NEVER_SYNCED);
    assertThat(decision.circumstances().freshness()).isEqualTo(Freshness.NEVER_SYNCED);
    assertThat(verifier.verify(QrText.of("https://example.com"), BUS).reason())
        .isEqualTo(Reason.NOT_OURS);
  }

  @Test
  void oldLists_admitWithAWarningUntilTheOperatorsLimit() {
    QrText code = authority.issue(60);
    Snapshot snapshot = authority.snapshot();
    Instant published = NOW.minus(Duration.ofHours(1));
    assertFreshness(snapshot, code, published.plusSeconds(899), Freshness.FRESH);
    assertFreshness(snapshot, code, published.plusSeconds(900), Freshness.STALE_OK);
    Instant expired = published.plus(Duration.ofDays(3));
    assertFreshness(snapshot, code, expired.minusSeconds(1), Freshness.STALE_OK);
    assertFreshness(snapshot, code, expired, Freshness.STALE_WARN);
    Instant limit = published.plus(Duration.ofDays(7));
    assertFreshness(snapshot, code, limit.minusSeconds(1), Freshness.STALE_WARN);
    assertThat(reasonAt(snapshot, code, limit)).isEqualTo(Reason.LISTS_TOO_OLD);
    VenueProfile strict = BUS.withDoubt(WhenInDoubt.STANDARD.withStaleLimit(Duration.ZERO));
    assertThat(TestAuthority.verifier(snapshot, expired).verify(code, strict).reason())
        .isEqualTo(Reason.LISTS_TOO_OLD);
  }

  private static void assertFreshness(
      Snapshot snapshot, QrText code, Instant now, Freshness freshness) {
    Decision decision = TestAuthority.verifier(snapshot, now).verify(code, BUS);
    assertThat(decision).isInstanceOf(Decision.Admit.class);
    assertThat(decision.circumstances().freshness()).isEqualTo(freshness);
  }

  @Test
  void clockBehindTheNewestSignature_isSuspect() {
    QrText code = authority.issue(60);
    Snapshot snapshot = authority.snapshot();
    Instant floor = NOW.minus(Duration.ofHours(1)).minus(TrustedTime.BEHIND);
    assertThat(reasonAt(snapshot, code, floor)).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(reasonAt(snapshot, code, floor.minusSeconds(1))).isEqualTo(Reason.CLOCK_SUSPECT);
    assertThat(reasonAt(snapshot, code, Instant.EPOCH)).isEqualTo(Reason.CLOCK_SUSPECT);
  }

  @Test
  void picture_isDecidedByTheOneCodeOfOurs() {
    Verifier verifier = TestAuthority.verifier(authority.snapshot(), NOW);
    QrWriter writer = new QrWriter(4);
    GrayImage ours = writer.draw(authority.issue(60));
    GrayImage link = writer.draw(QrText.of("https://example.com/"));
    assertThat(verifier.verify(ours, BUS).reason()).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(verifier.verify(link, BUS).reason()).isEqualTo(Reason.NOT_OURS);
    assertThat(verifier.verify(beside(ours, link), BUS).reason()).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(verifier.verify(beside(ours, writer.draw(authority.issue(60))), BUS).reason())
        .isEqualTo(Reason.SEVERAL_CODES);
    GrayImage blank = GrayImage.of(200, 100, new byte[20_000]);
    assertThat(verifier.verify(blank, BUS).reason()).isEqualTo(Reason.NO_CODE_FOUND);
  }

  private static GrayImage beside(GrayImage left, GrayImage right) {
    int width = left.width() + right.width();
    int height = Math.max(left.height(), right.height());
    byte[] luma = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        GrayImage part = x < left.width() ? left : right;
        int column = x < left.width() ? x : x - left.width();
        luma[y * width + x] = (byte) (y < part.height() ? part.at(column, y) : 255);
      }
    }
    return GrayImage.of(width, height, luma);
  }

  @Test
  void randomBytesInOurEnvelope_neverAdmitAndNeverThrow() {
    Verifier verifier = TestAuthority.verifier(authority.snapshot(), NOW);
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(160)];
      random.nextBytes(bytes);
      Outcome outcome = verifier.verify(text(bytes), BUS).outcome();
      assertThat(outcome).as("seed 8, round %d", i).isIn(Outcome.RETRY, Outcome.ASSIST);
    }
  }
}
