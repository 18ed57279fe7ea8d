package org.youdai.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a power cut leaves of the last segment, whole lines are kept and the chain goes on. */
@Timeout(40)
final class PowerCutTest {
  private static final Clock CLOCK = Clock.fixed(Entries.NOON, ZoneOffset.UTC);
  private static final int LINES = 10;

  private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
  private final Path folder = disk.getPath("/journal");
  private final Entries entries = new Entries(1);
  private byte[] whole = {};

  private FolderJournal open() throws IOException {
    FolderJournal.Options options = FolderJournal.Options.STANDARD.withBytes(2048, 1 << 20);
    return FolderJournal.open(folder, options, CLOCK, new Random(1));
  }

  private void append(int count) throws IOException {
    try (FolderJournal journal = open()) {
      for (JournalEntry entry : entries.some(count, Entries.NOON)) {
        assertThat(journal.append(entry)).isTrue();
        assertThat(journal.flush(FolderJournalTest.SOON)).isTrue();
      }
    }
  }

  @BeforeEach
  void write() throws IOException {
    append(LINES);
    whole = Files.readAllBytes(last());
    assertThat(SegmentFolder.list(folder)).hasSize(2);
    assertThat(count(whole, whole.length)).as("lines of the last segment").isEqualTo(4);
  }

  @AfterEach
  void close() throws IOException {
    disk.close();
  }

  private Path last() throws IOException {
    return SegmentFolder.list(folder).lastEntry().getValue();
  }

  private static int count(byte[] bytes, int length) {
    int lines = 0;
    for (int i = 0; i < length; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** Counts were kept at the end; without them, as after a power cut, it is all in the segments. */
  private void forgetCounts() throws IOException {
    Files.deleteIfExists(folder.resolve("counts-0"));
    Files.deleteIfExists(folder.resolve("counts-1"));
  }

  private void assertHolds(long lines, String as) throws IOException {
    JournalReport report = FolderJournal.verify(folder);
    assertThat(report.firstBreak()).as(as).isEmpty();
    assertThat(report.lines()).as(as).isEqualTo(lines);
    assertThat(report.last()).as(as).isEqualTo(lines);
    assertThat(report.unfinished()).as(as).isZero();
    assertThat(total(FolderJournal.counts(folder))).as(as).isEqualTo(lines);
  }

  private static long total(Counts counts) {
    return counts.rows().stream().mapToLong(row -> row.decided() + row.annulled()).sum();
  }

  @Test
  void segmentCutAtEveryByte_keepsItsWholeLines() throws IOException {
    Path segment = last();
    for (int length = 0; length <= whole.length; length++) {
      forgetCounts();
      Files.write(segment, Arrays.copyOf(whole, length));
      int before = LINES - count(whole, whole.length);
      assertThat(FolderJournal.verify(folder).firstBreak()).as("cut at %d", length).isEmpty();
      append(1);
      assertHolds(before + count(whole, length) + 1, "cut at " + length);
      if (!last().equals(segment)) {
        Files.delete(last());
      }
    }
  }

  @Test
  void garbageBehindTheLastLine_isCutOff() throws IOException {
    String text = new String(whole, UTF_8);
    String half = text.substring(0, 200);
    for (String garbage :
        List.of(
            "\0\0\0\0",
            "\n",
            "\n\n",
            half,
            half + "\n" + half,
            "{}\n",
            "x\ny\nz",
            text,
            "x\n" + text + half)) {
      forgetCounts();
      Files.write(last(), whole);
      Files.writeString(last(), garbage, StandardOpenOption.APPEND);
      append(0);
      assertThat(Files.readAllBytes(last())).isEqualTo(whole);
      assertHolds(LINES, garbage);
    }
  }

  /** Bytes of every line but the last are changed in turn: what follows is never cut. */
  @Test
  void damageInTheMiddle_isNamedAndNothingIsCut() throws IOException {
    int last = lineStart(whole, 3);
    for (int place = 0; place < last; place += 7) {
      String as = "changed at " + place;
      byte[] damaged = whole.clone();
      damaged[place] ^= 1;
      Path segment = last();
      Files.write(segment, damaged);
      append(2);
      assertThat(Files.readAllBytes(segment)).as(as).isEqualTo(damaged);
      JournalReport report = FolderJournal.verify(folder);
      int line = 1 + count(whole, place);
      assertThat(report.firstBreak()).as(as).isPresent();
      JournalReport.Break found = report.firstBreak().get();
      assertThat(found.file()).isEqualTo(segment.getFileName().toString());
      assertThat(found.line()).as(as).isBetween((long) line, line + 1L);
      assertThat(report.last()).as(as).isEqualTo(LINES + 2);
      assertThat(last()).as(as).isNotEqualTo(segment);
      Files.delete(last());
      Files.write(segment, whole);
      forgetCounts();
    }
  }

  private static int lineStart(byte[] bytes, int line) {
    int start = 0;
    for (int i = 0; i < line; start++) {
      i += bytes[start] == '\n' ? 1 : 0;
    }
    return start;
  }

  @Test
  void changedLine_isNamedByTheHashOfTheNext() throws IOException {
    String text = new String(whole, UTF_8);
    Files.writeString(last(), text.replaceFirst("YD-...", "YD-777"));
    assertThat(FolderJournal.verify(folder).firstBreak())
        .contains(
            new JournalReport.Break(last().getFileName().toString(), 2, JournalReport.Damage.HASH));
  }

  @Test
  void lineTakenOut_isNamedByTheNumber() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(last()));
    lines.remove(1);
    Files.write(last(), lines);
    assertThat(FolderJournal.verify(folder).firstBreak())
        .contains(
            new JournalReport.Break(
                last().getFileName().toString(), 2, JournalReport.Damage.NUMBER));
  }

  @Test
  void segmentTakenOut_isNamedAndNumbersAreNotUsedAgain() throws IOException {
    append(6);
    List<Path> segments = new ArrayList<>(SegmentFolder.list(folder).values());
    assertThat(segments).hasSize(3);
    Files.delete(segments.get(1));
    append(1);
    JournalReport report = FolderJournal.verify(folder);
    assertThat(report.firstBreak())
        .contains(
            new JournalReport.Break(
                segments.get(2).getFileName().toString(), 1, JournalReport.Damage.NUMBER));
    assertThat(report.last()).isEqualTo(LINES + 7);
    for (Path segment : SegmentFolder.list(folder).values()) {
      Files.delete(segment);
    }
    append(1);
    assertThat(FolderJournal.verify(folder).first()).isEqualTo(LINES + 8);
    assertThat(total(FolderJournal.counts(folder))).isEqualTo(LINES + 8);
  }

  @Test
  void emptyLastSegment_isGoneOnWith() throws IOException {
    Path next = folder.resolve("journal-0000000000000011.jsonl");
    Files.createFile(next);
    append(1);
    assertHolds(LINES + 1, "the name that is next");
    assertThat(Files.size(next)).isPositive();
    Files.createFile(folder.resolve("journal-0000000000000999.jsonl"));
    append(1);
    assertHolds(LINES + 2, "a name that is not");
  }

  @Test
  void segmentShortenedWhileItIsWritten_isLeftForANewOne() throws IOException {
    try (FolderJournal journal = open()) {
      journal.append(entries.charge(Entries.NOON));
      assertThat(journal.flush(FolderJournalTest.SOON)).isTrue();
      Files.write(last(), new byte[0]);
      journal.append(entries.charge(Entries.NOON));
      assertThat(journal.flush(FolderJournalTest.SOON)).isTrue();
    }
    JournalReport report = FolderJournal.verify(folder);
    assertThat(report.last()).isEqualTo(LINES + 2);
    assertThat(report.firstBreak().map(JournalReport.Break::damage))
        .contains(JournalReport.Damage.NUMBER);
  }

  /** Each of the two in turn, cut short or with a changed byte: the other one holds. */
  @Test
  void countsOrCursorDamaged_leaveTheOtherOfTheTwo() throws IOException {
    try (FolderJournal journal = open()) {
      journal.upload(batch -> {});
      journal.append(entries.charge(Entries.NOON));
      assertThat(journal.flush(FolderJournalTest.SOON)).isTrue();
      journal.upload(batch -> {});
    }
    for (String name : List.of("counts-0", "counts-1", "uploaded-0", "uploaded-1")) {
      byte[] kept = Files.readAllBytes(folder.resolve(name));
      for (int place = 0; place < 600; place++) {
        byte[] damaged = Arrays.copyOf(kept, place % 2 == 0 ? place / 2 : kept.length);
        if (place % 2 == 1) {
          damaged[place / 2] ^= 1;
        }
        Files.write(folder.resolve(name), damaged);
        assertThat(total(FolderJournal.counts(folder))).as(name).isEqualTo(LINES + 1);
        try (FolderJournal journal = open()) {
          assertThat(journal.health().notUploaded()).as(name).isLessThanOrEqualTo(1);
          assertThat(total(journal.counts())).isEqualTo(LINES + 1);
        }
        Files.write(folder.resolve(name), kept);
      }
    }
  }
}
