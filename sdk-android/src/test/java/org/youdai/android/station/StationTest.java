package org.youdai.android.station;

import static org.assertj.core.api.Assertions.assertThat;

import android.content.Context;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.shadows.ShadowLog;
import org.youdai.TestAuthority;
import org.youdai.decision.ClockState;
import org.youdai.decision.Outcome;
import org.youdai.decision.Reason;
import org.youdai.feed.SnapshotFeed;
import org.youdai.gate.Passage;
import org.youdai.scan.QrText;

/** What a device goes through, and what its gate makes of it. */
@RunWith(RobolectricTestRunner.class)
public final class StationTest {
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final SetClock clock = new SetClock(TestAuthority.NOW);
  private final Town town = Town.foundedBefore(TestAuthority.NOW);
  private AppStorage storage;

  @Before
  public void publish() {
    storage = new AppStorage(folder.getRoot().toPath(), () -> 0);
    town.publish(TestAuthority.NOW.minus(Duration.ofHours(1)));
  }

  @After
  public void close() {
    town.close();
  }

  private Station open(StationSettings settings) {
    return Station.open(storage, settings, clock.device());
  }

  private static Passage scan(Station station, QrText code) {
    return (Passage) station.gate().scan(code.reveal());
  }

  private static Outcome outcome(Station station, QrText code) {
    return scan(station, code).decision().outcome();
  }

  @Test
  public void newDevice_admitsNobodyUntilItsFirstSync() throws Exception {
    try (Station station = open(town.settings())) {
      assertThat(scan(station, town.issue(65)).decision().reason()).isEqualTo(Reason.NEVER_SYNCED);
      assertThat(station.sync().result()).isEqualTo(SnapshotFeed.Result.UPDATED);
      assertThat(outcome(station, town.issue(65))).isEqualTo(Outcome.ADMIT);
      assertThat(station.profile().venue().id()).isEqualTo("bus-12");
    }
  }

  @Test
  public void deviceOfAnApp_keepsAllOfItOutOfBackups() throws Exception {
    Context context = RuntimeEnvironment.getApplication();
    try (Station station = Station.open(context, town.settings())) {
      station.sync();
    }
    Path kept = context.getNoBackupFilesDir().toPath().resolve("youdai");
    assertThat(AppStorage.of(context).lists()).isEqualTo(kept.resolve("lists"));
    assertThat(AppStorage.of(context).journal()).isEqualTo(kept.resolve("journal"));
    assertThat(kept.resolve("lists")).isNotEmptyDirectory();
    assertThat(kept.resolve("journal")).isNotEmptyDirectory();
    assertThat(AppStorage.of(context).freeBytes()).isPositive();
  }

  @Test
  public void deviceWithoutNetwork_goesByTheListsThatWereKept() throws Exception {
    QrText revoked = town.issue(70);
    town.revoke(revoked);
    town.publish(TestAuthority.NOW);
    try (Station station = open(town.settings())) {
      station.sync();
    }
    town.close();
    try (Station station = open(town.settings())) {
      SnapshotFeed.Update update = station.sync();
      assertThat(update.result()).isEqualTo(SnapshotFeed.Result.REFUSED);
      assertThat(update.problem().orElseThrow().reason()).isEqualTo(Reason.SOURCE_UNREACHABLE);
      assertThat(outcome(station, town.issue(65))).isEqualTo(Outcome.ADMIT);
      assertThat(scan(station, revoked).decision().reason()).isEqualTo(Reason.REVOKED);
    }
  }

  @Test
  public void storageThatIsFull_costsNoPassageAndIsSaid() throws Exception {
    Configuration small =
        Configuration.unix().toBuilder()
            .setBlockSize(512)
            .setMaxSize(2 << 20)
            .setMaxCacheSize(0)
            .build();
    try (FileSystem disk = Jimfs.newFileSystem(small)) {
      Path filler = disk.getPath("/filler");
      long room = Files.getFileStore(disk.getPath("/")).getUnallocatedSpace();
      Files.write(filler, new byte[(int) room]);
      AppStorage full = new AppStorage(disk.getPath("/youdai"), () -> 0);
      try (Station station = Station.open(full, town.settings(), clock.device())) {
        assertThat(station.sync().result()).isEqualTo(SnapshotFeed.Result.NOT_KEPT);
        Passage passage = scan(station, town.issue(65));
        assertThat(passage.decision().outcome()).isEqualTo(Outcome.ADMIT);
        assertThat(passage.isRecorded()).isFalse();
        assertThat(station.recording().journal()).isEmpty();
        assertThat(station.recording().problem().orElseThrow()).contains("space");
        assertThat(station.feed().health().problem().orElseThrow().reason())
            .isEqualTo(Reason.STORE_FAILED);

        Files.delete(filler);
        station.sync();
        assertThat(station.feed().health().problem()).isEmpty();
        assertThat(scan(station, town.issue(65)).isRecorded()).isTrue();
        assertThat(station.recording().problem()).isEmpty();
      }
    }
  }

  @Test
  public void processThatIsKilledInASync_leavesTheListsBeforeAndThenGoesOn() throws Exception {
    storage.save(town.settings());
    QrText lost = town.issue(65);
    try (StationProcess killed = StationProcess.start(folder.getRoot().toPath())) {
      killed.tellToSync();
      assertThat(killed.result()).isEqualTo("UPDATED");
      town.revoke(lost);
      town.publish(TestAuthority.NOW.minus(HALF_AN_HOUR));
      town.hangInTheMiddle();
      killed.tellToSync();
      town.awaitHanging();
      killed.kill();
    }
    town.recover();
    try (Station station = open(storage.settings().orElseThrow())) {
      assertThat(station.feed().get().manifestVersion()).isEqualTo(1);
      assertThat(outcome(station, lost)).isEqualTo(Outcome.ADMIT);
      assertThat(station.sync().result()).isEqualTo(SnapshotFeed.Result.UPDATED);
      clock.pass(Duration.ofMinutes(10));
      assertThat(scan(station, lost).decision().reason()).isEqualTo(Reason.REVOKED);
    }
  }

  @Test
  public void secondProcess_decidesButDoesNotRecordAndSaysSo() throws Exception {
    storage.save(town.settings());
    try (StationProcess first = StationProcess.start(folder.getRoot().toPath())) {
      first.tellToSync();
      assertThat(first.result()).isEqualTo("UPDATED");
      try (Station second = open(town.settings())) {
        Passage passage = scan(second, town.issue(65));
        assertThat(passage.decision().outcome()).isEqualTo(Outcome.ADMIT);
        assertThat(passage.isRecorded()).isFalse();
        assertThat(second.recording().problem().orElseThrow()).contains("another process");
        SnapshotFeed.Update update = second.sync();
        assertThat(update.problem().orElseThrow().reason()).isEqualTo(Reason.STORE_LOCKED);

        first.kill();
        assertThat(second.sync().problem()).isEmpty();
        assertThat(scan(second, town.issue(65)).isRecorded()).isTrue();
      }
    }
  }

  @Test
  public void stationsOfOneProcess_areOneGateUntilTheLastIsClosed() throws Exception {
    QrText code = town.issue(65);
    Station first = open(town.settings());
    Station second = open(town.settings());
    first.sync();
    assertThat(second.gate()).isSameAs(first.gate());
    assertThat(outcome(second, code)).isEqualTo(Outcome.ADMIT);
    first.close();
    first.close();
    assertThat(scan(second, code).isRepeat()).isTrue();
    second.close();
    try (Station third = open(town.settings())) {
      assertThat(third.gate()).isNotSameAs(second.gate());
      assertThat(scan(third, town.issue(65)).isRecorded()).isTrue();
    }
  }

  @Test
  public void stationsWithOtherSettings_areTwo_andTheSecondTakesOverWhenTheFirstIsClosed()
      throws Exception {
    Station before = open(town.settings());
    try (Station after = open(town.settingsWithJournal())) {
      assertThat(after.gate()).isNotSameAs(before.gate());
      assertThat(after.recording().journal()).isEmpty();
      before.close();
      assertThat(after.sync().problem()).isEmpty();
      assertThat(after.recording().journal()).isPresent();
    }
  }

  @Test
  public void clockThatIsSetBack_isNotBelievedAndStopsNobody() throws Exception {
    try (Station station = open(town.settings())) {
      station.sync();
      assertThat(outcome(station, town.issue(65))).isEqualTo(Outcome.ADMIT);
      clock.set(Duration.ofDays(-400));
      Passage passage = scan(station, town.issue(65));
      assertThat(passage.decision().outcome()).isEqualTo(Outcome.ADMIT);
      assertThat(passage.decision().circumstances().clock()).isEqualTo(ClockState.SUSPECT);
      assertThat(station.sync().problem().orElseThrow().reason()).isEqualTo(Reason.CLOCK_SUSPECT);
    }
    try (Station restarted = open(town.settings())) {
      // With nothing to go by but the lists' own time, it can only be said that it is not earlier.
      assertThat(scan(restarted, town.issue(65)).decision().reason())
          .isEqualTo(Reason.CLOCK_SUSPECT);
      clock.set(Duration.ofDays(400));
      assertThat(outcome(restarted, town.issue(65))).isEqualTo(Outcome.ADMIT);
    }
  }

  @Test
  public void clockThatIsSetAhead_makesNoCodeExpire() throws Exception {
    try (Station station = open(town.settings())) {
      station.sync();
      assertThat(outcome(station, town.issue(65))).isEqualTo(Outcome.ADMIT);
      clock.set(Duration.ofDays(2 * 365));
      Passage passage = scan(station, town.issue(65));
      assertThat(passage.decision().outcome()).isEqualTo(Outcome.RETRY);
      assertThat(passage.decision().reason()).isEqualTo(Reason.CLOCK_SUSPECT);
      clock.set(Duration.ofDays(-2 * 365));
      assertThat(outcome(station, town.issue(65))).isEqualTo(Outcome.ADMIT);
    }
  }

  @Test
  public void journal_isUploadedWithTheKeyAndOnceOnly() throws Exception {
    try (Station station = open(town.settingsWithJournal())) {
      station.sync();
      scan(station, town.issue(65));
      scan(station, town.issue(70));
      station.sync();
      assertThat(town.lines()).hasSize(2);
      assertThat(town.keys()).contains("Bearer " + Town.KEY);
      station.sync();
      assertThat(town.lines()).hasSize(2);
      assertThat(station.recording().uploadProblem()).isEmpty();
      assertThat(station.recording().journal().orElseThrow().notUploaded()).isZero();
    }
  }

  @Test
  public void uploadThatIsRefused_isSaidAndComesAgain() throws Exception {
    town.refuseJournals(true);
    try (Station station = open(town.settingsWithJournal())) {
      station.sync();
      scan(station, town.issue(65));
      assertThat(station.sync().result()).isEqualTo(SnapshotFeed.Result.UNCHANGED);
      assertThat(station.recording().uploadProblem().orElseThrow()).contains("HTTP status 503");
      assertThat(station.recording().journal().orElseThrow().notUploaded()).isEqualTo(1);
      assertThat(town.lines()).isEmpty();
    }
    town.refuseJournals(false);
    try (Station station = open(town.settingsWithJournal())) {
      station.sync();
      assertThat(town.lines()).hasSize(1);
      assertThat(station.recording().uploadProblem()).isEqualTo(Optional.empty());
    }
  }

  @Test
  public void key_isInNoTextAndNoLog() throws Exception {
    town.refuseJournals(true);
    StationSettings settings = town.settingsWithJournal();
    try (Station station = open(settings)) {
      station.sync();
      scan(station, town.issue(65));
      station.sync();
      assertThat(station.recording().toString()).contains("503").doesNotContain(Town.KEY);
    }
    assertThat(settings.toString()).contains("/journal").doesNotContain(Town.KEY);
    assertThat(ShadowLog.getLogs()).noneMatch(item -> item.toString().contains(Town.KEY));
  }
}
