package org.youdai.server.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.youdai.Snapshot;
import org.youdai.TrustedTime;
import org.youdai.Verifier;
import org.youdai.decision.Decision;
import org.youdai.decision.Outcome;
import org.youdai.decision.Prompt;
import org.youdai.gate.GateProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code youdai verify}: decides on pictures and texts. */
@Command(mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;

  @Parameters(arity = "1..*", paramLabel = "IMAGE|TEXT")
  private List<String> arguments = List.of();

  @Option(names = "--venue", paramLabel = "VENUE|FILE", defaultValue = "bus")
  private String venueName = "bus";

  @Mixin private ListsOptions lists = new ListsOptions();

  VerifyCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    GateProfile gate = VenueChoice.read(venueName, terminal);
    List<Input> inputs = Input.of(arguments, terminal);
    Snapshot snapshot = lists.snapshot(terminal, lists.clock(clock, terminal));
    Verifier verifier =
        new Verifier(
            () -> snapshot,
            TrustedTime.of(lists.clock(clock, terminal), System::nanoTime),
            new SecureRandom());
    int exitCode = CommandLineTool.OK;
    for (Input input : inputs) {
      Decision decision = input.decide(verifier, gate.venue());
      print(input.label(), decision, gate.words().prompt(decision));
      exitCode = Math.max(exitCode, exitCode(decision.outcome()));
    }
    return exitCode;
  }

  private void print(String label, Decision decision, Prompt prompt) {
    terminal.say(
        "verify.headline",
        label,
        terminal.text("outcome." + decision.outcome().name()),
        prompt.headline());
    terminal.say("verify.next", prompt.nextStep());
    terminal.say("verify.reason", decision.reason().code(), prompt.staff());
    if (decision instanceof Decision.Admit admit) {
      terminal.say("verify.rule", admit.benefit().ruleId(), admit.benefit().basis());
    }
    terminal.say(
        "verify.circumstances",
        terminal.text("freshness." + decision.circumstances().freshness().name()),
        decision.id());
  }

  /** Returns 0 for admitted, 10 for the ordinary fare, 11 for show again, 12 for staff. */
  static int exitCode(Outcome outcome) {
    return switch (outcome) {
      case ADMIT -> CommandLineTool.OK;
      case CHARGE -> 10;
      case RETRY -> 11;
      case ASSIST -> 12;
    };
  }
}
