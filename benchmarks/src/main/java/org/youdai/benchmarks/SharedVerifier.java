package org.youdai.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.youdai.benchmarks.GenuineCodes.Form;
import org.youdai.decision.Decision;
import org.youdai.trust.SignatureAlgorithm;

/**
 * How many decisions a second do two threads make with one verifier, of those that one makes?
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar SharedVerifier -t 1
 * java -jar benchmarks/target/benchmarks.jar SharedVerifier -t 2
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SharedVerifier {
  private static final int MOST_THREADS = 2;

  /** What the issuer signs with. */
  @Param({"SM2", "ES256", "ED25519"})
  public SignatureAlgorithm algorithm = SignatureAlgorithm.SM2;

  /** How many different codes there are. */
  @Param(GenuineCodes.ENOUGH)
  public int codes = 2;

  private final AtomicInteger threads = new AtomicInteger();
  private List<Queue> queues;

  /** Takes the codes. */
  @Setup
  public void setUp() {
    queues = Queue.of(Form.STATIC, algorithm, codes).split(MOST_THREADS);
  }

  /** A thread's own codes. */
  @State(Scope.Thread)
  public static class Lane {
    private Queue queue;

    /** Takes a part of the codes. */
    @Setup
    public void setUp(SharedVerifier benchmark) {
      int thread = benchmark.threads.getAndIncrement();
      queue = benchmark.queues.get(thread % MOST_THREADS);
    }
  }

  /** Text to decision. */
  @Benchmark
  public Decision decision(Lane lane) {
    return lane.queue.next();
  }
}
