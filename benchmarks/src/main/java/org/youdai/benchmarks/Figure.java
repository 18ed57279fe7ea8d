package org.youdai.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What one benchmark has found, on one JDK with so many threads.
 *
 * @param suite the class
 * @param method the method
 * @param params its parameters, by their names
 * @param jdk the feature release of the JDK
 * @param unit of {@code median} and the percentiles: microseconds an operation, or the like
 * @param allocated bytes an operation
 */
record Figure(
    String suite,
    String method,
    Map<String, String> params,
    int jdk,
    int threads,
    String unit,
    double median,
    Map<Double, Double> percentiles,
    double allocated) {

  /** The percentiles that are kept. */
  private static final double[] KEPT = {50, 90, 99, 99.9};

  static Figure of(RunResult result) {
    BenchmarkParams params = result.getParams();
    String benchmark = params.getBenchmark();
    int dot = benchmark.lastIndexOf('.');
    Result<?> primary = result.getPrimaryResult();
    Statistics statistics = primary.getStatistics();
    Map<Double, Double> percentiles = new TreeMap<>();
    for (double percent : KEPT) {
      percentiles.put(percent, statistics.getPercentile(percent));
    }
    Result<?> allocation = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return new Figure(
        benchmark.substring(benchmark.lastIndexOf('.', dot - 1) + 1, dot),
        benchmark.substring(dot + 1),
        params(params),
        Runtime.Version.parse(params.getJdkVersion()).feature(),
        params.getThreads(),
        primary.getScoreUnit(),
        statistics.getPercentile(50),
        percentiles,
        allocation == null ? Double.NaN : allocation.getScore());
  }

  private static Map<String, String> params(BenchmarkParams params) {
    Map<String, String> values = new TreeMap<>();
    for (String key : params.getParamsKeys()) {
      // Not what a suite is about: how many codes there are, and where something lies.
      if (!key.equals("codes")
          && !key.equals("phones")
          && !key.equals("folder")
          && !key.equals("province")) {
        values.put(key, params.getParam(key));
      }
    }
    return values;
  }

  /** Returns a benchmark's name with its parameters, JDK and threads. */
  static String name(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    String shortly =
        benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
    return "%s%s, JDK %s%s"
        .formatted(
            shortly,
            params(params).values().stream()
                .map(value -> " " + value)
                .collect(Collectors.joining()),
            params.getJdkVersion(),
            params.getThreads() > 1 ? ", " + params.getThreads() + " threads" : "");
  }

  /** Returns whether this is what a class has found by a method, with these values among others. */
  boolean isOf(Class<?> of, String name, String... values) {
    return suite.equals(of.getSimpleName())
        && method.equals(name)
        && params.values().containsAll(List.of(values));
  }
}
