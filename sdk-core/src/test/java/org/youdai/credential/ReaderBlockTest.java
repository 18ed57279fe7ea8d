package org.youdai.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.credential.IdentityDocument.Problem;
import org.youdai.credential.IdentityDocument.Read;
import org.youdai.credential.IdentityDocument.Reading;
import org.youdai.credential.IdentityDocument.Unreadable;

/** The text block of a card reader; whose name and address are in it never comes out. */
final class ReaderBlockTest {
  private static final String BIRTH = "19491231";
  private static final String NUMBER = IdentityNumberTest.withCheck("999999" + BIRTH + "000");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  /** Returns a block with a field's place, in bytes, for each field. */
  private static byte[] block(String birth, String number, String lastDay) {
    byte[] block = " ".repeat(128).getBytes(StandardCharsets.UTF_16LE);
    put(block, 0, "测试姓名");
    put(block, 30, "7");
    put(block, 32, "98");
    put(block, 36, birth);
    put(block, 52, "测试地址");
    put(block, 122, number);
    put(block, 158, "测试机关");
    put(block, 188, "20060101");
    put(block, 204, lastDay);
    put(block, 220, "测试预留");
    return block;
  }

  private static void put(byte[] block, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  private static IdentityDocument read(byte[] block) {
    Reading reading = IdentityDocument.ofReaderBlock(block);
    assertThat(reading).isInstanceOf(Read.class);
    return ((Read) reading).document();
  }

  private static Problem problemOf(byte[] block) {
    Reading reading = IdentityDocument.ofReaderBlock(block);
    assertThat(reading).isInstanceOf(Unreadable.class);
    return ((Unreadable) reading).problem();
  }

  @Test
  void anyNumber_comesBackAsItsKindAndAge() {
    Random random = new Random(31);
    for (int i = 0; i < 500; i++) {
      String number = IdentityNumberTest.someNumber(random);
      IdentityDocument document = read(block(number.substring(6, 14), number, "长期"));
      IdentityDocument same = IdentityNumberTest.read(number);
      assertThat(document.kind()).as("seed 31, %d", i).isEqualTo(same.kind());
      assertThat(document.ageOn(DAY, true)).as("seed 31, %d", i).isEqualTo(same.ageOn(DAY, true));
    }
  }

  @Test
  void exampleOfTheStandard_hasItsArea() {
    IdentityDocument document = read(block(BIRTH, IdentityNumberTest.SAMPLE, "20360101"));
    assertThat(document.kind()).isEqualTo(DocumentKind.RESIDENT_ID_CARD);
    assertThat(document.area()).isEqualTo("110105");
  }

  @Test
  void lastDay_isTheLastOneOnWhichItIsNotOver() {
    IdentityDocument document = read(block(BIRTH, NUMBER, "20260101"));
    assertThat(document.isOverOn(LocalDate.of(2025, 12, 31))).isFalse();
    assertThat(document.isOverOn(LocalDate.of(2026, 1, 1))).isFalse();
    assertThat(document.isOverOn(LocalDate.of(2026, 1, 2))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"长期", "长期\0\0\0\0\0\0"})
  void cardForEver_isNeverOver(String lastDay) {
    assertThat(read(block(BIRTH, NUMBER, lastDay)).isOverOn(LocalDate.of(9999, 12, 31))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "长", "期长", "长期20260", "2026", "20260230", "2026.1.1"})
  void endThatIsNeitherADateNorForEver_isSaid(String lastDay) {
    assertThat(problemOf(block(BIRTH, NUMBER, lastDay))).isEqualTo(Problem.VALIDITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"19491230", "19391231", "", "1949123", "测试"})
  void anotherBirthDateThanInTheNumber_contradictsItself(String birth) {
    assertThat(problemOf(block(birth, NUMBER, "长期"))).isEqualTo(Problem.BLOCK_CONTRADICTS_ITSELF);
  }

  @Test
  void numberThatIsNotRight_isRefusedAsItIsWithoutABlock() {
    assertThat(problemOf(block(BIRTH, "110105491231002", "长期"))).isEqualTo(Problem.OLD_NUMBER);
    assertThat(problemOf(block(BIRTH, "11010519491231002", "长期"))).isEqualTo(Problem.LENGTH);
    assertThat(problemOf(block(BIRTH, "110105194912310021", "长期"))).isEqualTo(Problem.CHECK_DIGIT);
    assertThat(problemOf(block(BIRTH, "测".repeat(18), "长期"))).isEqualTo(Problem.CHARACTER);
  }

  @Test
  void blockOfAnotherLength_isRefused() {
    byte[] block = block(BIRTH, NUMBER, "长期");
    for (int length : new int[] {0, 1, 220, 255, 257, 1280}) {
      assertThat(problemOf(Arrays.copyOf(block, length))).isEqualTo(Problem.BLOCK_LENGTH);
    }
  }

  @Test
  void nothingElseInTheBlock_comesOut() {
    byte[] other = block(BIRTH, NUMBER, "长期");
    put(other, 0, "别的");
    put(other, 30, "别别别");
    put(other, 52, "别".repeat(35));
    put(other, 158, "别".repeat(23));
    put(other, 220, "别".repeat(18));
    for (byte[] block :
        new byte[][] {
          other,
          block(BIRTH, NUMBER, "长期"),
          block(BIRTH, NUMBER, "测试"),
          block("测试", NUMBER, "长期"),
          block(BIRTH, "测试", "长期")
        }) {
      assertThat(IdentityDocument.ofReaderBlock(block).toString())
          .isIn(
              "Read[document=IdentityDocument[PERMANENT_RESIDENT_CARD]]",
              "Unreadable[problem=VALIDITY]",
              "Unreadable[problem=BLOCK_CONTRADICTS_ITSELF]",
              "Unreadable[problem=LENGTH]");
    }
  }

  @Test
  void block_isOverwrittenWhateverComesOfIt() {
    byte[] good = block(BIRTH, NUMBER, "长期");
    byte[] bad = block("测试", NUMBER, "长期");
    byte[] shorter = Arrays.copyOf(good, 200);
    IdentityDocument.ofReaderBlock(good);
    IdentityDocument.ofReaderBlock(bad);
    IdentityDocument.ofReaderBlock(shorter);
    assertThat(good).containsOnly(0);
    assertThat(bad).containsOnly(0);
    assertThat(shorter).containsOnly(0);
  }
}
