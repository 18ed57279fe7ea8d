package org.youdai.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a line costs on its way into the database; the figures are in the log. */
final class IntakeCostTest {
  private static final int BATCH = 2000;
  private static final int WARM = 8;
  private static final int BATCHES = 12;

  @TempDir private Path folder;

  /** Of this process, and of PostgreSQL's. */
  private static long cpuNanos() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime()
        + ProcessHandle.current()
            .descendants()
            .mapToLong(each -> each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
            .sum();
  }

  private static byte[][] batch(int number, boolean isOrdered, Random random) {
    Instant time = Instant.parse("2026-11-22T04:00:00Z");
    byte[][] lines = new byte[BATCH][];
    for (int i = 0; i < BATCH; i++) {
      long seq = (long) number * BATCH + i + 1;
      UUID id = new UUID(isOrdered ? seq : random.nextLong(), random.nextLong());
      lines[i] =
          TestLedger.text(seq, id, "decided", "park", time, TestLedger.day(time))
              .getBytes(StandardCharsets.UTF_8);
    }
    return lines;
  }

  private static void take(Intake intake, byte[][] batch) {
    List<Line> lines = new ArrayList<>(batch.length);
    for (byte[] line : batch) {
      lines.add(Line.parse(line, 0, line.length).orElseThrow());
    }
    intake.take(TestLedger.JOURNAL, lines);
  }

  @ParameterizedTest
  @CsvSource({"H2,true", "H2,false", "POSTGRESQL,true", "POSTGRESQL,false"})
  void line_costsLittle(Vendor vendor, boolean isOrdered)
      throws SQLException, InterruptedException {
    try (TestLedger ledger = TestLedger.open(TestLedger.url(vendor, folder), Clock.systemUTC())) {
      Intake intake = ledger.intake();
      Random random = new Random(1);
      byte[][][] batches = new byte[WARM + BATCHES][][];
      for (int i = 0; i < batches.length; i++) {
        batches[i] = batch(i, isOrdered, random);
      }
      for (int i = 0; i < WARM; i++) {
        take(intake, batches[i]);
      }
      long start = System.nanoTime();
      long cpu = cpuNanos();
      for (int i = WARM; i < batches.length; i++) {
        take(intake, batches[i]);
      }
      double lines = (double) BATCHES * BATCH;
      double cpuMicros = (cpuNanos() - cpu) / 1e3 / lines;
      double wallMicros = (System.nanoTime() - start) / 1e3 / lines;
      System.out.println(
          String.format(
              Locale.ROOT,
              "intake into %s, ids %s: %.0f lines/s, %.1f us a line, %.1f us of CPU",
              vendor,
              isOrdered ? "in order of time" : "at random",
              1e6 / wallMicros,
              wallMicros,
              cpuMicros));
      assertThat(ledger.total().decided()).isEqualTo((long) batches.length * BATCH);
      assertThat(cpuMicros).as("microseconds of CPU a line").isLessThan(1000);
    }
  }
}
