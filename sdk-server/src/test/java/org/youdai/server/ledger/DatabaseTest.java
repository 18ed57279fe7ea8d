package org.youdai.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.youdai.server.TestServer;
import org.youdai.server.access.Role;
import org.youdai.server.problem.ProblemException;

final class DatabaseTest {
  @TempDir private Path folder;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void serverWithoutSettings_hasItsTablesInTheDataFolder() throws IOException {
    try (TestServer server = TestServer.start(folder)) {
      Database database = server.context().getBean(Database.class);
      assertThat(database.isReady()).isTrue();
      assertThat(database.vendor()).isEqualTo(Vendor.H2);
      assertThat(folder.resolve("data/database/youdai.mv.db")).exists();
    }
  }

  @Test
  void serverWithADeadDatabase_startsAndVerifies() throws IOException, InterruptedException {
    String dead = "jdbc:postgresql://127.0.0.1:" + freePort() + "/youdai";
    try (TestServer server = TestServer.start(folder)) {
      String key = server.key(Role.GATE); // known from when the database was there
      server.restart(Map.of("spring.datasource.url", dead));
      Database database = server.context().getBean(Database.class);
      assertThat(database.isReady()).isFalse();
      assertThatThrownBy(() -> database.ask(sql -> 1)).isInstanceOf(ProblemException.class);
      String body = "{\"text\":\"" + server.issue(65).reveal() + "\",\"venue\":\"bus\"}";
      assertThat(server.post("/v1/verify", key, body).body()).contains("\"outcome\":\"ADMIT\"");
    }
  }

  @Test
  @Timeout(60)
  void databaseFileThatIsOpenElsewhere_isSaidToBeAndWaitedFor()
      throws IOException, InterruptedException {
    Logger log = (Logger) LoggerFactory.getLogger(Database.class);
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    told.start();
    log.addAppender(told);
    String url = TestLedger.h2(folder);
    TestLedger.open(url, Clock.systemUTC()).close();
    try (FileChannel file =
            FileChannel.open(
                folder.resolve("youdai.mv.db"), StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock held = file.lock();
        TestLedger ledger = TestLedger.open(url, Clock.systemUTC())) {
      assertThat(held.isValid()).isTrue();
      assertThat(ledger.database().isReady()).isFalse();
      assertThat(told.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .singleElement()
          .asString()
          .contains("open in another process", "youdai.server.data", "spring.datasource.url");
      held.release();
      while (!ledger.database().isReady()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(ledger.lines()).isZero();
    } finally {
      log.detachAppender(told);
    }
  }

  @Test
  @Timeout(60)
  void databaseThatComesLater_isUsedFromThenOn()
      throws IOException, SQLException, InterruptedException {
    try (Postgres postgres = Postgres.start(folder.resolve("postgres"))) {
      String url = postgres.newDatabase();
      Map<String, Object> settings =
          Map.of("spring.datasource.url", url, "spring.datasource.username", "postgres");
      try (TestServer server = TestServer.start(folder, settings)) {
        String staff = server.key(Role.STAFF);
        String gate = server.key(Role.GATE);
        postgres.kill();
        server.restart(settings); // the keys that were known last serve
        assertThat(server.get("/v1/reports/today?venue=bus", staff).statusCode()).isEqualTo(503);
        String body = "{\"text\":\"" + server.issue(65).reveal() + "\",\"venue\":\"bus\"}";
        assertThat(server.post("/v1/verify", gate, body).body()).contains("\"recorded\":true");
        postgres.startAgain();
        while (!server.get("/v1/reports/today?venue=bus", staff).body().contains("\"ADMIT\":1")) {
          TimeUnit.MILLISECONDS.sleep(50);
        }
      }
    }
  }
}
