package org.youdai.server.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.youdai.policy.BenefitPolicy;

/** A ledger in a database, without the server around it. */
final class TestLedger implements AutoCloseable {
  static final int KEPT = 400;
  static final UUID JOURNAL = new UUID(7, 7);

  private final HikariDataSource source = new HikariDataSource();
  private final Database database;
  private final Clock clock;

  private TestLedger(String url, Clock clock) throws InterruptedException {
    source.setJdbcUrl(url);
    source.setUsername(Vendor.of(url) == Vendor.H2 ? "sa" : "postgres");
    source.setPassword("");
    source.setMaximumPoolSize(4);
    source.setConnectionTimeout(2000);
    source.setValidationTimeout(1000);
    source.setInitializationFailTimeout(-1);
    if (Vendor.of(url) == Vendor.POSTGRESQL) {
      source.addDataSourceProperty("reWriteBatchedInserts", "true");
    }
    this.database = Database.open(source, Vendor.of(url), Duration.ofSeconds(20));
    this.clock = clock;
  }

  static TestLedger open(String url, Clock clock) throws InterruptedException {
    return new TestLedger(url, clock);
  }

  static String h2(Path folder) {
    return "jdbc:h2:file:"
        + folder.resolve("youdai").toAbsolutePath()
        + LedgerConfiguration.H2_OPTIONS;
  }

  Database database() {
    return database;
  }

  /** Returns an intake, as each server has one. */
  Intake intake() {
    return new Intake(database, new Months(database, clock, KEPT), clock);
  }

  Retention retention() {
    return new Retention(database, clock, KEPT);
  }

  List<Reports.Row> rows() {
    return new Reports(database, clock)
        .daily(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31), Set.of())
        .rows();
  }

  Reports.Total total() {
    return new Reports(database, clock)
        .daily(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31), Set.of())
        .total();
  }

  long lines() {
    return database.ask(
        sql -> sql.sql("select count(*) from decision_line").query(Long.class).single());
  }

  @Override
  public void close() {
    database.close();
    source.close();
  }

  static Clock at(String time) {
    return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
  }

  static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, BenefitPolicy.ZONE);
  }

  /** Returns the text of a line about an admission at half the price. */
  static String text(long seq, UUID id, String kind, String venue, Instant time, LocalDate day) {
    return "{\"seq\":"
        + seq
        + ",\"id\":\""
        + id
        + "\",\"kind\":\""
        + kind
        + "\",\"time\":\""
        + time
        + "\",\"day\":\""
        + day
        + "\",\"venue\":\""
        + venue
        + "\",\"gate\":\"1\",\"outcome\":\"ADMIT\",\"reason\":\"YD-001\",\"benefit\":\"PERCENT\","
        + "\"percent\":50,\"rule\":\"sd-park-60\",\"holder\":\"AAAAAAAAAAA\",\"trust\":3,"
        + "\"policy\":4,\"freshness\":\"FRESH\",\"clock\":\"TRUSTED\",\"guard\":\"SHARED\","
        + "\"prev\":\"sm3:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}";
  }

  static Line parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Line.parse(bytes, 0, bytes.length).orElseThrow();
  }

  static Line decided(long seq, UUID id, Instant time) {
    return parse(text(seq, id, "decided", "park", time, day(time)));
  }

  static Line annulled(long seq, UUID id, Instant time, LocalDate day) {
    return parse(text(seq, id, "annulled", "park", time, day));
  }
}
