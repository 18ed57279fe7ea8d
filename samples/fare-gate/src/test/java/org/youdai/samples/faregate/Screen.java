package org.youdai.samples.faregate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A screen to open windows on: one of its own by Xvfb, else that of this computer if it has one.
 */
final class Screen implements AutoCloseable {
  private final Optional<Process> server;
  private final String display;

  private Screen(Optional<Process> server, String display) {
    this.server = server;
    this.display = display;
  }

  /** Skips the test if something is not there, and prints why: the build's log says no more. */
  static void require(boolean isThere, String orElse) {
    if (!isThere) {
      System.err.println("skipped: " + orElse);
    }
    assumeTrue(isThere, orElse);
  }

  /** Returns a screen; empty if there is none and no Xvfb either. */
  static Optional<Screen> open() throws IOException {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, "Xvfb");
      if (!folder.isEmpty() && Files.isExecutable(program)) {
        return start(program);
      }
    }
    return Optional.ofNullable(System.getenv("DISPLAY"))
        .map(own -> new Screen(Optional.empty(), own));
  }

  /** It finds a free number itself, and prints it when it is ready. */
  private static Optional<Screen> start(Path program) throws IOException {
    Process server =
        new ProcessBuilder(
                program.toString(),
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1920x1080x24",
                "-nolisten",
                "tcp")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
    String number = out.readLine();
    if (number == null) {
      server.destroy();
      return Optional.empty();
    }
    return Optional.of(new Screen(Optional.of(server), ":" + number.strip()));
  }

  /** Returns a Java program with this screen, and with the classes of this one. */
  ProcessBuilder java(Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Djava.awt.headless=false", "-Dfile.encoding=UTF-8", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(args));
    ProcessBuilder program = new ProcessBuilder(command);
    program.environment().put("DISPLAY", display);
    return program;
  }

  @Override
  public void close() {
    server.ifPresent(Process::destroy);
  }
}
