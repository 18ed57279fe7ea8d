package org.youdai.internal.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader.Rules;

final class CborReaderTest {
  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static void walk(byte[] bytes, Rules rules) throws Rejection {
    CborReader reader = new CborReader(bytes, rules);
    reader.skip();
    reader.requireEnd();
  }

  /** Examples of RFC 8949, appendix A. */
  @ParameterizedTest
  @CsvSource({
    "00, 0",
    "17, 23",
    "1818, 24",
    "1903e8, 1000",
    "1a000f4240, 1000000",
    "1b000000e8d4a51000, 1000000000000",
    "20, -1",
    "3863, -100",
    "3903e7, -1000"
  })
  void integersOfTheRfc_areRead(String hex, long value) throws Rejection {
    assertThat(new CborReader(hex(hex), Rules.DETERMINISTIC).integer()).isEqualTo(value);
    assertThat(new CborWriter().integer(value).toBytes()).isEqualTo(hex(hex));
  }

  /** Examples of RFC 8949, appendix A. */
  @ParameterizedTest
  @CsvSource({
    "f90000, 0.0",
    "f98000, -0.0",
    "f93c00, 1.0",
    "f93e00, 1.5",
    "f97bff, 65504.0",
    "f90001, 5.960464477539063e-8",
    "f90400, 0.00006103515625",
    "f9c400, -4.0",
    "fa47c35000, 100000.0",
    "fa7f7fffff, 3.4028234663852886e+38",
    "fb3ff199999999999a, 1.1",
    "f97c00, Infinity",
    "f97e00, NaN",
    "fbc010666666666666, -4.1"
  })
  void floatsOfTheRfc_areRead(String hex, double value) throws Rejection {
    CborReader reader = new CborReader(hex(hex), Rules.WELL_FORMED);
    assertThat(reader.isFloat()).isTrue();
    assertThat(Double.valueOf(reader.floating())).isEqualTo(Double.valueOf(value));
    assertThat(reader.isAtEnd()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "1800",
    "1817",
    "1900ff",
    "1a0000ffff",
    "1b00000000ffffffff",
    "5800",
    "9800",
    "b800",
    "9fff",
    "bfff",
    "5f4100ff",
    "7f6100ff",
    "a2 0200 0100",
    "a2 0100 0100",
    "a2 6161 00 01 00"
  })
  void secondForm_isRefusedWhereOnlyOneIsAllowed(String spaced) {
    byte[] bytes = hex(spaced.replace(" ", ""));
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> walk(bytes, Rules.DETERMINISTIC))
        .satisfies(r -> assertThat(r.reason()).isEqualTo(Reason.BAD_ENCODING));
  }

  @ParameterizedTest
  @CsvSource({"9fff", "bfff", "5f4100ff", "1800", "f97e00", "fb3ff199999999999a"})
  void wellFormedOfOthers_isWalked(String hex) throws Rejection {
    byte[] bytes = hex(hex);
    walk(bytes, Rules.WELL_FORMED);
    assertThat(bytes).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1c, BAD_ENCODING",
    "ff, BAD_ENCODING",
    "f800, BAD_ENCODING",
    "fc, BAD_ENCODING",
    "6180, BAD_ENCODING",
    "a20100 0100, BAD_ENCODING",
    "a100, TEXT_TRUNCATED",
    "5b7fffffffffffffff, TEXT_TRUNCATED",
    "5bffffffffffffffff, TEXT_TRUNCATED",
    "9b7fffffffffffffff, TEXT_TRUNCATED",
    "bb7fffffffffffffff, BAD_ENCODING",
    "5a7fffffff00, TEXT_TRUNCATED",
    "0000, BAD_ENCODING",
    "a1 80 00, WRONG_SHAPE"
  })
  void hostileBytes_areRefusedAtOnce(String spaced, Reason reason) {
    byte[] bytes = hex(spaced.replace(" ", ""));
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> walk(bytes, Rules.WELL_FORMED))
        .satisfies(r -> assertThat(r.reason()).isEqualTo(reason));
  }

  @Test
  void nesting_isBoundedAtEight() throws Rejection {
    walk(hex("81".repeat(7) + "00"), Rules.DETERMINISTIC);
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> walk(hex("81".repeat(8) + "00"), Rules.DETERMINISTIC))
        .satisfies(r -> assertThat(r.reason()).isEqualTo(Reason.BAD_ENCODING));
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> walk(hex("81".repeat(200_000)), Rules.WELL_FORMED));
  }

  @Test
  void mapSize_isBoundedAt64() throws Rejection {
    walk(mapOf(64), Rules.DETERMINISTIC);
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> walk(mapOf(65), Rules.DETERMINISTIC));
  }

  private static byte[] mapOf(int size) {
    CborWriter writer = new CborWriter().map(size);
    for (int i = 0; i < size; i++) {
      writer.integer(i).integer(0);
    }
    return writer.toBytes();
  }

  /**
   * Whatever this reader walks, Jackson's reader walks as well, and to the same end: no byte string
   * counts as well-formed here alone.
   */
  @Test
  void whatIsWellFormedHere_isWellFormedToJackson() throws IOException {
    Random random = new Random(4);
    CBORFactory factory = new CBORFactory();
    int walked = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(12)];
      random.nextBytes(bytes);
      for (int j = 0; j < bytes.length; j++) {
        if ((bytes[j] & 0xe0) == 0xc0) {
          bytes[j] ^= 0x40; // no tags: Jackson gives them meanings, and refuses more
        }
      }
      try {
        walk(bytes, Rules.WELL_FORMED);
      } catch (Rejection rejection) {
        continue;
      }
      walked++;
      try (JsonParser parser = factory.createParser(bytes)) {
        int depth = 0;
        do {
          JsonToken token = parser.nextToken();
          assertThat(token).as("seed 4, %s", HexFormat.of().formatHex(bytes)).isNotNull();
          depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
          if (token == JsonToken.VALUE_STRING) {
            assertThat(parser.getText()).isNotNull();
          }
        } while (depth > 0);
        assertThat(parser.nextToken()).isNull();
      }
    }
    assertThat(walked).isGreaterThan(5_000);
  }
}
