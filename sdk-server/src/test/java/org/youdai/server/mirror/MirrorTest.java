package org.youdai.server.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.ListSource;
import org.youdai.feed.BundleSource;
import org.youdai.feed.FeedEvent;
import org.youdai.feed.FolderSource;
import org.youdai.feed.HttpSource;
import org.youdai.feed.ListStore;
import org.youdai.feed.SnapshotFeed;
import org.youdai.scan.QrText;
import org.youdai.server.TestServer;
import org.youdai.server.access.Role;

final class MirrorTest {
  @TempDir private Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private SnapshotFeed gate() {
    return SnapshotFeed.open(
        server.authority().anchor(),
        HttpSource.of(server.uri("/lists/"), System::nanoTime, HttpSource.Options.STANDARD),
        ListStore.inMemory(),
        Clock.systemUTC());
  }

  /** Publishes anew, and has the server look at once. */
  private void publishAndFollow() throws IOException {
    server.publish();
    server.context().getBean(SnapshotFeed.class).update();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return server.send(HttpRequest.newBuilder(server.uri(path)));
  }

  private static void assertVersion(SnapshotFeed gate, long version) {
    SnapshotFeed.Update update = gate.update();
    assertThat(update.problem()).isEmpty();
    assertThat(gate.get().manifestVersion()).isEqualTo(version);
  }

  @Test
  void gate_followsTheMirrorAndTakesDeltasFromIt() throws IOException {
    QrText code = server.issue(65);
    try (SnapshotFeed gate = gate()) {
      assertVersion(gate, 1);
      server.authority().revoke(code);
      publishAndFollow();
      List<String> fetched = new ArrayList<>();
      gate.listen(
          event -> {
            if (event instanceof FeedEvent.Fetched file) {
              fetched.add(file.name());
            }
          });
      assertVersion(gate, 2);
      assertThat(fetched).contains("deltas/1-2.ydd").noneMatch(name -> name.startsWith("lists/"));
    }
    try (SnapshotFeed newcomer = gate()) {
      assertVersion(newcomer, 2);
    }
  }

  @Test
  void file_isCachedAsItsPublisherWould() throws IOException, InterruptedException {
    HttpResponse<String> manifest = get("/lists/manifest.json");
    assertThat(manifest.statusCode()).isEqualTo(200);
    assertThat(manifest.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(manifest.headers().firstValue("Content-Type")).hasValue("application/json");
    String tag = manifest.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again =
        server.send(
            HttpRequest.newBuilder(server.uri("/lists/manifest.json"))
                .header("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    HttpResponse<String> list = get("/lists/lists/0.cwt");
    assertThat(list.headers().firstValue("Content-Type")).hasValue("application/statuslist+cwt");
    server.authority().revoke(server.issue(65));
    publishAndFollow();
    gateAtOnce();
    assertThat(get("/lists/deltas/1-2.ydd").headers().firstValue("Cache-Control"))
        .hasValue("public, max-age=31536000, immutable");
    assertThat(get("/lists/manifest.json").headers().firstValue("ETag")).isNotEqualTo(tag);
  }

  private void gateAtOnce() throws IOException {
    try (SnapshotFeed gate = gate()) {
      assertVersion(gate, 2);
    }
  }

  @Test
  void whatIsNotPublished_isNotThereAndNoCacheKeepsThat() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("lists/secret.json"), "{}");
    for (String path :
        List.of(
            "/lists/secret.json",
            "/lists/root/2.json",
            "/lists/lists/64.cwt",
            "/lists/deltas/9-10.ydd",
            "/lists/nothing")) {
      HttpResponse<String> response = get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    }
  }

  @Test
  void publicationThatWasTamperedWith_leavesTheGoodOneServing()
      throws IOException, InterruptedException {
    String good = get("/lists/manifest.json").body();
    server.authority().revoke(server.issue(65));
    server.publish();
    Path list = folder.resolve("lists/lists/0.cwt");
    byte[] bytes = Files.readAllBytes(list);
    bytes[bytes.length - 1] ^= 1;
    Files.write(list, bytes);
    server.context().getBean(SnapshotFeed.class).update();
    assertThat(get("/lists/manifest.json").body()).isEqualTo(good);
    assertThat(get("/lists/deltas/1-2.ydd").statusCode()).isEqualTo(404);
  }

  @Test
  void mirror_goesOnWhenItsSourceIsGoneEvenAfterARestart() throws IOException {
    Map<String, Object> nowhere = Map.of("youdai.lists", folder.resolve("nowhere").toString());
    server.restart(nowhere);
    try (SnapshotFeed gate = gate()) {
      assertVersion(gate, 1);
    }
    byte[] kept = Files.readAllBytes(folder.resolve("data/mirror/lists.ydb"));
    kept[kept.length / 2] ^= 1;
    Files.write(folder.resolve("data/mirror/lists.ydb"), kept);
    server.restart(nowhere);
    try (SnapshotFeed gate = gate()) {
      assertThat(gate.update().problem()).as("a damaged bundle is not served").isPresent();
    }
    server.restart(Map.of());
    try (SnapshotFeed gate = gate()) {
      assertVersion(gate, 1);
    }
  }

  private byte[] bundle(ListSource source) throws IOException {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    BundleSource.export(server.authority().anchor(), source, bundle);
    return bundle.toByteArray();
  }

  private HttpResponse<String> bring(byte[] bundle, Role role)
      throws IOException, InterruptedException {
    return server.send(
        server
            .request("/v1/lists", server.key(role))
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(bundle)));
  }

  @Test
  void bundle_isTakenFromTheOperatorAndNoOlderOneAfterIt()
      throws IOException, InterruptedException {
    byte[] older = bundle(FolderSource.of(folder.resolve("lists")));
    server.restart(Map.of("youdai.lists", folder.resolve("nowhere").toString()));
    server.authority().revoke(server.issue(65));
    server.publish();
    byte[] newer = bundle(FolderSource.of(folder.resolve("lists")));
    assertThat(bring(newer, Role.STAFF).statusCode()).isEqualTo(403);
    assertThat(bring(newer, Role.OPERATOR).body()).contains("\"version\":2", "UPDATED");
    gateAtOnce();
    assertThat(bring(older, Role.OPERATOR).body()).contains("REFUSED", "YD-910");
    gateAtOnce();
    assertThat(bring(new byte[] {1, 2, 3}, Role.OPERATOR).body()).contains("bad-request");
  }
}
