package org.youdai.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.youdai.ListSource;
import org.youdai.TestAuthority;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.decision.Reason;
import org.youdai.scan.QrText;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustAnchor;

/** The attack {@code torn-files}, on a store of two generations with a list of 2^20 entries. */
final class TornFilesTest {
  private static final int PAGE = 4096;
  private static final Instant NOW = TestAuthority.NOW;

  private final SandboxAuthority authority = authority();
  private final QrText valid = issue();
  private final QrText revoked = issue();
  private final QrText revokedLast = issue();
  private final Map<String, byte[]> published = new TreeMap<>();
  private final ListSource source =
      (name, atMost) -> Optional.ofNullable(published.get(name)).map(byte[]::clone);

  /** The files of the store, as they were written. */
  private final Map<String, byte[]> whole = new TreeMap<>();

  private static SandboxAuthority authority() {
    SandboxAuthority made =
        SandboxAuthority.create(
            SignatureAlgorithm.ED25519,
            PolicyLibrary.policy("shandong"),
            TestAuthority.ISSUED_AT,
            TestAuthority.random(91),
            1);
    made.addIssuer(
        new Issuer("370100", "示例", "Example"), SignatureAlgorithm.SM2, TestAuthority.ISSUED_AT);
    return made;
  }

  private QrText issue() {
    return authority.issue(0, 65, TestAuthority.ISSUED_AT, TestAuthority.IN_FORCE);
  }

  private void publish(int minutesAgo) {
    published.clear();
    published.putAll(authority.publish(NOW.minusSeconds(60L * minutesAgo)));
  }

  private Gate gate(Path store) {
    return new Gate(authority.anchor(), source, store, NOW);
  }

  private void writeTwoGenerations() throws IOException {
    // Entries all over the list, so that no page of it is all zeros.
    for (long index = 5; index < 1 << 20; index += 4099) {
      authority.mark(0, index, true);
    }
    assertThat(authority.revoke(revoked)).isEmpty();
    authority.rotateRoot(NOW.minusSeconds(3600));
    try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
        Gate gate = gate(disk.getPath("/store"))) {
      publish(30);
      gate.feed().update();
      assertThat(authority.revoke(revokedLast)).isEmpty();
      publish(20);
      gate.feed().update();
      assertVerdicts(gate, 2);
      whole.putAll(Attack.filesBelow(disk.getPath("/store")));
    }
    whole.remove(".lock");
    assertThat(whole)
        .containsKeys("gen-1/status.bin", "gen-2/status.bin", "ratchet-0", "ratchet-1");
  }

  /** What the snapshot of a version knows, and nothing else. */
  private void assertVerdicts(Gate gate, long version) {
    assertThat(gate.version()).isEqualTo(version);
    assertThat(gate.decide(valid).reason()).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(gate.decide(revoked).reason()).isEqualTo(Reason.REVOKED);
    assertThat(gate.decide(revokedLast).reason())
        .isEqualTo(version == 1 ? Reason.BENEFIT_GRANTED : Reason.REVOKED);
  }

  @Test
  void everyTearAtEvery4KiB_leavesAGoodSnapshot() throws IOException {
    Attack.Step step = Attack.of("torn-files").steps().get(0);
    int tears = 0;
    writeTwoGenerations();
    for (Map.Entry<String, byte[]> file : whole.entrySet()) {
      byte[] bytes = file.getValue();
      for (int at = 0; at <= bytes.length + PAGE - 1; at += PAGE) {
        int offset = Math.min(at, bytes.length - 1);
        byte[] zeroed = Arrays.copyOf(bytes, bytes.length);
        Arrays.fill(zeroed, offset, bytes.length, (byte) 0);
        for (byte[] torn : new byte[][] {Arrays.copyOf(bytes, offset), zeroed}) {
          try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix())) {
            Path store = storeWith(disk, file.getKey(), torn);
            boolean isDamaged = !Arrays.equals(torn, bytes);
            assertGoesOn(store, isDamaged ? file.getKey() : "nothing", step);
          }
          tears++;
        }
      }
    }
    assertThat(tears).as("tears").isGreaterThan(150);
  }

  private Path storeWith(FileSystem disk, String other, byte[] content) throws IOException {
    Path store = disk.getPath("/store");
    for (Map.Entry<String, byte[]> file : whole.entrySet()) {
      Files.createDirectories(store.resolve(file.getKey()).getParent());
      Files.write(store.resolve(file.getKey()), file.getValue());
    }
    Files.write(store.resolve(other), content);
    return store;
  }

  private void assertGoesOn(Path store, String torn, Attack.Step step) throws IOException {
    long served = torn.startsWith("gen-2/") ? 1 : 2;
    try (Gate gate = gate(store)) {
      assertVerdicts(gate, served);
      assertThat(gate.feed().get().ratchet().manifest()).isEqualTo(2);
      assertThat(gate.feed().health().problem().isPresent())
          .as("%s: %s", torn, gate.feed().health())
          .isEqualTo(served == 1);
      SnapshotFeed.Update update = gate.feed().update();
      if (served == 1) {
        step.assertOutcome(update, gate.feed().health());
      }
      assertThat(update.problem()).isEmpty();
      assertVerdicts(gate, 2);
      gate.restart();
      assertVerdicts(gate, 2);
      assertThat(gate.feed().health().problem()).isEmpty();
    }
  }

  @Test
  void storeOfWhichNothingIsWhole_admitsNobodyUntilTheNextUpdate() throws IOException {
    writeTwoGenerations();
    whole.replaceAll((name, bytes) -> new byte[bytes.length]);
    try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
        Gate gate = gate(storeWith(disk, "gen-1/status.bin", new byte[0]))) {
      assertThat(gate.feed().health().problem()).isPresent();
      for (QrText code : new QrText[] {valid, revoked, revokedLast}) {
        assertThat(gate.decide(code).reason()).isEqualTo(Reason.NEVER_SYNCED);
      }
      assertThat(gate.feed().update().problem()).isEmpty();
      assertVerdicts(gate, 2);
      gate.restart();
      assertVerdicts(gate, 2);
    }
  }

  @Test
  void ratchetWithAnyByteChanged_givesWayToTheOther() throws IOException {
    writeTwoGenerations();
    byte[] newest = file(whole, "ratchet-0");
    for (int at = 0; at < newest.length; at++) {
      byte[] changed = newest.clone();
      changed[at] ^= 1; // a digit becomes another digit
      try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix())) {
        Path store = storeWith(disk, "ratchet-0", changed);
        assertThat(FolderStore.of(store).ratchet().manifest()).as("byte %d", at).isEqualTo(1);
      }
    }
  }

  /** Without a whole ratchet the generations themselves say how far it had come. */
  @Test
  void storeWithoutARatchet_isReadFromItsGenerations() throws IOException {
    writeTwoGenerations();
    whole.replace("ratchet-0", new byte[0]);
    try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
        Gate gate = gate(storeWith(disk, "ratchet-1", new byte[0]))) {
      assertVerdicts(gate, 2);
      assertThat(gate.feed().get().ratchet().manifest()).isEqualTo(2);
    }
  }

  /** The newest of three: what it recovered from must not come back with the one before. */
  @Test
  void generationFromBeforeARecovery_doesNotBringItsVersionsBack() throws IOException {
    Map<String, byte[]> recovered = Attack.of("fast-forward").following();
    TrustAnchor anchor = TrustAnchor.of(file(recovered, "root/1.json"));
    try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix())) {
      Path store = disk.getPath("/store");
      try (Gate gate = new Gate(anchor, source, store, NOW)) {
        for (String folder : new String[] {"good", "fast-forward/1", "fast-forward/following"}) {
          published.putAll(Attack.files(Attack.ALL.resolve(folder)));
          assertThat(gate.feed().update().problem()).isEmpty();
        }
        assertThat(gate.version()).isEqualTo(8);
        Files.write(store.resolve("gen-3/status.bin"), new byte[1]);
        gate.restart();
        assertThat(gate.version()).isEqualTo(Integer.MAX_VALUE);
        assertThat(gate.feed().get().isFallback()).isTrue();
        assertThat(gate.feed().update().problem()).isEmpty();
        assertThat(gate.version()).isEqualTo(8);
      }
    }
  }

  private static byte[] file(Map<String, byte[]> files, String name) {
    return Optional.ofNullable(files.get(name)).orElseThrow();
  }
}
