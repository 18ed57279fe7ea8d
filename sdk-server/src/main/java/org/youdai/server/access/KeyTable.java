package org.youdai.server.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.youdai.server.ledger.Database;
import org.youdai.trust.Digest;

/** The keys in the database, and the record of who changed them. */
final class KeyTable {
  private static final int ACTS = 1000;

  private final Database database;

  KeyTable(Database database) {
    this.database = database;
  }

  /**
   * One administrative act.
   *
   * @param byId the id of the key of whoever did it; empty for the console
   * @param act {@code key-created}, {@code key-rotated} or {@code key-revoked}
   * @param about the key that was made or changed: its id and name
   */
  record Act(Instant at, String byId, String byName, String act, String about) {}

  /** Changes to make as one. */
  @FunctionalInterface
  interface Changes<T> {
    T make(Turn turn);
  }

  /** Makes changes as one transaction, while no other instance changes keys. */
  <T> T change(Changes<T> changes) {
    return database.change(
        sql -> {
          sql.sql("select name from turn where name = 'keys' for update").query().listOfRows();
          return changes.make(new Turn(sql));
        });
  }

  List<Key> all() {
    return database.ask(KeyTable::all);
  }

  private static List<Key> all(JdbcClient sql) {
    return sql.sql(
            "select id, name, role, venues, proof, created, expires, revoked from access_key")
        .query((row, number) -> key(row))
        .list();
  }

  private static Key key(ResultSet row) throws SQLException {
    String venues = row.getString("venues");
    return new Key(
        new Caller(
            row.getString("id"),
            row.getString("name"),
            Role.valueOf(row.getString("role")),
            venues.isEmpty() ? Set.of() : Set.of(venues.split(" "))),
        Digest.parse(row.getString("proof")),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        instant(row, "expires"),
        instant(row, "revoked"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime column(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime column(Optional<Instant> instant) {
    return instant.map(KeyTable::column).orElse(null);
  }

  /** A transaction that changes keys. */
  static final class Turn {
    private final JdbcClient sql;

    private Turn(JdbcClient sql) {
      this.sql = sql;
    }

    List<Key> all() {
      return KeyTable.all(sql);
    }

    void insert(Key key) {
      sql.sql(
              "insert into access_key (id, name, role, venues, proof, created, expires, revoked)"
                  + " values (:id, :name, :role, :venues, :proof, :created, :expires, :revoked)")
          .param("id", key.id())
          .param("name", key.caller().name())
          .param("role", key.caller().role().name())
          .param("venues", String.join(" ", key.caller().venues()))
          .param("proof", key.proof().toString())
          .param("created", column(key.created()))
          .param("expires", column(key.expires()), Types.TIMESTAMP_WITH_TIMEZONE)
          .param("revoked", column(key.revoked()), Types.TIMESTAMP_WITH_TIMEZONE)
          .update();
    }

    /** Writes when a key ends. Nothing else of it ever changes. */
    void update(Key key) {
      sql.sql("update access_key set expires = :expires, revoked = :revoked where id = :id")
          .param("id", key.id())
          .param("expires", column(key.expires()), Types.TIMESTAMP_WITH_TIMEZONE)
          .param("revoked", column(key.revoked()), Types.TIMESTAMP_WITH_TIMEZONE)
          .update();
    }

    void note(Instant at, Caller by, String act, Key about) {
      sql.sql(
              "insert into audit (at, by_id, by_name, act, about)"
                  + " values (:at, :byId, :byName, :act, :about)")
          .param("at", column(at))
          .param("byId", by.id())
          .param("byName", by.name())
          .param("act", act)
          .param("about", about.id() + " " + about.caller().name())
          .update();
    }
  }

  /** Returns the last {@value #ACTS} acts, the newest first. */
  List<Act> acts() {
    return database.ask(KeyTable::acts);
  }

  private static List<Act> acts(JdbcClient sql) {
    return sql.sql(
            "select at, by_id, by_name, act, about from audit order by number desc"
                + " fetch first :acts rows only")
        .param("acts", ACTS)
        .query(
            (row, number) ->
                new Act(
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("by_id"),
                    row.getString("by_name"),
                    row.getString("act"),
                    row.getString("about")))
        .list();
  }
}
