package org.youdai.samples.museumtickets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.youdai.decision.Circumstances;
import org.youdai.decision.DecisionId;
import org.youdai.policy.Benefit;

/** The tickets in the database. */
@Repository
class Tickets {
  static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final JdbcClient database;

  Tickets(JdbcClient database) {
    this.database = database;
  }

  /** How visitors came. */
  enum Kind {
    SINGLE,
    GROUP
  }

  /** A line of the day's report. */
  record Line(LocalDate day, Kind kind, String benefit, int paysPercent, long tickets) {}

  /** Writes a ticket down; the same decision has one ticket, however often it is written. */
  void write(DecisionId id, Circumstances when, Kind kind, Benefit benefit) {
    try {
      int unused =
          database
              .sql("insert into ticket values (?, ?, ?, ?, ?)")
              .params(
                  id.uuid(),
                  LocalDate.ofInstant(when.at(), CHINA),
                  kind.name(),
                  benefit.kind().name(),
                  benefit.percent())
              .update();
    } catch (DuplicateKeyException written) {
      // It has its ticket.
    }
  }

  /** Removes the ticket of somebody who did not go in after all. */
  boolean remove(UUID id) {
    return database.sql("delete from ticket where id = ?").param(id).update() == 1;
  }

  /** Returns how many tickets a day had, of each kind. */
  List<Line> report(LocalDate day) {
    return database
        .sql(
            """
            select museum_day, kind, benefit, pays_percent, count(*)
            from ticket where museum_day = ?
            group by museum_day, kind, benefit, pays_percent
            order by kind, benefit, pays_percent
            """)
        .param(day)
        .query((row, number) -> line(row))
        .list();
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getObject(1, LocalDate.class),
        Kind.valueOf(row.getString(2)),
        row.getString(3),
        row.getInt(4),
        row.getLong(5));
  }
}
