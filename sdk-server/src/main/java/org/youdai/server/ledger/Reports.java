package org.youdai.server.ledger;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.support.SqlArrayValue;
import org.youdai.decision.Outcome;
import org.youdai.policy.BenefitPolicy;
import org.youdai.server.problem.ProblemException;

/** What all decisions add up to; nobody is in it. */
public final class Reports {
  private static final int HOURS = 24;

  private final Database database;
  private final Clock clock;

  Reports(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * What was decided at a venue on a day.
   *
   * @param benefit the kind of benefit, with a percentage like {@code PERCENT-50}; empty unless
   *     admitted
   * @param annulled how many of the decisions of that day were taken back, whenever
   * @param net those that were not taken back; below 0 if a decision has not come and its annulment
   *     has
   */
  public record Row(
      LocalDate day,
      String venue,
      String outcome,
      String benefit,
      long decided,
      long annulled,
      long net) {}

  /** What was decided at a venue on all days. */
  public record Sum(
      String venue, String outcome, String benefit, long decided, long annulled, long net) {}

  /** What was decided everywhere. */
  public record Total(long decided, long annulled, long net) {}

  /**
   * A report by day.
   *
   * @param from the first day, in Asia/Shanghai
   * @param to the last day
   * @param rows by day, venue, outcome and benefit, ascending
   * @param sums by venue, outcome and benefit, ascending
   */
  public record Daily(LocalDate from, LocalDate to, List<Row> rows, List<Sum> sums, Total total) {
    /** Copies the lists. */
    public Daily {
      rows = List.copyOf(rows);
      sums = List.copyOf(sums);
    }

    private static Daily of(LocalDate from, LocalDate to, List<Row> rows) {
      Map<List<String>, Sum> sums = new TreeMap<>(Reports::compare);
      Total total = new Total(0, 0, 0);
      for (Row row : rows) {
        sums.merge(
            List.of(row.venue(), row.outcome(), row.benefit()),
            new Sum(
                row.venue(),
                row.outcome(),
                row.benefit(),
                row.decided(),
                row.annulled(),
                row.net()),
            Reports::plus);
        total =
            new Total(
                total.decided() + row.decided(),
                total.annulled() + row.annulled(),
                total.net() + row.net());
      }
      return new Daily(from, to, rows, new ArrayList<>(sums.values()), total);
    }
  }

  private static int compare(List<String> one, List<String> other) {
    for (int i = 0; i < one.size(); i++) {
      int order = one.get(i).compareTo(other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static Sum plus(Sum one, Sum other) {
    return new Sum(
        one.venue(),
        one.outcome(),
        one.benefit(),
        one.decided() + other.decided(),
        one.annulled() + other.annulled(),
        one.net() + other.net());
  }

  /**
   * Returns what was decided from one day to another, both included.
   *
   * @param venues of which venues; of all if there are none
   * @throws ProblemException if the database is away
   */
  public Daily daily(LocalDate from, LocalDate to, Set<String> venues) {
    return Daily.of(
        from,
        to,
        database.ask(
            sql ->
                sql.sql(
                        "select on_day, venue, outcome, benefit, decided, annulled"
                            + " from daily_count where on_day between ? and ?"
                            + (venues.isEmpty() ? "" : " and venue = any (?)")
                            + " order by on_day, venue, outcome, benefit")
                    .params(parameters(from, to, venues))
                    .query(
                        (row, number) ->
                            new Row(
                                row.getObject(1, LocalDate.class),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(5) - row.getLong(6)))
                    .list()));
  }

  private static List<Object> parameters(LocalDate from, LocalDate to, Set<String> venues) {
    List<Object> parameters = new ArrayList<>(List.of(from, to));
    if (!venues.isEmpty()) {
      parameters.add(new SqlArrayValue("varchar", venues.toArray()));
    }
    return parameters;
  }

  /**
   * What was decided at a venue so far today.
   *
   * @param outcomes how often which outcome came; annulled ones are counted
   * @param annulled how many admissions were taken back
   * @param hours how many were admitted in each hour of the day; annulled ones are counted
   */
  public record Today(
      LocalDate day, String venue, Map<Outcome, Long> outcomes, long annulled, List<Long> hours) {
    /** Copies the collections. */
    public Today {
      outcomes = Collections.unmodifiableMap(new EnumMap<>(outcomes));
      hours = List.copyOf(hours);
    }
  }

  /**
   * Returns what was decided at a venue so far today.
   *
   * @throws ProblemException if the database is away
   */
  public Today today(String venue) {
    LocalDate day = LocalDate.ofInstant(clock.instant(), BenefitPolicy.ZONE);
    Collection<Row> rows = daily(day, day, Set.of(venue)).rows();
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, 0L);
    }
    long annulled = 0;
    for (Row row : rows) {
      outcomes.merge(Outcome.valueOf(row.outcome()), row.decided(), Long::sum);
      annulled += row.annulled();
    }
    List<Long> hours = new ArrayList<>(Collections.nCopies(HOURS, 0L));
    for (Hour hour : hours(day, venue)) {
      hours.set(hour.hour(), hour.admitted());
    }
    return new Today(day, venue, outcomes, annulled, hours);
  }

  private record Hour(int hour, long admitted) {}

  private List<Hour> hours(LocalDate day, String venue) {
    return database.ask(
        sql ->
            sql.sql(
                    "select hour_of_day, admitted from hourly_count"
                        + " where on_day = ? and venue = ?")
                .params(day, venue)
                .query((row, number) -> new Hour(row.getInt(1), row.getLong(2)))
                .list());
  }
}
