package org.youdai.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
import org.youdai.authority.PolicyLibrary;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.Ownership;
import org.youdai.policy.Ruling;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;

/**
 * How long does a policy take to rule on one holder at one venue, and what garbage does it make?
 * Every call takes another of 1,024 holders, venues and instants. The bar: under a microsecond.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar PolicyRuling -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyRuling {
  private static final int CASES = 1024;

  /** Shandong has the most rules; Beijing's go by holidays. */
  @Param({"shandong", "beijing"})
  public String place = "shandong";

  private BenefitPolicy policy = PolicyLibrary.parse(PolicyLibrary.policy("shandong"));
  private final List<Holder> holders = new ArrayList<>();
  private final List<VenueProfile> venues = new ArrayList<>();
  private final List<Instant> instants = new ArrayList<>();
  private int turn;

  /** Draws the cases. */
  @Setup
  public void draw() {
    policy = PolicyLibrary.parse(PolicyLibrary.policy(place));
    Random random = new Random(5);
    for (int i = 0; i < CASES; i++) {
      DocumentKind kind = any(random, List.of(DocumentKind.values()));
      holders.add(new Holder(kind, 55 + random.nextInt(40), "370100"));
      VenueCategory category = any(random, List.of(VenueCategory.values()));
      venues.add(VenueProfile.of("v", category, any(random, List.of(Ownership.values()))));
      instants.add(GenuineCodes.NOW.plusSeconds(random.nextInt(86_400 * 365)));
    }
  }

  private static <T> T any(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** One ruling. */
  @Benchmark
  public Ruling ruling() {
    turn = (turn + 1) % CASES;
    return policy.ruling(holders.get(turn), venues.get(turn), instants.get(turn));
  }
}
