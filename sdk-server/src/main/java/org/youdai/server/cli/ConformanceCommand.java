package org.youdai.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.youdai.server.conformance.Tally;
import org.youdai.server.conformance.Vectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code youdai conformance}: runs published test vectors through the SDK's own code. */
@Command(mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "PATH")
  private List<Path> paths = List.of();

  @Option(names = "--verbose")
  private boolean verbose;

  ConformanceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Tally all = new Tally();
    Vectors vectors = new Vectors(all);
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new Failure(terminal.text("error.no-file", path));
      }
      for (Path file : Vectors.files(path)) {
        int before = all.passed();
        String name = Files.isDirectory(path) ? path.relativize(file).toString() : file.toString();
        vectors.run(name, file);
        terminal.say("conformance.file", name, all.passed() - before);
      }
    }
    for (Map.Entry<String, List<String>> skip : all.skips().entrySet()) {
      List<String> cases = skip.getValue();
      terminal.say("conformance.skip", cases.size(), skip.getKey());
      boolean few = verbose || cases.size() <= 8;
      terminal
          .out()
          .println(
              "    " + String.join(", ", few ? cases : cases.subList(0, 8)) + (few ? "" : " ..."));
    }
    all.mismatches().forEach(mismatch -> terminal.say("conformance.mismatch", mismatch));
    boolean ranSome = all.passed() + all.mismatches().size() > 0;
    if (!ranSome) {
      terminal.say("conformance.nothing");
    }
    // The same words in every language: programs read this line.
    terminal
        .out()
        .println(
            all.passed()
                + " passed, "
                + all.mismatches().size()
                + " failed, "
                + all.skipped()
                + " skipped");
    return ranSome && all.mismatches().isEmpty() ? CommandLineTool.OK : CommandLineTool.FAILED;
  }
}
