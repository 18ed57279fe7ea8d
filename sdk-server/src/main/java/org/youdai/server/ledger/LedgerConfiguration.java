package org.youdai.server.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.youdai.gate.Device;
import org.youdai.gate.Passages;
import org.youdai.journal.FolderJournal;
import org.youdai.server.ServerProperties;
import org.youdai.server.venue.Venues;

/** The ledger, and what keeps it. */
@Configuration(proxyBeanMethods = false)
@Import({JournalController.class, DecisionController.class, ReportController.class})
public class LedgerConfiguration {
  /** H2 as PostgreSQL does it. It is closed with the server, after what still writes to it. */
  static final String H2_OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE";

  /** How long the server's start may wait for the tables. */
  private static final Duration FIRST = Duration.ofSeconds(10);

  /** Returns the connections. None is made yet: the server starts without the database, too. */
  @Bean
  @ConfigurationProperties("spring.datasource.hikari")
  public HikariDataSource dataSource(DataSourceProperties properties, ServerProperties settings) {
    Optional<String> set = Optional.ofNullable(properties.getUrl());
    if (set.isEmpty()) {
      properties.setUsername("sa");
      properties.setPassword("");
    }
    String url = set.orElseGet(() -> embedded(settings));
    properties.setUrl(url);
    HikariDataSource source =
        properties.initializeDataSourceBuilder().type(HikariDataSource.class).build();
    prepare(source, Vendor.of(url));
    return source;
  }

  /** Sets what the ledger relies on. A host that says nothing holds nobody up for long. */
  static void prepare(HikariDataSource source, Vendor vendor) {
    if (vendor == Vendor.POSTGRESQL) {
      source.addDataSourceProperty("connectTimeout", "2");
      source.addDataSourceProperty("socketTimeout", "30");
      source.addDataSourceProperty("tcpKeepAlive", "true");
      source.addDataSourceProperty("reWriteBatchedInserts", "true");
      // What is acknowledged outlasts a power cut, even where the database is set to be quick.
      source.setConnectionInitSql("set lock_timeout = '5s'; set synchronous_commit = on");
    }
  }

  private static String embedded(ServerProperties settings) {
    String file = settings.data().resolve("database/youdai").toAbsolutePath().toString();
    return "jdbc:h2:file:" + file.replace(";", "\\;") + H2_OPTIONS;
  }

  @Bean
  public Database database(HikariDataSource source) throws InterruptedException {
    return Database.open(source, Vendor.of(source.getJdbcUrl()), FIRST);
  }

  @Bean
  Months months(Database database, Device device, ServerProperties settings) {
    return new Months(database, device.clock(), settings.keepLines());
  }

  @Bean
  Intake intake(Database database, Months months, Device device) {
    return new Intake(database, months, device.clock());
  }

  @Bean
  JournalUpload journalUpload(FolderJournal journal, Intake intake) {
    return JournalUpload.start(journal, intake);
  }

  @Bean
  Retention retention(Database database, Device device, ServerProperties settings) {
    return Retention.start(database, device.clock(), settings.keepLines());
  }

  @Bean
  Decisions decisions(Database database, Passages passages, Venues venues) {
    return new Decisions(database, passages, venues);
  }

  @Bean
  Reports reports(Database database, Device device) {
    return new Reports(database, device.clock());
  }
}
