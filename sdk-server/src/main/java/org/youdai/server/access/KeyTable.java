package org.youdai.server.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.youdai.trust.Digest;

/** The keys in the database, and the record of who changed them. */
final class KeyTable {
  private static final int ACTS = 1000;

  private final JdbcClient database;
  private final TransactionTemplate transactions;

  KeyTable(JdbcClient database, PlatformTransactionManager transactions) {
    this.database = database;
    this.transactions = new TransactionTemplate(transactions);
  }

  /**
   * One administrative act.
   *
   * @param byId the id of the key of whoever did it; empty for the console
   * @param act {@code key-created}, {@code key-rotated} or {@code key-revoked}
   * @param about the key that was made or changed: its id and name
   */
  record Act(Instant at, String byId, String byName, String act, String about) {}

  /** Runs changes as one transaction, while no other instance changes keys. */
  <T> T inTurn(Supplier<T> changes) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              database
                  .sql("select name from turn where name = 'keys' for update")
                  .query()
                  .listOfRows();
              return changes.get();
            }));
  }

  List<Key> all() {
    return database
        .sql("select id, name, role, venues, proof, created, expires, revoked from access_key")
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

  void insert(Key key) {
    database
        .sql(
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
    database
        .sql("update access_key set expires = :expires, revoked = :revoked where id = :id")
        .param("id", key.id())
        .param("expires", column(key.expires()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("revoked", column(key.revoked()), Types.TIMESTAMP_WITH_TIMEZONE)
        .update();
  }

  void note(Instant at, Caller by, String act, Key about) {
    database
        .sql(
            "insert into audit (at, by_id, by_name, act, about)"
                + " values (:at, :byId, :byName, :act, :about)")
        .param("at", column(at))
        .param("byId", by.id())
        .param("byName", by.name())
        .param("act", act)
        .param("about", about.id() + " " + about.caller().name())
        .update();
  }

  /** Returns the last {@value #ACTS} acts, the newest first. */
  List<Act> acts() {
    return database
        .sql(
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
