package org.youdai.server.ledger;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.youdai.policy.BenefitPolicy;

/**
 * The months by which PostgreSQL keeps the lines apart, so that an old one goes in one step. A line
 * of a month that no right clock would name stays with all others of that kind. H2 has no months.
 */
final class Months {
  static final String PREFIX = "decision_line_";

  private final Database database;
  private final JdbcOperations sql;
  private final Clock clock;
  private final int keptDays;
  private final Set<YearMonth> made = ConcurrentHashMap.newKeySet();

  Months(Database database, Clock clock, int keptDays) {
    this.database = database;
    this.sql = new JdbcTemplate(database.source());
    this.clock = clock;
    this.keptDays = keptDays;
  }

  /** Makes the months of {@code lines} that are not there, and returns all of them. */
  Set<YearMonth> make(Collection<Line> lines) {
    Set<YearMonth> needed = new HashSet<>();
    if (database.vendor() != Vendor.POSTGRESQL) {
      return needed;
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), BenefitPolicy.ZONE);
    YearMonth oldest = YearMonth.from(today.minusDays(keptDays));
    YearMonth newest = YearMonth.from(today).plusMonths(1);
    for (Line line : lines) {
      YearMonth month = YearMonth.from(line.day());
      boolean isPlausible = !month.isBefore(oldest) && !month.isAfter(newest);
      if (isPlausible && needed.add(month) && !made.contains(month)) {
        make(month);
      }
    }
    return needed;
  }

  /** Notes months that are there for certain. */
  void remember(Set<YearMonth> there) {
    made.addAll(there);
  }

  static String table(YearMonth month) {
    return String.format(Locale.ROOT, PREFIX + "%04d_%02d", month.getYear(), month.getMonthValue());
  }

  private void make(YearMonth month) {
    String table = table(month);
    boolean isThere =
        Boolean.TRUE.equals(
            sql.queryForObject("select to_regclass(?) is not null", Boolean.class, table));
    if (isThere) {
      return;
    }
    // What a clock that was wrong has named before it was plausible moves over.
    sql.execute("create table " + table + " (like decision_line including all)");
    sql.update(
        "with moved as (delete from decision_line_other where on_day >= ? and on_day < ?"
            + " returning *) insert into "
            + table
            + " select * from moved",
        month.atDay(1),
        month.plusMonths(1).atDay(1));
    sql.execute(
        "alter table decision_line attach partition "
            + table
            + " for values from ('"
            + month.atDay(1)
            + "') to ('"
            + month.plusMonths(1).atDay(1)
            + "')");
  }
}
