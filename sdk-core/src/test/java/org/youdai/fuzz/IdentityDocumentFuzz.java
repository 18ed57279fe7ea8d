package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import org.youdai.credential.IdentityDocument;
import org.youdai.credential.IdentityDocument.Read;
import org.youdai.credential.IdentityDocument.Reading;

/** What is read is a document with an age, what was handed over is gone, and nobody throws. */
final class IdentityDocumentFuzz {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  @FuzzTest
  void number(byte[] input) {
    char[] number = new String(input, StandardCharsets.UTF_8).toCharArray();
    Reading reading = IdentityDocument.ofNumber(number.clone());
    if (reading instanceof Read read) {
      check(read.document());
      int last = number.length - 1;
      while (Character.digit(number[last], 10) < 0 && "xXｘＸ".indexOf(number[last]) < 0) {
        last--; // blanks
      }
      number[last] = "xXｘＸ".indexOf(number[last]) < 0 ? 'X' : '0';
      assertThat(IdentityDocument.ofNumber(number)).isNotInstanceOf(Read.class);
    }
  }

  @FuzzTest
  void block(byte[] input) {
    byte[] block = input.clone();
    Reading reading = IdentityDocument.ofReaderBlock(block);
    assertThat(block).isEqualTo(new byte[input.length]);
    if (reading instanceof Read read) {
      check(read.document());
      byte[] number = Arrays.copyOfRange(input, 122, 158);
      Reading alone = IdentityDocument.ofNumber(new String(number, StandardCharsets.UTF_16LE));
      IdentityDocument same = ((Read) alone).document();
      assertThat(same.kind()).isEqualTo(read.document().kind());
      assertThat(same.ageOn(DAY, true)).isEqualTo(read.document().ageOn(DAY, true));
    }
  }

  private static void check(IdentityDocument document) {
    assertThat(document.ageOn(DAY, true)).isBetween(0, 2_026);
    assertThat(document.area()).hasSizeBetween(0, 6);
    assertThat(document.isBornAfter(DAY) && document.ageOn(DAY, false) > 0).isFalse();
    document.isOverOn(DAY);
    document.hasKnownArea();
    assertThat(document).hasToString("IdentityDocument[" + document.kind() + "]");
  }
}
