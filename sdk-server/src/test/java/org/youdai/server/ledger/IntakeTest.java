package org.youdai.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.youdai.server.ledger.Intake.Taken;

@ParameterizedClass
@EnumSource(Vendor.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IntakeTest {
  private static final String NOW = "2026-11-22T04:00:00Z";
  private static final Instant NOON = Instant.parse(NOW);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  @Parameter private Vendor vendor;
  @TempDir private static Path cluster;
  @TempDir private Path folder;
  private Optional<Postgres> postgres = Optional.empty();
  private TestLedger ledger;
  private Intake intake;

  @BeforeAll
  void startPostgres() {
    if (vendor == Vendor.POSTGRESQL) {
      postgres = Optional.of(Postgres.start(cluster.resolve("data")));
    }
  }

  @AfterAll
  void stopPostgres() throws IOException {
    if (postgres.isPresent()) {
      postgres.get().close();
    }
  }

  @BeforeEach
  void open() throws SQLException, InterruptedException {
    String url = postgres.isPresent() ? postgres.get().newDatabase() : TestLedger.h2(folder);
    ledger = TestLedger.open(url, TestLedger.at(NOW));
    intake = ledger.intake();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private static List<Line> lines(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> TestLedger.decided(i, new UUID(1, i), NOON))
        .toList();
  }

  private static Reports.Row row(LocalDate day, long decided, long annulled) {
    return new Reports.Row(
        day, "park", "ADMIT", "PERCENT-50", decided, annulled, decided - annulled);
  }

  @Test
  void batch_isCountedByDayVenueOutcomeAndBenefit() {
    assertThat(intake.take(TestLedger.JOURNAL, lines(1, 11))).isEqualTo(new Taken(10, 0));
    assertThat(ledger.rows()).containsExactly(row(TODAY, 10, 0));
    assertThat(ledger.lines()).isEqualTo(10);
  }

  @Test
  void sameBatchAgain_countsOnce() {
    intake.take(TestLedger.JOURNAL, lines(1, 501));
    assertThat(intake.take(TestLedger.JOURNAL, lines(1, 501))).isEqualTo(new Taken(0, 500));
    assertThat(ledger.rows()).containsExactly(row(TODAY, 500, 0));
  }

  @Test
  void sameLinesOfAnotherJournal_countOnce() {
    intake.take(TestLedger.JOURNAL, lines(1, 11));
    assertThat(intake.take(new UUID(8, 8), lines(1, 11))).isEqualTo(new Taken(0, 10));
  }

  @Test
  void overlappingBatches_countEachLineOnce() {
    intake.take(TestLedger.JOURNAL, lines(1, 301));
    assertThat(intake.take(TestLedger.JOURNAL, lines(201, 501))).isEqualTo(new Taken(200, 100));
    assertThat(ledger.rows()).containsExactly(row(TODAY, 500, 0));
  }

  @Test
  void lineTwiceInABatch_countsOnce() {
    Line line = TestLedger.decided(1, new UUID(1, 1), NOON);
    assertThat(intake.take(TestLedger.JOURNAL, List.of(line, line))).isEqualTo(new Taken(1, 1));
    assertThat(ledger.rows()).containsExactly(row(TODAY, 1, 0));
  }

  @Test
  void emptyBatch_changesNothing() {
    assertThat(intake.take(TestLedger.JOURNAL, List.of())).isEqualTo(new Taken(0, 0));
    assertThat(ledger.rows()).isEmpty();
  }

  @Test
  void severalServersAtOnce_countEachLineOnce() throws InterruptedException, ExecutionException {
    long seed = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> accepted = new ArrayList<>();
      for (int server = 0; server < 4; server++) {
        Intake own = ledger.intake();
        Random random = new Random(seed + server);
        accepted.add(threads.submit(() -> sendAll(own, random)));
      }
      int sum = 0;
      for (Future<Integer> each : accepted) {
        sum += each.get();
      }
      assertThat(sum).as("seed " + seed).isEqualTo(1000);
    } finally {
      threads.shutdown();
    }
    assertThat(ledger.rows()).as("seed " + seed).containsExactly(row(TODAY, 1000, 0));
    assertThat(ledger.lines()).isEqualTo(1000);
  }

  /** Sends overlapping batches in any order, and returns how many lines were new. */
  private static int sendAll(Intake intake, Random random) {
    List<Integer> starts = new ArrayList<>(List.of(1, 101, 201, 301, 401, 501, 601, 701, 801));
    Collections.shuffle(starts, random);
    return starts.stream()
        .mapToInt(start -> intake.take(TestLedger.JOURNAL, lines(start, start + 200)).accepted())
        .sum();
  }

  @Test
  void scanAnsweredOnEitherSideOfMidnight_countsOnce() {
    UUID scan = new UUID(5, 5);
    Instant midnight = Instant.parse("2026-11-21T16:00:00Z");
    intake.take(TestLedger.JOURNAL, List.of(TestLedger.decided(1, scan, midnight)));
    Line before = TestLedger.decided(1, scan, midnight.minusNanos(1));
    assertThat(intake.take(new UUID(8, 8), List.of(before))).isEqualTo(new Taken(0, 1));
    assertThat(ledger.rows()).containsExactly(row(TODAY, 1, 0));
  }

  @Test
  void annulment_countsOnTheDayOfItsDecision() {
    UUID id = new UUID(5, 5);
    Instant lastNight = Instant.parse("2026-11-21T15:59:59Z");
    LocalDate yesterday = TODAY.minusDays(1);
    intake.take(TestLedger.JOURNAL, List.of(TestLedger.decided(1, id, lastNight)));
    intake.take(TestLedger.JOURNAL, List.of(TestLedger.annulled(2, id, NOON, yesterday)));
    assertThat(
            intake.take(TestLedger.JOURNAL, List.of(TestLedger.annulled(2, id, NOON, yesterday))))
        .isEqualTo(new Taken(0, 1));
    assertThat(ledger.rows()).containsExactly(row(yesterday, 1, 1));
  }

  @Test
  void annulmentWhoseDecisionNeverCame_counts() {
    intake.take(TestLedger.JOURNAL, List.of(TestLedger.annulled(2, new UUID(5, 5), NOON, TODAY)));
    assertThat(ledger.rows()).containsExactly(row(TODAY, 0, 1));
    assertThat(ledger.total().net()).isEqualTo(-1);
  }

  @Test
  void dayThatNoClockShouldName_isCountedAsItIs() {
    for (String day : List.of("0001-01-01", "1970-01-01", "2099-12-31", "9999-12-31")) {
      String text =
          TestLedger.text(1, UUID.randomUUID(), "decided", "park", NOON, LocalDate.parse(day));
      Line line = TestLedger.parse(text);
      assertThat(intake.take(TestLedger.JOURNAL, List.of(line))).isEqualTo(new Taken(1, 0));
      assertThat(intake.take(TestLedger.JOURNAL, List.of(line))).isEqualTo(new Taken(0, 1));
    }
    assertThat(ledger.rows()).hasSize(4);
  }

  @Test
  void sameDatabaseOpenedAgain_knowsWhatCame() {
    intake.take(TestLedger.JOURNAL, lines(1, 11));
    assertThat(ledger.intake().take(TestLedger.JOURNAL, lines(1, 12))).isEqualTo(new Taken(1, 10));
  }
}
