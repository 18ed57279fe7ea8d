package org.youdai.server.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.youdai.decision.ClockState;
import org.youdai.decision.Prompt;
import org.youdai.gate.Answer;
import org.youdai.gate.Device;
import org.youdai.gate.Drill;
import org.youdai.gate.GateProfile;
import org.youdai.gate.Passage;
import org.youdai.gate.Scenario;
import org.youdai.scan.QrWriter;
import org.youdai.server.picture.Pictures;
import org.youdai.server.venue.Venue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code youdai drill}: trains staff, step by step, at a gate that is worth nothing elsewhere. */
@Command(mixinStandardHelpOptions = true)
final class DrillCommand implements Callable<Integer> {
  private static final int PIXELS_PER_MODULE = 6;

  private final Terminal terminal;
  private final Device device;
  private boolean isAsExpected = true;

  @Parameters(arity = "0..*", paramLabel = "SCENARIO")
  private List<String> names = List.of();

  @Option(names = "--out", paramLabel = "DIR")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--auto")
  private boolean isAuto;

  DrillCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.device = new Device(clock, System::nanoTime, new SecureRandom());
  }

  @Override
  public Integer call() throws IOException {
    List<Scenario> scenarios =
        names.isEmpty()
            ? List.of(Scenario.values())
            : names.stream().map(this::scenarioNamed).toList();
    BufferedReader typed =
        new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    for (Scenario scenario : scenarios) {
      play(scenario, typed);
    }
    terminal.say(isAsExpected ? "drill.passed" : "drill.failed");
    return isAsExpected ? CommandLineTool.OK : CommandLineTool.FAILED;
  }

  private Scenario scenarioNamed(String name) {
    return Arrays.stream(Scenario.values())
        .filter(scenario -> scenario.label().equals(name))
        .findFirst()
        .orElseThrow(() -> new Failure(terminal.text("error.scenario", name)));
  }

  private void play(Scenario scenario, BufferedReader typed) throws IOException {
    GateProfile profile = GateProfile.of(Venue.BUS.profile()).withWords(terminal.prompts());
    Drill drill = Drill.of(scenario, profile, device);
    int steps = drill.steps().size();
    terminal.say("drill.title", scenario.title(terminal.locale()));
    for (int number = 1; number <= steps; number++) {
      Drill.Step step = drill.next().orElseThrow();
      terminal.say("drill.step", number, steps, step.happening(terminal.locale()));
      if (step.trial().isPresent()) {
        Drill.Trial trial = step.trial().get();
        draw(scenario.label() + '-' + number + ".png", trial);
        show(drill.gate().scan(isAuto ? trial.code().reveal() : scanned(trial, typed)), trial);
      }
      terminal.say("drill.advice", step.advice(terminal.locale()));
    }
  }

  private void draw(String name, Drill.Trial trial) throws IOException {
    if (out.isPresent()) {
      Path file = out.get().resolve(name);
      Files.createDirectories(out.get());
      Pictures.writePng(new QrWriter(PIXELS_PER_MODULE).draw(trial.code()), file);
      terminal.say("drill.picture", file);
    }
  }

  /** Returns the line that a scanner types; at an empty one, and at the end, the code itself. */
  private String scanned(Drill.Trial trial, BufferedReader typed) throws IOException {
    terminal.say("drill.scan");
    return Optional.ofNullable(typed.readLine())
        .filter(line -> !line.isBlank())
        .orElseGet(() -> trial.code().reveal());
  }

  private void show(Answer answer, Drill.Trial trial) {
    if (answer instanceof Passage passage) {
      Prompt prompt = passage.prompt();
      terminal.say("drill.passenger", prompt.headline(), prompt.nextStep());
      terminal.say(
          "drill.staff",
          terminal.text("outcome." + passage.decision().outcome()),
          passage.decision().reason().code(),
          prompt.staff(),
          terminal.text("freshness." + passage.decision().circumstances().freshness()));
      if (passage.decision().circumstances().clock() == ClockState.SUSPECT) {
        terminal.say("drill.clock");
      }
    }
    boolean isRight = answer instanceof Passage passage && trial.isPassedBy(passage);
    terminal.say(
        isRight ? "drill.as-expected" : "drill.not-as-expected",
        terminal.text("outcome." + trial.outcome()),
        trial.reason().code());
    isAsExpected &= isRight;
  }
}
