package org.youdai.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.Snapshot;
import org.youdai.trust.TrustAnchor;

/** The attack {@code two-writers}, with two processes and within one. */
final class TwoWritersTest {
  private static final Path GOOD = Attack.ALL.resolve("good");

  @TempDir private Path folder;

  /** A gate in a process of its own, which does what it is told line by line. */
  static final class GateProcess {
    private GateProcess() {}

    /** Takes the folders of the publication and of the store; answers every line with one. */
    public static void main(String[] args) throws IOException {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      try (SnapshotFeed feed = open(Path.of(args[0]), Path.of(args[1]))) {
        System.out.println(feed.get().manifestVersion());
        while (lines.readLine() != null) {
          System.out.println(said(feed.update()));
        }
      }
    }
  }

  private static String said(SnapshotFeed.Update update) {
    return update.result()
        + " "
        + update.manifestVersion()
        + update.problem().map(problem -> " " + problem.reason()).orElse("");
  }

  private static SnapshotFeed open(Path published, Path store) throws IOException {
    TrustAnchor anchor = TrustAnchor.of(Files.readAllBytes(GOOD.resolve("root/1.json")));
    return SnapshotFeed.open(
        anchor,
        FolderSource.of(published),
        FolderStore.of(store),
        Clock.fixed(AttackFixtures.NOW, ZoneOffset.UTC));
  }

  /** A process that runs, and the two ends of the talk with it. */
  private record Running(Process process, BufferedReader answers, PrintWriter orders)
      implements AutoCloseable {
    static Running start(Path published, Path store) throws IOException, URISyntaxException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xshare:auto",
                  "-XX:TieredStopAtLevel=1",
                  "-Dbasedir=" + Attack.MODULE,
                  "-cp",
                  classPath(),
                  GateProcess.class.getName(),
                  published.toString(),
                  store.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new Running(
          process,
          process.inputReader(StandardCharsets.UTF_8),
          new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true));
    }

    String answer() throws IOException {
      return Optional.ofNullable(answers.readLine()).orElse("the process has ended");
    }

    String update() throws IOException {
      orders.println();
      return answer();
    }

    /** Without a chance to give anything back. */
    void kill() throws InterruptedException {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** The tests run with a module path, so that the class path has not everything. */
  private static String classPath() throws URISyntaxException {
    Set<String> path = new LinkedHashSet<>();
    path.add(Attack.MODULE.resolve("target/classes").toString());
    path.add(Attack.MODULE.resolve("target/test-classes").toString());
    for (Class<?> type :
        List.of(
            com.fasterxml.jackson.core.JsonFactory.class,
            com.google.zxing.BarcodeFormat.class,
            com.nimbusds.jose.JWSObject.class,
            org.bouncycastle.crypto.digests.SM3Digest.class,
            org.jspecify.annotations.NullMarked.class,
            org.slf4j.Logger.class,
            org.assertj.core.api.Assertions.class,
            Test.class)) {
      path.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return String.join(System.getProperty("path.separator"), path);
  }

  private Path publish(String name) throws IOException {
    Path published = folder.resolve("published");
    for (Map.Entry<String, byte[]> file : Attack.files(Attack.ALL.resolve(name)).entrySet()) {
      Path path = published.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return published;
  }

  @Test
  void secondProcess_followsTheFirstAndTakesOver() throws Exception {
    Path published = publish("good");
    Path store = folder.resolve("store");
    Attack.Step step = Attack.of("two-writers").steps().get(0);
    try (Running first = Running.start(published, store);
        SnapshotFeed second = open(published, store)) {
      assertThat(first.answer()).isEqualTo("0");
      assertThat(first.update()).isEqualTo("UPDATED 5");

      SnapshotFeed.Update followed = second.update();
      step.assertOutcome(followed, second.health());
      assertThat(followed.manifestVersion()).isEqualTo(5);
      assertThat(followed.problem().map(Snapshot.Refused::where)).contains(store.toString());

      publish("following");
      assertThat(first.update()).isEqualTo("UPDATED 7");
      first.kill();

      // What the second has is what the source offers, and older than the store.
      publish("good");
      assertThat(said(second.update())).isEqualTo("REFUSED 7 ROLLBACK");
      publish("following");
      assertThat(said(second.update())).isEqualTo("UNCHANGED 7");
      assertThat(FolderStore.of(store).ratchet().manifest()).isEqualTo(7);
    }
  }

  @Test
  void twoFeedsInOneProcess_areNotBothWriters() throws IOException {
    Path published = publish("good");
    Path store = folder.resolve("store");
    try (SnapshotFeed second = open(published, store)) {
      try (SnapshotFeed first = open(published, store)) {
        assertThat(said(first.update())).isEqualTo("UPDATED 5");
        assertThat(said(second.update())).isEqualTo("UPDATED 5 STORE_LOCKED");
        assertThat(said(second.update())).isEqualTo("UNCHANGED 5 STORE_LOCKED");
        publish("following");
        assertThat(said(second.update())).isEqualTo("UNCHANGED 5 STORE_LOCKED");
        assertThat(said(first.update())).isEqualTo("UPDATED 7");
        assertThat(said(second.update())).isEqualTo("UPDATED 7 STORE_LOCKED");
      }
      assertThat(said(second.update())).isEqualTo("UNCHANGED 7");
    }
  }

  /** The generation that the follower serves is damaged on disk; the one before is whole. */
  @Test
  void followerWhoseStoreIsDamaged_goesOnWithTheNewerSnapshot() throws IOException {
    Path published = publish("good");
    Path store = folder.resolve("store");
    try (SnapshotFeed first = open(published, store);
        SnapshotFeed second = open(published, store)) {
      first.update();
      publish("following");
      first.update();
      assertThat(said(second.update())).isEqualTo("UPDATED 7 STORE_LOCKED");
      Files.write(store.resolve("gen-2/manifest.json"), new byte[10]);
      assertThat(said(second.update())).isEqualTo("REFUSED 7 DOCUMENT_MALFORMED");
      assertThat(second.get().isFallback()).isFalse();
      assertThat(second.health().failures()).isEqualTo(1);
    }
  }
}
