package org.youdai.benchmarks;

import java.util.List;
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
import org.youdai.Verifier;
import org.youdai.decision.Decision;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.scan.QrText;
import org.youdai.trust.SignatureAlgorithm;

/**
 * How long does it take from a code's text to the decision, and how much of that is more than the
 * bare signature check? Every call takes another of 1,024 codes of one issuer.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar TextToDecision
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TextToDecision {
  static final int CODES = 1024;

  /** What the issuer signs with. */
  @Param({"SM2", "ES256", "ED25519"})
  public SignatureAlgorithm algorithm = SignatureAlgorithm.SM2;

  private Snapshot snapshot = Snapshot.neverSynced();
  private final Verifier verifier = GenuineCodes.verifier(() -> snapshot);
  private List<QrText> texts = List.of();

  private List<byte[]> messages = List.of();
  private List<byte[]> signatures = List.of();
  private BareCheck bareCheck = (message, signature) -> false;

  private int turn;

  /** Issues the codes. */
  @Setup
  public void issue() {
    GenuineCodes codes = GenuineCodes.issue(algorithm, CODES);
    snapshot = codes.snapshot();
    texts = codes.texts();
    messages = codes.messages().stream().map(CoseSign1::toBeSigned).toList();
    signatures = codes.messages().stream().map(CoseSign1::signature).toList();
    bareCheck = BareCheck.stock(codes.issuerKey());
  }

  /** Ours: text to decision. */
  @Benchmark
  public Decision decision() {
    turn = (turn + 1) % CODES;
    return verifier.verify(texts.get(turn), GenuineCodes.BUS);
  }

  /** Theirs: BouncyCastle's stock signer over the same messages, and nothing else. */
  @Benchmark
  public boolean bareCheck() {
    turn = (turn + 1) % CODES;
    return bareCheck.verifies(messages.get(turn), signatures.get(turn));
  }
}
