package org.youdai.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.youdai.ListLookup;

/**
 * Benchmarks of one class that a report runs in one go.
 *
 * @param of the class
 * @param methods those of its methods that are run, as a pattern; the others are left out
 * @param params values for its parameters, in place of those that stand there
 * @param threads how many threads there are
 */
record Suite(Class<?> of, String methods, Map<String, String> params, int threads) {
  private static final String ALL = ".*";

  private Suite(Class<?> of) {
    this(of, ALL, Map.of(), 1);
  }

  private Suite only(String pattern) {
    return new Suite(of, pattern, params, threads);
  }

  private Suite with(String name, String value) {
    return new Suite(of, methods, Map.of(name, value), threads);
  }

  private Suite on(int count) {
    return new Suite(of, methods, params, count);
  }

  /** Returns what the claims stand on. */
  static List<Suite> quick() {
    return List.of(
        new Suite(Sm2Signature.class).only("ours|stock|stockFreshKey"),
        new Suite(Es256Signature.class).only("ours|jdk|nimbus|corretto"),
        new Suite(HolderSignature.class).with("algorithm", "SM2"),
        new Suite(TextToDecision.class).with("algorithm", "SM2").only("decision|signatureCheck"),
        new Suite(LiveCodeToDecision.class).with("algorithm", "SM2").only("again|holderCheck"),
        new Suite(HealthCertificateToDecision.class),
        new Suite(SharedVerifier.class).with("algorithm", "SM2"),
        new Suite(SharedVerifier.class).with("algorithm", "SM2").on(2));
  }

  /** Returns what depends on the JDK. */
  static List<Suite> onEveryJdk() {
    return List.of(
        new Suite(Sm2Signature.class),
        new Suite(Es256Signature.class),
        new Suite(Ed25519Signature.class),
        new Suite(HolderSignature.class),
        new Suite(TextToDecision.class),
        new Suite(LiveCodeToDecision.class),
        new Suite(HealthCertificateToDecision.class),
        new Suite(SharedVerifier.class),
        new Suite(SharedVerifier.class).on(2));
  }

  /** Returns the rest of the way, over a province that lies in a folder. */
  static List<Suite> onOneJdk(String province) {
    return List.of(
        new Suite(RefusalToDecision.class),
        new Suite(PictureToDecision.class),
        new Suite(GatePassage.class),
        new Suite(PolicyRuling.class),
        new Suite(ListLookup.class).with("folder", province + "/2"),
        new Suite(ListUpdate.class).with("province", province));
  }

  /** How long it is measured: the report's two lengths. */
  enum Length {
    /** So that all claims take three minutes. */
    QUICK(1, 3, 500, 4, 500),
    /** So that everything takes an hour. */
    FULL(2, 3, 1000, 5, 1000);

    private final int forks;
    private final int warmups;
    private final int warmupMillis;
    private final int iterations;
    private final int iterationMillis;

    Length(int forks, int warmups, int warmupMillis, int iterations, int iterationMillis) {
      this.forks = forks;
      this.warmups = warmups;
      this.warmupMillis = warmupMillis;
      this.iterations = iterations;
      this.iterationMillis = iterationMillis;
    }

    @Override
    public String toString() {
      return "%d fork%s, %d x %d ms to warm up, %d x %d ms measured"
          .formatted(
              forks, forks == 1 ? "" : "s", warmups, warmupMillis, iterations, iterationMillis);
    }

    /** Returns the seconds that one benchmark takes, with its JVMs' starts and its set-up. */
    double seconds() {
      double once = (warmups * warmupMillis + iterations * iterationMillis) / 1e3;
      return forks * (once + 2);
    }
  }

  /** Returns how the suite is run. */
  ChainedOptionsBuilder options(Length length) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(of.getName().replace(".", "\\.") + "\\.(" + methods + ")$")
            .threads(threads)
            .forks(length.forks)
            .warmupIterations(length.warmups)
            .warmupTime(TimeValue.milliseconds(length.warmupMillis))
            .measurementIterations(length.iterations)
            .measurementTime(TimeValue.milliseconds(length.iterationMillis))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
    params.forEach(options::param);
    return options;
  }

  /** Returns how many benchmarks there are: methods by values of parameters. */
  int size() {
    int combinations = 1;
    for (var field : of.getFields()) {
      var param = field.getAnnotation(Param.class);
      combinations *=
          param == null || params.containsKey(field.getName()) ? 1 : param.value().length;
    }
    List<String> measured = new ArrayList<>();
    for (var method : of.getMethods()) {
      if (method.isAnnotationPresent(Benchmark.class) && method.getName().matches(methods)) {
        measured.add(method.getName());
      }
    }
    return combinations * measured.size();
  }
}
