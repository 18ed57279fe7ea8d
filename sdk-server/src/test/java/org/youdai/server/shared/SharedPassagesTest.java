package org.youdai.server.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.youdai.decision.Alternative;
import org.youdai.decision.Circumstances;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Reason;
import org.youdai.gate.Passage;
import org.youdai.gate.Passages;
import org.youdai.gate.Passages.Passed;
import org.youdai.journal.Journal;
import org.youdai.journal.JournalEntry;
import org.youdai.policy.Benefit;
import org.youdai.replay.GuardState;
import org.youdai.replay.Mark;
import org.youdai.replay.Use;
import org.youdai.server.venue.Venues;
import org.youdai.status.Freshness;

@Timeout(30)
final class SharedPassagesTest {
  private static final Instant NOW = Instant.parse("2026-08-01T08:00:00.123456789Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Venues VENUES = Venues.standard();
  private static final DecisionId SCAN = DecisionId.create(NOW, new Random(1));

  private final AtomicLong nanos = new AtomicLong();
  private TestRedis redis;
  private Instance one;
  private Instance two;

  /** One of several servers: what it remembers, and what it wrote down. */
  private final class Instance implements Journal {
    private final RedisLine line = RedisLine.open(redis.uri(), nanos::get);
    private final List<JournalEntry> written = new ArrayList<>();
    private final Passages passages =
        new SharedPassages(line, Passages.ofLast(100), Duration.ofMinutes(15), VENUES, this, CLOCK);

    @Override
    public synchronized boolean append(JournalEntry entry) {
      written.add(entry);
      return true;
    }

    @Override
    public int waiting() {
      return 0;
    }
  }

  @BeforeEach
  void start() throws IOException {
    redis = TestRedis.start();
    one = new Instance();
    two = new Instance();
  }

  @AfterEach
  void stop() {
    one.line.close();
    two.line.close();
    redis.close();
  }

  private static Circumstances circumstances() {
    return new Circumstances(
        SCAN, NOW, Freshness.FRESH, ClockState.PLAUSIBLE, GuardState.IN_ORDER, 3, 4);
  }

  private static Decision admitted() {
    return new Decision.Admit(
        new Benefit(Benefit.Kind.PERCENT, 50, 1, "bus-60", "二(一)"), circumstances());
  }

  private static Passed passed(Decision decision, Optional<Mark> live) {
    Use use =
        new Use(
            SCAN.uuid(),
            "bus",
            new Mark(1, -2),
            Duration.ofMinutes(5),
            live,
            Duration.ofSeconds(70));
    return new Passed(
        new Passage(
            decision,
            VENUES.named("bus").orElseThrow().profile().words().prompt(decision),
            false,
            true),
        "bus",
        "gate-1",
        Optional.of(new Mark(Long.MIN_VALUE, Long.MAX_VALUE)),
        Optional.of(use),
        false);
  }

  private static Passed admission() {
    return passed(admitted(), Optional.of(new Mark(5, 6)));
  }

  static Stream<Passed> passages() {
    return Stream.of(
        admission(),
        passed(admitted(), Optional.empty()),
        new Passed(
            passed(admitted(), Optional.empty()).passage(),
            "bus",
            "1",
            Optional.empty(),
            Optional.empty(),
            false),
        passed(new Decision.Charge(Reason.NO_BENEFIT_HERE, circumstances()), Optional.empty()),
        passed(
            new Decision.Retry(
                Reason.USED_RECENTLY, Alternative.ANY_VALID_DOCUMENT, circumstances()),
            Optional.empty()),
        passed(
            new Decision.Assist(Reason.REVOKED, Alternative.STAFFED_LANE, circumstances()),
            Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("passages")
  void passageOfOneInstance_isTheSameAtTheOther(Passed passed) {
    one.passages.add(passed);
    assertThat(two.passages.find(SCAN)).contains(passed);
  }

  @Test
  void scanThatNobodyHad_isNotThere() {
    assertThat(one.passages.find(SCAN)).isEmpty();
    assertThat(one.passages.annul(SCAN, "bus")).isEmpty();
  }

  @Test
  void passageOfAnother_isWrittenDownHereTooAndOnce() {
    one.passages.add(admission());
    assertThat(two.passages.find(SCAN)).isPresent();
    assertThat(two.passages.find(SCAN)).isPresent();
    assertThat(two.written)
        .containsExactly(
            new JournalEntry.Decided(admitted(), "bus", "gate-1", Optional.of(new Mark(1, -2))));
    assertThat(one.passages.find(SCAN)).isPresent();
    assertThat(one.written).as("the gate itself has written its own").isEmpty();
  }

  @Test
  void annulmentAtTheOther_countsOnceAndIsKnownToBoth() {
    one.passages.add(admission());
    assertThat(two.passages.annul(SCAN, "bus")).contains(admission());
    assertThat(one.passages.annul(SCAN, "bus").map(Passed::isAnnulled)).contains(true);
    assertThat(two.passages.annul(SCAN, "bus").map(Passed::isAnnulled)).contains(true);
    assertThat(one.passages.find(SCAN).map(Passed::isAnnulled)).contains(true);
    assertThat(one.written)
        .as("the one that took it back may be gone before its disk had that")
        .containsExactly(new JournalEntry.Annulled(admitted(), "bus", "gate-1", NOW));
  }

  @Test
  void annulmentAtAnotherVenueOrOfNoAdmission_isNone() {
    one.passages.add(admission());
    assertThat(two.passages.annul(SCAN, "park")).isEmpty();
    assertThat(two.passages.annul(SCAN, "bus").map(Passed::isAnnulled)).contains(false);
    redis.tell(commands -> commands.flushall());
    try (Alone fresh = new Alone()) {
      fresh.instance.passages.add(
          passed(new Decision.Charge(Reason.NO_BENEFIT_HERE, circumstances()), Optional.empty()));
      assertThat(fresh.instance.passages.annul(SCAN, "bus")).isEmpty();
    }
  }

  /** One more instance. */
  private final class Alone implements AutoCloseable {
    private final Instance instance = new Instance();

    @Override
    public void close() {
      instance.line.close();
    }
  }

  @Test
  void tenAnnulmentsAtOnceAtEachOfTwo_countOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    for (int round = 0; round < 20; round++) {
      redis.tell(commands -> commands.flushall());
      try (Alone left = new Alone();
          Alone right = new Alone()) {
        left.instance.passages.add(admission());
        List<Callable<Optional<Passed>>> asked = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          asked.add(() -> left.instance.passages.annul(SCAN, "bus"));
          asked.add(() -> right.instance.passages.annul(SCAN, "bus"));
        }
        List<Boolean> before = new ArrayList<>();
        for (Future<Optional<Passed>> answer : threads.invokeAll(asked)) {
          before.add(answer.get().orElseThrow().isAnnulled());
        }
        assertThat(before).filteredOn(each -> !each).as("round %d", round).hasSize(1);
      }
    }
    threads.shutdown();
  }

  @Test
  void redisThatIsAway_leavesEachToItsOwnMemory() throws Exception {
    one.passages.add(admission());
    redis.kill();
    assertThat(one.passages.find(SCAN)).contains(admission());
    assertThat(two.passages.find(SCAN)).isEmpty();
    assertThat(one.passages.annul(SCAN, "bus")).contains(admission());
    assertThat(one.passages.annul(SCAN, "bus").map(Passed::isAnnulled)).contains(true);
  }

  @Test
  void passage_goesByItselfAndHoldsNoWords() {
    one.passages.add(admission());
    one.passages.annul(SCAN, "bus");
    List<String> keys = redis.tell(commands -> commands.keys("*"));
    assertThat(keys).hasSize(2);
    for (String key : keys) {
      long left = redis.tell(commands -> commands.pttl(key));
      assertThat(left).isBetween(1L, Duration.ofMinutes(15).toMillis());
    }
    assertThat(new String(KeptPassage.write(admission()), StandardCharsets.UTF_8))
        .doesNotContain(admission().passage().prompt().headline());
  }

  @Test
  void passageOfAnotherVersionOrVenue_isNotThere() {
    for (String json :
        new String[] {
          "{}",
          "",
          "{\"outcome\":\"WAIT\"}",
          new String(KeptPassage.write(admission()), StandardCharsets.UTF_8)
              .replace("\"benefit\"", "\"gift\""),
          new String(KeptPassage.write(admission()), StandardCharsets.UTF_8)
              .replace("\"bus\"", "\"zoo\""),
        }) {
      redis.tell(commands -> commands.set("youdai:scan:{" + SCAN + '}', json));
      assertThat(two.passages.find(SCAN)).as(json).isEmpty();
    }
  }

  @Test
  void memberThatIsNotKnown_isIgnored() {
    String json =
        new String(KeptPassage.write(admission()), StandardCharsets.UTF_8)
            .replaceFirst("\\{", "{\"later\":[1],");
    redis.tell(commands -> commands.set("youdai:scan:{" + SCAN + '}', json));
    assertThat(two.passages.find(SCAN)).contains(admission());
  }
}
