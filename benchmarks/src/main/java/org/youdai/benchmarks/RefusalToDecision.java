package org.youdai.benchmarks;

import java.util.Objects;
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
import org.youdai.decision.Decision;
import org.youdai.decision.Reason;

/**
 * How long does each refusal of a text take? A code that is not ours must cost next to nothing, and
 * no hostile one more than an admission. The same code comes again and again.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar RefusalToDecision -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RefusalToDecision {
  /** Why. */
  @Param({
    "NOT_OURS",
    "TEXT_TOO_LONG",
    "TEXT_TRUNCATED",
    "BAD_CHARACTER",
    "BAD_ENCODING",
    "WRONG_SHAPE",
    "HEADER_NOT_ALLOWED",
    "ALGORITHM_UNKNOWN",
    "NEVER_SYNCED",
    "LISTS_TOO_OLD",
    "ISSUER_UNKNOWN",
    "ALGORITHM_MISMATCH",
    "ISSUER_KEY_REVOKED",
    "SIGNATURE_INVALID",
    "CLAIM_MISSING",
    "CLAIM_MALFORMED",
    "CLAIM_UNKNOWN",
    "KIND_UNKNOWN",
    "ISSUED_OUTSIDE_KEY_VALIDITY",
    "PRESENTATION_STRIPPED",
    "HOLDER_KEY_MISSING",
    "HOLDER_ALGORITHM_MISMATCH",
    "HOLDER_SIGNATURE_INVALID",
    "PRESENTATION_STALE",
    "PRESENTATION_FROM_THE_FUTURE",
    "NOT_YET_VALID",
    "EXPIRED",
    "REVOKED",
    "KILLED",
    "STATUS_LIST_UNKNOWN",
    "STATUS_INDEX_OUT_OF_RANGE",
    "USED_RECENTLY",
    "PRESENTATION_REPLAYED"
  })
  public Reason reason = Reason.NOT_OURS;

  private Refusals.Refusal refusal;

  /** Takes the code. */
  @Setup
  public void setUp() {
    refusal = Objects.requireNonNull(Refusals.all().get(reason));
  }

  /** Text to decision. */
  @Benchmark
  public Decision refusal() {
    return refusal.decide();
  }
}
