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
 * How long does the check of an Ed25519 issuer's signature take, beside what a user would take
 * instead: BouncyCastle, the JDK, nimbus-jose-jwt over Tink, Amazon Corretto's native provider?
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar Ed25519Signature
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Ed25519Signature {
  /** How many different signatures there are. */
  @Param(GenuineCodes.ENOUGH)
  public int codes = 1;

  private IssuerSignatures signatures;

  /** Takes the signatures. */
  @Setup
  public void setUp() {
    signatures = IssuerSignatures.of(SignatureAlgorithm.ED25519, codes);
  }

  /** Set up where it is measured, and there alone. */
  @State(Scope.Thread)
  public static class Stock {
    private BareCheck check;

    /** Takes the issuer's key. */
    @Setup
    public void setUp(Ed25519Signature benchmark) {
      check = BareCheck.stock(benchmark.signatures.key());
    }
  }

  /** Set up where it is measured, and there alone. */
  @State(Scope.Thread)
  public static class Jdk {
    private BareCheck check;

    /** Takes the issuer's key. */
    @Setup
    public void setUp(Ed25519Signature benchmark) {
      check = BareCheck.jdk(benchmark.signatures.key());
    }
  }

  /** Set up where it is measured, and there alone. */
  @State(Scope.Thread)
  public static class Nimbus {
    private BareCheck check;

    /** Takes the issuer's key. */
    @Setup
    public void setUp(Ed25519Signature benchmark) {
      check = BareCheck.nimbus(benchmark.signatures.key());
    }
  }

  /** Set up where it is measured, and there alone. */
  @State(Scope.Thread)
  public static class Corretto {
    private BareCheck check;

    /** Takes the issuer's key. */
    @Setup
    public void setUp(Ed25519Signature benchmark) {
      check = BareCheck.corretto(benchmark.signatures.key());
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

  /** Theirs: the JDK's own. */
  @Benchmark
  public boolean jdk(Jdk peer) {
    return signatures.verifies(peer.check);
  }

  /** Theirs: nimbus-jose-jwt's verifier. */
  @Benchmark
  public boolean nimbus(Nimbus peer) {
    return signatures.verifies(peer.check);
  }

  /** Theirs: Amazon Corretto's native provider. */
  @Benchmark
  public boolean corretto(Corretto peer) {
    return signatures.verifies(peer.check);
  }
}
