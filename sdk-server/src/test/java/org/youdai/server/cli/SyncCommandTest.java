package org.youdai.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.feed.FolderStore;

/** Lists on their way: sync, bundle, status, and decisions by a store. */
final class SyncCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeAuthority() {
    assertThat(Ran.now("authority", "init", path("sandbox")).code()).isZero();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String root() {
    return path("sandbox/public/root.json");
  }

  private String lists() {
    return path("sandbox/public");
  }

  private Ran sync(String source) {
    return Ran.now("sync", source, "--store", path("store"), "--root", root(), "--lang", "en");
  }

  private Ran status(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("status", "--store", path("store"), "--root", root(), "--lang", "en"));
    args.addAll(List.of(more));
    return Ran.now(args.toArray(String[]::new));
  }

  private void publish() {
    assertThat(Ran.now("authority", "publish", path("sandbox")).code()).isZero();
  }

  private void issue() {
    String[] args = {"authority", "issue", path("sandbox"), "--age-over", "65", "--out", card()};
    assertThat(Ran.now(args).code()).isZero();
  }

  private String card() {
    return path("card.png");
  }

  private void delete(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  private void copy(String from, String to) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(from))) {
      for (Path file : files.toList()) {
        Files.copy(
            file, folder.resolve(to).resolve(folder.resolve(from).relativize(file).toString()));
      }
    }
  }

  private StaticPublisher serve() throws IOException {
    return StaticPublisher.start(
        Path.of(lists()),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        false,
        Terminal.of(InputStream.nullInputStream(), System.out, System.err, new String[0]));
  }

  @Test
  void url_isSyncedOnceAndThenHoldsNothingNewer() throws IOException {
    try (StaticPublisher publisher = serve()) {
      String url = "http://127.0.0.1:" + publisher.port() + "/";
      Ran first = sync(url);
      assertThat(first.code()).as(first.err()).isZero();
      assertThat(first.out())
          .startsWith("Updated: version 1 serves.\n")
          .contains("trust list 1, policy 1, 2 status lists of version 1")
          .contains("in 15 min");
      assertThat(first.err()).as("no progress of what is over at once").isEmpty();
      Ran second = sync(url);
      assertThat(second.code()).isZero();
      assertThat(second.out()).startsWith("Nothing newer: version 1 serves.\n");
      publish();
      assertThat(sync(url).out()).startsWith("Updated: version 2 serves.\n");
    }
  }

  @Test
  void sourceThatCannotBeReached_leavesTheOldListsAndSaysWhatToDo() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + closed + "/";
    Ran nothing = sync(url);
    assertThat(nothing.code()).isEqualTo(1);
    assertThat(nothing.out()).isEqualTo("Not updated: there are no lists to go by.\n");
    assertThat(sync(lists()).code()).isZero();
    Ran old = sync(url);
    assertThat(old.code()).isEqualTo(1);
    assertThat(old.out()).startsWith("Not updated: version 1 serves.\n");
    assertThat(old.err()).contains("YD-913").contains("next: check the address");
    assertThat(sync(path("nowhere")).err()).contains("YD-913").contains("no such folder");
  }

  /** The publisher stands in for a proxy: the host in the URL has no address. */
  @Test
  void proxy_isWhatIsConnectedTo() throws IOException {
    try (StaticPublisher publisher = serve()) {
      String proxy = "127.0.0.1:" + publisher.port();
      String url = "http://lists.example/";
      String store = path("store");
      Ran ran =
          Ran.now("sync", url, "--store", store, "--root", root(), "--proxy", proxy, "--timeout=5");
      assertThat(ran.code()).as(ran.err()).isZero();
    }
  }

  @Test
  void rootOfAnotherPublisher_takesNothing() {
    Ran.now("authority", "init", path("other"));
    Ran ran =
        Ran.now(
            "sync",
            lists(),
            "--store",
            path("store"),
            "--root",
            path("other/public/root.json"),
            "--lang=en");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("YD-904").contains("next: check that --root is");
    assertThat(folder.resolve("store/gen-1")).doesNotExist();
  }

  @Test
  void olderPublication_isRefusedAfterARestart() throws IOException {
    copy("sandbox/public", "old");
    publish();
    assertThat(sync(lists()).out()).startsWith("Updated: version 2");
    Ran ran = sync(path("old"));
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).startsWith("Not updated: version 2 serves.");
    assertThat(ran.err()).contains("YD-910");
  }

  @Test
  void storeThatAnotherProgramKeeps_isFollowedAndLeftAlone() throws IOException {
    assertThat(sync(lists()).code()).isZero();
    publish();
    try (FolderStore other = FolderStore.of(folder.resolve("store"))) {
      assertThat(other.lock()).isTrue();
      Ran ran = sync(lists());
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.out()).startsWith("The source was not asked: version 1 serves.");
      assertThat(ran.err()).contains("YD-915");
      assertThat(status().code()).as("needs no lock").isZero();
    }
    assertThat(sync(lists()).out()).startsWith("Updated: version 2");
  }

  @Test
  void clockThatIsBehind_isSaidAndEndsWithOne() throws IOException {
    Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
    Ran ran =
        Ran.at(behind, "sync", lists(), "--store", path("store"), "--root", root(), "--lang=en");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).startsWith("Updated: version 1 serves.");
    assertThat(ran.err()).contains("YD-303");
    Ran late =
        Ran.at(
            Clock.offset(Clock.systemUTC(), Duration.ofDays(4)),
            "sync",
            lists(),
            "--store",
            path("store"),
            "--root",
            root());
    assertThat(late.code()).isEqualTo(1);
    assertThat(late.err()).contains("YD-912");
  }

  @Test
  void newManifestKey_isFollowedFromThePinnedRoot() throws IOException {
    Files.copy(Path.of(root()), folder.resolve("pinned.json"));
    String store = path("store");
    String[] sync = {"sync", lists(), "--store", store, "--root", path("pinned.json")};
    assertThat(Ran.now(sync).code()).isZero();
    String[] rotate = {"authority", "rotate-root", path("sandbox"), "--manifest-key"};
    assertThat(Ran.now(rotate).code()).isZero();
    publish();
    Ran ran = Ran.now(sync);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(folder.resolve("store/gen-2/root/2.json")).exists();
  }

  @Test
  void watch_updatesUntilItIsStopped() throws IOException, InterruptedException {
    PipedInputStream lines = new PipedInputStream(1 << 16);
    PrintStream out = new PrintStream(new PipedOutputStream(lines), true, UTF_8);
    String[] args = {
      "sync", lists(), "--store", path("store"), "--root", root(), "--watch", "--lang=en"
    };
    Terminal terminal = Terminal.of(InputStream.nullInputStream(), out, out, args);
    Thread watching = new Thread(() -> new CommandLineTool(terminal, Clock.systemUTC()).run(args));
    watching.start();
    BufferedReader reader = new BufferedReader(new InputStreamReader(lines, UTF_8));
    assertThat(reader.readLine()).endsWith("Updated: version 1 serves.");
    watching.interrupt();
    watching.join(10_000);
    assertThat(watching.isAlive()).isFalse();
    publish();
    assertThat(sync(lists()).out()).as("the store is free").startsWith("Updated: version 2");
  }

  private static String progress(boolean isScreen) throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, UTF_8);
    Terminal lines =
        Terminal.of(InputStream.nullInputStream(), stream, stream, new String[] {"--lang", "en"});
    try (Progress progress = Progress.start(isScreen ? lines.onScreen() : lines)) {
      progress.show();
      progress.watching((name, atMost) -> Optional.of(new byte[2000])).read("x", 9999);
      progress.show();
    }
    return err.toString(UTF_8);
  }

  @Test
  void progress_isOneLineOnAScreenAndLinesElsewhere() throws IOException {
    assertThat(progress(false)).isEqualTo("waiting for the source ...\nfile 1 of 1, 2 kB\n");
    assertThat(progress(true))
        .contains("\rwaiting for the source ...\r")
        .contains("\rfile 1 of 1, 2 kB\r")
        .doesNotContain("\n")
        .endsWith(" \r");
  }

  @Test
  void bundle_takesListsToAStationWithoutNetwork() throws IOException {
    issue();
    Ran written =
        Ran.now("bundle", "export", lists(), path("l.ydb"), "--root", root(), "--lang=en");
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(written.out()).startsWith("Wrote ").contains("version 1 of the lists");
    assertThat(folder.resolve("l.ydb.tmp")).doesNotExist();
    Files.copy(Path.of(root()), folder.resolve("root.json"));
    delete("sandbox");
    String store = path("station");
    String pinned = path("root.json");
    Ran read = Ran.now("bundle", "import", path("l.ydb"), "--store", store, "--root", pinned);
    assertThat(read.code()).as(read.err()).isZero();
    delete("l.ydb");
    Ran verified = Ran.now("verify", card(), "--lists", store, "--root", pinned);
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.err()).isEmpty();
    assertThat(Ran.now("selfcheck", "--lists", store, "--root", pinned).code()).isZero();
  }

  @Test
  void bundleThatIsTruncatedOrNone_takesNothing() throws IOException {
    assertThat(sync(lists()).code()).isZero();
    Ran.now("bundle", "export", lists(), path("l.ydb"), "--root", root());
    byte[] whole = Files.readAllBytes(folder.resolve("l.ydb"));
    Files.write(folder.resolve("l.ydb"), Arrays.copyOf(whole, whole.length - 1));
    Ran ran =
        Ran.now(
            "bundle",
            "import",
            path("l.ydb"),
            "--store",
            path("store"),
            "--root",
            root(),
            "--lang=en");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("damaged or no bundle").contains("copy it again");
    assertThat(sync(path("l.ydb")).code()).isEqualTo(1);
    assertThat(sync(path("missing.ydb")).err()).contains("No such file");
    assertThat(status().code()).isZero();
  }

  @Test
  void export_replacesAnOlderOrDamagedBundleAndNoNewerOne() throws IOException {
    copy("sandbox/public", "old");
    publish();
    String[] export = {"bundle", "export", lists(), path("l.ydb"), "--root", root(), "--lang=en"};
    Files.write(folder.resolve("l.ydb"), new byte[] {'P', 'K'});
    assertThat(Ran.now(export).code()).isZero();
    byte[] newer = Files.readAllBytes(folder.resolve("l.ydb"));
    export[2] = path("old");
    Ran refused = Ran.now(export);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("holds newer lists (version 2)");
    assertThat(Files.readAllBytes(folder.resolve("l.ydb"))).isEqualTo(newer);
    assertThat(folder.resolve("l.ydb.tmp")).doesNotExist();
    publish();
    export[2] = lists();
    assertThat(Ran.now(export).code()).isZero();
    Files.write(folder.resolve("sandbox/public/trust.json"), new byte[] {'{'});
    Ran damaged = Ran.now(export);
    assertThat(damaged.code()).isEqualTo(1);
    assertThat(damaged.err()).contains("Nothing was written").contains("YD-9");
    export[3] = card();
    assertThat(Ran.now(export).err()).contains("ends in .ydb");
  }

  @Test
  void verify_goesByAStoreWithoutTouchingIt() throws IOException {
    issue();
    assertThat(sync(lists()).code()).isZero();
    Files.copy(Path.of(root()), folder.resolve("root.json"));
    delete("sandbox/public");
    try (FolderStore gate = FolderStore.of(folder.resolve("store"))) {
      assertThat(gate.lock()).isTrue();
      List<String> before = names("store");
      Ran ran = Ran.now("verify", card(), "--lists", path("store"), "--root", path("root.json"));
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(names("store")).isEqualTo(before);
    }
    Ran unpinned = Ran.now("verify", card(), "--lists", path("store"), "--lang=en");
    assertThat(unpinned.code()).isEqualTo(1);
    assertThat(unpinned.err()).contains("--root");
    Ran url = Ran.now("verify", card(), "--lists", "http://127.0.0.1/", "--lang=en");
    assertThat(url.code()).isEqualTo(1);
    assertThat(url.err()).contains("youdai sync");
  }

  private List<String> names(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      return files
          .map(
              file -> {
                try {
                  return file + " " + Files.getLastModifiedTime(file);
                } catch (IOException failed) {
                  throw new UncheckedIOException(failed);
                }
              })
          .sorted()
          .toList();
    }
  }

  @Test
  void status_showsEachPartAndSaysWhenItIsTooOld() {
    assertThat(sync(lists()).code()).isZero();
    Ran fresh = status();
    assertThat(fresh.code()).as(fresh.err()).isZero();
    assertThat(fresh.out())
        .contains("| root ")
        .contains("| trust list ")
        .contains("| policy ")
        .contains("| manifest ")
        .contains("| 2 status lists ")
        .contains("lists are fresh")
        .contains("not behind the newest signature");
    String inFourDays = Clock.systemUTC().instant().plus(Duration.ofDays(4)).toString();
    Ran expired = status("--at", inFourDays);
    assertThat(expired.code()).isZero();
    assertThat(expired.out()).contains("expired, tolerated");
    assertThat(status("--at", inFourDays, "--tolerate", "3").code()).isEqualTo(1);
    String inEightDays = Clock.systemUTC().instant().plus(Duration.ofDays(8)).toString();
    Ran tooOld = status("--at", inEightDays);
    assertThat(tooOld.code()).isEqualTo(1);
    assertThat(tooOld.out()).contains("lists are too old");
    String yesterday = Clock.systemUTC().instant().minus(Duration.ofDays(1)).toString();
    Ran behind = status("--at", yesterday);
    assertThat(behind.code()).isEqualTo(1);
    assertThat(behind.out()).contains("behind the newest signature").contains("set it");
  }

  @Test
  void statusOfAnEmptyFolder_saysThatThereIsNothing() throws IOException {
    Files.createDirectory(folder.resolve("store"));
    Ran ran = status();
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("there are no lists").doesNotContain("|");
    assertThat(status("--json").out()).contains("\"NEVER_SYNCED\"").contains("\"usable\" : false");
    assertThat(folder.resolve("store")).isEmptyDirectory();
  }

  @Test
  void statusAfterTheNewestGenerationIsLost_saysThatItFallsBack() throws IOException {
    assertThat(sync(lists()).code()).isZero();
    publish();
    assertThat(sync(lists()).code()).isZero();
    Files.write(folder.resolve("store/gen-2/manifest.json"), new byte[] {'{'});
    Ran ran = status();
    assertThat(ran.out()).contains("cannot be read").contains("Sync again");
    assertThat(ran.err()).contains("YD-903");
    assertThat(status("--json").out()).contains("\"fallback\" : true");
    assertThat(sync(lists()).out()).startsWith("Updated: version 2");
    assertThat(status("--json").out()).contains("\"fallback\" : false");
  }

  @Test
  void statusOfAPublishedFolder_isReadWithItsOwnRoot() throws IOException {
    Ran ran = Ran.now("status", "--lists", lists(), "--json");
    assertThat(ran.code()).isZero();
    List<String> names = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(ran.out())) {
      while (json.nextToken() != null) {
        if ("name".equals(json.currentName()) && json.currentToken().isScalarValue()) {
          names.add(json.getText());
        }
      }
    }
    assertThat(names)
        .containsExactly("root/1.json", "trust.json", "policy.json", "manifest.json", "status.bin");
  }

  @Test
  void wrongUse_isExplainedInBothLanguages() throws IOException {
    assertThat(sync(lists()).code()).isZero();
    String store = path("store");
    for (String language : new String[] {"zh", "en"}) {
      for (String[] wrong :
          new String[][] {
            {"sync", lists(), "--store", path("s")},
            {"sync", lists(), "--store", path("s"), "--root", path("none.json")},
            {"sync", store, "--store", path("s"), "--root", root()},
            {"sync", "http://", "--store", path("s"), "--root", root()},
            {"sync", "http://h/?q", "--store", path("s"), "--root", root()},
            {"sync", lists(), "--store", path("s"), "--root", root(), "--proxy", "nowhere"},
            {"sync", lists(), "--store", path("s"), "--root", root(), "--timeout", "0"},
            {"bundle", "export", lists(), path("no/l.ydb"), "--root", root()},
            {"bundle", "export", store, path("l.ydb"), "--root", root()},
            {"bundle", "import", path("none.ydb"), "--store", store, "--root", root()},
            {"status", "--store", store},
            {"status", "--store", store, "--root", root(), "--tolerate", "-1"}
          }) {
        String[] args = Arrays.copyOf(wrong, wrong.length + 1);
        args[wrong.length] = "--lang=" + language;
        Ran ran = Ran.now(args);
        assertThat(ran.code()).as(String.join(" ", args)).isEqualTo(1);
        assertThat(ran.err()).startsWith(language.equals("zh") ? "错误：" : "Error: ");
        assertThat(ran.err()).doesNotContain("\tat ");
      }
    }
  }
}
