package org.youdai.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.youdai.trust.SignatureAlgorithm;

/**
 * How long does a gate's first passenger wait after a power cut: from the start of the process to
 * the first decision, and to the tenth and the hundredth; with the jars as Maven brings them, and
 * as {@code samples/fast-start} prepares them? And how long does any of the first hundred take,
 * with and without a warm-up?
 *
 * <p>Run: {@code benchmarks/start}. Ends with 1 if a bar falls short.
 */
final class Start {
  /** The first decision may take so much of what it takes with a plain start. */
  static final double OF_PLAIN = 0.5;

  /** After a warm-up no decision takes more milliseconds. */
  static final double WARM_MILLIS = 3;

  private static final int CODES = 100;

  private final Path folder;

  /**
   * @param folder where {@code benchmarks/start --prepare} has put jars, codes and lists
   */
  Start(Path folder) {
    this.folder = folder;
  }

  /** How a gate is started. */
  enum Way {
    /** The jars as Maven brings them. */
    PLAIN,
    /** Jars without signatures. */
    UNSIGNED,
    /** Jars without signatures, and the archive of class data: as it is documented. */
    FAST,
    /** The same, and the gate warms up before it decides. */
    FAST_AND_WARM
  }

  /** One start: milliseconds to the first decision, and of each. */
  record Run(double first, List<Double> each) {
    /** Returns the milliseconds from the start of the process to the end of so many decisions. */
    double until(int decisions) {
      return first + each.subList(1, decisions).stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /** Prints the figures, or with {@code --prepare} puts codes and lists into a folder. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args[0].equals("--prepare")) {
      GenuineCodes.keep(GenuineCodes.Form.STATIC, SignatureAlgorithm.SM2, CODES, Path.of(args[1]));
      return;
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Start start = new Start(Path.of(args[0]));
    Bars bars = new Bars(out);
    double plain = 0;
    for (Way way : Way.values()) {
      List<Run> runs = start.runs(way, 9);
      double first = median(runs, 1);
      plain = way == Way.PLAIN ? first : plain;
      out.println(way);
      bars.tell("to the first decision, ms", first);
      bars.tell("to the tenth", median(runs, 10));
      bars.tell("to the hundredth", median(runs, CODES));
      bars.tell("slowest decision, ms", slowest(runs));
      if (way == Way.FAST) {
        bars.require("to the first decision, of the plain start", first / plain, OF_PLAIN);
      }
      if (way == Way.FAST_AND_WARM) {
        bars.require("slowest decision, ms", slowest(runs), WARM_MILLIS);
      }
    }
    System.exit(bars.conclude() ? 0 : 1);
  }

  /** Returns the median of the times until so many decisions are made. */
  static double median(List<Run> runs, int decisions) {
    double[] times = runs.stream().mapToDouble(run -> run.until(decisions)).sorted().toArray();
    return times[times.length / 2];
  }

  /**
   * Returns the time of the slowest decision, of the median run by that: one pause of the machine
   * is not ours.
   */
  static double slowest(List<Run> runs) {
    double[] times =
        runs.stream()
            .mapToDouble(run -> run.each().stream().mapToDouble(d -> d).max().orElseThrow())
            .sorted()
            .toArray();
    return times[times.length / 2];
  }

  /** Returns the median of each decision's milliseconds. */
  static double[] each(List<Run> runs) {
    double[] medians = new double[CODES];
    for (int i = 0; i < CODES; i++) {
      int number = i;
      double[] times = runs.stream().mapToDouble(run -> run.each().get(number)).sorted().toArray();
      medians[i] = times[times.length / 2];
    }
    return medians;
  }

  /** Starts a gate so many times, after one start that counts for nothing: files are cached. */
  List<Run> runs(Way way, int times) throws IOException, InterruptedException {
    run(way);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      runs.add(run(way));
    }
    return runs;
  }

  private Run run(Way way) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options(way));
    command.add(FirstDecision.class.getName());
    command.add(folder.resolve("gate").toString());
    if (way == Way.FAST_AND_WARM) {
      command.add("warm");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    Process process = builder.start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      String line = lines.readLine();
      double first = (System.nanoTime() - start) / 1e6;
      List<Double> each = lines.lines().map(nanos -> Long.parseLong(nanos) / 1e6).toList();
      if (process.waitFor() != 0 || !"first".equals(line) || each.size() != CODES) {
        throw new IOException(way + ": " + command + " ended with " + process.exitValue());
      }
      return new Run(first, each);
    }
  }

  private List<String> options(Way way) throws IOException {
    return switch (way) {
      case PLAIN -> List.of("-cp", jars("plain"));
      case UNSIGNED -> List.of("-cp", jars("fast"));
      case FAST, FAST_AND_WARM -> List.of("@" + folder.resolve("fast/start"));
    };
  }

  private String jars(String which) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(which))) {
      return files
          .map(Path::toString)
          .filter(name -> name.endsWith(".jar"))
          .sorted()
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
