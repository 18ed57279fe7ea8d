package org.youdai.server.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
    this.server = EmbeddedPostgres.builder().setDataDirectory(folder).start();
  }

  /** Starts one; a test that needs it is skipped where its binaries cannot run. */
  public static Postgres start(Path folder) {
    try {
      return new Postgres(folder);
    } catch (IOException | RuntimeException cannotRun) {
      return Assumptions.abort("PostgreSQL cannot run here: " + cannotRun);
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
  public void kill() throws InterruptedException {
    ProcessHandle main;
    try {
      String pid = Files.readAllLines(folder.resolve("postmaster.pid")).get(0).trim();
      main = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
    ProcessHandle[] all =
        Stream.concat(Stream.of(main), main.descendants()).toArray(ProcessHandle[]::new);
    for (ProcessHandle each : all) {
      each.destroyForcibly();
    }
    for (ProcessHandle each : all) {
      each.onExit().join();
    }
  }

  /** Starts it again after {@link #kill}, at the same port and with what it kept. */
  public void startAgain() throws IOException {
    Files.deleteIfExists(folder.resolve("postmaster.pid"));
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setPort(server.getPort())
            .start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
