package org.youdai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.youdai.TestAuthority.ISSUED_AT;
import static org.youdai.TestAuthority.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.youdai.authority.CredentialDraft;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.decision.Decision;
import org.youdai.decision.Outcome;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.trust.SignatureAlgorithm;

/** What holds for every decision, tried on seeded random ones. */
final class DecisionPropertiesTest {
  private static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  private static <T> T any(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** The outcome, the reason and the benefit: all that a passenger could see differ. */
  private static String visible(Decision decision) {
    String benefit = decision instanceof Decision.Admit admit ? admit.benefit().toString() : "";
    return decision.outcome() + " " + decision.reason() + " " + benefit;
  }

  private static final List<DocumentKind> SIGNED =
      List.of(DocumentKind.ELDERLY_CERTIFICATE, DocumentKind.PRINTED_ELDERLY_CERTIFICATE);

  @Test
  void noDecision_dependsOnTheIssuingCity() {
    SignatureAlgorithm[] sixteenCities = new SignatureAlgorithm[16];
    java.util.Arrays.fill(sixteenCities, SignatureAlgorithm.SM2);
    sixteenCities[3] = SignatureAlgorithm.ES256;
    sixteenCities[7] = SignatureAlgorithm.ED25519;
    TestAuthority authority = TestAuthority.create(11, sixteenCities);
    Snapshot snapshot = authority.snapshot();
    Random random = new Random(12);
    List<Outcome> seen = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      int age = any(random, Holder.AGE_TIERS);
      Instant from = NOW.plus(Duration.ofHours(random.nextInt(960) - 480));
      Validity span = new Validity(from, from.plus(Duration.ofHours(1 + random.nextInt(960))));
      DocumentKind kind = any(random, SIGNED);
      StatusReference.InList place =
          new StatusReference.InList(random.nextInt(3), random.nextInt(1 << 20));
      VenueProfile venue =
          VenueProfile.of(
                  "v",
                  any(random, List.of(VenueCategory.values())),
                  any(random, List.of(Ownership.values())))
              .withService(any(random, List.of("", "tourist", "customised", "metro")));
      Instant now = NOW.plus(Duration.ofHours(random.nextInt(400)));
      Verifier verifier = TestAuthority.verifier(snapshot, now);
      int one = random.nextInt(16);
      int other = (one + 1 + random.nextInt(15)) % 16;
      Decision here =
          verifier.verify(
              authority
                  .authority
                  .issuer(one)
                  .issue(CredentialDraft.of(kind, age, ISSUED_AT, span, place)),
              venue);
      Decision there =
          verifier.verify(
              authority
                  .authority
                  .issuer(other)
                  .issue(CredentialDraft.of(kind, age, ISSUED_AT, span, place)),
              venue);
      assertThat(visible(there))
          .as("seed 12, round %d, cities %d and %d", i, one, other)
          .isEqualTo(visible(here));
      seen.add(here.outcome());
    }
    assertThat(seen).contains(Outcome.ADMIT, Outcome.CHARGE, Outcome.RETRY, Outcome.ASSIST);
  }

  @Test
  void noneOf100000MutatedCodes_isAdmitted() {
    TestAuthority authority =
        TestAuthority.create(
            13, SignatureAlgorithm.SM2, SignatureAlgorithm.ES256, SignatureAlgorithm.ED25519);
    Verifier verifier = TestAuthority.verifier(authority.snapshot(), NOW);
    List<String> codes = new ArrayList<>();
    for (int issuer = 0; issuer < 3; issuer++) {
      QrText code = authority.authority.issue(issuer, 70, ISSUED_AT, TestAuthority.IN_FORCE);
      assertThat(verifier.verify(code, BUS).outcome()).isEqualTo(Outcome.ADMIT);
      codes.add(code.reveal());
    }
    Random random = new Random(14);
    int pastTheEnvelope = 0;
    for (int i = 0; i < 100_000; i++) {
      String code = any(random, codes);
      String mutated = mutate(code, random);
      if (mutated.equals(code)) {
        continue;
      }
      Decision decision = verifier.verify(QrText.of(mutated), BUS);
      assertThat(decision.outcome()).as("seed 14, round %d", i).isIn(Outcome.RETRY, Outcome.ASSIST);
      if (decision.reason().stage().compareTo(org.youdai.decision.Stage.SIGNATURE) >= 0) {
        pastTheEnvelope++;
      }
    }
    assertThat(pastTheEnvelope).as("mutations that reach the signature").isGreaterThan(20_000);
  }

  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

  private static String mutate(String code, Random random) {
    StringBuilder text = new StringBuilder(code);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = 4 + random.nextInt(text.length() - 4);
      switch (random.nextInt(6)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, ALPHABET.charAt(random.nextInt(45)));
        case 2 -> text.setCharAt(at, (char) random.nextInt(256));
        default -> text.setCharAt(at, ALPHABET.charAt(random.nextInt(45)));
      }
    }
    return text.toString();
  }
}
