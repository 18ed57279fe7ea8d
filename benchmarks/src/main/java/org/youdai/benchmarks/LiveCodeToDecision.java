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
import org.youdai.trust.SignatureAlgorithm;

/**
 * How long does the decision on a phone's live code take: for a credential that was never seen, and
 * for one that was; and how much of the latter is more than one check of the phone's signature?
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar LiveCodeToDecision -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LiveCodeToDecision {
  /** How many live codes of known credentials there are: sixteen for each. */
  private static final int KNOWN = 1024;

  /** What issuer and phone sign with. */
  @Param({"SM2", "ES256", "ED25519"})
  public SignatureAlgorithm algorithm = SignatureAlgorithm.SM2;

  /** How many credentials come for the first time. */
  @Param(GenuineCodes.ENOUGH)
  public int codes = 1;

  private PhoneSignatures phones;

  /** Signs as phones do. */
  @Setup
  public void setUp() {
    phones = PhoneSignatures.of(algorithm, Math.min(codes, KNOWN));
  }

  /** Credentials that come for the first time. */
  @State(Scope.Thread)
  public static class First {
    private Queue queue;

    /** Takes the codes. */
    @Setup
    public void setUp(LiveCodeToDecision benchmark) {
      queue = Queue.of(Form.LIVE, benchmark.algorithm, benchmark.codes);
    }
  }

  /** Credentials that have come before, each time in another live code. */
  @State(Scope.Thread)
  public static class Again {
    private Queue queue;

    /** Takes the codes. */
    @Setup
    public void setUp(LiveCodeToDecision benchmark) throws Rejection, InterruptedException {
      BareCheck.awaitGenerator(benchmark.phones.anyKey());
      queue = Queue.of(Form.LIVE_AGAIN, benchmark.algorithm, Math.min(benchmark.codes, KNOWN));
    }
  }

  /** A credential and a phone that were never seen. */
  @Benchmark
  public Decision first(First codes) {
    return codes.queue.next();
  }

  /** A credential that is known, and another live code of its phone. */
  @Benchmark
  public Decision again(Again codes) {
    return codes.queue.next();
  }

  /** One check of a phone's signature, from its key's bytes, and nothing else. */
  @Benchmark
  public boolean holderCheck() {
    return phones.verifies(BareCheck::ofPhone);
  }
}
