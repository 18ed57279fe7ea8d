package org.youdai.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.youdai.server.ledger.Intake.Taken;

@ParameterizedClass
@EnumSource(Vendor.class)
final class RetentionTest {
  /** Noon in Asia/Shanghai, 400 days before {@link #LATER}. */
  private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");

  private static final Instant LATER = NOW.plus(Duration.ofDays(TestLedger.KEPT));

  @Parameter private Vendor vendor;
  @TempDir private Path folder;
  private String url = "";

  @BeforeEach
  void makeDatabase() throws SQLException {
    url = TestLedger.url(vendor, folder);
  }

  private TestLedger at(Instant now) throws InterruptedException {
    return TestLedger.open(url, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Line line(int number, Instant time) {
    return TestLedger.decided(number, new UUID(3, number), time);
  }

  private long linesAfterRemoval(Instant now) throws InterruptedException {
    try (TestLedger ledger = at(now);
        Retention retention = ledger.retention()) {
      retention.remove();
      return ledger.lines();
    }
  }

  @Test
  void lines_goWhenTheirDayIsTooLongAgoAndTheirCountsStay() throws InterruptedException {
    try (TestLedger ledger = at(NOW)) {
      ledger
          .intake()
          .take(
              TestLedger.JOURNAL,
              List.of(line(1, NOW.minus(Duration.ofDays(60))), line(2, NOW), line(3, NOW)));
    }
    Duration monthIsOver = Duration.ofDays(vendor == Vendor.POSTGRESQL ? 8 : 0);
    Instant last = LATER.plus(monthIsOver);
    assertThat(linesAfterRemoval(last.minus(Duration.ofDays(1)))).isEqualTo(2);
    assertThat(linesAfterRemoval(last)).isEqualTo(2);
    assertThat(linesAfterRemoval(last.plus(Duration.ofDays(1)))).isZero();
    try (TestLedger ledger = at(LATER)) {
      assertThat(ledger.total().decided()).isEqualTo(3);
    }
  }

  @Test
  void lineThatCameLate_staysAsLongAsItCanComeAgain() throws InterruptedException {
    List<Line> late = List.of(line(1, NOW));
    Instant came = LATER.plus(Duration.ofDays(50));
    try (TestLedger ledger = at(came)) {
      ledger.intake().take(TestLedger.JOURNAL, late);
    }
    Instant last = came.plus(Retention.AGAIN);
    assertThat(linesAfterRemoval(last.minusSeconds(1))).isEqualTo(1);
    assertThat(linesAfterRemoval(last)).isEqualTo(1);
    try (TestLedger ledger = at(last)) {
      assertThat(ledger.intake().take(TestLedger.JOURNAL, late)).isEqualTo(new Taken(0, 1));
    }
    assertThat(linesAfterRemoval(last.plusSeconds(1))).isZero();
  }

  @Test
  void lineOfTheFuture_goesByWhenItCame() throws InterruptedException {
    try (TestLedger ledger = at(NOW)) {
      ledger
          .intake()
          .take(TestLedger.JOURNAL, List.of(line(1, Instant.parse("2099-01-01T00:00:00Z"))));
    }
    assertThat(linesAfterRemoval(LATER)).isEqualTo(1);
    assertThat(linesAfterRemoval(LATER.plusSeconds(1))).isZero();
  }

  @Test
  void moreLinesThanOneStep_allGo() throws InterruptedException {
    try (TestLedger ledger = at(LATER.plus(Duration.ofDays(50)))) {
      List<Line> many = IntStream.range(1, 5001).mapToObj(i -> line(i, NOW)).toList();
      ledger.intake().take(TestLedger.JOURNAL, many);
    }
    assertThat(linesAfterRemoval(LATER.plus(Duration.ofDays(81)))).isZero();
  }
}
