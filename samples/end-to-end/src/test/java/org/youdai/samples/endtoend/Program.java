package org.youdai.samples.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of this project in a process of its own, which can be typed to, read and killed. */
final class Program implements AutoCloseable {
  private static final Path SAMPLES = Path.of("..").toAbsolutePath().normalize();
  private static final String YOUDAI = "../sdk-server/target/youdai.jar";
  private static final String FARE_GATE = "fare-gate/target/fare-gate.jar";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String name;
  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private int read;
  private boolean isOver;

  private Program(String name, Process process) {
    this.name = name;
    this.process = process;
    Thread reader = new Thread(this::readAll, name);
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts {@code ./youdai}. */
  static Program youdai(String... arguments) throws IOException {
    return start("youdai", jar(YOUDAI), arguments);
  }

  /** Starts {@code samples/fare-gate/fare-gate}. */
  static Program fareGate(String... arguments) throws IOException {
    return start("fare-gate", jar(FARE_GATE), arguments);
  }

  /** Starts a sample as {@code samples/run} does. */
  static Program sample(String folder, String main, String... arguments) throws IOException {
    Path target = SAMPLES.resolve(folder).resolve("target");
    requireBuilt(target.resolve("lib"));
    String classPath = target.resolve("classes") + ":" + target.resolve("lib") + "/*";
    return start(folder, List.of("-cp", classPath, main), arguments);
  }

  /** Starts {@code samples/offline-station/station}, which starts the programs as they are here. */
  static Program station(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(SAMPLES + "/offline-station/station"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("YOUDAI", String.join(" ", command(jar(YOUDAI))));
    builder.environment().put("FARE_GATE", String.join(" ", command(jar(FARE_GATE))));
    return start("station " + arguments[0], builder);
  }

  private static List<String> jar(String file) {
    Path jar = SAMPLES.resolve(file).normalize();
    requireBuilt(jar);
    return List.of("-jar", jar.toString());
  }

  /** The build packages the programs before; tests that run alone may come without. */
  private static void requireBuilt(Path file) {
    assumeTrue(Files.exists(file), "there is no " + file + " (mvn -B -ntp package -DskipTests)");
  }

  private static List<String> command(List<String> what) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it lives for seconds
                "-XX:+UseSerialGC",
                "-Xmx320m",
                "-Dfile.encoding=UTF-8"));
    command.addAll(what);
    return command;
  }

  private static Program start(String name, List<String> what, String... arguments)
      throws IOException {
    List<String> command = command(what);
    command.addAll(List.of(arguments));
    return start(name, new ProcessBuilder(command));
  }

  private static Program start(String name, ProcessBuilder builder) throws IOException {
    builder.environment().put("LC_ALL", "C.UTF-8");
    return new Program(name, builder.redirectErrorStream(true).start());
  }

  private void readAll() {
    try (BufferedReader from = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        add(line);
      }
    } catch (IOException killed) {
      add(killed.toString());
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    isOver = true;
    notifyAll();
  }

  /** Waits for the next line in which {@code regex} is found, and returns what it has found. */
  synchronized Matcher await(String regex) throws InterruptedException {
    Pattern pattern = Pattern.compile(regex);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      while (read < lines.size()) {
        Matcher found = pattern.matcher(lines.get(read++));
        if (found.find()) {
          return found;
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (isOver || left <= 0) {
        throw new AssertionError("no " + regex + " from " + this);
      }
      wait(left);
    }
  }

  /** Types a line. */
  void type(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException ended) {
      throw new UncheckedIOException(name, ended);
    }
  }

  /** Waits for its end, and returns its exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError(name + " does not end");
    }
    return process.exitValue();
  }

  /** Returns what it has said. */
  @Override
  public synchronized String toString() {
    return name + ":\n" + String.join("\n", lines);
  }

  /** Kills it, as {@code kill -9} does, and returns when it is dead. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
