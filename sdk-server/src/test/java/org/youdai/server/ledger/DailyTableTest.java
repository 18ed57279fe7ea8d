package org.youdai.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

final class DailyTableTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  @TempDir private Path folder;

  private static Reports.Daily report(String venue) {
    return new Reports.Daily(
        DAY,
        DAY,
        List.of(
            new Reports.Row(DAY, venue, "ADMIT", "FREE", 12345, 5, 12340),
            new Reports.Row(DAY, venue, "CHARGE", "", 0, 1, -1)),
        List.of(new Reports.Sum(venue, "ADMIT", "FREE", 12345, 5, 12340)),
        new Reports.Total(12345, 6, 12339));
  }

  @Test
  void csv_hasAByteOrderMarkAHeaderAndALineARow() {
    assertThat(DailyTable.csv(report("park")).split("(?<=\r\n)", -1))
        .containsExactly(
            "\uFEFFday,venue,outcome,benefit,decided,annulled,net\r\n",
            "2026-11-22,park,ADMIT,FREE,12345,5,12340\r\n",
            "2026-11-22,park,CHARGE,,0,1,-1\r\n",
            "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=1+1|'=1+1",
        "+1|'+1",
        "-1|'-1",
        "@SUM(1)|'@SUM(1)",
        "＝1|'＝1",
        "a,b|\"a,b\"",
        "a\"b|\"a\"\"b\"",
        "=\"a\"|\"'=\"\"a\"\"\"",
        "a=1|a=1",
        "趵突泉|趵突泉",
      },
      quoteCharacter = '`')
  void venueThatASpreadsheetWouldTakeForSomethingElse_isAText(String venue, String field) {
    assertThat(DailyTable.csv(report(venue))).contains("2026-11-22," + field + ",ADMIT");
  }

  private Map<String, Document> parts(byte[] xlsx)
      throws IOException, ParserConfigurationException, SAXException {
    Path file = Files.write(folder.resolve("report.xlsx"), xlsx);
    Map<String, Document> parts = new HashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        parts.put(
            entry.getName(),
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(zip.getInputStream(entry)));
      }
    }
    return parts;
  }

  private static List<String> texts(Document document, String element) {
    NodeList nodes = document.getElementsByTagName(element);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }

  @Test
  void xlsx_hasHeadingsInBothLanguagesAndTotalsAsFormulas()
      throws IOException, ParserConfigurationException, SAXException {
    Map<String, Document> parts = parts(DailyTable.xlsx(report("park")));
    Document daily = parts.get("xl/worksheets/sheet1.xml");
    assertThat(texts(daily, "f")).containsExactly("SUM(E2:E3)", "SUM(F2:F3)", "SUM(G2:G3)");
    assertThat(texts(daily, "v")).contains("12345", "12340", "-1");
    assertThat(daily.getElementsByTagName("pane").item(0).getAttributes().getNamedItem("ySplit"))
        .extracting(Node::getTextContent)
        .isEqualTo("1");
    assertThat(texts(parts.get("xl/sharedStrings.xml"), "t"))
        .contains("日期 Day", "净数 Net", "总计 Total", "park", "FREE");
    assertThat(texts(parts.get("xl/worksheets/sheet2.xml"), "f")).contains("SUM(D2:D2)");
  }

  @Test
  void venueLikeAFormula_isATextInXlsx()
      throws IOException, ParserConfigurationException, SAXException {
    Map<String, Document> parts = parts(DailyTable.xlsx(report("=1+1<&>")));
    assertThat(texts(parts.get("xl/worksheets/sheet1.xml"), "f")).doesNotContain("1+1<&>");
    assertThat(texts(parts.get("xl/sharedStrings.xml"), "t")).contains("=1+1<&>");
  }

  @Test
  void reportWithoutRows_isATableWithoutThem()
      throws IOException, ParserConfigurationException, SAXException {
    Reports.Daily empty =
        new Reports.Daily(DAY, DAY, List.of(), List.of(), new Reports.Total(0, 0, 0));
    assertThat(DailyTable.csv(empty).lines()).hasSize(1);
    assertThat(texts(parts(DailyTable.xlsx(empty)).get("xl/worksheets/sheet1.xml"), "f")).isEmpty();
  }
}
