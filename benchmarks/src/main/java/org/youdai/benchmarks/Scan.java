package org.youdai.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How many of a gate camera's frames does the scanner read, beside plain zxing and BoofCV, and what
 * does a frame cost, with a code in it and without? The frames are drawn from seeds that nothing
 * was tuned on; every reader gets every frame, in shuffled order, three times, on one thread.
 *
 * <p>Run: {@code benchmarks/scan [FRAMES-A-LEVEL]}; with {@code --tune} other seeds are taken, and
 * with {@code --page} the samples of {@code docs/scanning.md} are drawn. Ends with 1 if a bar is
 * missed.
 */
public final class Scan {
  private static final int ROUNDS = 3;
  private static final int[][] SIZES = {{640, 480}, {1280, 720}};
  private static final long HELD_OUT = 700_000;
  private static final long HELD_OUT_DARK = 800_000;
  private static final long HELD_OUT_IDLE = 900_000;
  private static final long TUNE = 1_000;

  private final int perLevel;
  private final boolean tune;
  private final PrintStream out;
  private final Bars bars;
  private final Random order = new Random(9);
  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  Scan(int perLevel, boolean tune, PrintStream out) {
    this.perLevel = perLevel;
    this.tune = tune;
    this.out = out;
    this.bars = new Bars(out);
  }

  /** Measures, or draws the page. */
  public static void main(String[] args) throws IOException {
    List<String> words = new ArrayList<>(List.of(args));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (words.remove("--page")) {
      new ScanPage(Path.of(words.isEmpty() ? "docs" : words.get(0))).draw();
      return;
    }
    boolean tune = words.remove("--tune");
    int perLevel = words.isEmpty() ? 24 : Integer.parseInt(words.get(0));
    System.exit(new Scan(perLevel, tune, out).run() ? 0 : 1);
  }

  boolean run() {
    out.printf(
        "seeds %s; the machine's load average is %.1f%n",
        tune ? "for tuning" : "held out",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    int readers = FrameReaders.all().size();
    List<Results> codes = results(readers);
    List<Results> dark = results(readers);
    List<Results> idle = results(readers);
    List<Results> noise = results(readers);
    for (int[] size : SIZES) {
      List<FrameReader> peers = FrameReaders.all();
      warmUp(peers, size);
      for (int level = 0; level < CameraFrame.LEVELS; level++) {
        List<Results> cell = results(readers);
        long seed = (tune ? TUNE : HELD_OUT) + 100_000L * size[0];
        for (int i = 0; i < perLevel; i++) {
          measure(peers, CameraFrame.withCode(seed + i, level, size[0], size[1], false), cell);
        }
        tell(size, "level " + level, peers, cell);
        addAll(codes, cell);
      }
      List<Results> darkMode = results(readers);
      for (int i = 0; i < perLevel * 15 / 8; i++) {
        long seed = (tune ? TUNE : HELD_OUT_DARK) + 100_000L * size[0] + i;
        measure(
            peers,
            CameraFrame.withCode(seed, i % CameraFrame.LEVELS, size[0], size[1], true),
            darkMode);
      }
      tell(size, "dark mode", peers, darkMode);
      addAll(dark, darkMode);
      for (int scene = 0; scene < CameraFrame.IDLE_SCENES; scene++) {
        List<Results> cell = results(readers);
        long seed = (tune ? TUNE : HELD_OUT_IDLE) + 100_000L * size[0];
        for (int i = 0; i < Math.max(1, perLevel / 4); i++) {
          measure(peers, CameraFrame.without(seed + i, scene, size[0], size[1]), cell);
        }
        tell(size, "no code " + scene, peers, cell);
        addAll(idle, cell);
        if (scene == CameraFrame.IDLE_SCENES - 1) {
          addAll(noise, cell);
        }
      }
    }
    return conclude(codes, dark, idle, noise);
  }

  private boolean conclude(
      List<Results> codes, List<Results> dark, List<Results> idle, List<Results> noise) {
    out.println();
    Results ours = codes.get(0);
    Results zxing = codes.get(1);
    Results boof = codes.get(2);
    bars.tell("plain zxing reads, %", zxing.rate());
    bars.tell("BoofCV reads, %", boof.rate());
    bars.requireLeast("youdai reads, %", ours.rate(), 75);
    bars.requireLeast("points above BoofCV", ours.rate() - boof.rate(), 8);
    bars.requireLeast("youdai reads in dark mode, %", dark.get(0).rate(), 80);
    bars.tell("  plain zxing, %", dark.get(1).rate());
    bars.tell("  BoofCV, %", dark.get(2).rate());
    bars.require("wrong texts", ours.wrong + dark.get(0).wrong + idle.get(0).wrong, 0);
    // Decodable is a frame that any of the readers reads.
    bars.require(
        "decodable frames: median CPU over zxing's", ours.decodable(50) / zxing.decodable(50), 1.2);
    bars.require("  99th percentile", ours.decodable(99) / zxing.decodable(99), 2);
    bars.tell("  median, ms", ours.decodable(50) / 1e6);
    bars.tell("  99th percentile, ms", ours.decodable(99) / 1e6);
    bars.tell("all frames with a code: median", ours.cpu(50) / zxing.cpu(50));
    bars.tell("  99th percentile", ours.cpu(99) / zxing.cpu(99));
    bars.require("idle: mean CPU over zxing's", idle.get(0).mean() / idle.get(1).mean(), 1.3);
    bars.require("  white noise: 99th percentile", noise.get(0).cpu(99) / noise.get(1).cpu(99), 3);
    bars.require("  allocated, KB a frame", idle.get(0).kilobytes(), 10);
    bars.tell("  allocated by zxing", idle.get(1).kilobytes());
    return bars.conclude();
  }

  private static List<Results> results(int readers) {
    List<Results> results = new ArrayList<>();
    for (int i = 0; i < readers; i++) {
      results.add(new Results());
    }
    return results;
  }

  private static void addAll(List<Results> to, List<Results> cell) {
    for (int i = 0; i < to.size(); i++) {
      to.get(i).add(cell.get(i));
    }
  }

  private void warmUp(List<FrameReader> peers, int[] size) {
    for (int i = 0; i < 30; i++) {
      CameraFrame frame =
          i % 3 == 0
              ? CameraFrame.without(i, i / 3 % CameraFrame.IDLE_SCENES, size[0], size[1])
              : CameraFrame.withCode(i, i % CameraFrame.LEVELS, size[0], size[1], i % 7 == 0);
      for (int round = 0; round < 6; round++) {
        measure(peers, frame, results(peers.size()));
      }
    }
  }

  private void measure(List<FrameReader> peers, CameraFrame frame, List<Results> into) {
    List<Integer> shuffled = new ArrayList<>();
    for (int i = 0; i < peers.size(); i++) {
      shuffled.add(i);
    }
    long[][] nanos = new long[peers.size()][ROUNDS];
    boolean isDecodable = false;
    for (int round = 0; round < ROUNDS; round++) {
      Collections.shuffle(shuffled, order);
      for (int i : shuffled) {
        long bytes = thread.getCurrentThreadAllocatedBytes();
        long start = thread.getCurrentThreadCpuTime();
        String text = peers.get(i).read(frame.frame());
        nanos[i][round] = thread.getCurrentThreadCpuTime() - start;
        into.get(i).bytes += thread.getCurrentThreadAllocatedBytes() - bytes;
        isDecodable |= into.get(i).count(text, frame.text());
      }
    }
    for (int i = 0; i < nanos.length; i++) {
      into.get(i).add(nanos[i], isDecodable);
    }
  }

  private void tell(int[] size, String what, List<FrameReader> peers, List<Results> cell) {
    StringBuilder line = new StringBuilder(String.format("%4dx%3d %-10s", size[0], size[1], what));
    for (int i = 0; i < peers.size(); i++) {
      Results each = cell.get(i);
      line.append(
          String.format(
              " | %-6s %5.1f %% p50 %6.2f p99 %6.2f ms %7.1f KB%s",
              peers.get(i).name(),
              each.rate(),
              each.cpu(50) / 1e6,
              each.cpu(99) / 1e6,
              each.kilobytes(),
              each.wrong > 0 ? " WRONG " + each.wrong : ""));
    }
    out.println(line);
  }

  /** What one reader made of frames. */
  private static final class Results {
    private final List<Long> nanos = new ArrayList<>();
    private final List<Long> decodable = new ArrayList<>(); // where any reader read the code
    private int reads;
    private int right;
    private int wrong;
    private long bytes;

    /** Counts a reading, and returns whether it is right. */
    boolean count(String read, String expected) {
      boolean isRight = !read.isEmpty() && read.equals(expected);
      reads++;
      right += isRight ? 1 : 0;
      wrong += read.isEmpty() || isRight ? 0 : 1;
      return isRight;
    }

    void add(long[] rounds, boolean isDecodable) {
      for (long each : rounds) {
        nanos.add(each);
        if (isDecodable) {
          decodable.add(each);
        }
      }
    }

    void add(Results other) {
      nanos.addAll(other.nanos);
      decodable.addAll(other.decodable);
      reads += other.reads;
      right += other.right;
      wrong += other.wrong;
      bytes += other.bytes;
    }

    double rate() {
      return 100.0 * right / reads;
    }

    double cpu(int percentile) {
      return percentile(nanos, percentile);
    }

    double decodable(int percentile) {
      return percentile(decodable, percentile);
    }

    private static double percentile(List<Long> values, int percentile) {
      List<Long> sorted = new ArrayList<>(values);
      Collections.sort(sorted);
      return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percentile / 100));
    }

    double mean() {
      return nanos.stream().mapToLong(Long::longValue).average().orElse(0);
    }

    double kilobytes() {
      return bytes / 1024.0 / reads;
    }
  }
}
