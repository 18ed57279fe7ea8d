package org.youdai.server.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import redis.embedded.core.ExecutableProvider;

/** A real Redis in a process of its own, which can be killed and started again, or made to hang. */
final class TestRedis implements AutoCloseable {
  private final Path executable;
  private final int port;
  private Process process;

  private TestRedis(Path executable, int port) throws IOException {
    this.executable = executable;
    this.port = port;
    this.process = run();
  }

  /** Starts one on a free port; where there is none for this machine, the test is skipped. */
  static TestRedis start() throws IOException {
    Path executable = executable();
    return new TestRedis(executable, freePort());
  }

  private static Path executable() {
    try {
      Path executable = ExecutableProvider.newJarResourceProvider().get().toPath();
      Process version =
          new ProcessBuilder(executable.toString(), "--version").redirectErrorStream(true).start();
      String said = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Assumptions.assumeTrue(said.contains("Redis server"), said);
      return executable;
    } catch (IOException | RuntimeException cannotRun) {
      if (cannotRun instanceof org.opentest4j.TestAbortedException skipped) {
        throw skipped;
      }
      return Assumptions.abort("no Redis for this machine: " + cannotRun);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process run() throws IOException {
    Process started =
        new ProcessBuilder(
                List.of(
                    executable.toString(),
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--appendonly",
                    "no"))
            .redirectErrorStream(true)
            .start();
    BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      if (line.contains("Ready to accept connections")) {
        return started;
      }
    }
    throw new IOException("the Redis did not start: " + said);
  }

  String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Kills it, as {@code kill -9} does. */
  void kill() {
    Process dead = process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(dead.isAlive()).isFalse();
  }

  /** Starts it again, with nothing in it. */
  void restart() throws IOException {
    process = run();
  }

  /** Holds every answer back for {@code time}. */
  void hang(Duration time) {
    String unused = tell(commands -> commands.clientPause(time.toMillis()));
  }

  /** Gives it a command. */
  <T> T tell(Function<RedisCommands<String, String>, T> command) {
    RedisClient client = RedisClient.create(uri());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return command.apply(connection.sync());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  @Override
  public void close() {
    kill();
  }
}
