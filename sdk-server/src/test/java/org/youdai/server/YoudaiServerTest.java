package org.youdai.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.youdai.Snapshot;
import org.youdai.Verifier;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.credential.Validity;
import org.youdai.decision.Reason;
import org.youdai.feed.FeedEvent;
import org.youdai.feed.FolderStore;
import org.youdai.feed.SnapshotFeed;
import org.youdai.feed.SnapshotFeed.Result;
import org.youdai.gate.Gate;
import org.youdai.gate.Passage;
import org.youdai.journal.FolderJournal;
import org.youdai.scan.QrText;
import org.youdai.server.access.Keys;
import org.youdai.server.access.Role;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;

final class YoudaiServerTest {
  @TempDir private Path lists;
  @TempDir private Path data;

  private static HttpResponse<String> post(ConfigurableApplicationContext context, String json)
      throws IOException, InterruptedException {
    String port = context.getEnvironment().getProperty("local.server.port");
    String key = context.getBean(Keys.class).create("test", Role.GATE);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/verify"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private QrText publishAndIssue() throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    SandboxAuthority authority =
        SandboxAuthority.create(
            SignatureAlgorithm.SM2, PolicyLibrary.policy("shandong"), now, new SecureRandom());
    authority.addIssuer(new Issuer("370100", "济南", "Jinan"), SignatureAlgorithm.SM2, now);
    QrText code = authority.issue(0, 60, now, new Validity(now, now.plus(Duration.ofDays(1))));
    Files.createDirectory(lists.resolve("lists"));
    Files.createDirectory(lists.resolve("root"));
    for (Map.Entry<String, byte[]> file : authority.publish(now).entrySet()) {
      Files.write(lists.resolve(file.getKey()), file.getValue());
    }
    return code;
  }

  @Test
  void server_decidesOnATextAndNamesWhatIsWrong() throws IOException, InterruptedException {
    QrText code = publishAndIssue();
    try (ConfigurableApplicationContext context =
        start(
            Map.of(
                "server.port",
                0,
                "youdai.lists",
                lists,
                "youdai.root",
                lists.resolve("root.json")))) {
      HttpResponse<String> admitted =
          post(context, "{\"text\":\"" + code.reveal() + "\",\"venue\":\"bus\"}");
      assertThat(admitted.statusCode()).isEqualTo(200);
      assertThat(admitted.body())
          .contains("\"outcome\":\"ADMIT\"")
          .contains("\"benefit\":\"FREE\"")
          .contains("您好，请进");
      HttpResponse<String> foreign =
          post(context, "{\"text\":\"https://example.com\",\"venue\":\"bus\"}");
      assertThat(foreign.body()).contains("YD-201");
      assertThat(post(context, "{\"text\":\"x\",\"venue\":\"zoo\"}").statusCode()).isEqualTo(404);
      assertThat(post(context, "{}").statusCode()).isEqualTo(400);
      assertThat(post(context, "{").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void textThatIsNoRequest_isNeverLogged() throws IOException, InterruptedException {
    PrintStream before = System.out;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    try (ConfigurableApplicationContext context =
        start(Map.of("server.port", 0, "youdai.lists", lists, "youdai.root", lists))) {
      for (String body :
          new String[] {"YD1:SECRET", "\"YD1:SECRET\"", "{\"text\":[\"YD1:SECRET\"]}"}) {
        HttpResponse<String> response = post(context, body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).doesNotContain("SECRET");
      }
    } finally {
      System.setOut(before);
    }
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("Started").doesNotContain("SECRET");
  }

  @Test
  void serverWithoutLists_startsAndHandsOverToStaff() throws IOException, InterruptedException {
    QrText code = publishAndIssue();
    Path nowhere = lists.resolve("nowhere");
    try (ConfigurableApplicationContext context =
        start(
            Map.of(
                "server.port",
                0,
                "youdai.lists",
                nowhere,
                "youdai.root",
                nowhere.resolve("root.json")))) {
      HttpResponse<String> response =
          post(context, "{\"text\":\"" + code.reveal() + "\",\"venue\":\"bus\"}");
      assertThat(response.body()).contains("\"outcome\":\"ASSIST\"").contains("YD-301");
    }
  }

  private ConfigurableApplicationContext start(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put("youdai.sandbox", true);
    all.put("youdai.server.data", data);
    all.putAll(settings);
    return YoudaiServer.start(all);
  }

  private ConfigurableApplicationContext start(Path from, Path root, Path store) {
    return start(
        Map.of("server.port", 0, "youdai.lists", from, "youdai.root", root, "youdai.store", store));
  }

  private static String decide(ConfigurableApplicationContext context, QrText code)
      throws IOException, InterruptedException {
    return post(context, "{\"text\":\"" + code.reveal() + "\",\"venue\":\"bus\"}").body();
  }

  @Test
  void serverWithAStore_goesOnFromItWhenTheSourceIsGone() throws IOException, InterruptedException {
    QrText code = publishAndIssue();
    Path store = lists.resolve("store");
    Path root = lists.resolve("root.json");
    try (ConfigurableApplicationContext context = start(lists, root, store)) {
      assertThat(decide(context, code)).contains("\"outcome\":\"ADMIT\"");
    }
    Path nowhere = lists.resolve("nowhere");
    try (ConfigurableApplicationContext context = start(nowhere, root, store)) {
      assertThat(decide(context, code)).contains("\"outcome\":\"ADMIT\"");
    }
    try (FolderStore next = FolderStore.of(store)) {
      assertThat(next.lock()).as("given back with the context").isTrue();
      try (ConfigurableApplicationContext context = start(store, root, Path.of(""))) {
        assertThat(decide(context, code))
            .as("a store that another program keeps is only read")
            .contains("\"outcome\":\"ADMIT\"");
      }
    }
  }

  @Test
  void serverOverHttp_isReadyWithItsFirstLists() throws IOException, InterruptedException {
    QrText code = publishAndIssue();
    HttpServer publisher =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    publisher.createContext(
        "/",
        exchange -> {
          Path file = lists.resolve(exchange.getRequestURI().getPath().substring(1));
          boolean isThere = Files.isRegularFile(file);
          byte[] body = isThere ? Files.readAllBytes(file) : new byte[] {'?'};
          exchange.sendResponseHeaders(isThere ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    publisher.start();
    try (ConfigurableApplicationContext context =
        start(
            Map.of(
                "server.port",
                0,
                "youdai.lists",
                "http://127.0.0.1:" + publisher.getAddress().getPort(),
                "youdai.root",
                lists.resolve("root.json")))) {
      assertThat(decide(context, code)).contains("\"outcome\":\"ADMIT\"");
      assertThat(context.getBean(SnapshotFeed.class).health().lastSuccess()).isPresent();
    } finally {
      publisher.stop(0);
    }
  }

  @Test
  void rootOfASandbox_isRefusedUnlessItIsAllowed() throws IOException, InterruptedException {
    QrText code = publishAndIssue();
    Path root = lists.resolve("root.json");
    Path store = lists.resolve("store");
    try (ConfigurableApplicationContext context = start(lists, root, store)) {
      assertThat(decide(context, code)).contains("\"outcome\":\"ADMIT\"");
    }
    try (ConfigurableApplicationContext context =
        start(
            Map.of(
                "server.port",
                0,
                "youdai.lists",
                lists,
                "youdai.root",
                root,
                "youdai.sandbox",
                false,
                "youdai.store",
                store))) {
      assertThat(decide(context, code))
          .as("nor is what a sandbox has left in the store believed")
          .contains("\"outcome\":\"ASSIST\"", "YD-301");
      assertThat(context.getBean(SnapshotFeed.class).health().problem())
          .hasValueSatisfying(
              problem -> assertThat(problem.reason()).isEqualTo(Reason.SANDBOX_ROOT));
    }
  }

  /** An application that asks for an executor. */
  private record Host(ObjectProvider<ScheduledExecutorService> executor) {}

  @Test
  void threadThatUpdates_isNotTakenForTheApplicationsOwn() throws IOException {
    publishAndIssue();
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(YoudaiAutoConfiguration.class))
        .withBean(Host.class)
        .withPropertyValues("youdai.lists=" + lists, "youdai.root=" + lists.resolve("root.json"))
        .withPropertyValues("youdai.sandbox=true")
        .run(
            context -> {
              assertThat(context).hasBean("youdaiUpdates").hasSingleBean(Verifier.class);
              assertThat(context.getBean(Host.class).executor().stream()).isEmpty();
              assertThat(context.getBean(SnapshotFeed.class).get().isSynced()).isTrue();
            });
  }

  private ApplicationContextRunner starter(String... settings) {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(YoudaiAutoConfiguration.class))
        .withPropertyValues("youdai.lists=" + lists, "youdai.root=" + lists.resolve("root.json"))
        .withPropertyValues("youdai.sandbox=true")
        .withPropertyValues(settings);
  }

  @Test
  void starterWithAVenue_hasAGateThatRecordsAndSaysHowItIs() throws IOException {
    QrText code = publishAndIssue();
    starter(
            "youdai.venue=../samples/venues/museum.json",
            "youdai.gate=north",
            "youdai.journal=" + data)
        .run(
            context -> {
              Gate gate = context.getBean(Gate.class);
              assertThat(gate.profile().gate()).isEqualTo("north");
              assertThat(((Passage) gate.scan(code.reveal())).isRecorded()).isTrue();
              assertThat(context.getBean(ListsHealth.class).health().getStatus())
                  .isEqualTo(Status.UP);
              assertThat(context.getBean(GateHealth.class).health().getDetails())
                  .containsEntry("decisions", 1L)
                  .containsEntry("recording", true);
            });
    assertThat(FolderJournal.verify(data).lines()).isEqualTo(1);
  }

  @Test
  void starter_needsNothingOfTheServers() throws IOException {
    publishAndIssue();
    starter("youdai.venue=../samples/venues/museum.json")
        .withClassLoader(
            new FilteredClassLoader(
                "org.springframework.boot.health",
                "org.springframework.security",
                "org.springframework.jdbc",
                "org.flywaydb",
                "io.micrometer",
                "io.lettuce",
                "org.springdoc",
                "com.github.benmanes"))
        .run(context -> assertThat(context).hasSingleBean(Gate.class).hasNotFailed());
  }

  @Test
  void starterWithListsThatAreMissing_isDown() {
    starter()
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(Gate.class);
              assertThat(context.getBean(ListsHealth.class).health().getStatus())
                  .isEqualTo(Status.DOWN);
            });
  }

  @Test
  void venueFileThatCannotBeUsed_isNamedAtTheStart() throws IOException {
    publishAndIssue();
    Path file = Files.writeString(data.resolve("venue.json"), "{\"id\": 5}");
    starter("youdai.venue=" + file)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .hasStackTraceContaining("youdai.venue: " + file));
  }

  @Test
  void log_saysAResultOnceUntilItIsAnother() {
    Logger log = (Logger) LoggerFactory.getLogger(UpdateLog.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    try {
      UpdateLog updates = new UpdateLog(ListsLocation.of("https://lists.example/"));
      updates.accept(finished(Result.UPDATED, 1));
      updates.accept(finished(Result.UNCHANGED, 1));
      updates.accept(finished(Result.UPDATED, 2));
      updates.accept(finished(Result.REFUSED, 2, Reason.SOURCE_UNREACHABLE));
      updates.accept(finished(Result.REFUSED, 2, Reason.SOURCE_UNREACHABLE));
      updates.accept(finished(Result.REFUSED, 2, Reason.ROLLBACK));
      updates.accept(finished(Result.UPDATED, 3));
    } finally {
      log.detachAppender(lines);
    }
    assertThat(lines.list)
        .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
        .containsExactly(
            "INFO lists of https://lists.example/: version 1 serves",
            "WARN lists of https://lists.example/: YD-913 SOURCE_UNREACHABLE, x; version 2 serves",
            "WARN lists of https://lists.example/: YD-910 ROLLBACK, x; version 2 serves",
            "INFO lists of https://lists.example/: version 3 serves");
  }

  private static FeedEvent finished(Result result, long version, Reason... problem) {
    return new FeedEvent.Finished(
        new SnapshotFeed.Update(
            Instant.EPOCH,
            result,
            version,
            Arrays.stream(problem).findFirst().map(reason -> new Snapshot.Refused(reason, "x"))));
  }
}
