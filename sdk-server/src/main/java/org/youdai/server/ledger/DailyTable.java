package org.youdai.server.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.youdai.server.Texts;

/** A report by day as a table for spreadsheets. */
final class DailyTable {
  private static final String HEADER = "day,venue,outcome,benefit,decided,annulled,net\r\n";

  /** Excel in China takes a file without it for GBK. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** A spreadsheet takes a text that begins so for a formula; in full width, too. */
  private static final String FORMULA = "=+-@＝＋－＠";

  private static final String WORDS = "org.youdai.server.ledger.report";
  private static final ResourceBundle CHINESE = Texts.of(WORDS, Locale.CHINESE);
  private static final ResourceBundle ENGLISH = Texts.of(WORDS, Locale.ENGLISH);
  private static final String NUMBER = "#,##0";

  private DailyTable() {}

  private static String both(String name) {
    return CHINESE.getString(name) + " " + ENGLISH.getString(name);
  }

  /** Returns the rows as CSV (RFC 4180) with a header, behind a byte order mark. */
  static String csv(Reports.Daily report) {
    StringBuilder csv = new StringBuilder(BYTE_ORDER_MARK).append(HEADER);
    for (Reports.Row row : report.rows()) {
      csv.append(row.day())
          .append(',')
          .append(field(row.venue()))
          .append(',')
          .append(field(row.outcome()))
          .append(',')
          .append(field(row.benefit()))
          .append(',')
          .append(row.decided())
          .append(',')
          .append(row.annulled())
          .append(',')
          .append(row.net())
          .append("\r\n");
    }
    return csv.toString();
  }

  private static String field(String text) {
    boolean isFormula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    String harmless = isFormula ? "'" + text : text;
    boolean isPlain = harmless.chars().noneMatch(c -> c == ',' || c == '"');
    return isPlain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
  }

  /** Returns a workbook: the rows, the sums, and what the words in it mean. */
  static byte[] xlsx(Reports.Daily report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "Youdai", "1.0")) {
      rows(workbook.newWorksheet(both("sheet.daily")), report.rows());
      sums(workbook.newWorksheet(both("sheet.sums")), report.sums());
      notes(workbook.newWorksheet(both("sheet.notes")), report);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static void rows(Worksheet sheet, List<Reports.Row> rows) {
    header(sheet, List.of("day", "venue", "outcome", "benefit", "decided", "annulled", "net"));
    int line = 1;
    for (Reports.Row row : rows) {
      sheet.value(line, 0, row.day());
      sheet.style(line, 0).format("yyyy-mm-dd").set();
      sheet.value(line, 1, row.venue());
      sheet.value(line, 2, row.outcome());
      sheet.value(line, 3, row.benefit());
      numbers(sheet, line, 4, row.decided(), row.annulled(), row.net());
      line++;
    }
    totals(sheet, line, 4);
  }

  private static void sums(Worksheet sheet, List<Reports.Sum> sums) {
    header(sheet, List.of("venue", "outcome", "benefit", "decided", "annulled", "net"));
    int line = 1;
    for (Reports.Sum sum : sums) {
      sheet.value(line, 0, sum.venue());
      sheet.value(line, 1, sum.outcome());
      sheet.value(line, 2, sum.benefit());
      numbers(sheet, line, 3, sum.decided(), sum.annulled(), sum.net());
      line++;
    }
    totals(sheet, line, 3);
  }

  private static void header(Worksheet sheet, List<String> columns) {
    for (int i = 0; i < columns.size(); i++) {
      sheet.value(0, i, both("column." + columns.get(i)));
      sheet.width(i, 18);
    }
    sheet.range(0, 0, 0, columns.size() - 1).style().bold().fillColor("DDEBF7").set();
    sheet.freezePane(0, 1);
  }

  private static void numbers(Worksheet sheet, int line, int column, long... values) {
    for (int i = 0; i < values.length; i++) {
      sheet.value(line, column + i, values[i]);
      sheet.style(line, column + i).format(NUMBER).set();
    }
  }

  private static void totals(Worksheet sheet, int line, int column) {
    sheet.value(line, 0, both("total"));
    for (int i = column; i < column + 3; i++) {
      char letter = (char) ('A' + i);
      // Of no rows there is no sum: the range would hold the formula itself.
      if (line == 1) {
        sheet.value(line, i, 0);
      } else {
        sheet.formula(line, i, "SUM(" + letter + "2:" + letter + line + ")");
      }
    }
    sheet.range(line, 0, line, column + 2).style().bold().format(NUMBER).set();
  }

  private static void notes(Worksheet sheet, Reports.Daily report) {
    sheet.value(0, 0, both("note.days") + ": " + report.from() + " – " + report.to());
    List<String> notes = List.of("note.counted", "note.annulled", "note.outcomes", "note.nobody");
    int line = 1;
    for (String note : notes) {
      sheet.value(line++, 0, CHINESE.getString(note));
      sheet.value(line++, 0, ENGLISH.getString(note));
    }
    sheet.width(0, 110);
  }
}
