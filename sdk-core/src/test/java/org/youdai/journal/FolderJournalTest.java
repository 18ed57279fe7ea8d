package org.youdai.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.decision.Decision;
import org.youdai.replay.Mark;

/** What is appended is on the disk, in a chain, and says nothing of anybody. */
@Timeout(40)
final class FolderJournalTest {
  static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant NOON = Entries.NOON;
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final FolderJournal.Options STANDARD = FolderJournal.Options.STANDARD;
  private static final FolderJournal.Options SMALL = STANDARD.withBytes(4096, 1 << 20);

  @TempDir private Path folder;

  private final Entries entries = new Entries(1);

  private FolderJournal open(FolderJournal.Options options) throws IOException {
    return open(folder, options);
  }

  private static FolderJournal open(Path folder, FolderJournal.Options options) throws IOException {
    return FolderJournal.open(folder, options, CLOCK, new Random(2));
  }

  private static void appendAll(FolderJournal journal, List<? extends JournalEntry> all) {
    for (JournalEntry entry : all) {
      assertThat(journal.append(entry)).isTrue();
    }
    assertThat(journal.flush(SOON)).isTrue();
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path segment : SegmentFolder.list(folder).values()) {
      lines.addAll(Files.readAllLines(segment));
    }
    return lines;
  }

  private JournalReport verified() throws IOException {
    JournalReport report = FolderJournal.verify(folder);
    assertThat(report.firstBreak()).isEmpty();
    return report;
  }

  @Test
  void line_holdsWhatTheFormatSays() throws IOException {
    JournalEntry.Decided admitted = entries.half(NOON, entries.mark());
    JournalEntry.Decided assisted = entries.assist(NOON.plusSeconds(1));
    try (FolderJournal journal = open(STANDARD)) {
      appendAll(
          journal, List.of(admitted, assisted, entries.annulled(admitted, NOON.plusSeconds(9))));
    }
    List<String> lines = lines();
    assertThat(lines.get(0))
        .matches(
            "\\{\"seq\":1,\"id\":\""
                + admitted.decision().id()
                + "\",\"kind\":\"decided\",\"time\":\"2026-11-22T04:00:00Z\",\"day\":\"2026-11-22\","
                + "\"venue\":\"bus-12\",\"gate\":\"front\",\"outcome\":\"ADMIT\",\"reason\":\"YD-001\","
                + "\"benefit\":\"PERCENT\",\"percent\":50,\"rule\":\"park-60\","
                + "\"holder\":\"[\\w-]{11}\",\"trust\":3,\"policy\":2,\"freshness\":\"FRESH\","
                + "\"clock\":\"PLAUSIBLE\",\"guard\":\"IN_ORDER\",\"prev\":\"sm3:A{43}\"}");
    assertThat(lines.get(1))
        .contains("\"outcome\":\"ASSIST\",\"reason\":\"YD-701\",\"trust\":3")
        .endsWith("\"prev\":\"" + JournalLine.hash(lines.get(0).getBytes(UTF_8)) + "\"}");
    assertThat(lines.get(2))
        .isEqualTo(
            "{\"seq\":3,\"id\":\""
                + admitted.decision().id()
                + "\",\"kind\":\"annulled\",\"time\":\"2026-11-22T04:00:09Z\",\"day\":\"2026-11-22\","
                + "\"venue\":\"bus-12\",\"gate\":\"front\",\"outcome\":\"ADMIT\",\"reason\":\"YD-001\","
                + "\"benefit\":\"PERCENT\",\"percent\":50,\"rule\":\"park-60\","
                + "\"prev\":\""
                + JournalLine.hash(lines.get(1).getBytes(UTF_8))
                + "\"}");
  }

  @Test
  void lines_areReadAsWhatWasWritten() throws IOException {
    List<JournalEntry> all = entries.some(200, NOON);
    try (FolderJournal journal = open(SMALL)) {
      appendAll(journal, all);
    }
    List<String> lines = lines();
    assertThat(lines).hasSize(200);
    for (int i = 0; i < 200; i++) {
      JournalLine line = JournalLine.parse(lines.get(i).getBytes(UTF_8)).orElseThrow();
      assertThat(line.sequence()).isEqualTo(i + 1);
      assertThat(line.subject()).isEqualTo(JournalLine.Subject.of(all.get(i)));
      assertThat(line.isAnnulled()).isEqualTo(all.get(i) instanceof JournalEntry.Annulled);
    }
  }

  @Test
  void chain_goesOnOverSegmentsAndRestarts() throws IOException {
    for (int start = 0; start < 4; start++) {
      try (FolderJournal journal = open(SMALL)) {
        for (int i = 0; i < 5; i++) {
          appendAll(journal, entries.some(7, NOON));
        }
      }
    }
    JournalReport report = verified();
    assertThat(report.lines()).isEqualTo(140);
    assertThat(report.first()).isEqualTo(1);
    assertThat(report.last()).isEqualTo(140);
    assertThat(report.segments()).isGreaterThan(5);
    assertThat(report.unfinished()).isZero();
    assertThat(folder.resolve("journal-0000000000000001.jsonl")).exists();
  }

  @Test
  void codeMarkAndKey_areInNoFile() throws IOException {
    Mark mark = new Mark(0x0123456789abcdefL, 0xf0e1d2c3b4a59687L);
    RememberedRandom random = new RememberedRandom();
    try (FolderJournal journal = FolderJournal.open(folder, SMALL, CLOCK, random)) {
      for (int i = 0; i < 20; i++) {
        appendAll(journal, List.of(entries.free(NOON.plusSeconds(i), mark)));
      }
      appendAll(journal, List.of(entries.free(NOON.plus(Duration.ofDays(1)), mark)));
      journal.upload(batch -> {});
    }
    assertThat(random.drawn).as("keys, one a day").hasSize(2);
    List<byte[]> secrets = new ArrayList<>(random.drawn);
    secrets.add(mark.bytes());
    int files = 0;
    for (Path file : files(folder)) {
      files++;
      String content = new String(Files.readAllBytes(file), ISO_8859_1);
      for (byte[] secret : secrets) {
        assertThat(content)
            .as(file.toString())
            .doesNotContain(new String(secret, ISO_8859_1))
            .doesNotContain(Base64.getUrlEncoder().withoutPadding().encodeToString(secret))
            .doesNotContain(Base64.getEncoder().encodeToString(secret))
            .doesNotContainIgnoringCase(HexFormat.of().formatHex(secret))
            .doesNotContainIgnoringCase(HexFormat.of().formatHex(secret, 0, 8))
            .doesNotContain("YD1:")
            .doesNotContain("YP1:");
      }
    }
    assertThat(files).isGreaterThan(4);
  }

  /** Remembers what was drawn from it in one piece of the length of a key. */
  private static final class RememberedRandom extends Random {
    private static final long serialVersionUID = 1L;
    private final transient List<byte[]> drawn = new ArrayList<>();

    @Override
    public void nextBytes(byte[] bytes) {
      super.nextBytes(bytes);
      assertThat(bytes).hasSize(32);
      drawn.add(bytes.clone());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void pseudonym_isTheSameOnOneDayOnlyAndOnOneDeviceOnly() throws IOException {
    Mark mark = entries.mark();
    Instant lastSecond = Instant.parse("2026-11-22T15:59:59Z"); // 23:59:59 in Shanghai
    List<JournalEntry> all =
        List.of(
            entries.free(NOON, mark),
            entries.free(lastSecond, mark),
            entries.free(lastSecond.plusSeconds(1), mark),
            entries.free(NOON, entries.mark()));
    try (FolderJournal journal = open(STANDARD)) {
      appendAll(journal, all);
    }
    List<String> names = holders();
    assertThat(names.get(1)).isEqualTo(names.get(0));
    assertThat(names.get(2)).isNotEqualTo(names.get(0));
    assertThat(names.get(3)).isNotEqualTo(names.get(0));
    Path other = folder.resolve("other");
    try (FolderJournal journal = FolderJournal.open(other, STANDARD, CLOCK, new Random(3))) {
      appendAll(journal, all);
    }
    String first = Files.readAllLines(SegmentFolder.list(other).get(1L)).get(0);
    assertThat(first).doesNotContain(names.get(0));
  }

  private List<String> holders() throws IOException {
    return lines().stream()
        .map(line -> line.replaceAll(".*\"holder\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  /** 4,096 at most wait; what comes beyond is refused, at once and countably. */
  @Test
  void queueThatIsFull_refusesAtOnceAndLosesNothingElse() throws Exception {
    TroubledDisk disk = TroubledDisk.on(folder);
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch reached = new CountDownLatch(1);
    try (FolderJournal journal = open(disk.path(), STANDARD.withQueue(10))) {
      disk.set(holdingUp(reached, released));
      assertThat(journal.append(entries.charge(NOON))).isTrue();
      assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 9; i++) {
        assertThat(journal.append(entries.charge(NOON))).isTrue();
      }
      assertThat(journal.append(entries.charge(NOON))).isFalse();
      assertThat(journal.health().queued()).isEqualTo(10);
      assertThat(journal.health().lost()).isEqualTo(1);
      assertThat(journal.health().durable()).isZero();
      assertThat(journal.flush(Duration.ofMillis(1))).as("nothing is on the disk").isFalse();
      released.countDown();
      assertThat(journal.flush(SOON)).isTrue();
      assertThat(journal.health().queued()).isZero();
    }
    assertThat(verified().lines()).isEqualTo(10);
  }

  private static TroubledDisk.Trouble holdingUp(CountDownLatch reached, CountDownLatch released) {
    return (step, name) -> {
      if (step == TroubledDisk.Step.FORCE && name.startsWith("journal-")) {
        reached.countDown();
        try {
          released.await();
        } catch (InterruptedException stopped) {
          throw new IOException(stopped);
        }
      }
      return -1;
    };
  }

  @Test
  void diskThatHangs_holdsUpNoAppendAndNoHealthAndNoCounts() throws Exception {
    TroubledDisk disk = TroubledDisk.on(folder);
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch reached = new CountDownLatch(1);
    FolderJournal journal =
        open(disk.path(), STANDARD.withLimits(Duration.ofSeconds(1), Duration.ofMillis(30)));
    disk.set(holdingUp(reached, released));
    journal.append(entries.charge(NOON));
    assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
    // Everything below runs while the writing thread is held: none of it may wait for it.
    for (int i = 0; i < 4000; i++) {
      assertThat(journal.append(entries.free(NOON, entries.mark()))).isTrue();
    }
    assertThat(journal.health().durable()).isZero();
    assertThat(journal.counts().rows()).isEmpty();
    assertThatThrownBy(journal::close).isInstanceOf(IOException.class).hasMessageContaining("4001");
    assertThat(journal.append(entries.charge(NOON))).isFalse();
    assertThatThrownBy(() -> open(STANDARD)).hasMessageContaining("another process");
    released.countDown();
    assertThat(journal.flush(SOON)).isTrue();
    assertThat(verified().lines()).isEqualTo(4001);
  }

  @Test
  void whatIsWaiting_isWrittenInOnePieceAndForcedOnce() throws Exception {
    TroubledDisk disk = TroubledDisk.on(folder);
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch reached = new CountDownLatch(1);
    AtomicInteger writes = new AtomicInteger();
    AtomicInteger forces = new AtomicInteger();
    try (FolderJournal journal = open(disk.path(), STANDARD)) {
      disk.set(holdingUp(reached, released));
      journal.append(entries.charge(NOON));
      assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
      entries.some(1000, NOON).forEach(journal::append);
      disk.set(
          (step, name) -> {
            (step == TroubledDisk.Step.WRITE ? writes : forces).incrementAndGet();
            return -1;
          });
      released.countDown();
      assertThat(journal.flush(SOON)).isTrue();
      assertThat(writes).hasValue(1);
      assertThat(forces).hasValue(1);
    }
  }

  /** The bytes were there, and nobody can tell whether they stay: they are written again. */
  @Test
  void forceThatFails_acknowledgesNothingAndIsDoneAgain() throws Exception {
    TroubledDisk disk = TroubledDisk.on(folder);
    AtomicInteger failures = new AtomicInteger();
    List<Long> durable = new ArrayList<>();
    try (FolderJournal journal = open(disk.path(), STANDARD)) {
      appendAll(journal, entries.some(3, NOON));
      disk.set(
          (step, name) -> {
            if (step == TroubledDisk.Step.FORCE && failures.incrementAndGet() <= 3) {
              durable.add(journal.health().durable());
              throw new IOException("Input/output error");
            }
            return -1;
          });
      assertThat(journal.append(entries.charge(NOON))).isTrue();
      assertThat(journal.flush(SOON)).isTrue();
      assertThat(durable).containsExactly(3L, 3L, 3L);
      assertThat(journal.append(entries.charge(NOON))).as("it has recovered").isTrue();
    }
    assertThat(verified().lines()).isEqualTo(5);
  }

  @Test
  void writingThatTearsAndCannotBeCutBack_isCutBackBeforeTheNext() throws Exception {
    TroubledDisk disk = TroubledDisk.on(folder);
    AtomicInteger failures = new AtomicInteger();
    AtomicInteger truncations = new AtomicInteger();
    try (FolderJournal journal = open(disk.path(), STANDARD)) {
      appendAll(journal, entries.some(3, NOON));
      disk.set(
          (step, name) -> {
            if (step == TroubledDisk.Step.TRUNCATE && truncations.incrementAndGet() <= 3) {
              throw new IOException("Input/output error");
            }
            return step == TroubledDisk.Step.WRITE && failures.incrementAndGet() <= 3 ? 700 : -1;
          });
      entries.some(50, NOON).forEach(journal::append);
      assertThat(journal.flush(SOON)).isTrue();
      assertThat(failures.get()).isGreaterThan(3);
    }
    assertThat(verified().lines()).isEqualTo(53);
  }

  @Test
  void entryThatIsNoLine_isLostAloneAndCounted() throws IOException {
    JournalEntry good = entries.charge(NOON);
    JournalEntry tooLong =
        new JournalEntry.Decided(
            good.decision(), "v".repeat(JournalLine.LONGEST), Entries.GATE, Optional.empty());
    try (FolderJournal journal = open(STANDARD)) {
      journal.append(tooLong);
      appendAll(journal, List.of(good));
      assertThat(journal.health().lost()).isEqualTo(1);
      assertThat(journal.health().durable()).isEqualTo(1);
    }
    assertThat(verified().lines()).isEqualTo(1);
  }

  @Test
  void longestLine_isWrittenAndReadAndOneByteMoreIsNot() throws IOException {
    Decision decision = entries.charge(NOON).decision();
    int rest =
        JournalLine.encode(
                new JournalEntry.Decided(decision, "", "", Optional.empty()),
                1,
                JournalLine.NO_LINE,
                new Pseudonyms(new Random(1)))
            .length;
    try (FolderJournal journal = open(STANDARD)) {
      for (int more = 0; more < 2; more++) {
        String venue = "v".repeat(JournalLine.LONGEST - rest + more);
        journal.append(new JournalEntry.Decided(decision, venue, "", Optional.empty()));
        assertThat(journal.flush(SOON)).isTrue();
        assertThat(journal.health().lost()).isEqualTo(more);
      }
    }
    assertThat(verified().lines()).isEqualTo(1);
    assertThat(FolderJournal.counts(folder).rows()).hasSize(1);
  }

  @Test
  void folderInUse_isRefusedUntilItIsGivenBack() throws IOException {
    FolderJournal first = open(STANDARD);
    assertThatThrownBy(() -> open(STANDARD))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another process writes this journal; stop it, or choose another");
    appendAll(first, entries.some(2, NOON));
    first.close();
    try (FolderJournal second = open(STANDARD)) {
      assertThat(second.health().durable()).isEqualTo(2);
    }
    assertThat(first.append(entries.charge(NOON))).as("closed").isFalse();
    assertThat(first.health().lost()).isEqualTo(1);
    assertThat(first.health().takesWrites()).isFalse();
  }

  @Test
  void closing_writesWhatIsWaiting() throws IOException {
    FolderJournal journal = open(STANDARD);
    entries.some(3000, NOON).forEach(journal::append);
    journal.close();
    journal.close();
    assertThat(verified().lines()).isEqualTo(3000);
    assertThat(FolderJournal.counts(folder).through()).isEqualTo(3000);
  }

  @Test
  void severalThreads_areAllWritten() throws Exception {
    try (FolderJournal journal = open(SMALL)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        List<JournalEntry> some = new Entries(10 + i).some(500, NOON);
        Thread thread =
            new Thread(
                () -> {
                  for (JournalEntry entry : some) {
                    journal.append(entry);
                  }
                });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(journal.flush(SOON)).isTrue();
      assertThat(journal.health().durable()).isEqualTo(2000);
      assertThat(journal.health().lost()).isZero();
    }
    assertThat(verified().lines()).isEqualTo(2000);
    assertThat(lines().stream().map(line -> line.replaceAll(",\"time.*", "")).distinct())
        .hasSize(2000);
  }

  @Test
  void segments_areRemovedOnlyIfUploadedAndOld() throws IOException {
    Path first = folder.resolve("journal-0000000000000001.jsonl");
    try (FolderJournal journal = open(SMALL.withKept(Duration.ofDays(30)))) {
      fillSegment(journal);
      age(first, 31);
      fillSegment(journal);
      assertThat(first).as("old, but not uploaded").exists();
      journal.upload(batch -> {});
      age(first, 29);
      fillSegment(journal);
      assertThat(first).as("uploaded, but not old").exists();
      age(first, 30);
      fillSegment(journal);
      assertThat(first).as("30 days are not over").exists();
      age(first, 31);
      Counts before = journal.counts();
      fillSegment(journal);
      assertThat(first).doesNotExist();
      assertThat(journal.counts().through()).isGreaterThan(before.through());
    }
    assertThat(verified().first()).isGreaterThan(1);
  }

  @Test
  void dayThatIsOver_endsItsSegmentSoThatItCanGoWhenItIsOld() throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(NOON);
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now.get();
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    Instant midnight = Instant.parse("2026-11-22T16:00:00Z"); // in China
    assertThat(JournalLine.dayOf(midnight)).isEqualTo(JournalLine.dayOf(NOON).plusDays(1));
    try (FolderJournal journal = FolderJournal.open(folder, STANDARD, clock, new Random(3))) {
      appendAll(journal, entries.some(2, NOON));
      assertThat(verified().segments()).isEqualTo(1);
      now.set(midnight.minusMillis(1));
      appendAll(journal, entries.some(1, now.get()));
      assertThat(verified().segments()).isEqualTo(1);
      now.set(midnight);
      appendAll(journal, entries.some(1, now.get())); // the last of its segment
      appendAll(journal, entries.some(1, now.get()));
      assertThat(verified().segments()).isEqualTo(2);
      appendAll(journal, entries.some(1, now.get()));
      assertThat(verified().segments()).isEqualTo(2);
    }
  }

  @Test
  void folderAboveItsSize_losesTheOldestUploadedSegmentsAndNoOther() throws IOException {
    try (FolderJournal journal = open(STANDARD.withBytes(4096, 20_000))) {
      for (int i = 0; i < 10; i++) {
        fillSegment(journal);
      }
      assertThat(journal.health().bytes()).as("nothing is uploaded").isGreaterThan(40_000);
      assertThat(verified().first()).isEqualTo(1);
      journal.uploadNext(batch -> {});
      fillSegment(journal);
      fillSegment(journal);
      JournalReport report = verified();
      assertThat(report.first()).isGreaterThan(1).isLessThanOrEqualTo(501);
      assertThat(journal.health().bytes()).isLessThan(20_000 + 2 * 6000);
      assertThat(journal.health().segments()).isEqualTo(report.segments());
      assertThat(journal.health().bytes()).isEqualTo(bytesOfSegments());
    }
  }

  private long bytesOfSegments() throws IOException {
    long bytes = 0;
    for (Path segment : SegmentFolder.list(folder).values()) {
      bytes += Files.size(segment);
    }
    return bytes;
  }

  private void fillSegment(FolderJournal journal) {
    int segments = journal.health().segments();
    do {
      appendAll(journal, entries.some(3, NOON));
    } while (journal.health().segments() == segments);
  }

  private static void age(Path segment, int days) throws IOException {
    Files.setLastModifiedTime(segment, FileTime.from(NOON.minus(Duration.ofDays(days))));
  }

  @Test
  void limits_areHeld() {
    assertThat(STANDARD.queue()).isEqualTo(4096);
    assertThatThrownBy(() -> STANDARD.withQueue(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> STANDARD.withQueue(1_000_001))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> STANDARD.withBytes(1023, 1 << 20))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> STANDARD.withBytes(1024, 1023))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> STANDARD.withBatch(10_001))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What a gate pays for an entry; told, and bounded only against a mistake of the kind. */
  @Test
  void append_costsLittle() throws IOException {
    int rounds = 200_000;
    List<JournalEntry> some = entries.some(1000, NOON);
    try (FolderJournal journal = open(STANDARD.withQueue(1_000_000))) {
      long start = System.nanoTime();
      for (int i = 0; i < rounds; i++) {
        journal.append(some.get(i % 1000));
      }
      long nanos = (System.nanoTime() - start) / rounds;
      assertThat(journal.flush(Duration.ofMinutes(2))).isTrue();
      assertThat(nanos).as("ns for an append").isLessThan(100_000);
    }
  }
}
