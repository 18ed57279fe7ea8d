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
import org.youdai.benchmarks.GenuineCodes.Form;
import org.youdai.decision.Decision;
import org.youdai.scan.QrText;
import org.youdai.trust.SignatureAlgorithm;

/**
 * How long does a code take that other libraries read as well, an EU Digital COVID Certificate of
 * ES256: from its text to our decision, and to the verdict of the Swiss and the Swedish library on
 * signature and time?
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar HealthCertificateToDecision
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class HealthCertificateToDecision {
  /** How many different codes there are. */
  @Param(GenuineCodes.ENOUGH)
  public int codes = 1;

  private List<String> texts;
  private int turn;

  /** Takes the codes. */
  @Setup
  public void setUp() {
    texts = issued().texts().stream().map(QrText::reveal).toList();
  }

  private GenuineCodes issued() {
    return GenuineCodes.kept(Form.HEALTH, SignatureAlgorithm.ES256, codes);
  }

  private String next() {
    turn = turn + 1 == codes ? 0 : turn + 1;
    return texts.get(turn);
  }

  /** Our verifier with a profile for such codes. */
  @State(Scope.Thread)
  public static class Ours {
    private Queue queue;

    /** Takes the codes. */
    @Setup
    public void setUp(HealthCertificateToDecision benchmark) {
      queue = Queue.of(Form.HEALTH, SignatureAlgorithm.ES256, benchmark.codes);
    }
  }

  /** Switzerland's library. */
  @State(Scope.Thread)
  public static class Swiss {
    private HealthCertificateReader reader;

    /** Takes the issuer's key. */
    @Setup
    public void setUp(HealthCertificateToDecision benchmark) {
      reader = HealthCertificateReader.swiss(benchmark.issued().issuer());
    }
  }

  /** Sweden's library. */
  @State(Scope.Thread)
  public static class Swedish {
    private HealthCertificateReader reader;

    /** Takes the issuer's key. */
    @Setup
    public void setUp(HealthCertificateToDecision benchmark) {
      reader = HealthCertificateReader.swedish(benchmark.issued().issuer());
    }
  }

  /** Ours: text to decision, policy and all. */
  @Benchmark
  public Decision ours(Ours codes) {
    return codes.queue.next();
  }

  /** Theirs: text to verdict; no rules are looked at. */
  @Benchmark
  public boolean swiss(Swiss library) {
    return library.reader.accepts(next());
  }

  /** Theirs: text to verdict. */
  @Benchmark
  public boolean swedish(Swedish library) {
    return library.reader.accepts(next());
  }
}
