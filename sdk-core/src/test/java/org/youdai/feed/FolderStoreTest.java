package org.youdai.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.decision.Reason;
import org.youdai.feed.SnapshotFeed.Result;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.status.Freshness;
import org.youdai.trust.Ratchet;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustAnchor;

final class FolderStoreTest {
  private static final Clock CLOCK = Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC);

  private final TestAuthority authority = TestAuthority.create(82, SignatureAlgorithm.SM2);
  private final TrustAnchor anchor = authority.authority.anchor();
  @TempDir private Path folder;

  private SnapshotFeed open() {
    return SnapshotFeed.open(anchor, ListSource.of(Map.of()), store(), CLOCK);
  }

  private FolderStore store() {
    return FolderStore.of(folder);
  }

  /** Publishes, and lets a process take it in that ends at once. */
  private void updateOnce() throws IOException {
    try (SnapshotFeed feed = open()) {
      assertThat(feed.updateFrom(ListSource.of(authority.publish())).result())
          .isEqualTo(Result.UPDATED);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private void damage(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve(name), bytes);
  }

  @Test
  void restart_servesWhatWasKept() throws IOException {
    assertThat(FolderStore.isIn(folder)).isFalse();
    updateOnce();
    assertThat(FolderStore.isIn(folder)).isTrue();
    SnapshotFeed feed = open();
    assertThat(feed.get().manifestVersion()).isEqualTo(1);
    assertThat(feed.get().isFallback()).isFalse();
    assertThat(feed.health().problem()).isEmpty();
    assertThat(
            TestAuthority.verifier(feed.get(), TestAuthority.NOW)
                .verify(
                    authority.issue(60),
                    VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT))
                .reason())
        .isEqualTo(Reason.BENEFIT_GRANTED);
  }

  @Test
  void twoGenerations_areKept() throws IOException {
    for (int i = 0; i < 4; i++) {
      updateOnce();
    }
    assertThat(names()).containsExactly(".lock", "gen-3", "gen-4", "ratchet-0", "ratchet-1");
  }

  @Test
  void olderPublication_isARollbackAfterARestartToo() throws IOException {
    ListSource first = ListSource.of(authority.publish());
    updateOnce();
    try (SnapshotFeed feed = open()) {
      SnapshotFeed.Update update = feed.updateFrom(first);
      assertThat(update.problem().map(Snapshot.Refused::reason)).contains(Reason.ROLLBACK);
      assertThat(feed.get().manifestVersion()).isEqualTo(2);
    }
  }

  @Test
  void newestGenerationThatIsBroken_fallsBackUntilItsExpiryAndNoFurther() throws IOException {
    updateOnce();
    updateOnce();
    damage("gen-2/status.bin");
    try (SnapshotFeed feed = open()) {
      Snapshot fallback = feed.get();
      assertThat(fallback.manifestVersion()).isEqualTo(1);
      assertThat(fallback.isFallback()).isTrue();
      assertThat(fallback.ratchet().manifest()).isEqualTo(2);
      assertThat(feed.health().problem().map(Snapshot.Refused::reason))
          .contains(Reason.MANIFEST_MISMATCH);
      Duration week = Duration.ofDays(7);
      Instant end = TestAuthority.NOW.minus(Duration.ofHours(1)).plus(Duration.ofDays(3));
      assertThat(fallback.freshnessAt(end.minusSeconds(1), week)).isEqualTo(Freshness.STALE_OK);
      assertThat(fallback.freshnessAt(end, week)).isEqualTo(Freshness.TOO_OLD);
      assertThat(feed.updateFrom(ListSource.of(authority.publish())).result())
          .isEqualTo(Result.UPDATED);
      assertThat(feed.get().isFallback()).isFalse();
    }
  }

  @Test
  void everythingBroken_stillRefusesWhatIsOlder() throws IOException {
    ListSource first = ListSource.of(authority.publish());
    updateOnce();
    damage("gen-1/manifest.json");
    try (SnapshotFeed feed = open()) {
      assertThat(feed.get().isSynced()).isFalse();
      assertThat(feed.updateFrom(first).problem().map(Snapshot.Refused::reason))
          .contains(Reason.ROLLBACK);
    }
  }

  @Test
  void ratchetThatIsTorn_leavesTheOtherAndTheGenerations() throws IOException {
    updateOnce();
    updateOnce();
    damage("ratchet-0"); // of generation 2
    assertThat(store().ratchet().manifest()).isEqualTo(1);
    assertThat(open().get().ratchet().manifest()).isEqualTo(2);
    damage("ratchet-1");
    assertThat(store().ratchet()).isEqualTo(Ratchet.NONE);
    assertThat(open().get().manifestVersion()).isEqualTo(2);
  }

  @Test
  void ratchetThatCannotBeRead_leavesTheOtherAndIsNeverTakenForNone() throws IOException {
    updateOnce();
    updateOnce();
    Files.delete(folder.resolve("ratchet-0")); // of generation 2
    Files.createDirectory(folder.resolve("ratchet-0")); // reading it fails
    assertThat(store().ratchet().manifest()).isEqualTo(1);
    assertThat(open().get().manifestVersion()).isEqualTo(2);
    Files.delete(folder.resolve("ratchet-1"));
    Files.createDirectory(folder.resolve("ratchet-1"));
    try (SnapshotFeed feed = open()) {
      assertThat(feed.health().problem().map(Snapshot.Refused::reason))
          .contains(Reason.STORE_FAILED);
      SnapshotFeed.Update update = feed.updateFrom(ListSource.of(authority.publish()));
      assertThat(update.result()).isEqualTo(Result.NOT_KEPT);
    }
  }

  /** The disk comes late: what has come meanwhile is newer than what is on it. */
  @Test
  void storeThatComesBackOlder_doesNotTakeTheNewerListsAway() throws IOException {
    updateOnce();
    Path away = folder.resolveSibling(folder.getFileName() + "-away");
    Files.move(folder, away);
    Files.createFile(folder); // neither a folder nor one that can be made
    try (SnapshotFeed feed = open()) {
      Map<String, byte[]> newer = authority.publish();
      assertThat(feed.updateFrom(ListSource.of(newer)).result()).isEqualTo(Result.NOT_KEPT);
      Files.delete(folder);
      Files.move(away, folder);
      assertThat(feed.updateFrom(ListSource.of(Map.of())).result()).isEqualTo(Result.REFUSED);
      assertThat(feed.get().manifestVersion()).isEqualTo(2);
      feed.updateFrom(ListSource.of(newer));
      assertThat(store().ratchet().manifest()).isEqualTo(2);
    }
  }

  /** Newer software pins a newer root: what was counted under the old one counts no more. */
  @Test
  void newerPinnedRoot_forgetsHowFarAStolenKeyHadDrivenTheVersions() throws IOException {
    TestAuthority twin = TestAuthority.create(82, SignatureAlgorithm.SM2); // has the same keys
    for (int i = 0; i < 20; i++) {
      twin.publish();
    }
    try (SnapshotFeed feed = open()) {
      feed.updateFrom(ListSource.of(twin.publish()));
    }
    authority.authority.rotateManifestKey(TestAuthority.NOW.minusSeconds(7200));
    ListSource published = ListSource.of(authority.publish());
    try (SnapshotFeed feed =
        SnapshotFeed.open(authority.authority.anchor(), published, store(), CLOCK)) {
      assertThat(feed.get().isSynced()).isFalse();
      assertThat(feed.update().problem()).isEmpty();
      assertThat(feed.get().manifestVersion()).isEqualTo(1);
    }
  }

  @Test
  void halfWrittenGeneration_isIgnoredAndRemoved() throws IOException {
    updateOnce();
    Files.createDirectories(folder.resolve("gen-2.tmp/root"));
    Files.write(folder.resolve("gen-2.tmp/status.bin"), new byte[100]);
    Files.createDirectories(folder.resolve("gen-x"));
    assertThat(open().get().manifestVersion()).isEqualTo(1);
    updateOnce();
    assertThat(names())
        .containsExactly(".lock", "gen-1", "gen-2", "gen-x", "ratchet-0", "ratchet-1");
  }

  @Test
  void secondWriter_followsAndWritesNothing() throws IOException {
    try (SnapshotFeed writer = open();
        SnapshotFeed second = open()) {
      ListSource published = ListSource.of(authority.publish());
      assertThat(writer.updateFrom(published).result()).isEqualTo(Result.UPDATED);
      List<String> before = names();
      SnapshotFeed.Update update = second.updateFrom(ListSource.of(authority.publish()));
      assertThat(update.result()).isEqualTo(Result.UPDATED); // by the first one's work
      assertThat(update.manifestVersion()).isEqualTo(1);
      assertThat(update.problem().map(Snapshot.Refused::reason)).contains(Reason.STORE_LOCKED);
      assertThat(names()).isEqualTo(before);
      assertThatIOException().isThrownBy(() -> store().save(second.get()));
    }
    updateOnce(); // the lock went with the process that had it
  }

  @Test
  void folderThatCannotBeWritten_servesAndSaysSo() throws IOException {
    Path file = Files.createFile(folder.resolve("a-file"));
    try (SnapshotFeed feed =
        SnapshotFeed.open(
            anchor, ListSource.of(authority.publish()), FolderStore.of(file), CLOCK)) {
      SnapshotFeed.Update update = feed.update();
      assertThat(update.result()).isEqualTo(Result.NOT_KEPT);
      assertThat(update.problem().map(Snapshot.Refused::reason)).contains(Reason.STORE_FAILED);
      assertThat(feed.get().manifestVersion()).isEqualTo(1);
      Files.delete(file);
      assertThat(feed.update().result())
          .as("kept as soon as it can be")
          .isEqualTo(Result.UNCHANGED);
      assertThat(FolderStore.of(file).ratchet().manifest()).isEqualTo(1);
    }
  }

  /** A stolen key for manifests drives the version to its end; a new key begins where it likes. */
  @Test
  void newManifestKey_letsTheVersionsBeginLower() throws IOException {
    TestAuthority twin = TestAuthority.create(82, SignatureAlgorithm.SM2); // has the same keys
    for (int i = 0; i < 20; i++) {
      twin.publish();
    }
    try (SnapshotFeed feed = open()) {
      feed.updateFrom(ListSource.of(twin.publish()));
      assertThat(feed.get().manifestVersion()).isEqualTo(21);
    }
    try (SnapshotFeed feed = open()) {
      assertThat(
              feed.updateFrom(ListSource.of(authority.publish()))
                  .problem()
                  .map(Snapshot.Refused::reason))
          .contains(Reason.ROLLBACK);
      authority.authority.rotateManifestKey(TestAuthority.NOW.minusSeconds(7200));
      assertThat(feed.updateFrom(ListSource.of(authority.publish())).problem()).isEmpty();
      assertThat(feed.get().manifestVersion()).isEqualTo(2);
    }
    damage("ratchet-0");
    assertThat(open().get().isFallback()).isFalse();
    assertThat(open().get().ratchet().manifest()).isEqualTo(2);
  }
}
