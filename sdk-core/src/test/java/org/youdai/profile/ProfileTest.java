package org.youdai.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.youdai.TestAuthority.IN_FORCE;
import static org.youdai.TestAuthority.ISSUED_AT;
import static org.youdai.TestAuthority.NOW;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.youdai.TestAuthority;
import org.youdai.Verifier;
import org.youdai.credential.Credential;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.credential.Validity;
import org.youdai.decision.Decision;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.trust.SignatureAlgorithm;

final class ProfileTest {
  private static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  /** Another card's code, as an operator adds it: what is signed is just an age. */
  private static final class CityCard implements Profile {
    @Override
    public String name() {
      return "CITY";
    }

    @Override
    public boolean recognises(String text) {
      return text.startsWith("CITY:");
    }

    @Override
    public Envelope unwrap(String text) throws Rejection {
      return Envelope.ofBase45Cose(text, 5);
    }

    @Override
    public Claims read(AuthenticPayload payload) throws Rejection {
      Holder holder = new Holder(DocumentKind.ELDERLY_CERTIFICATE, payload.bytes()[1], "999999");
      Validity always = new Validity(Instant.EPOCH, NOW.plusSeconds(1));
      return new Claims(
          new Credential(holder, ISSUED_AT, always, Optional.empty(), Optional.empty()),
          Optional.empty());
    }
  }

  private final TestAuthority authority = TestAuthority.create(121, SignatureAlgorithm.SM2);

  private Verifier verifier(Profile added) {
    List<Profile> profiles = new ArrayList<>(Profile.standard());
    profiles.add(added);
    var snapshot = authority.snapshot();
    return new Verifier(profiles, () -> snapshot, TestAuthority.timeAt(NOW), new Random(1));
  }

  private QrText cityCard(TestAuthority signer, byte[] payload) {
    return QrText.of("CITY:" + Base45.encode(signer.issuer().sign(payload)));
  }

  @Test
  void addedProfile_goesThroughTheSameCheckPolicyAndDecision() {
    Verifier verifier = verifier(new CityCard());
    byte[] payload = {0x18, 65};
    QrText code = cityCard(authority, payload);
    Decision decision = verifier.verify(code, BUS);
    assertThat(decision).isInstanceOf(Decision.Admit.class);
    assertThat(verifier.recognises(code)).isTrue();
    TestAuthority stranger = TestAuthority.create(122, SignatureAlgorithm.SM2);
    assertThat(verifier.verify(cityCard(stranger, payload), BUS).reason())
        .isEqualTo(Reason.ISSUER_UNKNOWN);
    String text = code.reveal();
    String forged = text.substring(0, text.length() - 9) + "AAAAAAAAA";
    assertThat(verifier.verify(QrText.of(forged), BUS).reason())
        .isEqualTo(Reason.SIGNATURE_INVALID);
  }

  @Test
  void profileThatIsNotAdded_leavesItsCodesToOthers() {
    Verifier standard = TestAuthority.verifier(authority.snapshot(), NOW);
    QrText code = cityCard(authority, new byte[] {0x18, 65});
    assertThat(standard.recognises(code)).isFalse();
    assertThat(standard.verify(code, BUS).reason()).isEqualTo(Reason.NOT_OURS);
    assertThat(standard.recognises(authority.issue(60))).isTrue();
    assertThat(standard.recognises(QrText.of("https://example.com"))).isFalse();
  }

  @Test
  void profileThatBreaksDown_handsOverToStaff() {
    Decision decision = verifier(new CityCard()).verify(cityCard(authority, new byte[0]), BUS);
    assertThat(decision.reason()).isEqualTo(Reason.PROFILE_FAILED);
    assertThat(decision).isInstanceOf(Decision.Assist.class);
  }

  @Test
  void ownProfiles_comeFirst() {
    Profile greedy =
        new Profile() {
          @Override
          public String name() {
            return "GREEDY";
          }

          @Override
          public boolean recognises(String text) {
            return true;
          }

          @Override
          public Envelope unwrap(String text) throws Rejection {
            throw new Rejection(Reason.WRONG_SHAPE);
          }

          @Override
          public Claims read(AuthenticPayload payload) throws Rejection {
            throw new Rejection(Reason.CLAIM_MALFORMED);
          }
        };
    Verifier verifier = verifier(greedy);
    assertThat(verifier.verify(authority.issue(60), BUS).reason())
        .isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(verifier.verify(QrText.of("anything"), BUS).reason()).isEqualTo(Reason.WRONG_SHAPE);
  }

  @Test
  void timesOfStandardClaims_mayHaveAFraction() throws Rejection {
    // {4: 1.5, 6: 1000, 1: "x", "t": 1}
    byte[] claims = HexFormat.of().parseHex("a404f93e00061903e8016178617401");
    CwtClaims read = CwtClaims.unverified(claims);
    assertThat(read.time(4)).isEqualTo(Instant.ofEpochSecond(1));
    assertThat(read.number(6)).isEqualTo(1000);
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> read.number(1))
        .satisfies(r -> assertThat(r.reason()).isEqualTo(Reason.CLAIM_MISSING));
  }

  @Test
  void headerThatMustBeUnderstood_isNot() {
    byte[] header = HexFormat.of().parseHex("a3012602811905390448" + "00".repeat(8));
    byte[] message = CoseSign1.encode(header, new byte[] {(byte) 0xa0}, new byte[64]);
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> Envelope.ofCose(message))
        .satisfies(r -> assertThat(r.reason()).isEqualTo(Reason.HEADER_NOT_ALLOWED));
  }

  @Test
  void standardCose_isReadInAllItsForms() throws Rejection {
    byte[] message = authority.issuer().sign(new CborWriter().map(0).toBytes());
    Envelope tagged = Envelope.ofCose(message);
    byte[] untagged = java.util.Arrays.copyOfRange(message, 1, message.length);
    assertThat(Envelope.ofCose(untagged).kid()).isEqualTo(tagged.kid());
    byte[] cwt = new byte[message.length + 2];
    cwt[0] = (byte) 0xd8;
    cwt[1] = 61;
    System.arraycopy(message, 0, cwt, 2, message.length);
    assertThat(Envelope.ofCose(cwt).kid()).isEqualTo(tagged.kid());
    assertThat(tagged.toString()).isEqualTo("Envelope[SM2]");
    assertThat(IN_FORCE.contains(NOW)).isTrue();
  }
}
