package org.youdai.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.youdai.Snapshot;

/**
 * How long does a gate take to read the lists of a whole province, with every signature and the
 * hash of the entries checked, and how long to follow a day's changes by a delta?
 *
 * <p>Run: {@code benchmarks/run full}, which publishes the province.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ListUpdate {
  /** Where two publications lie. */
  @Param("")
  public String province = "";

  private Province published;
  private Snapshot yesterday;

  /** Reads what was published yesterday. */
  @Setup
  public void read() throws IOException {
    published = Province.in(Path.of(province));
    yesterday = ready(Snapshot.read(published.anchor(), published.yesterday()));
  }

  private static Snapshot ready(Snapshot.Reading reading) {
    if (reading instanceof Snapshot.Ready ready) {
      return ready.snapshot();
    }
    throw new IllegalStateException(reading.toString());
  }

  /** All files anew. */
  @Benchmark
  public Snapshot load() throws IOException {
    return ready(Snapshot.read(published.anchor(), published.todayWithoutDelta()));
  }

  /** From yesterday's lists to today's, by the delta. */
  @Benchmark
  public Snapshot delta() throws IOException {
    return ready(yesterday.next(published.anchor(), published.today()));
  }
}
