package org.youdai.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A full disk: nothing accepted is lost while there is room in memory, and it recovers by itself.
 */
@Timeout(40)
final class FullDiskJournalTest {
  private static final int BLOCK = 512;
  private static final Clock CLOCK = Clock.fixed(Entries.NOON, ZoneOffset.UTC);
  private static final FolderJournal.Options OPTIONS =
      FolderJournal.Options.STANDARD
          .withBytes(4096, 1 << 20)
          .withQueue(50)
          .withLimits(Duration.ofMillis(20), Duration.ofSeconds(5));

  private final FileSystem disk =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder()
              .setBlockSize(BLOCK)
              .setMaxSize(BLOCK * 256)
              .setMaxCacheSize(0)
              .build());
  private final Path folder = disk.getPath("/journal");
  private final Path filler = disk.getPath("/filler");
  private final Entries entries = new Entries(1);

  @AfterEach
  void close() throws IOException {
    disk.close();
  }

  private FolderJournal open() throws IOException {
    return FolderJournal.open(folder, OPTIONS, CLOCK, new Random(1));
  }

  private void fill(int freeBlocks) throws IOException {
    Files.deleteIfExists(filler);
    long room = Files.getFileStore(folder).getUnallocatedSpace();
    Files.write(filler, new byte[(int) room - freeBlocks * BLOCK]);
  }

  private void append(FolderJournal journal, int count) {
    for (JournalEntry entry : entries.some(count, Entries.NOON)) {
      assertThat(journal.append(entry)).isTrue();
      assertThat(journal.flush(FolderJournalTest.SOON)).isTrue();
    }
  }

  private static void awaitStop(FolderJournal journal) {
    while (journal.health().takesWrites() && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
    assertThat(journal.health().takesWrites()).isFalse();
  }

  /** One block more is free each time, so that each writing fails in its turn. */
  @Test
  void diskThatIsFullAtAnyStep_losesNothingThatWasAccepted() throws IOException {
    long lines = 0;
    int stopped = 0;
    for (int free = 0; free < 48; free += 2) {
      try (FolderJournal journal = open()) {
        append(journal, 1);
        fill(free);
        for (JournalEntry entry : entries.some(40, Entries.NOON)) {
          journal.append(entry);
        }
        lines += 41;
        if (isStopped(journal)) {
          stopped++;
          assertThat(journal.append(entries.charge(Entries.NOON))).as("%d free", free).isFalse();
          lines++;
          assertThat(journal.health().problem()).isPresent();
        }
        Files.delete(filler);
        assertThat(journal.flush(FolderJournalTest.SOON)).as("%d free", free).isTrue();
        append(journal, 1);
        lines++;
        assertThat(journal.health().takesWrites()).isTrue();
        assertThat(journal.health().problem()).isEmpty();
        assertThat(journal.health().lost()).isZero();
        assertThat(journal.health().durable()).isEqualTo(lines);
      }
      JournalReport report = FolderJournal.verify(folder);
      assertThat(report.firstBreak()).isEmpty();
      assertThat(report.last()).isEqualTo(lines);
      Counts counts = FolderJournal.counts(folder);
      assertThat(counts.rows().stream().mapToLong(r -> r.decided() + r.annulled()).sum())
          .isEqualTo(lines);
      List<Path> segments = new ArrayList<>(SegmentFolder.list(folder).values());
      for (Path segment : segments.subList(0, segments.size() - 1)) {
        Files.delete(segment); // room for the next round; the counts go on without them
      }
    }
    assertThat(stopped).as("rounds in which the disk was full").isBetween(10, 23);
  }

  /** Waits until the disk takes nothing, or has taken all. */
  private static boolean isStopped(FolderJournal journal) {
    FolderJournal.Health health = journal.health();
    while (health.takesWrites() && health.queued() > 0 && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
      health = journal.health();
    }
    return !health.takesWrites();
  }

  @Test
  void fullDisk_isGivenTheOldestUploadedSegments() throws IOException {
    try (FolderJournal journal = open()) {
      append(journal, 40);
      assertThat(journal.health().segments()).isGreaterThan(3);
      journal.upload(batch -> {});
      long uploaded = journal.health().durable();
      append(journal, 20);
      Counts before = journal.counts();
      fill(0);
      append(journal, 20);
      assertThat(journal.health().takesWrites()).isTrue();
      JournalReport report = FolderJournal.verify(folder);
      assertThat(report.first()).isGreaterThan(1).isLessThanOrEqualTo(uploaded + 1);
      assertThat(report.last()).isEqualTo(80);
      assertThat(report.firstBreak()).isEmpty();
      assertThat(before.through()).isEqualTo(60);
      Counts after = journal.counts();
      assertThat(after.through()).isEqualTo(80);
      assertThat(FolderJournal.counts(folder)).as("counted anew").isEqualTo(after);
    }
  }

  @Test
  void fullDisk_takesNoSegmentThatIsNotUploaded() throws IOException {
    try (FolderJournal journal = open()) {
      append(journal, 60);
      fill(0);
      journal.append(entries.free(Entries.NOON, entries.mark()));
      for (int i = 0; i < 10; i++) {
        journal.append(entries.free(Entries.NOON, entries.mark()));
      }
      awaitStop(journal);
      assertThat(FolderJournal.verify(folder).first()).isEqualTo(1);
      Files.delete(filler);
      assertThat(journal.flush(FolderJournalTest.SOON)).isTrue();
    }
    assertThat(FolderJournal.verify(folder).last()).isEqualTo(71);
  }

  @Test
  void queueOnAFullDisk_isBoundedAndWhatIsBeyondIsCounted() throws IOException {
    FolderJournal journal = open();
    append(journal, 1);
    fill(0);
    List<Boolean> taken = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      taken.add(journal.append(entries.free(Entries.NOON, entries.mark())));
    }
    awaitStop(journal);
    long durable = journal.health().durable();
    assertThat(journal.health().queued()).isEqualTo(50);
    assertThat(journal.health().lost()).isEqualTo(60 - 50 - (durable - 1));
    assertThat(taken.get(59)).isFalse();
    assertThatThrownBy(journal::close)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("50 entries are not on the disk");
    assertThat(journal.health().lost()).isEqualTo(60 - (durable - 1));
    Files.delete(filler);
    JournalReport report = FolderJournal.verify(folder);
    assertThat(report.last()).isEqualTo(durable);
    assertThat(report.firstBreak()).isEmpty();
    open().close();
  }
}
