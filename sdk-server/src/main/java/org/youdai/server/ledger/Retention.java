package org.youdai.server.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.youdai.policy.BenefitPolicy;
import org.youdai.server.problem.ProblemException;

/**
 * Removes old lines once a day; what they add up to stays. A line goes when its day is too long
 * ago, but not within {@link #AGAIN} of its coming: until then it can come again, and must be
 * known.
 */
final class Retention implements AutoCloseable {
  /** A gate keeps, and can send again, what it has sent for so many days. */
  static final Duration AGAIN = Duration.ofDays(30);

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Pattern MONTH = Pattern.compile(Months.PREFIX + "(\\d{4})_(\\d{2})");
  private static final Duration FIRST = Duration.ofMinutes(10);
  private static final Duration EVERY = Duration.ofDays(1);

  /** An intake waits no longer than it takes to remove so many. */
  private static final int STEP = 2000;

  private final Database database;
  private final Clock clock;
  private final int keptDays;
  private final ScheduledExecutorService executor;

  Retention(Database database, Clock clock, int keptDays) {
    this.database = database;
    this.clock = clock;
    this.keptDays = keptDays;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "youdai-retention");
              thread.setDaemon(true);
              return thread;
            });
  }

  static Retention start(Database database, Clock clock, int keptDays) {
    Retention retention = new Retention(database, clock, keptDays);
    Future<?> unused = // it reports for itself, and ends with the executor
        retention.executor.scheduleWithFixedDelay(
            retention::removeOrReport, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    return retention;
  }

  private void removeOrReport() {
    try {
      long removed = remove();
      if (removed > 0) {
        LOG.info("{} lines or months older than {} days are removed", removed, keptDays);
      }
    } catch (ProblemException away) {
      LOG.info("old lines stay for another day: the database is away");
    } catch (RuntimeException bug) {
      LOG.error("old lines could not be removed", bug);
    }
  }

  /** Removes what is old, and returns how many lines, and whole months, that were. */
  long remove() {
    LocalDate before = LocalDate.ofInstant(clock.instant(), BenefitPolicy.ZONE).minusDays(keptDays);
    long removed = database.vendor() == Vendor.POSTGRESQL ? removeMonths(before) : 0;
    int step = removeLines(before);
    while (step > 0 && !executor.isShutdown()) {
      removed += step;
      step = removeLines(before);
    }
    return removed;
  }

  private OffsetDateTime receivedBefore(Duration ago) {
    return clock.instant().minus(ago).atOffset(ZoneOffset.UTC);
  }

  private int removeMonths(LocalDate before) {
    return database.change(
        sql -> {
          Intake.takeTurn(sql); // or a line could come into a month while it goes
          List<String> old =
              sql
                  .sql(
                      "select month.relname from pg_inherits join pg_class month"
                          + " on month.oid = inhrelid"
                          + " where inhparent = 'decision_line'::regclass")
                  .query(String.class)
                  .list()
                  .stream()
                  .filter(table -> isOver(table, before) && isSettled(sql, table))
                  .toList();
          old.forEach(table -> sql.sql("drop table " + table).update());
          return old.size();
        });
  }

  private static boolean isOver(String table, LocalDate before) {
    Matcher name = MONTH.matcher(table);
    return name.matches()
        && YearMonth.of(Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)))
            .atEndOfMonth()
            .isBefore(before);
  }

  private boolean isSettled(JdbcClient sql, String table) {
    return sql.sql("select not exists (select 1 from " + table + " where received >= ?)")
        .param(receivedBefore(AGAIN))
        .query(Boolean.class)
        .single();
  }

  /** What has a day in the future goes by when it came. */
  private int removeLines(LocalDate before) {
    boolean hasMonths = database.vendor() == Vendor.POSTGRESQL;
    String old = " where (on_day < ? and received < ?) or received < ? ";
    String statement =
        hasMonths
            ? "delete from decision_line_other where ctid = any (array(select ctid from"
                + " decision_line_other"
                + old
                + "limit "
                + STEP
                + "))"
            : "delete from decision_line" + old + "fetch first " + STEP + " rows only";
    return database.change(
        sql ->
            sql.sql(statement)
                .params(before, receivedBefore(AGAIN), receivedBefore(Duration.ofDays(keptDays)))
                .update());
  }

  @Override
  public void close() {
    executor.shutdown(); // what it is about ends by itself: H2 loses its file to an interrupt
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("old lines are still being removed");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
