package org.youdai.benchmarks;

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
import org.youdai.benchmarks.GenuineCodes.Form;
import org.youdai.decision.Decision;
import org.youdai.decision.Rejection;
import org.youdai.profile.AuthenticPayload;
import org.youdai.trust.SignatureAlgorithm;

/**
 * How long does it take from a code's text to the decision, and how much of that is more than the
 * bare signature check? Every call takes another code of one issuer; all that a gate has but the
 * clock, which stands.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar TextToDecision -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TextToDecision {
  /** What the issuer signs with. */
  @Param({"SM2", "ES256", "ED25519"})
  public SignatureAlgorithm algorithm = SignatureAlgorithm.SM2;

  /** How many different codes there are. */
  @Param(GenuineCodes.ENOUGH)
  public int codes = 1;

  private IssuerSignatures signatures;

  /** Takes the codes. */
  @Setup
  public void setUp() {
    signatures = IssuerSignatures.of(algorithm, codes);
  }

  /** Static codes. */
  @State(Scope.Thread)
  public static class Static {
    private Queue queue;

    /** Takes the codes. */
    @Setup
    public void setUp(TextToDecision benchmark) {
      queue = Queue.of(Form.STATIC, benchmark.algorithm, benchmark.codes);
    }
  }

  /** Static codes as compact JWS. */
  @State(Scope.Thread)
  public static class Jws {
    private Queue queue;

    /** Takes the codes. */
    @Setup
    public void setUp(TextToDecision benchmark) {
      queue = Queue.of(Form.JWS, benchmark.algorithm, benchmark.codes);
    }
  }

  /** A static code: text to decision. */
  @Benchmark
  public Decision decision(Static codes) {
    return codes.queue.next();
  }

  /** The same as a compact JWS. */
  @Benchmark
  public Decision decisionOnJws(Jws codes) {
    return codes.queue.next();
  }

  /** The bare signature check of the static codes, and nothing else. */
  @Benchmark
  public AuthenticPayload signatureCheck() throws Rejection {
    return signatures.authenticate();
  }
}
