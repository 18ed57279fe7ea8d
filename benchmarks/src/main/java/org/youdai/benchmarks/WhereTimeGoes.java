package org.youdai.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.youdai.benchmarks.GenuineCodes.Form;
import org.youdai.trust.SignatureAlgorithm;

/**
 * Where does the time of a decision go: to which step of the rulebook, and in which classes? By the
 * samples of a JFR recording, which is kept for other tools as well.
 *
 * <p>Run: {@code benchmarks/profile [FORM [ALGORITHM]] [--docs]}, for example {@code
 * benchmarks/profile LIVE_AGAIN SM2}; static codes of SM2 unless said otherwise.
 */
final class WhereTimeGoes {
  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final String BEGIN = "<!-- profile: written by benchmarks/profile --docs -->";
  private static final String END = "<!-- end of profile -->";
  private static final int WARM_SECONDS = 10;
  private static final int SECONDS = 30;
  private static final int ROWS = 12;

  /** The rulebook, in a class of {@link org.youdai.Verifier}; its callees are the steps. */
  private static final String RULEBOOK = "org.youdai.Verifier$Judgement";

  private WhereTimeGoes() {}

  /** Takes what codes are decided on, and what their issuer signs with. */
  public static void main(String[] args) throws IOException {
    List<String> what = new ArrayList<>(List.of(args));
    boolean writesDocs = what.remove("--docs");
    Form form = what.isEmpty() ? Form.STATIC : Form.valueOf(what.get(0));
    SignatureAlgorithm algorithm =
        what.size() > 1 ? SignatureAlgorithm.valueOf(what.get(1)) : SignatureAlgorithm.SM2;
    int count = form == Form.LIVE_AGAIN ? 1024 : Integer.parseInt(GenuineCodes.ENOUGH);
    Queue queue = Queue.of(form, algorithm, count);
    decide(queue, WARM_SECONDS);
    Path root = Path.of(System.getProperty("youdai.root"));
    Path file = root.resolve("benchmarks/target/decisions.jfr");
    Files.createDirectories(file.getParent());
    try (Recording recording = new Recording()) {
      recording.enable(SAMPLE).withPeriod(Duration.ofMillis(10));
      recording.start();
      decide(queue, SECONDS);
      recording.stop();
      recording.dump(file);
    }
    String tables = tables(form + " codes, " + algorithm, file);
    new PrintStream(System.out, true, StandardCharsets.UTF_8).print(tables);
    if (writesDocs) {
      new MarkedPart(root.resolve("docs/performance.md"), BEGIN, END).write(tables);
    }
  }

  private static String tables(String what, Path file) throws IOException {
    List<RecordedEvent> samples =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals(SAMPLE))
            .filter(event -> step(event).isPresent())
            .toList();
    if (samples.isEmpty()) {
      throw new IllegalStateException("no sample lies in " + RULEBOOK);
    }
    return "%s: %d samples, JDK %s.%n%n".formatted(what, samples.size(), Runtime.version())
        + table("step of the rulebook", samples, event -> step(event).orElseThrow())
        + "\n"
        + table("class", samples, event -> type(event.getStackTrace().getFrames().get(0)));
  }

  private static void decide(Queue queue, int seconds) {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (System.nanoTime() < end) {
      queue.next();
    }
  }

  private static String type(RecordedFrame frame) {
    return frame.getMethod().getType().getName();
  }

  /** Returns the rulebook's own method, called by its {@code decide}, in which a sample lies. */
  private static Optional<String> step(RecordedEvent event) {
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    for (int i = frames.size() - 1; i > 0; i--) {
      if (type(frames.get(i)).equals(RULEBOOK)
          && frames.get(i).getMethod().getName().equals("decide")) {
        RecordedFrame callee = frames.get(i - 1);
        String simple = type(callee).substring(type(callee).lastIndexOf('.') + 1);
        return Optional.of(simple + "." + callee.getMethod().getName());
      }
    }
    return Optional.empty();
  }

  private static String table(
      String what, List<RecordedEvent> samples, Function<RecordedEvent, String> group) {
    Map<String, Integer> counts = new TreeMap<>();
    samples.forEach(sample -> counts.merge(group.apply(sample), 1, Integer::sum));
    return "| %s | %% of samples |%n|---|---|%n".formatted(what)
        + counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(ROWS)
            .map(entry -> row(entry.getKey(), 100.0 * entry.getValue() / samples.size()))
            .collect(Collectors.joining());
  }

  private static String row(String name, double percent) {
    return String.format(Locale.ROOT, "| `%s` | %.1f |%n", name, percent);
  }
}
