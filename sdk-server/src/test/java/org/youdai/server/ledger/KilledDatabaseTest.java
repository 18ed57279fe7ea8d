package org.youdai.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.server.problem.ProblemException;

/** A database that is killed while journals come in. */
final class KilledDatabaseTest {
  private static final int BATCHES = 90;
  private static final int LINES = 50;

  @TempDir private Path folder;

  private static List<Line> batch(int number) {
    Instant time = Instant.parse("2026-11-22T04:00:00Z");
    return IntStream.range(number * LINES, (number + 1) * LINES)
        .mapToObj(i -> TestLedger.decided(i + 1, new UUID(4, i), time))
        .toList();
  }

  /** Sends each batch until it is taken, as a gate does. */
  private static int sendAll(Intake intake, AtomicInteger sent) throws InterruptedException {
    int failures = 0;
    while (sent.get() < BATCHES) {
      try {
        intake.take(TestLedger.JOURNAL, batch(sent.get()));
        sent.incrementAndGet();
      } catch (ProblemException away) {
        failures++;
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
    return failures;
  }

  @Test
  void postgresKilledTwiceDuringAnIntake_countsEachLineOnce()
      throws IOException, SQLException, InterruptedException, ExecutionException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Postgres postgres = Postgres.start(folder.resolve("data"));
        TestLedger ledger = TestLedger.open(postgres.newDatabase(), Clock.systemUTC())) {
      AtomicInteger sent = new AtomicInteger();
      Future<Integer> failures = thread.submit(() -> sendAll(ledger.intake(), sent));
      for (int kill = 1; kill <= 2; kill++) {
        while (sent.get() < kill * BATCHES / 3 && !failures.isDone()) {
          TimeUnit.MILLISECONDS.sleep(2);
        }
        postgres.kill();
        postgres.startAgain();
      }
      assertThat(failures.get()).as("intakes that failed").isPositive();
      assertThat(ledger.total().decided()).isEqualTo(BATCHES * LINES);
      assertThat(ledger.lines()).isEqualTo(BATCHES * LINES);
    } finally {
      thread.shutdown();
    }
  }

  /** What the killed process does: it says which batch is taken. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws InterruptedException {
      try (TestLedger ledger = TestLedger.open(args[0], Clock.systemUTC())) {
        Intake intake = ledger.intake();
        for (int number = Integer.parseInt(args[1]); number < BATCHES; number++) {
          intake.take(TestLedger.JOURNAL, batch(number));
          System.out.println("taken " + number);
        }
      }
    }
  }

  private static int takenByAChild(String url, int from) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                url,
                Integer.toString(from))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int last = -1;
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && last < from + BATCHES / 4) {
        if (line.startsWith("taken ")) {
          last = Integer.parseInt(line.substring("taken ".length()));
        }
        line = out.readLine();
      }
      child.destroyForcibly().waitFor();
    }
    return last;
  }

  @Test
  void processKilledDuringAnIntakeIntoH2_keepsWhatItSaidAndCountsOnce()
      throws IOException, InterruptedException {
    String url = TestLedger.h2(folder);
    int next = 0;
    for (int kill = 0; kill < 2; kill++) {
      int last = takenByAChild(url, next);
      assertThat(last).isGreaterThanOrEqualTo(next);
      try (TestLedger ledger = TestLedger.open(url, Clock.systemUTC())) {
        assertThat(ledger.lines()).as("what was taken is kept").isGreaterThan((long) last * LINES);
      }
      next = last; // its answer may have been lost on the way: it comes again
    }
    try (TestLedger ledger = TestLedger.open(url, Clock.systemUTC())) {
      assertThat(sendAll(ledger.intake(), new AtomicInteger(next))).isZero();
      assertThat(ledger.total().decided()).isEqualTo(BATCHES * LINES);
      assertThat(ledger.lines()).isEqualTo(BATCHES * LINES);
    }
  }
}
