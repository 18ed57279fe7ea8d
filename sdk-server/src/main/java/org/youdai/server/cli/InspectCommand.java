package org.youdai.server.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.youdai.Inspection;
import org.youdai.decision.Reason;
import org.youdai.scan.QrText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code youdai inspect}: shows what is in a code, without judging it. */
@Command(mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "TEXT|IMAGE")
  private List<String> arguments = List.of();

  @Option(names = "--show-text")
  private boolean showText;

  InspectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    boolean allRead = true;
    for (Input input : Input.of(arguments, terminal)) {
      List<QrText> texts = input.texts();
      if (texts.isEmpty()) {
        terminal.say("inspect.nothing", input.label());
        allRead = false;
      }
      for (QrText text : texts) {
        allRead &= print(input.label(), Inspection.of(text));
        if (showText) {
          terminal.out().println("  " + text.reveal());
        }
      }
    }
    terminal.say("inspect.warning");
    return allRead ? CommandLineTool.OK : CommandLineTool.FAILED;
  }

  private boolean print(String label, Inspection inspection) {
    terminal.out().println(label);
    for (Inspection.Field field : inspection.fields()) {
      terminal.out().println("  " + field.name() + ": " + field.value());
    }
    for (Reason reason : inspection.stoppedBy()) {
      terminal.say("inspect.stopped", reason.code(), terminal.prompts().staff(reason));
    }
    return inspection.stoppedBy().isEmpty();
  }
}
