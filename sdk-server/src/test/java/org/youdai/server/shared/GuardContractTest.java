package org.youdai.server.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.youdai.replay.ReplayGuard.Verdict.FIRST;
import static org.youdai.replay.ReplayGuard.Verdict.REPLAYED;
import static org.youdai.replay.ReplayGuard.Verdict.USED_RECENTLY;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.youdai.replay.GuardState;
import org.youdai.replay.Mark;
import org.youdai.replay.MemoryGuard;
import org.youdai.replay.ReplayGuard;
import org.youdai.replay.Use;

/** What a guard in a Redis and one in memory have in common: every answer. */
final class GuardContractTest {
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Duration WINDOW = Duration.ofSeconds(70);

  /** Far more than a case takes: a Redis' own time goes on meanwhile. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private static TestRedis redis;
  private static RedisClient client;
  private static StatefulRedisConnection<String, String> connection;
  private static RedisLine line;

  private long scans;

  @BeforeAll
  static void start() throws IOException {
    redis = TestRedis.start();
    client = RedisClient.create(redis.uri());
    connection = client.connect();
    line = RedisLine.open(redis.uri(), System::nanoTime);
  }

  @AfterAll
  static void stop() {
    if (redis != null) {
      line.close();
      connection.close();
      client.shutdown();
      redis.close();
    }
  }

  /** A guard whose time can be moved on. */
  interface Kind {
    ReplayGuard guard();

    void pass(Duration time);
  }

  private static final class InMemory implements Kind {
    private long now;
    private final ReplayGuard guard = MemoryGuard.remembering(10_000, () -> now);

    @Override
    public ReplayGuard guard() {
      return guard;
    }

    @Override
    public void pass(Duration time) {
      now += time.toNanos();
    }

    @Override
    public String toString() {
      return "MemoryGuard";
    }
  }

  /** Time passes by taking it from what each key has left. */
  private static final class InRedis implements Kind {
    private final ReplayGuard guard = new RedisGuard(line);

    @Override
    public ReplayGuard guard() {
      return guard;
    }

    @Override
    public void pass(Duration time) {
      RedisCommands<String, String> commands = connection.sync();
      for (String key : commands.keys("*")) {
        long left = commands.pttl(key);
        assertThat(left).as("every key goes by itself").isNotEqualTo(-1);
        commands.pexpire(key, Math.max(0, left - time.toMillis()));
      }
    }

    @Override
    public String toString() {
      return "RedisGuard";
    }
  }

  private static InRedis emptyRedis() {
    connection.sync().flushall();
    return new InRedis();
  }

  static Stream<Kind> kinds() {
    return Stream.of(new InMemory(), emptyRedis());
  }

  private Use use(String venue, long credential, Duration interval, Optional<Mark> live) {
    return new Use(new UUID(7, ++scans), venue, new Mark(7, credential), interval, live, WINDOW);
  }

  private Use fixed(long credential) {
    return use("bus-1", credential, INTERVAL, Optional.empty());
  }

  private Use live(long credential, long presentation, Duration interval) {
    return use("bus-1", credential, interval, Optional.of(new Mark(8, presentation)));
  }

  private static ReplayGuard.Verdict ask(Kind kind, Use use) {
    ReplayGuard.Finding finding = kind.guard().firstUse(use);
    assertThat(finding.state()).isEqualTo(GuardState.IN_ORDER);
    return finding.verdict();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void credential_isUsedUntilTheIntervalIsOver(Kind kind) {
    assertThat(ask(kind, fixed(1))).isEqualTo(FIRST);
    kind.pass(INTERVAL.minus(MARGIN));
    assertThat(ask(kind, fixed(1))).isEqualTo(USED_RECENTLY);
    kind.pass(MARGIN);
    assertThat(ask(kind, fixed(1))).isEqualTo(FIRST);
    assertThat(ask(kind, fixed(1))).isEqualTo(USED_RECENTLY);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void liveCode_isUsedUntilItCanNoLongerBeFresh(Kind kind) {
    assertThat(ask(kind, live(1, 1, Duration.ZERO))).isEqualTo(FIRST);
    kind.pass(WINDOW.minus(MARGIN));
    assertThat(ask(kind, live(1, 1, Duration.ZERO))).isEqualTo(REPLAYED);
    assertThat(ask(kind, live(1, 2, Duration.ZERO))).isEqualTo(FIRST);
    kind.pass(MARGIN);
    assertThat(ask(kind, live(1, 1, Duration.ZERO))).isEqualTo(FIRST);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void earlierLiveCode_staysUsedThoughALaterOneWasUsed(Kind kind) {
    Duration interval = Duration.ofSeconds(20);
    assertThat(ask(kind, live(1, 1, interval))).isEqualTo(FIRST);
    kind.pass(interval);
    assertThat(ask(kind, live(1, 2, interval))).isEqualTo(FIRST);
    kind.pass(interval);
    assertThat(ask(kind, live(1, 1, interval))).isEqualTo(REPLAYED);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void newLiveCodeOfACredential_countsAsItsUse(Kind kind) {
    assertThat(ask(kind, live(1, 1, INTERVAL))).isEqualTo(FIRST);
    assertThat(ask(kind, live(1, 2, INTERVAL))).isEqualTo(USED_RECENTLY);
    assertThat(ask(kind, live(1, 1, INTERVAL))).isEqualTo(REPLAYED);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void sameScanAskedAgain_isStillTheFirstUse(Kind kind) {
    Use lost = live(1, 1, INTERVAL);
    assertThat(ask(kind, lost)).isEqualTo(FIRST);
    assertThat(ask(kind, lost)).isEqualTo(FIRST);
    assertThat(ask(kind, live(1, 1, INTERVAL))).isEqualTo(REPLAYED);
    assertThat(ask(kind, fixed(1))).isEqualTo(USED_RECENTLY);
    Use plain = fixed(2);
    assertThat(ask(kind, plain)).isEqualTo(FIRST);
    assertThat(ask(kind, plain)).isEqualTo(FIRST);
    assertThat(ask(kind, fixed(2))).isEqualTo(USED_RECENTLY);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void venues_haveNothingToDoWithEachOther(Kind kind) {
    assertThat(ask(kind, fixed(1))).isEqualTo(FIRST);
    assertThat(ask(kind, use("bus-2", 1, INTERVAL, Optional.empty()))).isEqualTo(FIRST);
    assertThat(ask(kind, use("", 1, INTERVAL, Optional.empty()))).isEqualTo(FIRST);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void liveCodeAndCredentialWithTheSameMark_areTwo(Kind kind) {
    assertThat(ask(kind, use("v", 1, INTERVAL, Optional.empty()))).isEqualTo(FIRST);
    assertThat(ask(kind, use("v", 2, INTERVAL, Optional.of(new Mark(7, 1))))).isEqualTo(FIRST);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void refusedUse_leavesNoTrace(Kind kind) {
    ask(kind, fixed(1));
    assertThat(ask(kind, live(1, 9, INTERVAL))).isEqualTo(USED_RECENTLY);
    assertThat(ask(kind, live(2, 9, INTERVAL))).isEqualTo(FIRST);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void annulment_forgetsThatUseAndNoOther(Kind kind) {
    Use first = live(1, 1, INTERVAL);
    ask(kind, first);
    assertThat(kind.guard().annul(first)).isTrue();
    Use second = live(1, 1, INTERVAL);
    assertThat(ask(kind, second)).isEqualTo(FIRST);
    assertThat(kind.guard().annul(first)).isTrue();
    assertThat(ask(kind, live(1, 1, INTERVAL))).isEqualTo(REPLAYED);
    assertThat(kind.guard().annul(second)).isTrue();
    assertThat(ask(kind, live(1, 1, INTERVAL))).isEqualTo(FIRST);
  }

  /** Steps are of 20 s and intervals end between them, so that a Redis' own time plays no part. */
  @Test
  void randomUses_areAnsweredAlike() {
    for (long seed = 1; seed <= 6; seed++) {
      Random random = new Random(seed);
      Kind memory = new InMemory();
      Kind shared = emptyRedis();
      List<Use> used = new ArrayList<>();
      int firsts = 0;
      for (int step = 0; step < 1500; step++) {
        if (random.nextInt(8) == 0) {
          Duration time = Duration.ofSeconds(20L * random.nextInt(3));
          memory.pass(time);
          shared.pass(time);
        }
        if (!used.isEmpty() && random.nextInt(8) == 0) {
          Use back = used.get(random.nextInt(used.size()));
          assertThat(shared.guard().annul(back)).isEqualTo(memory.guard().annul(back));
          continue;
        }
        boolean isAgain = !used.isEmpty() && random.nextInt(10) == 0;
        Use use = isAgain ? used.get(random.nextInt(used.size())) : drawn(random);
        ReplayGuard.Finding expected = memory.guard().firstUse(use);
        assertThat(shared.guard().firstUse(use))
            .as("seed %d, step %d", seed, step)
            .isEqualTo(expected);
        used.add(use);
        firsts += expected.verdict() == FIRST ? 1 : 0;
      }
      assertThat(firsts).as("seed %d", seed).isBetween(200, 1300);
    }
  }

  /** A live code is of one credential. */
  private Use drawn(Random random) {
    long credential = random.nextInt(15);
    Duration interval = Duration.ofSeconds(new int[] {0, 30, 90}[random.nextInt(3)]);
    Optional<Mark> live =
        random.nextBoolean()
            ? Optional.of(new Mark(credential, random.nextInt(4)))
            : Optional.empty();
    return use("v" + random.nextInt(2), credential, interval, live);
  }

  @Test
  void twentyThreadsWithOneCode_haveOneFirstUse() throws Exception {
    Kind shared = emptyRedis();
    ExecutorService threads = Executors.newFixedThreadPool(20);
    for (int round = 0; round < 50; round++) {
      List<Callable<ReplayGuard.Verdict>> asked = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Use use = live(round, round, INTERVAL);
        asked.add(() -> ask(shared, use));
      }
      List<ReplayGuard.Verdict> answers = new ArrayList<>();
      for (Future<ReplayGuard.Verdict> answer : threads.invokeAll(asked)) {
        answers.add(answer.get());
      }
      assertThat(answers).filteredOn(FIRST::equals).as("round %d", round).hasSize(1);
      assertThat(answers).filteredOn(REPLAYED::equals).hasSize(19);
    }
    threads.shutdown();
  }

  @Test
  void intervalOfZero_leavesTheLiveCodeAlone() {
    ask(emptyRedis(), live(1, 1, Duration.ZERO));
    assertThat(connection.sync().dbsize()).isOne();
  }

  @Test
  void bothKeysOfAUse_areInOneSlotOfACluster() {
    ask(emptyRedis(), live(1, 1, INTERVAL));
    List<String> keys = connection.sync().keys("*");
    assertThat(keys).hasSize(2);
    assertThat(keys.stream().map(key -> key.substring(key.indexOf('{'), key.indexOf('}'))))
        .containsOnly(keys.get(0).substring(keys.get(0).indexOf('{'), keys.get(0).indexOf('}')));
  }

  @Test
  void redisThatHasForgottenItsScripts_isToldThemAgain() {
    Kind shared = emptyRedis();
    Use use = fixed(1);
    assertThat(ask(shared, use)).isEqualTo(FIRST);
    connection.sync().scriptFlush();
    assertThat(ask(shared, fixed(1))).isEqualTo(USED_RECENTLY);
    connection.sync().scriptFlush();
    assertThat(shared.guard().annul(use)).isTrue();
    assertThat(ask(shared, fixed(1))).isEqualTo(FIRST);
  }

  @Test
  void markAndVenue_areInNoKeyAndNoValue() {
    ask(emptyRedis(), use("venue-7", 0x4142434445464748L, INTERVAL, Optional.empty()));
    String key = connection.sync().keys("*").get(0);
    assertThat(key + connection.sync().get(key))
        .doesNotContain("venue-7")
        .doesNotContain("ABCDEFGH");
  }
}
