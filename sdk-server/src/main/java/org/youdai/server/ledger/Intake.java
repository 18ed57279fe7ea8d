package org.youdai.server.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.youdai.policy.BenefitPolicy;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;

/**
 * Takes the lines of journals into the ledger: each decision, and each annulment, once, however
 * often and from wherever it comes. Safe for use by several threads and several servers, which take
 * turns.
 */
public final class Intake {
  /** A batch waits so long for its turn. */
  private static final long TURN_SECONDS = 5;

  private final Database database;
  private final JdbcOperations sql;
  private final Months months;
  private final Clock clock;
  private final ReentrantLock turn = new ReentrantLock(true);

  Intake(Database database, Months months, Clock clock) {
    this.database = database;
    this.sql = new JdbcTemplate(database.source());
    this.months = months;
    this.clock = clock;
  }

  /**
   * What came of a batch.
   *
   * @param accepted how many lines are new
   * @param known how many came before, in this batch or another
   */
  public record Taken(int accepted, int known) {}

  /**
   * Takes a batch, all of it or nothing; when this returns, it is on the disk.
   *
   * @throws ProblemException {@link Problem#UNAVAILABLE} if the database is away. It can have taken
   *     the batch all the same: the same batch can come again
   */
  Taken take(UUID journal, List<Line> lines) {
    if (lines.isEmpty()) {
      return new Taken(0, 0);
    }
    requireTurn();
    try {
      Set<YearMonth> made = new HashSet<>();
      Taken taken =
          database.change(
              client -> {
                takeTurn(client);
                return inTurn(journal, lines, made);
              });
      months.remember(made); // not before they are there for certain
      return taken;
    } finally {
      turn.unlock();
    }
  }

  /** Within a server the turns are taken here, so that those who wait hold no connection. */
  private void requireTurn() {
    boolean isOurs = false;
    try {
      isOurs = turn.tryLock(TURN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    if (!isOurs) {
      throw new ProblemException(Problem.UNAVAILABLE, "database");
    }
  }

  /** Waits until no other transaction has the turn, and has it until this one ends. */
  static void takeTurn(JdbcClient client) {
    client.sql("select name from turn where name = 'intake' for update").query().singleValue();
  }

  private Taken inTurn(UUID journal, List<Line> lines, Set<YearMonth> made) {
    Set<Line.Key> known = known(lines);
    List<Line> fresh = new ArrayList<>(lines.size());
    for (Line line : lines) {
      if (known.add(line.key())) {
        fresh.add(line);
      }
    }
    if (!fresh.isEmpty()) {
      made.addAll(months.make(fresh));
      insert(journal, fresh);
      count(fresh);
    }
    return new Taken(fresh.size(), lines.size() - fresh.size());
  }

  /** A scan that two servers answered around midnight has a line on either day. */
  private Set<Line.Key> known(Collection<Line> lines) {
    LocalDate first = lines.stream().map(Line::day).min(LocalDate::compareTo).orElseThrow();
    LocalDate last = lines.stream().map(Line::day).max(LocalDate::compareTo).orElseThrow();
    Object[] ids = lines.stream().map(Line::id).distinct().toArray();
    Set<Line.Key> known = new HashSet<>();
    sql.query( // joined, because H2 goes along its index for a join alone
        "select line.id, line.kind from unnest(?) as asked(id)"
            + " join decision_line line on line.id = asked.id where line.on_day between ? and ?",
        row -> {
          known.add(new Line.Key(row.getObject(1, UUID.class), Line.Kind.named(row.getString(2))));
        },
        new SqlArrayValue("uuid", ids),
        first.minusDays(1),
        last.plusDays(1));
    return known;
  }

  private void insert(UUID journal, List<Line> fresh) {
    OffsetDateTime received = utc(clock.instant());
    sql.batchUpdate(
        "insert into decision_line (id, kind, on_day, at_time, venue, gate, outcome, reason,"
            + " benefit, percent, rule, trust, policy, freshness, clock, guard, journal, seq,"
            + " received) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        fresh,
        fresh.size(),
        (statement, line) -> fill(statement, line, journal, received));
  }

  private static void fill(
      PreparedStatement statement, Line line, UUID journal, OffsetDateTime received)
      throws SQLException {
    statement.setObject(1, line.id());
    statement.setString(2, line.kind().label());
    statement.setObject(3, line.day());
    statement.setObject(4, utc(line.time()));
    statement.setString(5, line.venue());
    statement.setString(6, line.gate());
    statement.setString(7, line.outcome().name());
    statement.setString(8, line.reason());
    statement.setString(9, line.benefit().map(Enum::name).orElse(""));
    statement.setInt(10, line.percent());
    statement.setString(11, line.rule());
    statement.setLong(12, line.trust());
    statement.setLong(13, line.policy());
    statement.setString(14, line.freshness());
    statement.setString(15, line.clock());
    statement.setString(16, line.guard());
    statement.setObject(17, journal);
    statement.setLong(18, line.seq());
    statement.setObject(19, received);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** What is counted together. */
  private record Subject(LocalDate day, String venue, String outcome, String benefit) {
    static Subject of(Line line) {
      return new Subject(line.day(), line.venue(), line.outcome().name(), line.label());
    }
  }

  /** An hour of a day in Asia/Shanghai, at a venue. */
  private record Hour(LocalDate day, String venue, int hour) {
    static Hour of(Line line) {
      return new Hour(line.day(), line.venue(), line.time().atZone(BenefitPolicy.ZONE).getHour());
    }
  }

  /** How often. */
  private record Count(long decided, long annulled) {
    static Count of(Line line) {
      return line.kind() == Line.Kind.DECIDED ? new Count(1, 0) : new Count(0, 1);
    }

    Count plus(Count more) {
      return new Count(decided + more.decided, annulled + more.annulled);
    }
  }

  private void count(List<Line> fresh) {
    Map<Subject, Count> counts = new HashMap<>();
    Map<Hour, Long> admitted = new HashMap<>();
    for (Line line : fresh) {
      counts.merge(Subject.of(line), Count.of(line), Count::plus);
      if (line.kind() == Line.Kind.DECIDED && line.benefit().isPresent()) {
        admitted.merge(Hour.of(line), 1L, Long::sum);
      }
    }
    add(
        "update daily_count set decided = decided + ?, annulled = annulled + ?"
            + " where on_day = ? and venue = ? and outcome = ? and benefit = ?",
        "insert into daily_count (decided, annulled, on_day, venue, outcome, benefit)"
            + " values (?, ?, ?, ?, ?, ?)",
        counts.entrySet().stream().map(each -> row(each.getKey(), each.getValue())).toList());
    add(
        "update hourly_count set admitted = admitted + ?"
            + " where on_day = ? and venue = ? and hour_of_day = ?",
        "insert into hourly_count (admitted, on_day, venue, hour_of_day) values (?, ?, ?, ?)",
        admitted.entrySet().stream()
            .map(
                each ->
                    new Object[] {
                      each.getValue(),
                      each.getKey().day(),
                      each.getKey().venue(),
                      each.getKey().hour()
                    })
            .toList());
  }

  private static Object[] row(Subject subject, Count count) {
    return new Object[] {
      count.decided(),
      count.annulled(),
      subject.day(),
      subject.venue(),
      subject.outcome(),
      subject.benefit()
    };
  }

  /** It is our turn, so that nobody else makes the same rows meanwhile. */
  private void add(String update, String insert, List<Object[]> rows) {
    if (rows.isEmpty()) {
      return;
    }
    int[] changed = sql.batchUpdate(update, rows);
    List<Object[]> missing = new ArrayList<>();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] == 0) {
        missing.add(rows.get(i));
      }
    }
    if (!missing.isEmpty()) {
      sql.batchUpdate(insert, missing);
    }
  }
}
