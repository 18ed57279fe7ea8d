package org.youdai.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.youdai.TestAuthority.IN_FORCE;
import static org.youdai.TestAuthority.ISSUED_AT;
import static org.youdai.TestAuthority.NOW;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.youdai.TestAuthority;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.CredentialIssuer;
import org.youdai.authority.SandboxAuthority;
import org.youdai.authority.SigningKey;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.decision.Decision;
import org.youdai.decision.Reason;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.trust.SignatureAlgorithm;

/** Every case in both forms, COSE and JWS: the same decision. */
final class BothFormsTest {
  private static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  /** One form of a credential. */
  enum Form {
    COSE {
      @Override
      QrText issue(CredentialIssuer issuer, CredentialDraft draft) {
        return issuer.issue(draft);
      }

      @Override
      QrText sign(CredentialIssuer issuer, Facts facts) {
        return QrText.of("YD1:" + Base45.encode(issuer.sign(facts.cbor())));
      }
    },
    JWS {
      @Override
      QrText issue(CredentialIssuer issuer, CredentialDraft draft) {
        return issuer.issueJws(draft, SandboxAuthority.URI_PREFIX + draft.place().list());
      }

      @Override
      QrText sign(CredentialIssuer issuer, Facts facts) {
        return issuer.signJws(facts.json());
      }
    };

    abstract QrText issue(CredentialIssuer issuer, CredentialDraft draft);

    abstract QrText sign(CredentialIssuer issuer, Facts facts);
  }

  /** Claims that a test can spoil; an empty text leaves the claim out. */
  private record Facts(String exp, String nbf, String iat, String kind, String age, String index) {
    static Facts good() {
      return new Facts(
          Long.toString(IN_FORCE.notAfter().getEpochSecond()),
          Long.toString(IN_FORCE.notBefore().getEpochSecond()),
          Long.toString(ISSUED_AT.getEpochSecond()),
          "1",
          "60",
          "7");
    }

    byte[] cbor() {
      List<String> times = List.of(exp, nbf, iat);
      int size = 1 + (kind.isEmpty() ? 0 : 1);
      size += (int) times.stream().filter(time -> !time.isEmpty()).count();
      CborWriter claims = new CborWriter().map(size);
      for (int i = 0; i < 3; i++) {
        if (!times.get(i).isEmpty()) {
          claims.integer(4 + i).integer(Long.parseLong(times.get(i)));
        }
      }
      claims.integer(7).byteString(new byte[16]);
      if (!kind.isEmpty()) {
        claims.integer(-65537).array(4).integer(Long.parseLong(kind));
        claims.integer(Long.parseLong(age)).integer(0).integer(Long.parseLong(index));
      }
      return claims.toBytes();
    }

    byte[] json() {
      List<String> members = new ArrayList<>();
      add(members, "exp", exp);
      add(members, "nbf", nbf);
      add(members, "iat", iat);
      members.add("\"jti\":\"AAAAAAAAAAAAAAAAAAAAAA\"");
      members.add(
          "\"status\":{\"status_list\":{\"idx\":%s,\"uri\":\"%s0\"}}"
              .formatted(index, SandboxAuthority.URI_PREFIX));
      if (!kind.isEmpty()) {
        members.add("\"yd\":{\"kind\":%s,\"age_over\":%s}".formatted(kind, age));
      }
      return ("{" + String.join(",", members) + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static void add(List<String> members, String name, String value) {
      if (!value.isEmpty()) {
        members.add("\"" + name + "\":" + value);
      }
    }
  }

  private static final TestAuthority AUTHORITY =
      TestAuthority.create(
          101, SignatureAlgorithm.SM2, SignatureAlgorithm.ES256, SignatureAlgorithm.ED25519);

  private static CredentialDraft draft(int age, Validity validity) {
    return CredentialDraft.of(
        DocumentKind.ELDERLY_CERTIFICATE,
        age,
        ISSUED_AT,
        validity,
        AUTHORITY.authority.takePlace());
  }

  private static Reason decide(QrText code) {
    return AUTHORITY.decide(code, BUS).reason();
  }

  static Stream<Arguments> formsAndIssuers() {
    return Stream.of(Form.values())
        .flatMap(form -> Stream.of(0, 1, 2).map(issuer -> Arguments.of(form, issuer)));
  }

  @ParameterizedTest
  @MethodSource("formsAndIssuers")
  void genuineCode_isAdmittedInEveryAlgorithm(Form form, int issuer) {
    QrText code = form.issue(AUTHORITY.authority.issuer(issuer), draft(60, IN_FORCE));
    assertThat(decide(code)).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(AUTHORITY.authority.revoke(code)).isEmpty();
    assertThat(decide(code)).isEqualTo(Reason.REVOKED);
  }

  /** A way to make a code, and what must come of it in either form. */
  private record Case(String name, Facts facts, Reason expected) {}

  private static List<Case> cases() {
    Facts good = Facts.good();
    String later = Long.toString(NOW.plusSeconds(1).getEpochSecond());
    String now = Long.toString(NOW.getEpochSecond());
    String year10000 = "253402300800";
    return List.of(
        new Case("good", good, Reason.BENEFIT_GRANTED),
        new Case("begins now", with(good, good.exp, now), Reason.BENEFIT_GRANTED),
        new Case("begins in a second", with(good, good.exp, later), Reason.NOT_YET_VALID),
        new Case("ends now", with(good, now, good.nbf), Reason.EXPIRED),
        new Case("ends in a second", with(good, later, good.nbf), Reason.BENEFIT_GRANTED),
        new Case("empty span", with(good, good.nbf, good.nbf), Reason.CLAIM_MALFORMED),
        new Case("negative time", with(good, good.exp, "-1"), Reason.CLAIM_MALFORMED),
        new Case("after year 9999", with(good, year10000, good.nbf), Reason.CLAIM_MALFORMED),
        new Case("no exp", with(good, "", good.nbf), Reason.CLAIM_MISSING),
        new Case("no nbf", with(good, good.exp, ""), Reason.CLAIM_MISSING),
        new Case("no iat", facts(good, "", "1", "60", "7"), Reason.CLAIM_MISSING),
        new Case(
            "issued before the key",
            facts(good, "1000000000", "1", "60", "7"),
            Reason.ISSUED_OUTSIDE_KEY_VALIDITY),
        new Case("no facts", facts(good, good.iat, "", "60", "7"), Reason.CLAIM_MISSING),
        new Case("kind 3", facts(good, good.iat, "3", "60", "7"), Reason.KIND_UNKNOWN),
        new Case("kind 0", facts(good, good.iat, "0", "60", "7"), Reason.KIND_UNKNOWN),
        new Case("kind -1", facts(good, good.iat, "-1", "60", "7"), Reason.KIND_UNKNOWN),
        new Case("age 61", facts(good, good.iat, "1", "61", "7"), Reason.CLAIM_MALFORMED),
        new Case("age 0", facts(good, good.iat, "1", "0", "7"), Reason.CLAIM_MALFORMED),
        new Case(
            "age past 32 bits",
            facts(good, good.iat, "1", "4294967356", "7"),
            Reason.CLAIM_MALFORMED),
        new Case("index -1", facts(good, good.iat, "1", "60", "-1"), Reason.CLAIM_MALFORMED),
        new Case("last index", facts(good, good.iat, "1", "60", "1048575"), Reason.BENEFIT_GRANTED),
        new Case(
            "index past the end",
            facts(good, good.iat, "1", "60", "1048576"),
            Reason.STATUS_INDEX_OUT_OF_RANGE));
  }

  private static Facts with(Facts good, String exp, String nbf) {
    return new Facts(exp, nbf, good.iat, good.kind, good.age, good.index);
  }

  private static Facts facts(Facts good, String iat, String kind, String age, String index) {
    return new Facts(good.exp, good.nbf, iat, kind, age, index);
  }

  @Test
  void everyCase_comesOutTheSameInBothForms() {
    List<String> wrong = new ArrayList<>();
    for (Case each : cases()) {
      for (Form form : Form.values()) {
        Reason reason = decide(form.sign(AUTHORITY.issuer(), each.facts()));
        if (reason != each.expected()) {
          wrong.add(form + " " + each.name() + ": " + reason + ", not " + each.expected());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("formsAndIssuers")
  void credentialThatNamesAPhone_isStrippedWhenItComesAlone(Form form, int issuer) {
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      SigningKey phone = SigningKey.generate(algorithm, TestAuthority.random(5));
      CredentialDraft draft = draft(60, IN_FORCE).boundTo(phone.verifyingKey());
      assertThat(decide(form.issue(AUTHORITY.authority.issuer(issuer), draft)))
          .isEqualTo(Reason.PRESENTATION_STRIPPED);
    }
  }

  @ParameterizedTest
  @MethodSource("formsAndIssuers")
  void anyOneCharacterChanged_isNeverAdmitted(Form form, int issuer) {
    String code = form.issue(AUTHORITY.authority.issuer(issuer), draft(60, IN_FORCE)).reveal();
    var verifier = TestAuthority.verifier(AUTHORITY.snapshot(), NOW);
    for (int at = 0; at < code.length(); at++) {
      char other = code.charAt(at) == 'A' ? 'B' : 'A';
      QrText changed = QrText.of(code.substring(0, at) + other + code.substring(at + 1));
      assertThat(verifier.verify(changed, BUS))
          .as("at %d", at)
          .isNotInstanceOf(Decision.Admit.class);
    }
  }

  @ParameterizedTest
  @MethodSource("formsAndIssuers")
  void issuerOutsideTheTrustList_isUnknownInBothForms(Form form, int issuer) {
    TestAuthority stranger = TestAuthority.create(200 + issuer, SignatureAlgorithm.SM2);
    assertThat(decide(form.issue(stranger.issuer(), draft(60, IN_FORCE))))
        .isEqualTo(Reason.ISSUER_UNKNOWN);
  }

  private static Reason jws(String header, String payload, String signature) {
    return decide(QrText.of(base64Url(header) + "." + base64Url(payload) + "." + signature));
  }

  private static String base64Url(String text) {
    return java.util.Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void jwsOfAnotherKind_isHandedOnOrNamed() {
    String kid = "\"kid\":\"AAAAAAAAAAA\"";
    String sig = "A".repeat(86);
    assertThat(jws("{\"alg\":\"ES256\"," + kid + "}", "{}", sig)).isEqualTo(Reason.NOT_OURS);
    assertThat(jws("{\"alg\":\"ES256\",\"typ\":\"JWT\"," + kid + "}", "{}", sig))
        .isEqualTo(Reason.NOT_OURS);
    assertThat(jws("{\"alg\":\"none\",\"typ\":\"yd+jwt\"," + kid + "}", "{}", sig))
        .isEqualTo(Reason.BAD_ENCODING);
    assertThat(jws("{\"alg\":\"HS256\",\"typ\":\"yd+jwt\"," + kid + "}", "{}", sig))
        .isEqualTo(Reason.ALGORITHM_UNKNOWN);
    assertThat(jws("{\"alg\":\"ES256\",\"typ\":\"yd+jwt\"," + kid + "}", "{}", sig))
        .isEqualTo(Reason.ISSUER_UNKNOWN);
    assertThat(jws("{\"alg\":\"ES256\",\"typ\":\"yd+jwt\"}", "{}", sig))
        .isEqualTo(Reason.HEADER_NOT_ALLOWED);
    assertThat(jws("{\"alg\":\"ES256\",\"typ\":\"yd+jwt\",\"kid\":\"short\"}", "{}", sig))
        .isEqualTo(Reason.HEADER_NOT_ALLOWED);
    assertThat(jws("{\"alg\":\"ES256\",\"typ\":\"yd+jwt\",\"x\":1," + kid + "}", "{}", sig))
        .isEqualTo(Reason.HEADER_NOT_ALLOWED);
    assertThat(
            jws(
                "{\"alg\":\"ES256\",\"typ\":\"yd+jwt\",\"crit\":[\"x\"],\"x\":1," + kid + "}",
                "{}",
                sig))
        .isEqualTo(Reason.HEADER_NOT_ALLOWED);
    assertThat(decide(QrText.of("eyJhbGci"))).isEqualTo(Reason.TEXT_TRUNCATED);
    assertThat(decide(QrText.of("eyJ.a.b.c"))).isEqualTo(Reason.WRONG_SHAPE);
    assertThat(decide(QrText.of("eyJ=.a.b"))).isEqualTo(Reason.BAD_CHARACTER);
    assertThat(decide(QrText.of("eyJ" + "A".repeat(2045)))).isEqualTo(Reason.TEXT_TRUNCATED);
    assertThat(decide(QrText.of("eyJ" + "A".repeat(2046)))).isEqualTo(Reason.TEXT_TOO_LONG);
  }

  @Test
  void listAtAnotherUri_isUnknown() {
    CredentialDraft draft =
        CredentialDraft.of(
            DocumentKind.ELDERLY_CERTIFICATE,
            60,
            ISSUED_AT,
            IN_FORCE,
            new StatusReference.InList(0, 1));
    for (String uri :
        new String[] {"", "https://lists.youdai.example/l/9", "https://evil.example/0"}) {
      assertThat(decide(AUTHORITY.issuer().issueJws(draft, uri)))
          .isEqualTo(Reason.STATUS_LIST_UNKNOWN);
    }
  }

  @Test
  void jwsAge_isJudgedAtTheSameInstantAsCose() {
    Instant end = NOW.plus(Duration.ofDays(1));
    CredentialDraft draft = draft(60, new Validity(NOW.minusSeconds(9), end));
    for (Form form : Form.values()) {
      QrText code = form.issue(AUTHORITY.issuer(), draft);
      var snapshot = AUTHORITY.snapshot();
      assertThat(TestAuthority.verifier(snapshot, end.minusSeconds(1)).verify(code, BUS).reason())
          .isEqualTo(Reason.BENEFIT_GRANTED);
      assertThat(TestAuthority.verifier(snapshot, end).verify(code, BUS).reason())
          .isEqualTo(Reason.EXPIRED);
    }
  }
}
