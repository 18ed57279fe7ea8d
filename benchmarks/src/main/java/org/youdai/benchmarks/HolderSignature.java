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
import org.youdai.trust.SignatureAlgorithm;

/**
 * How long does the check of a phone's signature take, whose key is seen for the first time, beside
 * BouncyCastle's stock signer? Every call takes another of 1,024 keys, as bytes.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar HolderSignature
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class HolderSignature {
  /** What the phone signs with. */
  @Param({"SM2", "ES256", "ED25519"})
  public SignatureAlgorithm algorithm = SignatureAlgorithm.SM2;

  /** How many phones there are. */
  @Param("1024")
  public int phones = 1;

  private PhoneSignatures signatures;

  /** Signs. */
  @Setup
  public void sign() {
    signatures = PhoneSignatures.of(algorithm, phones);
  }

  /** Ours: from the key's bytes to the verdict. */
  @Benchmark
  public boolean ours() {
    return signatures.verifies(BareCheck::ofPhone);
  }

  /** Theirs: BouncyCastle's stock signer, with the key decoded anew, as it must be here. */
  @Benchmark
  public boolean stockFreshKey() {
    return signatures.verifies(BareCheck::stock);
  }
}
