package org.youdai.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.credential.IdentityDocument.Problem;
import org.youdai.credential.IdentityDocument.Read;
import org.youdai.credential.IdentityDocument.Reading;
import org.youdai.credential.IdentityDocument.Unreadable;

final class IdentityNumberTest {
  /** The example of GB 11643. */
  static final String SAMPLE = "11010519491231002X";

  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

  /** Appends the check character, by the table of weights in GB 11643. */
  static String withCheck(String seventeen) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (seventeen.charAt(i) - '0');
    }
    return seventeen + "10X98765432".charAt(sum % 11);
  }

  /** Returns a number that nobody has: no area begins with 99. */
  static String someNumber(Random random) {
    LocalDate birth = LocalDate.of(1900, 1, 1).plusDays(random.nextInt(45_000));
    String date = birth.toString().replace("-", "");
    return withCheck("999999" + date + "%03d".formatted(random.nextInt(1_000)));
  }

  static IdentityDocument read(String number) {
    Reading reading = IdentityDocument.ofNumber(number);
    assertThat(reading).isInstanceOf(Read.class);
    return ((Read) reading).document();
  }

  private static Problem problemOf(String number) {
    Reading reading = IdentityDocument.ofNumber(number);
    assertThat(reading).as(number).isInstanceOf(Unreadable.class);
    return ((Unreadable) reading).problem();
  }

  @Test
  void exampleOfTheStandard_isAResidentsOfItsAreaAndAge() {
    IdentityDocument document = read(SAMPLE);
    assertThat(document.kind()).isEqualTo(DocumentKind.RESIDENT_ID_CARD);
    assertThat(document.area()).isEqualTo("110105");
    assertThat(document.hasKnownArea()).isTrue();
    assertThat(document.ageOn(LocalDate.of(2019, 12, 30), true)).isEqualTo(69);
    assertThat(document.ageOn(LocalDate.of(2019, 12, 31), true)).isEqualTo(70);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "１１０１０５１９４９１２３１００２ｘ",
        "  11010519491231002X\r\n",
        "\t11010519491231002X\0\0",
        "\u300011010519491231002X\u00a0"
      })
  void numberAsKeyboardsAndScannersWriteIt_isTheSame(String text) {
    IdentityDocument document = read(text);
    assertThat(document.area()).isEqualTo("110105");
    assertThat(document.ageOn(LocalDate.of(2019, 12, 31), true)).isEqualTo(70);
  }

  @ParameterizedTest
  @CsvSource({
    "810000, RESIDENCE_PERMIT",
    "820000, RESIDENCE_PERMIT",
    "830000, RESIDENCE_PERMIT",
    "800000, RESIDENT_ID_CARD",
    "840000, RESIDENT_ID_CARD",
    "999999, PERMANENT_RESIDENT_CARD",
    "900000, PERMANENT_RESIDENT_CARD"
  })
  void beginningOfTheNumber_saysTheKind(String area, DocumentKind kind) {
    // Nobody has these: they would be born before there was any such document.
    assertThat(read(withCheck(area + "17491231" + "000")).kind()).isEqualTo(kind);
  }

  @Test
  void areaThatNobodyKnows_isAWarningAndNoMore() {
    IdentityDocument document = read(withCheck("000000" + "17491231" + "000"));
    assertThat(document.hasKnownArea()).isFalse();
    assertThat(document.area()).isEqualTo("000000");
    assertThat(document.ageOn(LocalDate.of(1819, 12, 31), true)).isEqualTo(70);
  }

  @Test
  void permanentResidentsNumber_hasNoAreaAndNothingToWarnOf() {
    IdentityDocument document = read(withCheck("999999" + "19491231" + "000"));
    assertThat(document.area()).isEmpty();
    assertThat(document.hasKnownArea()).isTrue();
  }

  @Test
  void rightCheckCharacter_isTheOnlyOneOfEleven() {
    Random random = new Random(21);
    int crosses = 0;
    for (int i = 0; i < 2_000; i++) {
      String number = someNumber(random);
      crosses += number.endsWith("X") ? 1 : 0;
      for (char check : "0123456789X".toCharArray()) {
        Reading reading = IdentityDocument.ofNumber(number.substring(0, 17) + check);
        assertThat(reading instanceof Read)
            .as("seed 21, %d, check %s", i, check)
            .isEqualTo(number.charAt(17) == check);
      }
    }
    assertThat(crosses).as("seed 21").isBetween(100, 300);
  }

  @Test
  void everyWrongDigit_isCaught() {
    Random random = new Random(22);
    for (int i = 0; i < 50; i++) {
      String number = i == 0 ? SAMPLE : someNumber(random);
      for (int at = 0; at < 18; at++) {
        for (char wrong : (at == 17 ? "0123456789X" : "0123456789").toCharArray()) {
          if (wrong != number.charAt(at)) {
            String text = number.substring(0, at) + wrong + number.substring(at + 1);
            assertThat(problemOf(text))
                .as("seed 22, number %d, place %d, %s", i, at, wrong)
                .isEqualTo(Problem.CHECK_DIGIT);
          }
        }
      }
    }
  }

  @Test
  void everyTwoNeighboursInTheWrongOrder_areCaught() {
    Random random = new Random(23);
    for (int i = 0; i < 500; i++) {
      String number = i == 0 ? SAMPLE : someNumber(random);
      for (int at = 0; at < 17; at++) {
        char one = number.charAt(at);
        char other = number.charAt(at + 1);
        if (one != other) {
          String text = number.substring(0, at) + other + one + number.substring(at + 2);
          assertThat(problemOf(text))
              .as("seed 23, number %d, place %d", i, at)
              .isEqualTo(other == 'X' ? Problem.CHARACTER : Problem.CHECK_DIGIT);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', LENGTH",
    "'   ', LENGTH",
    "11010519491231002, LENGTH",
    "11010519491231002XX, LENGTH",
    "110105 19491231 002X, LENGTH",
    "110105491231002, OLD_NUMBER",
    "' １１０１０５４９１２３１００２ ', OLD_NUMBER",
    "XYZ105491231002, LENGTH",
    "1101051949123100XX, CHARACTER",
    "11010519491231002Y, CHARACTER",
    "11010519491231O02X, CHARACTER",
    "110105194912310٠2X, CHARACTER",
    "-1010519491231002X, CHARACTER"
  })
  void textThatIsNoNumber_saysWhy(String text, Problem problem) {
    assertThat(problemOf(text)).isEqualTo(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"19490229", "19491301", "19490001", "19491200", "19490431", "00000101"})
  void dayThatIsNone_isImpossible(String birth) {
    assertThat(problemOf(withCheck("999999" + birth + "000")))
        .isEqualTo(Problem.BIRTH_DATE_IMPOSSIBLE);
  }

  @Test
  void arrayWithANumber_isOverwrittenWhateverComesOfIt() {
    char[] good = SAMPLE.toCharArray();
    char[] bad = SAMPLE.replace('X', '1').toCharArray();
    char[] shorter = "110105".toCharArray();
    IdentityDocument.ofNumber(good);
    IdentityDocument.ofNumber(bad);
    IdentityDocument.ofNumber(shorter);
    assertThat(good).containsOnly('\0');
    assertThat(bad).containsOnly('\0');
    assertThat(shorter).containsOnly('\0');
  }
}
