package org.youdai.vectors;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code openssl} command of this machine, version 3 or later. */
final class OpenSsl {
  private static final Pattern VERSION = Pattern.compile("OpenSSL (\\d+)\\..*", Pattern.DOTALL);
  private static final String DISTID = "distid:" + ReferenceSm2.DEFAULT_ID;

  private final Path folder;

  private OpenSsl(Path folder) {
    this.folder = folder;
  }

  /** Returns the command, which keeps its files in {@code folder}; skips the test without it. */
  static OpenSsl required(Path folder) {
    Optional<String> version = version();
    assumeTrue(version.isPresent(), "there is no openssl command here");
    Matcher matcher = VERSION.matcher(version.get());
    assumeTrue(
        matcher.matches() && Integer.parseInt(matcher.group(1)) >= 3,
        "openssl 3 or later is needed for SM2, this is " + version.get().trim());
    return new OpenSsl(folder);
  }

  private static Optional<String> version() {
    try {
      return Optional.of(new Run(List.of("openssl", "version")).output());
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  /** One run of the command to its end. */
  private static final class Run {
    private final int exit;
    private final String output;

    Run(List<String> command) throws IOException {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      try {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new IOException("openssl does not end: " + command);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", interrupted);
      }
      exit = process.exitValue();
    }

    String output() {
      return output;
    }

    boolean succeeded() {
      return exit == 0;
    }
  }

  /** Writes a file into the folder. */
  Path file(String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Runs the command and fails if it does. */
  void run(Object... arguments) throws IOException {
    Run run = new Run(command(arguments));
    if (!run.succeeded()) {
      throw new IOException(Arrays.toString(arguments) + ": " + run.output());
    }
  }

  /** Returns whether OpenSSL takes the signature (in DER) for the key's (in PEM). */
  boolean verifies(byte[] pem, byte[] message, byte[] signature) throws IOException {
    Run run =
        new Run(
            command(
                "pkeyutl",
                "-verify",
                "-pubin",
                "-inkey",
                file("key.pem", pem),
                "-rawin",
                "-digest",
                "sm3",
                "-in",
                file("message", message),
                "-sigfile",
                file("signature", signature),
                "-pkeyopt",
                DISTID));
    boolean says = run.output().contains("Signature Verified Successfully");
    if (says != run.succeeded()) {
      throw new IOException("openssl says two things: " + run.output());
    }
    return says;
  }

  /** Returns a signature in DER by the private key in the file {@code key}. */
  byte[] sign(Path key, byte[] message) throws IOException {
    Path out = file("made");
    run(
        "pkeyutl",
        "-sign",
        "-inkey",
        key,
        "-rawin",
        "-digest",
        "sm3",
        "-in",
        file("message", message),
        "-out",
        out,
        "-pkeyopt",
        DISTID);
    return Files.readAllBytes(out);
  }

  private static List<String> command(Object... arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }
}
