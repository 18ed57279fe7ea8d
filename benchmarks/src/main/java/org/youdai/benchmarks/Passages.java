package org.youdai.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.youdai.replay.GuardState;
import org.youdai.replay.Mark;
import org.youdai.replay.MemoryGuard;
import org.youdai.replay.Use;

/**
 * What does a gate cost beyond the verification, in time and in memory, and does a flood of hostile
 * codes hold up a genuine one?
 *
 * <p>Run: {@code benchmarks/gate}. Ends with 1 if a bar is missed.
 */
final class Passages {
  private static final int REMEMBERED = 100_000;
  private static final int FLOOD = 10_000;

  private final PrintStream out;
  private final Bars bars;

  Passages(PrintStream out) {
    this.out = out;
    this.bars = new Bars(out);
  }

  /** Takes nothing. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(new Passages(out).run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    Collection<RunResult> results = measure();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    out.printf("%nwhat else this machine does counts as well: its load average is %.1f%n", load);
    double verification = median(results, "verification");
    double gate = median(results, "passage") - verification;
    double append = median(results, "append");
    bars.tell("verification, ES256, us", verification / 1000);
    bars.tell("gate beyond it, us", gate / 1000);
    bars.tell("  the journal's append, us", append / 1000);
    bars.require("both, us", (gate + append) / 1000, 2);
    bars.tell("  over the verification", (verification + gate + append) / verification);
    double cold = median(results, "verificationAfterAPause");
    double coldGate = median(results, "passageAfterAPause") - cold;
    bars.tell("with cold caches: verification, us", cold / 1000);
    bars.tell("  gate and journal beyond it, us", coldGate / 1000);
    bars.require("code of another system, ns", median(results, "notOurs"), 200);
    bars.tell("code read again, ns", median(results, "repeat"));
    memory();
    flood();
    return bars.conclude();
  }

  private static Collection<RunResult> measure() throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(GatePassage.class.getName().replace(".", "\\.") + "\\.")
                .build())
        .run();
  }

  private static double median(Collection<RunResult> results, String method) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
        .findFirst()
        .orElseThrow()
        .getPrimaryResult()
        .getStatistics()
        .getPercentile(50);
  }

  /** Weighs a guard that remembers so many live codes, each with its credential. */
  void memory() {
    LiveHeap heap = new LiveHeap();
    long before = heap.look();
    MemoryGuard guard = MemoryGuard.remembering(REMEMBERED, System::nanoTime);
    for (int i = 0; i < REMEMBERED; i++) {
      Use use =
          new Use(
              new UUID(i, i),
              "bus-1",
              new Mark(0, i),
              Duration.ofHours(1),
              Optional.of(new Mark(1, i)),
              Duration.ofHours(1));
      if (guard.firstUse(use).state() != GuardState.IN_ORDER) {
        throw new IllegalStateException("not remembered: " + i);
      }
    }
    try {
      bars.require("100,000 remembered codes, MB", (heap.look() - before) / 1e6, 8);
    } finally {
      Reference.reachabilityFence(guard);
    }
  }

  private void flood() throws InterruptedException {
    int count = 400;
    Flood flood = Flood.of(3 * count);
    flood.waits(FLOOD, 0, count); // until all is compiled
    double[] quiet = flood.waits(0, count, count);
    double[] flooded = flood.waits(FLOOD, 2 * count, count);
    bars.tell("quiet: a genuine code, median, ms", quiet[count / 2]);
    bars.tell("  the slowest of " + count, quiet[count - 1]);
    bars.tell("among 10,000 others a second, median", flooded[count / 2]);
    bars.tell("  99 of 100", flooded[count * 99 / 100]);
    bars.tell("  the slowest of " + count, flooded[count - 1]);
    bars.require("held up by, ms", flooded[count - 1] - quiet[count / 2], 5);
  }
}
