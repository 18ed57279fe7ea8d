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
import org.youdai.decision.Rejection;
import org.youdai.profile.AuthenticPayload;
import org.youdai.trust.SignatureAlgorithm;

/**
 * How long does the check of an SM2 issuer's signature take, beside what a user would take instead:
 * BouncyCastle, with the key kept or decoded anew, and Tencent Kona in Java and native?
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar Sm2Signature
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Sm2Signature {
  /** How many different signatures there are. */
  @Param(GenuineCodes.ENOUGH)
  public int codes = 1;

  private IssuerSignatures signatures;

  /** Takes the signatures. */
  @Setup
  public void setUp() {
    signatures = IssuerSignatures.of(SignatureAlgorithm.SM2, codes);
  }

  /** Set up where it is measured, and there alone. */
  @State(Scope.Thread)
  public static class Stock {
    private BareCheck check;

    /** Takes the issuer's key. */
    @Setup
    public void setUp(Sm2Signature benchmark) {
      check = BareCheck.stock(benchmark.signatures.key());
    }
  }

  /** Set up where it is measured, and there alone. */
  @State(Scope.Thread)
  public static class Kona {
    private BareCheck check;

    /** Takes the issuer's key. */
    @Setup
    public void setUp(Sm2Signature benchmark) {
      check = BareCheck.kona(benchmark.signatures.key());
    }
  }

  /** Set up where it is measured, and there alone. */
  @State(Scope.Thread)
  public static class KonaNative {
    private BareCheck check;

    /** Takes the issuer's key. */
    @Setup
    public void setUp(Sm2Signature benchmark) {
      check = BareCheck.konaNative(benchmark.signatures.key());
    }
  }

  /** Ours: from an unwrapped code to what its issuer has signed. */
  @Benchmark
  public AuthenticPayload ours() throws Rejection {
    return signatures.authenticate();
  }

  /** Theirs: BouncyCastle's stock signer, set up once, with the same warm key. */
  @Benchmark
  public boolean stock(Stock peer) {
    return signatures.verifies(peer.check);
  }

  /** Theirs: BouncyCastle's stock signer with the key decoded anew for each call. */
  @Benchmark
  public boolean stockFreshKey() {
    return signatures.verifies(BareCheck.stock(signatures.key()));
  }

  /** Theirs: Tencent Kona, in Java. */
  @Benchmark
  public boolean kona(Kona peer) {
    return signatures.verifiesDer(peer.check);
  }

  /** Theirs: Tencent Kona over its native library. */
  @Benchmark
  public boolean konaNative(KonaNative peer) {
    return signatures.verifiesDer(peer.check);
  }
}
