package org.youdai.benchmarks;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What a report is doing, a line a step, with the time that is left: what was expected of the rest,
 * by the pace so far.
 */
final class Progress {
  private final PrintStream out;
  private final double expected;
  private final Instant begun = Instant.now();
  private double done;
  private double current;

  /**
   * @param expected how long all steps will take, in seconds
   */
  Progress(PrintStream out, double expected) {
    this.out = out;
    this.expected = expected;
  }

  /** Says that a step begins, which is expected to take so many seconds. */
  void step(String what, double seconds) {
    done += current;
    current = seconds;
    double passed = Duration.between(begun, Instant.now()).toMillis() / 1e3;
    // The first steps say little of the machine's pace.
    double pace = (passed + expected / 10) / (done + expected / 10);
    double left = Math.max(0, (expected - done) * pace);
    out.printf("%s  about %s left  %s%n", clock(passed), clock(left), what);
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return "%02d:%02d".formatted(whole / 60, whole % 60);
  }

  /** Returns JMH's own output, into a file of its own, with a step for each benchmark. */
  OutputFormat watching(PrintStream log, double seconds) {
    OutputFormat text = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
    return (OutputFormat)
        Proxy.newProxyInstance(
            OutputFormat.class.getClassLoader(),
            new Class<?>[] {OutputFormat.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("startBenchmark")) {
                step(Figure.name((BenchmarkParams) arguments[0]), seconds);
              }
              try {
                return method.invoke(text, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }
}
