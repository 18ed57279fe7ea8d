package org.youdai.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.youdai.ListSource;
import org.youdai.decision.Reason;
import org.youdai.trust.TrustAnchor;

/** The attack {@code full-disk}. */
final class FullDiskTest {
  private static final int BLOCK = 512;
  private static final int BLOCKS = 256;

  private final Map<String, byte[]> published =
      new TreeMap<>(Attack.files(Attack.ALL.resolve("good")));
  private final ListSource source =
      (name, atMost) -> Optional.ofNullable(published.get(name)).map(byte[]::clone);

  /** One block more is free each time, so that each writing fails in its turn. */
  @Test
  void diskThatIsFullAtAnyStep_keepsTheGenerationBefore() throws IOException {
    Attack attack = Attack.of("full-disk");
    Attack.Step step = attack.steps().get(0);
    Set<Set<String>> found = new HashSet<>();
    int free = 0;
    while (isTooFull(step, free, found)) {
      free++;
    }
    assertThat(free).as("blocks that an update takes").isGreaterThan(10);
    assertThat(found)
        .as("what the failed savings left: nothing, or a generation that is not yet counted")
        .containsExactlyInAnyOrder(
            Set.of(".lock", "filler", "gen-1", "ratchet-1"),
            Set.of(".lock", "filler", "gen-1", "gen-2", "ratchet-1"));
  }

  /** Returns whether the update did not fit, and if so sees what comes of it. */
  private boolean isTooFull(Attack.Step step, int free, Set<Set<String>> found) throws IOException {
    Configuration small =
        Configuration.unix().toBuilder()
            .setBlockSize(BLOCK)
            .setMaxSize(BLOCK * BLOCKS)
            .setMaxCacheSize(0)
            .build();
    published.putAll(Attack.files(Attack.ALL.resolve("good")));
    TrustAnchor anchor = TrustAnchor.of(file("root/1.json"));
    try (FileSystem disk = Jimfs.newFileSystem(small);
        Gate gate = new Gate(anchor, source, disk.getPath("/store"), AttackFixtures.NOW)) {
      gate.feed().update();
      Path filler = disk.getPath("/store/filler");
      fill(filler, free);
      published.putAll(Attack.files(Attack.ALL.resolve("following")));
      SnapshotFeed.Update update = gate.feed().update();
      assertServes(gate, 7);
      if (update.result() == SnapshotFeed.Result.UPDATED) {
        return false;
      }
      step.assertOutcome(update, gate.feed().health());
      Set<String> left = names(disk.getPath("/store"));
      found.add(left);
      assertThat(gate.feed().update().result()).isEqualTo(SnapshotFeed.Result.NOT_KEPT);

      gate.restart();
      assertServes(gate, left.contains("gen-2") ? 7 : 5);
      gate.feed().update();
      assertServes(gate, 7);

      Files.delete(filler);
      assertThat(gate.feed().update().problem()).as("%d blocks were free", free).isEmpty();
      gate.restart();
      assertServes(gate, 7);
      assertThat(gate.feed().get().ratchet().manifest()).isEqualTo(7);
      return true;
    }
  }

  private void assertServes(Gate gate, long version) {
    assertThat(gate.version()).isEqualTo(version);
    assertThat(gate.decide(Attack.code(file("codes/valid.txt"))).reason())
        .isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(gate.decide(Attack.code(file("codes/revoked.txt"))).reason())
        .isEqualTo(Reason.REVOKED);
  }

  private static byte[] file(String name) {
    return Optional.ofNullable(Attack.filesBelow(Attack.ALL.resolve("good")).get(name))
        .orElseThrow();
  }

  /** Leaves {@code free} blocks of the disk. */
  private static void fill(Path filler, int free) throws IOException {
    long room = Files.getFileStore(filler.getParent()).getUnallocatedSpace();
    Files.write(filler, new byte[(int) room - free * BLOCK]);
    assertThat(Files.getFileStore(filler).getUnallocatedSpace()).isEqualTo((long) free * BLOCK);
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .map(path -> path.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
