package org.youdai.journal;

import java.time.LocalDate;
import java.util.List;
import org.youdai.decision.Outcome;

/**
 * How often what was decided, by day, venue, outcome and benefit; nobody is in it.
 *
 * @param through the number of the last line of the journal that is counted
 * @param rows by day, venue, outcome and benefit, ascending
 */
public record Counts(long through, List<Row> rows) {
  private static final String HEADER = "day,venue,outcome,benefit,decided,annulled,net\r\n";

  /** Copies the rows. */
  public Counts {
    rows = List.copyOf(rows);
  }

  /**
   * One line of the table.
   *
   * @param day the day of the decisions, in Asia/Shanghai
   * @param venue the venue's id
   * @param outcome what was decided
   * @param benefit the kind of benefit, with a percentage like {@code PERCENT-50}; {@code ""}
   *     unless admitted
   * @param decided how many decisions there were
   * @param annulled how many of them were annulled, on whatever day
   */
  public record Row(
      LocalDate day, String venue, Outcome outcome, String benefit, long decided, long annulled) {
    /** Returns the decisions that were not annulled. */
    public long net() {
      return decided - annulled;
    }
  }

  /** Returns these as CSV (RFC 4180) with a header. */
  public String csv() {
    StringBuilder csv = new StringBuilder(HEADER);
    for (Row row : rows) {
      csv.append(row.day())
          .append(',')
          .append(field(row.venue()))
          .append(',')
          .append(row.outcome())
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
    boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
