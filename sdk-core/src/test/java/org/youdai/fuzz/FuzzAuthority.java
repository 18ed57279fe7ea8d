package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.Verifier;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.CredentialIssuer;
import org.youdai.authority.DocumentWriter;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SigningKey;
import org.youdai.authority.StatusListWriter;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.decision.Decision;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.lists.RootDocument;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.trust.Issuer;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.KeyId;
import org.youdai.trust.Manifest;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.StatusKey;
import org.youdai.trust.TrustAnchor;
import org.youdai.trust.TrustList;

/**
 * An authority with fixed keys that signs whatever a fuzzer makes up, so that the fuzzer reaches
 * what lies behind a signature. All keys are Ed25519's, the quickest to sign with.
 */
final class FuzzAuthority {
  /** Has every role of the root document. */
  static final SigningKey ROLE = key(1, 1);

  static final SigningKey ISSUER = key(2, 2);
  static final SigningKey STATUS = key(3, 3);
  static final SigningKey HOLDER = key(4, 4);

  /** Has the issuer's id and another secret: no change to what it signs makes that genuine. */
  static final SigningKey FORGER = key(2, 5);

  static final Instant NOW = TestAuthority.NOW;
  static final String LISTS = "https://lists.youdai.example/l/";
  static final int LIST_SIZE = 1024;
  static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  private static final Validity YEARS =
      new Validity(NOW.minus(Duration.ofDays(100)), NOW.plus(Duration.ofDays(600)));

  static final TrustAnchor ANCHOR = TrustAnchor.of(rootDocument());
  static final RootDocument ROOT = root();
  static final TrustList TRUST =
      new TrustList(
          1,
          YEARS.notBefore(),
          YEARS.notAfter(),
          List.of(
              new IssuerKey(
                  ISSUER.kid(),
                  ISSUER.verifyingKey(),
                  new Issuer("370100", "签发机构", "Issuer"),
                  YEARS,
                  Optional.empty(),
                  DocumentKind.SIGNED)),
          List.of(new StatusKey(STATUS.kid(), STATUS.verifyingKey(), LISTS)),
          Set.of());

  private static final Verifier VERIFIER = TestAuthority.verifier(snapshot(), NOW);

  private FuzzAuthority() {}

  private static SigningKey key(int id, int secret) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) secret);
    return SigningKey.of(
        new KeyId(id), SignatureAlgorithm.ED25519, bytes, TestAuthority.random(secret));
  }

  /** Returns the document that {@link #ANCHOR} pins. */
  static byte[] rootDocument() {
    DocumentWriter.Role role = new DocumentWriter.Role(1, List.of(ROLE));
    return DocumentWriter.root(1, YEARS, new DocumentWriter.Roles(role, role, role, role));
  }

  private static RootDocument root() {
    try {
      return RootDocument.read(ANCHOR);
    } catch (Rejection impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Snapshot snapshot() {
    byte[] trust = DocumentWriter.trust(TRUST, List.of(ROLE));
    byte[] policy = DocumentWriter.sign(PolicyLibrary.policy("shandong"), List.of(ROLE));
    byte[] manifest =
        TestAuthority.manifest(
            ROLE,
            ANCHOR,
            Manifest.Edition.of(TRUST.version(), trust),
            Manifest.Edition.of(1, policy),
            statusListWriter(),
            STATUS,
            NOW.minus(Duration.ofHours(1)));
    ListSource lists = TestAuthority.files(manifest, trust, policy, statusList());
    Snapshot.Reading reading = Snapshot.read(ANCHOR, lists);
    assertThat(reading).isInstanceOf(Snapshot.Ready.class);
    return ((Snapshot.Ready) reading).snapshot();
  }

  /** Returns the token of list 0, of {@link #LIST_SIZE} entries, all valid. */
  static byte[] statusList() {
    return statusListWriter()
        .token(STATUS, NOW.minus(Duration.ofHours(1)), 900, NOW.plus(Duration.ofDays(2)));
  }

  private static StatusListWriter statusListWriter() {
    return StatusListWriter.of(LISTS + 0, new byte[LIST_SIZE / 8]);
  }

  /** Returns what to issue: a certificate that entitles its holder at {@link #BUS} now. */
  static CredentialDraft draft() {
    return CredentialDraft.of(
        DocumentKind.ELDERLY_CERTIFICATE,
        65,
        TestAuthority.ISSUED_AT,
        TestAuthority.IN_FORCE,
        new StatusReference.InList(0, 5));
  }

  /** Returns an issuer that signs with {@code key}; each makes the same ids. */
  static CredentialIssuer issuer(SigningKey key) {
    return new CredentialIssuer(key, TestAuthority.random(9));
  }

  /** Returns a COSE_Sign1 over any payload. */
  static byte[] cose(SigningKey key, byte[] header, byte[] payload) {
    return CoseSign1.encode(header, payload, key.sign(CoseSign1.toBeSigned(header, payload)));
  }

  /** Returns a compact JWS with any header over any payload. */
  static String jws(SigningKey key, byte[] header, byte[] payload) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String input = base64.encodeToString(header) + '.' + base64.encodeToString(payload);
    byte[] signature = key.sign(input.getBytes(StandardCharsets.US_ASCII));
    return input + '.' + base64.encodeToString(signature);
  }

  /** Returns the text of a code of ours in Base45. */
  static QrText base45(String prefix, byte[] bytes) {
    return QrText.of(prefix + Base45.encode(bytes));
  }

  /** Decides, and checks that nothing broke on the way: the verifier would hide that. */
  static Decision decide(QrText text) {
    Decision decision = VERIFIER.verify(text, BUS);
    assertThat(decision.reason()).isNotEqualTo(Reason.PROFILE_FAILED);
    return decision;
  }

  /** Decides on what no issuer has signed. */
  static void requireNoAdmission(QrText text) {
    assertThat(decide(text)).isNotInstanceOf(Decision.Admit.class);
  }
}
