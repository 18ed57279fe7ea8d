package org.youdai.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AreaCodesTest {
  private static List<String> lines() throws IOException {
    try (InputStream stream = AreaCodes.class.getResourceAsStream("area-codes.tsv")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "370000, 370000, 山东省",
    "370800, 370800, 济宁市",
    "370811, 370800, 济宁市",
    "379001, 370000, 山东省",
    "110105, 110000, 北京市",
    "810000, 810000, 香港特别行政区",
    "830000, 830000, 台湾"
  })
  void code_isFoundAsItselfOrAsTheNearestAreaAboveIt(String code, String found, String name) {
    assertThat(AreaCodes.find(code)).hasValue(new AreaCodes.Area(found, name, OptionalInt.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "371200, 371200, 莱芜市, 2019",
    "371202, 371200, 莱芜市, 2019",
    "372922, 372900, 菏泽地区, 2000"
  })
  void codeOfAnAbolishedArea_isFoundWithTheYear(
      String code, String found, String name, int abolished) {
    assertThat(AreaCodes.find(code))
        .hasValue(new AreaCodes.Area(found, name, OptionalInt.of(abolished)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "37", "3701", "3701000", "999999", "000000", "380000", "山东省山东省"})
  void anythingElse_isUnknown(String code) {
    assertThat(AreaCodes.find(code)).isEmpty();
  }

  @Test
  void shandong_hasItsSixteenPrefectures() {
    long current =
        IntStream.rangeClosed(1, 99)
            .mapToObj("37%02d00"::formatted)
            .filter(
                code ->
                    AreaCodes.find(code)
                        .filter(area -> area.code().equals(code) && area.abolished().isEmpty())
                        .isPresent())
            .count();
    assertThat(current).isEqualTo(16);
  }

  @Test
  void china_hasItsThirtyFourProvincesAndTheCodeForPermits() {
    long provinces =
        IntStream.rangeClosed(0, 99)
            .mapToObj("%02d0000"::formatted)
            .filter(code -> AreaCodes.find(code).isPresent())
            .count();
    assertThat(provinces).isEqualTo(34 + 1);
  }

  @Test
  void file_isInOrderWithoutDoublesAndOnEveryLineRight() throws IOException {
    List<String> codes =
        lines().stream()
            .filter(line -> !line.startsWith("#"))
            .peek(line -> assertThat(line).matches("\\d{6}\t\\p{IsHan}{2,8}(\t(19|20)\\d{2})?"))
            .map(line -> line.substring(0, 6))
            .toList();
    assertThat(codes).containsExactlyElementsOf(new TreeSet<>(codes));
  }
}
