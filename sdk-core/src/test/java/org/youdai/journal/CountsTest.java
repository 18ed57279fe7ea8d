package org.youdai.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.decision.Outcome;

/** What was decided is counted once, by the day of the decision, for more than a year. */
@Timeout(40)
final class CountsTest {
  private static final Instant NOON = Entries.NOON;
  private static final LocalDate DAY = LocalDate.parse("2026-11-22");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  @TempDir private Path folder;

  private final Entries entries = new Entries(1);

  private FolderJournal open() throws IOException {
    return open(FolderJournal.Options.STANDARD);
  }

  private FolderJournal open(FolderJournal.Options options) throws IOException {
    return FolderJournal.open(folder, options, CLOCK, new Random(2));
  }

  private Counts counted(List<? extends JournalEntry> all) throws IOException {
    try (FolderJournal journal = open()) {
      all.forEach(journal::append);
      assertThat(journal.flush(FolderJournalTest.SOON)).isTrue();
      return journal.counts();
    }
  }

  private static Counts.Row row(LocalDate day, Outcome outcome, String label, long n, long back) {
    return new Counts.Row(day, Entries.VENUE, outcome, label, n, back);
  }

  @Test
  void decisions_areCountedByOutcomeAndBenefit() throws IOException {
    JournalEntry free = entries.free(NOON, entries.mark());
    JournalEntry half = entries.half(NOON, entries.mark());
    Counts counts =
        counted(
            List.of(
                free,
                half,
                entries.charge(NOON),
                entries.free(NOON, entries.mark()),
                entries.assist(NOON),
                entries.annulled(half, NOON.plusSeconds(5))));
    assertThat(counts.through()).isEqualTo(6);
    assertThat(counts.rows())
        .containsExactly(
            row(DAY, Outcome.ADMIT, "FREE", 2, 0),
            row(DAY, Outcome.ADMIT, "PERCENT-50", 1, 1),
            row(DAY, Outcome.CHARGE, "", 1, 0),
            row(DAY, Outcome.ASSIST, "", 1, 0));
    assertThat(counts.rows().get(1).net()).isZero();
  }

  @Test
  void day_isThatOfShanghai() throws IOException {
    Instant midnight = Instant.parse("2026-11-22T16:00:00Z");
    Counts counts =
        counted(
            List.of(
                entries.charge(midnight.minusMillis(1)),
                entries.charge(midnight),
                entries.charge(midnight.plusMillis(1))));
    assertThat(counts.rows())
        .containsExactly(
            row(DAY, Outcome.CHARGE, "", 1, 0), row(DAY.plusDays(1), Outcome.CHARGE, "", 2, 0));
  }

  @Test
  void annulmentAfterMidnight_countsOnTheDayOfItsDecision() throws IOException {
    JournalEntry late = entries.free(Instant.parse("2026-11-22T15:59:59Z"), entries.mark());
    Counts counts = counted(List.of(late, entries.annulled(late, NOON.plus(Duration.ofDays(1)))));
    assertThat(counts.rows()).containsExactly(row(DAY, Outcome.ADMIT, "FREE", 1, 1));
  }

  @Test
  void csv_isQuotedWhereItMustBe() {
    Counts counts =
        new Counts(
            3,
            List.of(
                new Counts.Row(DAY, "公园 \"东\", 1", Outcome.ADMIT, "PERCENT-50", 10, 3),
                new Counts.Row(DAY, "bus\n12", Outcome.CHARGE, "", 1, 0)));
    assertThat(counts.csv())
        .isEqualTo(
            """
            day,venue,outcome,benefit,decided,annulled,net\r
            2026-11-22,"公园 ""东"", 1",ADMIT,PERCENT-50,10,3,7\r
            2026-11-22,"bus
            12",CHARGE,,1,0,1\r
            """);
  }

  /** With every restart, with and without the file that they are kept in, and half a file. */
  @Test
  void counts_areTheSameAfterARestartAndARecount() throws IOException {
    Counts counts = counted(entries.some(300, NOON));
    assertThat(FolderJournal.counts(folder)).isEqualTo(counts);
    Files.delete(folder.resolve("counts-0"));
    try (FolderJournal journal = open()) {
      assertThat(journal.counts()).isEqualTo(counts);
    }
    Files.deleteIfExists(folder.resolve("counts-0"));
    Files.delete(folder.resolve("counts-1"));
    try (FolderJournal journal = open()) {
      assertThat(journal.counts()).isEqualTo(counts);
    }
  }

  @Test
  void counts_outliveTheSegments() throws IOException {
    FolderJournal.Options small =
        FolderJournal.Options.STANDARD.withBytes(2048, 1 << 20).withKept(Duration.ZERO);
    Counts counts;
    try (FolderJournal journal = open(small)) {
      for (JournalEntry entry : entries.some(100, NOON)) {
        journal.append(entry);
        assertThat(journal.flush(FolderJournalTest.SOON)).isTrue();
        journal.upload(batch -> {});
        for (Path segment : SegmentFolder.list(folder).values()) {
          Files.setLastModifiedTime(segment, FileTime.from(NOON.minusSeconds(1)));
        }
      }
      counts = journal.counts();
    }
    assertThat(FolderJournal.verify(folder).lines()).isLessThan(20);
    assertThat(counts.rows().stream().mapToLong(r -> r.decided() + r.annulled()).sum())
        .isEqualTo(100);
    assertThat(FolderJournal.counts(folder)).isEqualTo(counts);
    try (FolderJournal journal = open(small)) {
      assertThat(journal.counts()).isEqualTo(counts);
    }
  }

  /** 400 days are kept whatever comes; older ones go where there are more than 10,000 rows. */
  @Test
  void oldRows_areDroppedOnlyWhereThereAreMany() throws IOException {
    for (int venues : new int[] {1, 13}) {
      Tally tally = new Tally();
      long number = 0;
      for (int day = 0; day < 1000; day++) {
        for (int venue = 0; venue < venues; venue++) {
          JournalLine.Subject subject =
              new JournalLine.Subject(DAY.minusDays(day), "venue-" + venue, Outcome.CHARGE, "");
          tally.add(
              new JournalLine(++number, subject, false, JournalLine.NO_LINE, JournalLine.NO_LINE));
        }
      }
      tally.forgetBefore(DAY);
      List<Counts.Row> rows = tally.counts().rows();
      assertThat(rows).hasSize(venues == 1 ? 1000 : 10_000);
      tally.forgetBefore(DAY.plusYears(10));
      assertThat(Tally.parse(tally.toBytes()).counts()).isEqualTo(tally.counts());
    }
    Tally dense = new Tally();
    IntStream.rangeClosed(1, 500 * 30)
        .forEach(
            i ->
                dense.add(
                    new JournalLine(
                        i,
                        new JournalLine.Subject(
                            DAY.minusDays(i % 500), "v" + i % 30 + '-' + i, Outcome.CHARGE, ""),
                        false,
                        JournalLine.NO_LINE,
                        JournalLine.NO_LINE)));
    dense.forgetBefore(DAY);
    Optional<LocalDate> oldest = dense.counts().rows().stream().map(Counts.Row::day).findFirst();
    assertThat(oldest).contains(DAY.minusDays(400));
  }
}
