package org.youdai.server.documents;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.youdai.server.cli.CommandLineTool;
import org.youdai.server.cli.Terminal;

/**
 * A process that runs one command line of {@code ./youdai} after the other in a folder of its own:
 * a document has dozens of them, and a Java process takes a second to start.
 */
final class ToolProcess implements AutoCloseable {
  /** What a command printed, both streams in one, and how it ended. */
  record Ran(int code, String output) {}

  private final Process process;
  private final DataOutputStream commands;
  private final DataInputStream answers;

  private ToolProcess(Process process) {
    this.process = process;
    this.commands = new DataOutputStream(process.getOutputStream());
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  /** Starts one in {@code folder}. */
  static ToolProcess in(Path folder) throws IOException {
    return new ToolProcess(
        new ProcessBuilder(java(ToolProcess.class.getName()))
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Returns the command that runs a main class of this class path. */
  static List<String> java(String... mainAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"));
    command.add("-Duser.timezone=Asia/Shanghai");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(mainAndArguments));
    return command;
  }

  /** Runs one command line. */
  Ran run(List<String> arguments) throws IOException {
    commands.writeInt(arguments.size());
    for (String argument : arguments) {
      commands.writeUTF(argument);
    }
    commands.flush();
    int code = answers.readInt();
    byte[] output = answers.readNBytes(answers.readInt());
    return new Ran(code, new String(output, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Runs what comes in until the standard input ends. */
  public static void main(String[] none) throws IOException {
    DataInputStream commands = new DataInputStream(System.in);
    DataOutputStream answers = new DataOutputStream(System.out);
    System.setOut(System.err); // the standard output carries the answers alone
    try {
      while (true) {
        String[] arguments = new String[commands.readInt()];
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = commands.readUTF();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Terminal terminal = Terminal.of(InputStream.nullInputStream(), out, out, arguments);
        int code = new CommandLineTool(terminal, Clock.systemUTC()).run(arguments);
        answers.writeInt(code);
        answers.writeInt(bytes.size());
        bytes.writeTo(answers);
        answers.flush();
      }
    } catch (EOFException end) {
      answers.flush();
    }
  }
}
