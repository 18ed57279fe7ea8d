package org.youdai.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.youdai.server.cli.CommandLineTool;
import org.youdai.server.cli.Terminal;

/** Where {@code ./youdai} begins: a command that needs no server never starts one. */
public final class Youdai {
  private Youdai() {}

  /** Runs the command line and ends with its exit code. */
  public static void main(String[] args) {
    // UTF-8 whatever the locale says: the words are Chinese as often as not.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Terminal terminal = Terminal.of(System.in, out, err, args);
    if (Boolean.getBoolean("youdai.screen")) { // the launcher knows; Java before 22 does not
      terminal = terminal.onScreen();
    }
    System.exit(new CommandLineTool(terminal, Clock.systemUTC()).run(args));
  }
}
