package org.youdai.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.decision.Reason;
import org.youdai.feed.SnapshotFeed.Result;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustAnchor;

final class SnapshotFeedTest {
  private final TestAuthority authority = TestAuthority.create(81, SignatureAlgorithm.SM2);
  private final TrustAnchor anchor = authority.authority.anchor();
  private final Map<String, byte[]> published = new LinkedHashMap<>(authority.publish());
  private final List<String> asked = new ArrayList<>();

  /** Whatever is published at the moment; notes what is asked for. */
  private final ListSource source =
      (name, atMost) -> {
        asked.add(name);
        return Optional.ofNullable(published.get(name));
      };

  @TempDir private Path folder;

  private static Clock at(Instant instant) {
    return Clock.fixed(instant, ZoneOffset.UTC);
  }

  private SnapshotFeed open(ListSource from, ListStore store) {
    return SnapshotFeed.open(anchor, from, store, at(TestAuthority.NOW));
  }

  private static void assertUpdate(SnapshotFeed.Update update, Result result, Reason... problem) {
    assertThat(update.result()).isEqualTo(result);
    assertThat(update.problem().map(Snapshot.Refused::reason))
        .isEqualTo(problem.length == 0 ? Optional.empty() : Optional.of(problem[0]));
  }

  @Test
  void sourceThatIsGood_isServedAfterTheFirstUpdate() {
    SnapshotFeed feed = open(source, ListStore.inMemory());
    assertThat(feed.get().isSynced()).isFalse();
    assertUpdate(feed.update(), Result.UPDATED);
    assertThat(feed.get().isSynced()).isTrue();
    assertThat(feed.health().lastSuccess()).contains(TestAuthority.NOW);
    assertThat(feed.health().parts())
        .extracting(Snapshot.Part::name)
        .containsExactly(
            "root/1.json", "trust.json", "policy.json", "manifest.json", Snapshot.ENTRIES);
    assertUpdate(feed.update(), Result.UNCHANGED);
  }

  @Test
  void feedThatIsClosedDuringAnUpdate_givesTheStoreBack() throws IOException {
    List<SnapshotFeed> itself = new ArrayList<>();
    ListSource closing =
        (name, atMost) -> {
          for (SnapshotFeed each : itself) {
            each.close();
          }
          return source.read(name, atMost);
        };
    SnapshotFeed feed = open(closing, FolderStore.of(folder));
    itself.add(feed);
    feed.update();
    try (FolderStore next = FolderStore.of(folder)) {
      assertThat(next.lock()).isTrue();
    }
  }

  @Test
  void folderThatIsMissingOrEmpty_isNeverSynced() throws IOException {
    Path missing = folder.resolve("nowhere");
    SnapshotFeed nowhere = SnapshotFeed.ofFolder(missing, anchor, at(TestAuthority.NOW));
    assertUpdate(nowhere.update(), Result.REFUSED, Reason.SOURCE_UNREACHABLE);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    SnapshotFeed nothing = SnapshotFeed.ofFolder(empty, anchor, at(TestAuthority.NOW));
    assertUpdate(nothing.update(), Result.REFUSED, Reason.DOCUMENT_MISSING);
    assertThat(nothing.get().isSynced()).isFalse();
    assertThat(nothing.health().failures()).isEqualTo(1);
  }

  @Test
  void publicationThatTurnsBad_leavesTheGoodSnapshotServing() {
    SnapshotFeed feed = open(source, ListStore.inMemory());
    feed.update();
    Snapshot good = feed.get();
    authority.authority.mark(0, 5, true);
    Map<String, byte[]> next = authority.publish();
    published.putAll(next);
    published.put("manifest.json", new byte[] {'{'});
    assertUpdate(feed.update(), Result.REFUSED, Reason.DOCUMENT_MALFORMED);
    published.remove("manifest.json");
    assertUpdate(feed.update(), Result.REFUSED, Reason.DOCUMENT_MISSING);
    assertThat(feed.get()).isSameAs(good);
    assertThat(feed.health().failures()).isEqualTo(2);
    published.putAll(next);
    assertUpdate(feed.update(), Result.UPDATED);
    assertThat(feed.get()).isNotSameAs(good);
    assertThat(feed.health().failures()).isZero();
  }

  @Test
  void update_asksOnlyForWhatHasChanged() {
    SnapshotFeed feed = open(source, ListStore.inMemory());
    feed.update();
    assertThat(asked)
        .containsExactly(
            "root/2.json",
            "manifest.json",
            "trust.json",
            "policy.json",
            "lists/0.cwt",
            "lists/1.cwt");
    asked.clear();
    published.putAll(authority.publish());
    feed.update();
    assertThat(asked).as("nothing but the manifest is new").hasSize(2);
    asked.clear();
    authority.authority.mark(1, 7, true);
    published.putAll(authority.publish());
    feed.update();
    assertThat(asked).containsExactly("root/2.json", "manifest.json", "deltas/1-2.ydd");
    asked.clear();
    authority.authority.mark(1, 7, false);
    published.putAll(authority.publish());
    published.remove("deltas/2-3.ydd");
    feed.update();
    assertThat(asked).endsWith("deltas/2-3.ydd", "lists/0.cwt", "lists/1.cwt");
    assertThat(feed.get().ratchet().status()).isEqualTo(3);
  }

  @Test
  void deltaThatIsWrong_isReplacedByTheLists() {
    SnapshotFeed feed = open(source, ListStore.inMemory());
    feed.update();
    authority.authority.mark(0, 5, true);
    published.putAll(authority.publish());
    byte[] first = published.getOrDefault("deltas/1-2.ydd", new byte[0]);
    authority.authority.mark(0, 6, true);
    published.putAll(authority.publish());
    published.put("deltas/1-3.ydd", first); // leads to another state
    assertUpdate(feed.update(), Result.UPDATED);
    assertThat(asked).endsWith("deltas/1-3.ydd", "lists/0.cwt", "lists/1.cwt");
  }

  /** The versions from which one delta leads to the newest are few; others go by way of them. */
  @Test
  void gateBetweenTwoBases_goesByTwoDeltas() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    SnapshotFeed feed = open(source, ListStore.inMemory());
    for (int hour = 0; hour < 40; hour++) {
      authority.authority.mark(0, hour, true);
      Instant then = TestAuthority.NOW.minus(Duration.ofHours(60 - hour));
      all.putAll(authority.authority.publish(then));
      if (hour == 5) {
        published.putAll(all);
        feed.update();
      }
    }
    published.putAll(all);
    asked.clear();
    assertUpdate(feed.update(), Result.UPDATED);
    assertThat(asked)
        .containsExactly("root/2.json", "manifest.json", "deltas/7-17.ydd", "deltas/17-41.ydd");
  }

  @Test
  void publicationBetweenTwoRequests_isReadOnceMore() {
    ListSource torn =
        (name, atMost) -> {
          Optional<byte[]> file = source.read(name, atMost);
          if (name.equals("manifest.json") && asked.size() < 4) {
            authority.authority.renewIssuerKey(0, TestAuthority.NOW);
            published.putAll(authority.publish()); // after the manifest was sent
          }
          return file;
        };
    SnapshotFeed feed = open(torn, ListStore.inMemory());
    assertUpdate(feed.update(), Result.UPDATED);
    assertThat(feed.get().manifestVersion()).isEqualTo(2);
  }

  @Test
  void listener_hearsOfEveryFileAndOfTheEnd() {
    SnapshotFeed feed = open(source, ListStore.inMemory());
    List<FeedEvent> events = new ArrayList<>();
    feed.listen(events::add);
    SnapshotFeed.Update update = feed.update();
    assertThat(events).hasSize(6).endsWith(new FeedEvent.Finished(update));
    FeedEvent.Fetched first = (FeedEvent.Fetched) events.get(3);
    int bytes = published.getOrDefault("lists/0.cwt", new byte[0]).length;
    assertThat(first).isEqualTo(new FeedEvent.Fetched("lists/0.cwt", bytes, 4, 5));
  }

  @Test
  void newestThatHasExpired_isSaid() {
    for (Duration age : new Duration[] {Duration.ofDays(2), Duration.ofDays(4)}) {
      Instant then = TestAuthority.NOW.minus(Duration.ofHours(1)).plus(age);
      SnapshotFeed feed = SnapshotFeed.open(anchor, source, ListStore.inMemory(), at(then));
      Reason[] problem = age.toDays() == 2 ? new Reason[0] : new Reason[] {Reason.DOCUMENT_EXPIRED};
      assertUpdate(feed.update(), Result.UPDATED, problem);
      assertUpdate(feed.update(), Result.UNCHANGED, problem);
    }
  }

  @Test
  void delay_isTheTtlAndMoreOrGrowsWithEveryFailure() {
    Duration ttl = Duration.ofMinutes(15);
    assertThat(SnapshotFeed.delay(0, ttl, 0)).isEqualTo(ttl);
    assertThat(SnapshotFeed.delay(0, ttl, 1)).isEqualTo(Duration.ofSeconds(1350));
    assertThat(SnapshotFeed.delay(0, Duration.ZERO, 0)).isEqualTo(Duration.ofSeconds(30));
    for (int failures = 1; failures < 100; failures++) {
      Duration least = SnapshotFeed.delay(failures, ttl, 0);
      Duration most = SnapshotFeed.delay(failures, ttl, 1);
      assertThat(most).isEqualTo(least.multipliedBy(2)).isLessThanOrEqualTo(Duration.ofHours(1));
      assertThat(most)
          .isEqualTo(Duration.ofSeconds(Math.min(3600L, 30L << Math.min(failures - 1, 20))));
    }
  }

  @Test
  void startedFeed_updatesAndPlansTheNext() throws Exception {
    SnapshotFeed feed = open(source, ListStore.inMemory());
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    try {
      feed.start(executor, new Random(1));
      assertThat(executor.submit(() -> feed.get().isSynced()).get(30, TimeUnit.SECONDS)).isTrue();
      assertThat(executor.getQueue()).hasSize(1);
      assertThat(feed.health().nextUpdate().orElse(Instant.MIN))
          .isAfterOrEqualTo(TestAuthority.NOW.plus(Duration.ofMinutes(15)));
      feed.close();
      assertThat(executor.getQueue()).allMatch(task -> ((Future<?>) task).isCancelled());
    } finally {
      executor.shutdownNow();
    }
  }
}
