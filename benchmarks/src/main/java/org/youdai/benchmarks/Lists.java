package org.youdai.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.youdai.ListLookup;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.decision.Rejection;
import org.youdai.feed.FolderStore;
import org.youdai.feed.ListStore;
import org.youdai.feed.SnapshotFeed;
import org.youdai.internal.lists.StatusDelta;
import org.youdai.status.StatusList;
import org.youdai.trust.Digest;
import org.youdai.trust.Ratchet;

/**
 * What do a whole province's status lists cost a gate in memory and in time: to hold, to look up,
 * to load from disk, to update? Twenty-one lists of 2^20 entries, 3 % of them revoked at random.
 *
 * <p>Run: {@code benchmarks/lists}. Ends with 1 if a bar is missed.
 */
final class Lists {
  private static final double MEGABYTE = 1e6;

  /** The heap's size is a multiple of this. */
  private static final int HEAP_STEP = 2;

  private static final int LARGEST_HEAP = 64;
  private static final int ROUNDS = 101;

  private final Path work;
  private final int lists;
  private final int rounds;
  private final PrintStream out;
  private final Bars bars;
  private final Province province;

  private Lists(Path work, int lists, int rounds, PrintStream out, Province province) {
    this.work = work;
    this.lists = lists;
    this.rounds = rounds;
    this.out = out;
    this.bars = new Bars(out);
    this.province = province;
  }

  /** Publishes so many lists; what takes time is done in so many rounds. */
  static Lists publish(Path work, int lists, int rounds, PrintStream out) throws IOException {
    Province province = Province.publish(work.resolve("province"), lists);
    return new Lists(work, lists, rounds, out, province);
  }

  /** Measures the province. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path work = Files.createTempDirectory("youdai-lists");
    boolean allHold;
    try {
      allHold = publish(work, Province.LISTS, ROUNDS, out).run();
    } finally {
      remove(work);
    }
    System.exit(allHold ? 0 : 1);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private boolean run() throws Exception {
    Collection<RunResult> lookups = lookups();
    out.printf("%n%,d places in %d lists, 3 %% revoked, seed 22%n", lists << 20, lists);
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    out.printf("what else this machine does counts as well: its load average is %.1f%n", load);
    memory();
    smallestHeaps();
    lookup(lookups);
    load();
    delta();
    return bars.conclude();
  }

  private Collection<RunResult> lookups() throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(ListLookup.class.getName().replace(".", "\\.") + "\\.")
                .param("folder", work.resolve("province/2").toString())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }

  private void lookup(Collection<RunResult> results) {
    RunResult ours = find(results, "statusList");
    double median = median(ours);
    bars.require("look-up, ns", median, 20);
    bars.require(
        "look-up, bytes allocated", allocated(ours), 0.1); // JMH has its own; an object has 16
    bars.tell("  over java.util.BitSet", median / median(find(results, "bitSet")));
    bars.tell("  over RoaringBitmap", median / median(find(results, "roaringBitmap")));
  }

  private static RunResult find(Collection<RunResult> results, String method) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
        .findFirst()
        .orElseThrow();
  }

  private static double median(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(50);
  }

  private static double allocated(RunResult result) {
    String name = "gc.alloc.rate.norm";
    return Objects.requireNonNull(result.getSecondaryResults().get(name), name).getScore();
  }

  void memory() throws IOException, InterruptedException {
    bars.require("held, MB", number(gate(GateProcess.RESIDENT, "province").get(0)) / MEGABYTE, 3);
    Province.publishOften(work.resolve("often"), lists);
    peak("all lists anew", gate(GateProcess.FULL, "province"), 1, lists);
    peak("one delta", gate(GateProcess.DELTA, "province"), 1, 0);
    peak("two deltas", gate(GateProcess.DELTA, "often"), 2, 0);
  }

  private void peak(String way, List<String> figures, int deltas, int whole) {
    bars.require("most in an update, " + way + ", MB", number(figures.get(0)) / MEGABYTE, 10);
    bars.tell("  looked so many times", number(figures.get(1)));
    bars.tell("  of these while files were written", number(figures.get(2)));
    if (number(figures.get(3)) != deltas || number(figures.get(4)) != whole) {
      throw new IllegalStateException("the update went another way: " + figures);
    }
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  /** Finds in how much less heap the same two updates run with one list than with all of them. */
  private void smallestHeaps() throws IOException, InterruptedException {
    Province.publish(work.resolve("one"), 1);
    int one = smallestHeap("one", HEAP_STEP);
    int all = smallestHeap("province", one);
    bars.tell("smallest heap for one list, MiB", one);
    bars.tell("smallest heap for " + lists + " lists, MiB", all);
    double more = (all - one) * 1024 * 1024 / MEGABYTE;
    bars.require("  more, MB", more, 10.0 * (lists - 1) / lists);
  }

  private int smallestHeap(String province, int from) throws IOException, InterruptedException {
    for (int heap = from; heap <= LARGEST_HEAP; heap += HEAP_STEP) {
      Path store = work.resolve(province + "-" + heap);
      Process process =
          java("-Xmx" + heap + "m", GateProcess.UPDATE, work.resolve(province), store)
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() == 0) {
        return heap;
      }
      if (!said.contains("OutOfMemoryError") && !said.contains("Too small maximum heap")) {
        throw new IOException(said);
      }
    }
    throw new IOException("not in " + LARGEST_HEAP + " MiB");
  }

  private List<String> gate(String action, String province)
      throws IOException, InterruptedException {
    Path store = work.resolve(province + "-" + action);
    Process process =
        java("-Xmx64m", action, work.resolve(province), store)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(action + " ended with " + process.exitValue());
    }
    return said.lines().toList();
  }

  private static ProcessBuilder java(String heap, String action, Path province, Path store) {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        heap,
        "-XX:+UseSerialGC",
        // Otherwise three collections of four leave garbage where moving it would cost more.
        "-XX:MarkSweepAlwaysCompactCount=1",
        "-cp",
        System.getProperty("java.class.path"),
        GateProcess.class.getName(),
        action,
        province.toString(),
        store.toString());
  }

  void load() throws IOException, InterruptedException {
    Path folder = work.resolve("province-" + GateProcess.LOAD);
    FolderStore store = FolderStore.of(folder);
    SnapshotFeed feed = feed(store);
    requireUpdated(feed.updateFrom(province.yesterday()));
    requireUpdated(feed.updateFrom(province.today()));
    feed.close();
    Snapshot kept = feed.get();
    ListSource generation = store.generations().get(0);
    Ratchet ratchet = store.ratchet();
    time(
        "verified load from disk",
        40,
        () -> {
          Snapshot.Reading reading = Snapshot.restore(province.anchor(), generation, ratchet);
          if (!(reading instanceof Snapshot.Ready ready)
              || ready.snapshot().manifestVersion() != kept.manifestVersion()) {
            throw new IllegalStateException(reading.toString());
          }
        });
    bars.tell(
        "  the first in a new process, ms", number(gate(GateProcess.LOAD, "province").get(0)));
  }

  void delta() throws IOException {
    byte[] entries =
        Files.readAllBytes(
            work.resolve("province-" + GateProcess.LOAD + "/gen-1/" + Snapshot.ENTRIES));
    List<StatusList> yesterday = new ArrayList<>();
    for (int at = 0; at < entries.length; at += StatusList.MOST_ENTRIES / 8) {
      byte[] list = Arrays.copyOfRange(entries, at, at + StatusList.MOST_ENTRIES / 8);
      yesterday.add(
          StatusList.of("", 1, list, GenuineCodes.NOW, GenuineCodes.NOW, GenuineCodes.NOW));
    }
    byte[] delta = province.delta();
    Digest wanted =
        Digest.of(
            Digest.Kind.SM3,
            Files.readAllBytes(
                work.resolve("province-" + GateProcess.LOAD + "/gen-2/" + Snapshot.ENTRIES)));
    time(
        "delta of " + Province.TOGGLES + " with its SM3 hash",
        25,
        () -> {
          if (!StatusList.state(Digest.Kind.SM3, applied(delta, yesterday)).equals(wanted)) {
            throw new IllegalStateException("not the state that was published");
          }
        });
    bars.tell("  whole update by it, nothing kept, ms", update(Optional.empty()));
    bars.tell("  whole update by it, kept on disk, ms", update(Optional.of("store-update-")));
  }

  private static List<StatusList> applied(byte[] delta, List<StatusList> yesterday) {
    try {
      return StatusDelta.read(delta).applyTo(yesterday);
    } catch (Rejection rejection) {
      throw new IllegalStateException(rejection);
    }
  }

  /** Returns the median time of a whole update, by feeds that have yesterday's lists. */
  private double update(Optional<String> stores) throws IOException {
    double[] times = new double[rounds / 2 + 1];
    for (int i = 0; i < times.length; i++) {
      String name = stores.orElse("") + i;
      ListStore store =
          stores.isPresent() ? FolderStore.of(work.resolve(name)) : ListStore.inMemory();
      try (SnapshotFeed feed = feed(store)) {
        requireUpdated(feed.updateFrom(province.yesterday()));
        times[i] = milliseconds(() -> requireUpdated(feed.updateFrom(province.today())));
      }
    }
    return median(times);
  }

  private SnapshotFeed feed(ListStore store) throws IOException {
    Clock clock = Clock.fixed(GenuineCodes.NOW, ZoneOffset.UTC);
    return SnapshotFeed.open(province.anchor(), province.today(), store, clock);
  }

  private static void requireUpdated(SnapshotFeed.Update update) {
    if (update.result() != SnapshotFeed.Result.UPDATED || update.problem().isPresent()) {
      throw new IllegalStateException(update.toString());
    }
  }

  /** What is measured. */
  private interface Work {
    void run() throws IOException;
  }

  /** Prints the median of some work's times, and of what the processor had to do for it. */
  private void time(String what, double atMost, Work work) throws IOException {
    for (int i = 0; i < rounds / 2; i++) {
      work.run();
    }
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    double[] times = new double[rounds];
    double[] worked = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = thread.getCurrentThreadCpuTime();
      times[i] = milliseconds(work);
      worked[i] = (thread.getCurrentThreadCpuTime() - start) / 1e6;
    }
    bars.require(what + ", ms", median(times), atMost);
    bars.tell("  of the processor's time, ms", median(worked));
  }

  private static double milliseconds(Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }
}
