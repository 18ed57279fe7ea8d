package org.youdai.server.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL of this machine's own, as an operator runs it, with a new database for each test.
 */
public final class Postgres implements AutoCloseable {
  private final Path folder;
  private EmbeddedPostgres server;

  private Postgres(Path folder) throws IOException {
    this.folder = folder;
    this.server = builder(folder).start();
  }

  /** The folder is the test's own to remove: what was killed is started again over it. */
  private static EmbeddedPostgres.Builder builder(Path folder) {
    return EmbeddedPostgres.builder().setDataDirectory(folder).setCleanDataDirectory(false);
  }

  /** Starts one; a test that needs it is skipped where its binaries cannot run. */
  public static Postgres start(Path folder) {
    try {
      return new Postgres(folder);
    } catch (IOException | RuntimeException cannotRun) {
      return Assumptions.abort("PostgreSQL cannot run here: " + cannotRun);
    }
  }

  /** Returns one that all tests share, each with a database of its own; it ends with the tests. */
  static Postgres shared() {
    return Shared.POSTGRES.orElseGet(() -> Assumptions.abort(Shared.WHY_NOT));
  }

  /** Started when it is first asked for. */
  private static final class Shared {
    static final Optional<Postgres> POSTGRES;
    static final String WHY_NOT;

    static {
      Optional<Postgres> started = Optional.empty();
      String whyNot = "";
      try {
        started = Optional.of(new Postgres(Files.createTempDirectory("youdai-postgres")));
      } catch (IOException | RuntimeException cannotRun) {
        whyNot = "PostgreSQL cannot run here: " + cannotRun;
      }
      POSTGRES = started;
      WHY_NOT = whyNot;
    }
  }

  /** Makes a database, and returns its URL. */
  public String newDatabase() throws SQLException {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return server.getJdbcUrl("postgres", name);
  }

  /** Kills it, as a power cut does. */
  public void kill() throws IOException {
    String pid = Files.readAllLines(folder.resolve("postmaster.pid")).get(0).trim();
    ProcessHandle main = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    ProcessHandle[] all =
        Stream.concat(Stream.of(main), main.descendants()).toArray(ProcessHandle[]::new);
    for (ProcessHandle each : all) {
      each.destroyForcibly();
    }
    for (ProcessHandle each : all) {
      each.onExit().join();
    }
    server.close(); // gives its own lock on the folder back
  }

  /** Starts it again after {@link #kill}, at the same port and with what it kept. */
  public void startAgain() throws IOException {
    Files.deleteIfExists(folder.resolve("postmaster.pid"));
    server = builder(folder).setPort(server.getPort()).start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
