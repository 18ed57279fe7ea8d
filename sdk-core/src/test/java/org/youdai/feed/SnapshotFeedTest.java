package org.youdai.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.decision.Reason;
import org.youdai.trust.SignatureAlgorithm;

final class SnapshotFeedTest {
  private final TestAuthority authority = TestAuthority.create(81, SignatureAlgorithm.SM2);
  @TempDir private Path folder;

  @BeforeEach
  void publish() throws IOException {
    Files.createDirectory(folder.resolve("lists"));
    Files.createDirectory(folder.resolve("root"));
    for (Map.Entry<String, byte[]> file : authority.publish().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private SnapshotFeed feed(Path from) {
    return SnapshotFeed.ofFolder(from, authority.authority.anchor());
  }

  private static void assertRefused(Optional<Snapshot.Refused> refused, Reason reason) {
    assertThat(refused.map(Snapshot.Refused::reason)).contains(reason);
  }

  @Test
  void folderThatIsGood_isServedAfterTheFirstReading() {
    SnapshotFeed feed = feed(folder);
    assertThat(feed.get().isSynced()).isFalse();
    assertThat(feed.refresh()).isEmpty();
    assertThat(feed.get().isSynced()).isTrue();
  }

  @Test
  void folderThatIsMissingOrEmpty_isNeverSynced() throws IOException {
    for (Path wrong :
        new Path[] {
          folder.resolve("nowhere"),
          Files.createDirectory(folder.resolve("empty")),
          folder.resolve("trust.json")
        }) {
      SnapshotFeed feed = feed(wrong);
      assertRefused(feed.refresh(), Reason.DOCUMENT_MISSING);
      assertThat(feed.get().isSynced()).isFalse();
    }
  }

  @Test
  void fileThatTurnsBad_leavesTheGoodSnapshotServing() throws IOException {
    SnapshotFeed feed = feed(folder);
    feed.refresh();
    Snapshot good = feed.get();
    Path trust = folder.resolve("trust.json");
    byte[] whole = Files.readAllBytes(trust);
    Files.write(trust, new byte[] {'{'});
    assertRefused(feed.refresh(), Reason.DOCUMENT_MALFORMED);
    assertThat(feed.get()).isSameAs(good);
    Files.delete(trust);
    assertRefused(feed.refresh(), Reason.DOCUMENT_MISSING);
    assertThat(feed.get()).isSameAs(good);
    Files.write(trust, whole);
    assertThat(feed.refresh()).isEmpty();
    assertThat(feed.get()).isNotSameAs(good);
  }

  @Test
  void strayFileAmongTheLists_isNamed() throws IOException {
    Files.write(folder.resolve("lists/x.cwt"), new byte[1]);
    Optional<Snapshot.Refused> refused = feed(folder).refresh();
    assertRefused(refused, Reason.DOCUMENT_MISSING);
    assertThat(refused.orElseThrow().where()).contains("x.cwt");
  }

  @Test
  void hugeFile_isNotReadToItsEnd() throws IOException {
    Files.write(folder.resolve("trust.json"), new byte[SnapshotFeed.LARGEST_FILE + 1]);
    Optional<Snapshot.Refused> refused = feed(folder).refresh();
    assertThat(refused.orElseThrow().where()).contains("larger than");
  }
}
