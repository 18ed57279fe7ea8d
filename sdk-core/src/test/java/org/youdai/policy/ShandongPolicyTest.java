package org.youdai.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.Verifier;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.IdentityDocument;
import org.youdai.decision.Decision;
import org.youdai.decision.Reason;
import org.youdai.trust.SignatureAlgorithm;

/**
 * Every row of 鲁政字〔2020〕240号, from the birthday's eve to its morrow. The rows stand in {@code
 * shandong-240.csv}.
 */
final class ShandongPolicyTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create(71, SignatureAlgorithm.SM2);
  private static final Snapshot SNAPSHOT = AUTHORITY.snapshot();
  private static final LocalDate TODAY = TestAuthority.NOW.atZone(BenefitPolicy.ZONE).toLocalDate();

  /** A row: where, and what three ages get there. */
  record Row(String clause, VenueProfile venue, String under60, String from60, String from70) {
    String at(int age) {
      return age < 60 ? under60 : age < 70 ? from60 : from70;
    }
  }

  static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(ShandongPolicyTest.class.getResourceAsStream("shandong-240.csv"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
        String[] f = line.split(",", -1);
        VenueProfile venue =
            VenueProfile.of("v", VenueCategory.valueOf(f[1]), Ownership.valueOf(f[2]))
                .withService(f[3]);
        rows.add(new Row(f[0], venue, f[4], f[5], f[6]));
      }
    }
    return rows;
  }

  private static Verifier verifier(Instant now) {
    return TestAuthority.verifier(SNAPSHOT, now);
  }

  private static String told(Decision decision) {
    if (decision instanceof Decision.Admit admit) {
      Benefit benefit = admit.benefit();
      return benefit.kind() == Benefit.Kind.PERCENT
          ? Integer.toString(benefit.percent())
          : benefit.kind().name();
    }
    return decision.reason() == Reason.NO_BENEFIT_HERE ? "-" : decision.reason().name();
  }

  private static Decision decide(DocumentKind kind, LocalDate birth, VenueProfile venue) {
    IdentityDocument.Reading reading =
        IdentityDocument.ofBirthDate(
            kind, birth.getYear(), birth.getMonthValue(), birth.getDayOfMonth());
    return verifier(TestAuthority.NOW).verify(reading, venue);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row_holdsOnTheBirthdaysEveDayAndMorrow(Row row) {
    for (int age : new int[] {59, 60, 69, 70, 80}) {
      for (int days = -1; days <= 1; days++) {
        LocalDate birth = TODAY.minusYears(age).minusDays(days); // today is the birthday + days
        Decision decision = decide(DocumentKind.PASSPORT, birth, row.venue());
        assertThat(told(decision))
            .as("%s: %d years and %d days", row, age, days)
            .isEqualTo(row.at(days < 0 ? age - 1 : age));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row_holdsForACertificateToo(Row row) {
    for (int age : new int[] {60, 65, 70, 75, 80, 90, 100}) {
      Decision decision = verifier(TestAuthority.NOW).verify(AUTHORITY.issue(age), row.venue());
      assertThat(told(decision)).isEqualTo(row.at(age));
      if (decision instanceof Decision.Admit admit) {
        String clause = row.clause().substring(0, 4);
        assertThat(admit.benefit().basis()).isEqualTo("鲁政字〔2020〕240号 " + clause);
      }
    }
  }

  @Test
  void rows_nameEveryKindOfVenueAndBothOwnerships() throws IOException {
    Set<String> named = new TreeSet<>();
    rows().forEach(row -> named.add(row.venue().category() + " " + row.venue().ownership()));
    assertThat(named).hasSize(VenueCategory.values().length * Ownership.values().length);
  }
}
