package org.youdai.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.youdai.benchmarks.GenuineCodes.Form;
import org.youdai.trust.SignatureAlgorithm;

/**
 * How fast is this SDK beside everything that a user would take instead? Runs the suites, judges
 * the claims, and draws a report.
 *
 * <p>Run: {@code benchmarks/run [quick|full]}. Ends with 1 if a bar falls short.
 */
final class Report {
  private static final int QUICK_STARTS = 5;
  private static final int FULL_STARTS = 15;
  private static final double SECONDS_A_START = 1.2;
  private static final double SECONDS_FOR_CODES = 8;

  private final PrintStream out;
  private final Suite.Length length;
  private final Optional<Path> otherJdk;
  private final Path root = Path.of(System.getProperty("youdai.root"));
  private final Path target = root.resolve("benchmarks/target/report");
  private final List<RunResult> results = new ArrayList<>();
  private final Machine machine = Machine.here();

  private Report(PrintStream out, Suite.Length length, Optional<Path> otherJdk) {
    this.out = out;
    this.length = length;
    this.otherJdk = otherJdk;
  }

  /** Takes {@code quick} or {@code full}, a second JDK, and whether the docs are rewritten. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Deque<String> rest = new ArrayDeque<>(List.of(args));
    boolean isFull = rest.remove("full");
    rest.remove("quick");
    boolean writesDocs = rest.remove("--docs");
    String home = System.getenv().getOrDefault("JAVA_HOME_25", "");
    if (rest.size() == 2 && rest.remove("--jdk")) {
      home = rest.remove();
    }
    if (!rest.isEmpty()) {
      out.println("benchmarks/run [quick | full [--jdk JAVA_HOME]] [--docs]");
      System.exit(2);
    }
    Report report =
        new Report(
            out,
            isFull ? Suite.Length.FULL : Suite.Length.QUICK,
            home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home)));
    System.exit(report.run(writesDocs) ? 0 : 1);
  }

  private boolean run(boolean writesDocs) throws Exception {
    Files.createDirectories(target);
    boolean isFull = length == Suite.Length.FULL;
    Path province = target.resolve("province");
    List<Suite> here = new ArrayList<>(isFull ? Suite.onEveryJdk() : Suite.quick());
    if (isFull) {
      Province.publish(province, Province.LISTS);
      here.addAll(Suite.onOneJdk(province.toString()));
    }
    List<Suite> there = isFull && otherJdk.isPresent() ? Suite.onEveryJdk() : List.of();
    here.removeIf(suite -> suite.threads() > machine.processors());
    out.println(machine);
    out.println("JDK " + Runtime.version() + "; " + length);
    if (isFull && otherJdk.isEmpty()) {
      out.println("LEFT OUT: a second JDK; there is no --jdk and no JAVA_HOME_25");
    }
    List<Form> forms =
        isFull
            ? List.of(Form.STATIC, Form.JWS, Form.LIVE, Form.HEALTH)
            : List.of(Form.STATIC, Form.HEALTH);
    int starts = isFull ? FULL_STARTS : QUICK_STARTS;
    Progress progress =
        new Progress(
            out,
            seconds(here)
                + seconds(there)
                + forms.size() * SECONDS_FOR_CODES
                + starts * Start.Way.values().length * SECONDS_A_START);
    prepare(forms, isFull, progress);
    try (PrintStream log =
        new PrintStream(
            Files.newOutputStream(target.resolve("jmh.log")), true, StandardCharsets.UTF_8)) {
      measure(here, Optional.empty(), progress, log);
      measure(there, otherJdk, progress, log);
    }
    progress.step("prepared keys of forty issuers", 3);
    double tables = tables();
    Map<Start.Way, List<Start.Run>> begun = starts(starts, progress);
    Findings findings = findings(tables, begun);
    findings.write(target);
    write(ResultFormatType.JSON, "jmh.json");
    write(ResultFormatType.CSV, "jmh.csv");
    if (writesDocs) {
      findings.writeDocs(root.resolve("docs/performance.md"));
    }
    return conclude(findings.claims());
  }

  private double seconds(List<Suite> suites) {
    return suites.stream().mapToInt(Suite::size).sum() * length.seconds();
  }

  /** Issues the codes once, for all forks. */
  private static void prepare(List<Form> forms, boolean isFull, Progress progress) {
    int count = Integer.parseInt(GenuineCodes.ENOUGH);
    for (Form form : forms) {
      progress.step("issuing codes: " + form, SECONDS_FOR_CODES);
      for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
        boolean isWanted =
            form == Form.HEALTH
                ? algorithm == SignatureAlgorithm.ES256
                : isFull || algorithm != SignatureAlgorithm.ED25519;
        if (isWanted) {
          GenuineCodes.kept(form, algorithm, count);
        }
      }
    }
  }

  private void measure(List<Suite> suites, Optional<Path> jdk, Progress progress, PrintStream log)
      throws RunnerException {
    for (Suite suite : suites) {
      ChainedOptionsBuilder options = suite.options(length);
      jdk.ifPresent(home -> options.jvm(home.resolve("bin/java").toString()));
      results.addAll(new Runner(options.build(), progress.watching(log, length.seconds())).run());
    }
  }

  private double tables() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                TableMemory.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    if (process.waitFor() != 0) {
      throw new IOException("the look at the tables ended with " + process.exitValue());
    }
    return Long.parseLong(said.strip()) / 1e6;
  }

  private Map<Start.Way, List<Start.Run>> starts(int times, Progress progress)
      throws IOException, InterruptedException {
    Start start = new Start(root.resolve("benchmarks/target/start"));
    Map<Start.Way, List<Start.Run>> runs = new EnumMap<>(Start.Way.class);
    for (Start.Way way : Start.Way.values()) {
      progress.step("starting a gate: " + way, times * SECONDS_A_START);
      runs.put(way, start.runs(way, times));
    }
    return runs;
  }

  private Findings findings(double tables, Map<Start.Way, List<Start.Run>> starts) {
    List<Figure> figures = results.stream().map(Figure::of).toList();
    int jdk = Runtime.version().feature();
    List<Figure> here = figures.stream().filter(figure -> figure.jdk() == jdk).toList();
    Claims claims = Claims.of(here, tables, starts);
    return new Findings(machine, length.toString(), claims, figures, starts);
  }

  private void write(ResultFormatType type, String name) {
    Collection<RunResult> all = results;
    ResultFormatFactory.getInstance(type, target.resolve(name).toString()).writeOut(all);
  }

  private boolean conclude(Claims claims) {
    out.println();
    claims.all().forEach(claim -> out.println(claim.line()));
    claims.leftOut().forEach(what -> out.println("LEFT OUT: " + what));
    out.println(claims.hold() ? "all bars hold" : "a bar falls short");
    out.println(target.resolve("index.html"));
    return claims.hold();
  }
}
