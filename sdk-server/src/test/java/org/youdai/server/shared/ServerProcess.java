package org.youdai.server.shared;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ConfigurableApplicationContext;
import org.youdai.server.YoudaiServer;
import org.youdai.server.access.Caller;
import org.youdai.server.access.Keys;
import org.youdai.server.access.Role;

/** A real server in a process of its own, which can be killed at any moment. */
final class ServerProcess implements AutoCloseable {
  private static final String READY = "READY ";
  private static final long START_SECONDS = 120;

  private final Process process;
  private final CompletableFuture<Ready> ready = new CompletableFuture<>();

  /** Where it listens, and a key that it takes. */
  record Ready(URI address, String key) {}

  private ServerProcess(Process process, Path log) {
    this.process = process;
    Thread pump = new Thread(() -> read(log), "log of " + log);
    pump.setDaemon(true);
    pump.start();
  }

  /** Starts one; {@link #ready} waits for it. */
  static ServerProcess start(Map<String, Object> settings, Path log) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it lives for seconds
                "-XX:+UseSerialGC",
                "-Xmx320m",
                "-cp",
                System.getProperty("java.class.path"),
                ServerProcess.class.getName()));
    new TreeMap<>(settings).forEach((name, value) -> command.add(name + "=" + value));
    return new ServerProcess(new ProcessBuilder(command).redirectErrorStream(true).start(), log);
  }

  private void read(Path log) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(READY)) {
          String[] words = line.split(" ", 3);
          ready.complete(new Ready(URI.create(words[1]), words[2]));
        } else {
          Files.writeString(log, line + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
    } catch (IOException ended) {
      throw new UncheckedIOException(ended);
    } finally {
      ready.completeExceptionally(new IOException("the server ended, see " + log));
    }
  }

  /** Waits until it listens. */
  Ready ready() {
    return ready.orTimeout(START_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Kills it, as {@code kill -9} does, and returns when it is dead. */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }

  /** Serves until it is killed, or whoever started it is gone. */
  public static void main(String[] args) throws IOException {
    Map<String, Object> settings = new TreeMap<>();
    Arrays.stream(args)
        .map(arg -> arg.split("=", 2))
        .forEach(setting -> settings.put(setting[0], setting[1]));
    try (ConfigurableApplicationContext context = YoudaiServer.start(settings)) {
      String key = context.getBean(Keys.class).create(new Caller("load", Role.GATE, Set.of()));
      System.out.println(
          READY
              + "http://127.0.0.1:"
              + context.getEnvironment().getProperty("local.server.port")
              + ' '
              + key);
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
