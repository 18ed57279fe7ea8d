package org.youdai.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.LocalDate;
import java.time.Period;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.credential.IdentityDocument.Problem;
import org.youdai.credential.IdentityDocument.Read;
import org.youdai.credential.IdentityDocument.Unreadable;

final class IdentityDocumentTest {
  private static IdentityDocument passport(LocalDate birth) {
    return ((Read)
            IdentityDocument.ofBirthDate(
                DocumentKind.PASSPORT,
                birth.getYear(),
                birth.getMonthValue(),
                birth.getDayOfMonth()))
        .document();
  }

  @ParameterizedTest
  @ValueSource(ints = {59, 60, 69, 70, 80})
  void yearOfAge_isCompleteOnTheBirthday(int age) {
    IdentityDocument document = passport(LocalDate.of(1950, 3, 10));
    LocalDate birthday = LocalDate.of(1950 + age, 3, 10);
    assertThat(document.ageOn(birthday.minusDays(1), true)).isEqualTo(age - 1);
    assertThat(document.ageOn(birthday, true)).isEqualTo(age);
    assertThat(document.ageOn(birthday.plusDays(1), true)).isEqualTo(age);
  }

  @ParameterizedTest
  @CsvSource({
    "2011-02-27, 58, 58", // a common year
    "2011-02-28, 58, 59",
    "2011-03-01, 59, 59",
    "2012-02-28, 59, 59", // a leap year
    "2012-02-29, 60, 60",
    "2012-03-01, 60, 60",
    "2100-02-28, 147, 148", // no leap year
    "2100-03-01, 148, 148"
  })
  void bornOnALeapDay_hasTheBirthdayThatThePolicySays(LocalDate day, int march, int february) {
    IdentityDocument document = passport(LocalDate.of(1952, 2, 29));
    assertThat(document.ageOn(day, true)).isEqualTo(march);
    assertThat(document.ageOn(day, false)).isEqualTo(february);
  }

  @Test
  void anyAge_isThatOfPeriod() {
    Random random = new Random(41);
    for (int i = 0; i < 20_000; i++) {
      LocalDate birth = LocalDate.of(1900, 1, 1).plusDays(random.nextInt(45_000));
      LocalDate day = birth.plusDays(random.nextInt(45_000));
      if (birth.getMonthValue() != 2 || birth.getDayOfMonth() != 29) {
        for (boolean leapDayOn1March : new boolean[] {true, false}) {
          assertThat(passport(birth).ageOn(day, leapDayOn1March))
              .as("seed 41, %s on %s", birth, day)
              .isEqualTo(Period.between(birth, day).getYears());
        }
      }
    }
  }

  @Test
  void birthInTheFuture_isForTheCallerToAskAndCountsAsNoAge() {
    IdentityDocument document = passport(LocalDate.of(2030, 5, 6));
    assertThat(document.isBornAfter(LocalDate.of(2030, 5, 5))).isTrue();
    assertThat(document.isBornAfter(LocalDate.of(2030, 5, 6))).isFalse();
    assertThat(document.isBornAfter(LocalDate.of(2030, 5, 7))).isFalse();
    assertThat(document.ageOn(LocalDate.of(2026, 11, 21), true)).isZero();
    assertThat(document.ageOn(LocalDate.of(2031, 5, 5), true)).isZero();
    assertThat(document.ageOn(LocalDate.of(2031, 5, 6), true)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"HK_MACAO_PERMIT", "TAIWAN_PERMIT", "PASSPORT", "PERMANENT_RESIDENT_CARD"})
  void birthDateThatTheReaderSupplies_isAllThatThesePermitsNeed(DocumentKind kind) {
    IdentityDocument document =
        ((Read) IdentityDocument.ofBirthDate(kind, 1950, 12, 31)).document();
    assertThat(document.kind()).isEqualTo(kind);
    assertThat(document.ageOn(LocalDate.of(2026, 11, 21), true)).isEqualTo(75);
    assertThat(document.area()).isEmpty();
    assertThat(document.hasKnownArea()).isTrue();
    assertThat(document.isOverOn(LocalDate.of(2026, 11, 21))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"HK_MACAO_PERMIT", "TAIWAN_PERMIT", "PASSPORT", "PERMANENT_RESIDENT_CARD"})
  void birthDateForAnyOtherKind_isACallersMistake(DocumentKind kind) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdentityDocument.ofBirthDate(kind, 1950, 12, 31));
  }

  @ParameterizedTest
  @CsvSource({
    "1949, 2, 29",
    "1949, 13, 1",
    "1949, 0, 1",
    "1949, 1, 0",
    "1949, 1, 32",
    "0, 1, 1",
    "10000, 1, 1",
    "1949, -1, 131"
  })
  void birthDateThatIsNone_isImpossible(int year, int month, int day) {
    assertThat(IdentityDocument.ofBirthDate(DocumentKind.PASSPORT, year, month, day))
        .isEqualTo(new Unreadable(Problem.BIRTH_DATE_IMPOSSIBLE));
  }

  @Test
  void cardThatStaffHaveLookedAt_isOfTheAgeTheySay() {
    IdentityDocument document = IdentityDocument.staffConfirmed(65);
    assertThat(document.kind()).isEqualTo(DocumentKind.OTHER_PROVINCE_CERTIFICATE);
    assertThat(document.ageOn(LocalDate.of(2026, 11, 21), true)).isEqualTo(65);
    assertThat(document.isBornAfter(LocalDate.MIN.withYear(1))).isFalse();
    assertThat(document.isOverOn(LocalDate.of(2026, 11, 21))).isFalse();
    assertThat(document.hasKnownArea()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-60, 0, 59, 61, 101})
  void ageThatIsNoTier_isACallersMistake(int age) {
    assertThatIllegalArgumentException().isThrownBy(() -> IdentityDocument.staffConfirmed(age));
  }

  @Test
  void closedDocument_holdsNothingAndAnswersNothing() throws IllegalAccessException {
    IdentityDocument document = IdentityNumberTest.read(IdentityNumberTest.SAMPLE);
    document.close();
    document.close(); // a second time changes nothing
    LocalDate day = LocalDate.of(2026, 11, 21);
    assertClosed(() -> document.ageOn(day, true));
    assertClosed(() -> document.isBornAfter(day));
    assertClosed(() -> document.isOverOn(day));
    assertClosed(document::area);
    assertClosed(document::hasKnownArea);
    for (Field field : IdentityDocument.class.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
        field.setAccessible(true);
        assertThat(field.getInt(document)).as(field.getName()).isZero();
      }
    }
    assertThat(document.kind()).isEqualTo(DocumentKind.RESIDENT_ID_CARD);
    assertThat(document).hasToString("IdentityDocument[RESIDENT_ID_CARD]");
  }

  private static void assertClosed(ThrowingCallable use) {
    assertThatIllegalStateException().isThrownBy(use).withMessage("the document is closed");
  }

  @Test
  void document_showsItsKindOnly() {
    IdentityDocument document = IdentityNumberTest.read(IdentityNumberTest.SAMPLE);
    assertThat(document).hasToString("IdentityDocument[RESIDENT_ID_CARD]");
  }

  @Test
  void twoDocumentsOfOneHolder_areNotEqual() {
    assertThat(IdentityNumberTest.read(IdentityNumberTest.SAMPLE))
        .isNotEqualTo(IdentityNumberTest.read(IdentityNumberTest.SAMPLE));
  }
}
