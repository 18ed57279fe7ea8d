package org.youdai.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What are the ratios, roughly, on this machine? Two minutes, one line a claim at the end: the
 * medians, since a mean tells of the machine's other work.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar org.youdai.benchmarks.Quick
 * }</pre>
 */
public final class Quick {
  private Quick() {}

  /** A benchmark of ours and the peer that it is compared with, in one class. */
  private record Claim(Class<?> where, String ours, String theirs) {}

  private static final List<Claim> CLAIMS =
      List.of(
          new Claim(TextToDecision.class, "decision", "bareCheck"),
          new Claim(PictureToDecision.class, "decision", "zxingText"));

  /** Takes nothing. */
  public static void main(String[] args) throws RunnerException {
    List<String> lines = new ArrayList<>();
    for (Claim claim : CLAIMS) {
      lines.addAll(lines(claim, new Runner(shortly(claim.where())).run()));
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    lines.forEach(out::println);
  }

  private static Options shortly(Class<?> benchmark) {
    return new OptionsBuilder()
        .include(benchmark.getName().replace(".", "\\.") + "\\.")
        .forks(1)
        .warmupIterations(2)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(3)
        .measurementTime(TimeValue.seconds(1))
        .build();
  }

  private static List<String> lines(Claim claim, Collection<RunResult> results) {
    List<String> lines = new ArrayList<>();
    for (RunResult ours : results) {
      for (RunResult theirs : results) {
        if (isOf(ours, claim.ours())
            && isOf(theirs, claim.theirs())
            && settings(ours).equals(settings(theirs))) {
          lines.add(line(claim, ours, theirs));
        }
      }
    }
    return lines;
  }

  private static boolean isOf(RunResult result, String method) {
    return result.getParams().getBenchmark().endsWith("." + method);
  }

  private static String settings(RunResult result) {
    List<String> values = new ArrayList<>();
    for (String key : result.getParams().getParamsKeys()) {
      values.add(key + " " + result.getParams().getParam(key));
    }
    return String.join(", ", values);
  }

  private static String line(Claim claim, RunResult ours, RunResult theirs) {
    double our = median(ours);
    double their = median(theirs);
    return String.format(
        Locale.ROOT,
        "%s (%s): %s %.1f us, %s %.1f us, ratio %.2f",
        claim.where().getSimpleName(),
        settings(ours),
        claim.ours(),
        our,
        claim.theirs(),
        their,
        our / their);
  }

  private static double median(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(50);
  }
}
