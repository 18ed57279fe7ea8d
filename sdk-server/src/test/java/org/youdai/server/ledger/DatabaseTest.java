package org.youdai.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
}
