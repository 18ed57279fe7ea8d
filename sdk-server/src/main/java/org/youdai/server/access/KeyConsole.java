package org.youdai.server.access;

import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.youdai.server.ServerProperties;
import org.youdai.server.ledger.Database;
import org.youdai.server.ledger.LedgerConfiguration;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys for whoever can start programs on the server's machine: no server, and no key needed.
 */
public final class KeyConsole implements AutoCloseable {
  private static final int CONNECTING_MILLIS = 2000;

  private final HikariDataSource source;
  private final Database database;
  private final KeyTable table;
  private final Keys keys;

  private KeyConsole(HikariDataSource source, Database database, KeyTable table, Keys keys) {
    this.source = source;
    this.database = database;
    this.table = table;
    this.keys = keys;
  }

  /** Reads the settings of a server, and nothing else of it. */
  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties({ServerProperties.class, DataSourceProperties.class})
  static class Settings {}

  /** Opens the keys of the server that has these settings. */
  public static KeyConsole open(Map<String, Object> settings, Clock clock)
      throws InterruptedException {
    SpringApplication application = new SpringApplication(Settings.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setDefaultProperties(Map.of("logging.level.root", "error"));
    String[] arguments =
        settings.entrySet().stream()
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new);
    try (ConfigurableApplicationContext context = application.run(arguments)) {
      ServerProperties server = context.getBean(ServerProperties.class);
      LedgerConfiguration ledger = new LedgerConfiguration();
      HikariDataSource source =
          ledger.dataSource(context.getBean(DataSourceProperties.class), server);
      source.setInitializationFailTimeout(-1);
      source.setConnectionTimeout(CONNECTING_MILLIS);
      Database database = ledger.database(source);
      KeyTable table = new KeyTable(database);
      KeyFile file = new KeyFile(server.data().resolve("keys.json"), JsonMapper.shared());
      return new KeyConsole(
          source, database, table, new Keys(table, file, clock, new SecureRandom(), System.out));
    }
  }

  /** Returns whether the database could be opened. */
  public boolean isOpen() {
    return database.isReady();
  }

  /** Returns all keys, without their secrets. */
  public List<KeysController.Told> all() {
    return table.all().stream().map(KeysController.Told::of).toList();
  }

  /** Makes a key, and returns it: this once and never again. */
  public String create(Caller caller) {
    return keys.create(caller);
  }

  /** Makes a key in place of another, which is over after {@code overlap}. */
  public String rotate(String id, Duration overlap) {
    return keys.rotate(id, Optional.empty(), overlap, Caller.CONSOLE).text().orElseThrow().reveal();
  }

  /** Ends a key. */
  public void revoke(String id) {
    keys.revoke(id, Caller.CONSOLE);
  }

  @Override
  public void close() {
    keys.close();
    database.close();
    source.close();
  }
}
