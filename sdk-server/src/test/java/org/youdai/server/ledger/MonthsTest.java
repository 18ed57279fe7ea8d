package org.youdai.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MonthsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");

  private String url = "";

  @BeforeEach
  void makeDatabase() throws SQLException {
    url = Postgres.shared().newDatabase();
  }

  private TestLedger at(Instant now) throws InterruptedException {
    return TestLedger.open(url, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Line line(int number, Instant time) {
    return TestLedger.decided(number, new UUID(3, number), time);
  }

  private static List<String> months(TestLedger ledger) {
    return ledger
        .database()
        .ask(
            sql ->
                sql.sql(
                        "select relname from pg_inherits join pg_class on pg_class.oid = inhrelid"
                            + " where inhparent = 'decision_line'::regclass order by relname")
                    .query(String.class)
                    .list());
  }

  private static long others(TestLedger ledger) {
    return ledger
        .database()
        .ask(sql -> sql.sql("select count(*) from decision_line_other").query(Long.class).single());
  }

  @Test
  void months_areMadeForPlausibleDaysAndDroppedWhole() throws InterruptedException {
    try (TestLedger ledger = at(NOW)) {
      ledger
          .intake()
          .take(
              TestLedger.JOURNAL,
              List.of(
                  line(1, NOW),
                  line(2, Instant.parse("2026-12-31T15:59:59Z")),
                  line(3, Instant.parse("2026-12-31T16:00:00Z")),
                  line(4, Instant.parse("1970-01-01T00:00:00Z"))));
      assertThat(months(ledger))
          .containsExactly("decision_line_2026_11", "decision_line_2026_12", "decision_line_other");
      assertThat(others(ledger)).as("2027 and 1970").isEqualTo(2);
    }
    try (TestLedger ledger = at(NOW.plus(Duration.ofDays(10)))) {
      ledger
          .intake()
          .take(TestLedger.JOURNAL, List.of(line(5, Instant.parse("2027-01-01T00:00:00Z"))));
      assertThat(months(ledger)).contains("decision_line_2027_01");
      assertThat(others(ledger)).as("2027 has moved, and 1970 stays").isEqualTo(1);
      assertThat(ledger.lines()).isEqualTo(5);
    }
    try (TestLedger ledger = at(Instant.parse("2028-02-10T00:00:00Z"));
        Retention retention = ledger.retention()) {
      retention.remove();
      assertThat(months(ledger)).containsExactly("decision_line_2027_01", "decision_line_other");
      assertThat(ledger.total().decided()).isEqualTo(5);
    }
  }
}
