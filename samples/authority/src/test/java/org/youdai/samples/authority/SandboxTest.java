package org.youdai.samples.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.TrustedTime;
import org.youdai.Verifier;
import org.youdai.decision.Decision;
import org.youdai.decision.Reason;
import org.youdai.feed.HttpSource;
import org.youdai.feed.ListStore;
import org.youdai.feed.SnapshotFeed;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.trust.TrustAnchor;

/** The authority over HTTP, and a gate that goes by its lists alone. */
@Timeout(60)
final class SandboxTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final VenueProfile BUS =
      VenueProfile.of("bus-12", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  @TempDir private Path folder;
  private final Hands clock = new Hands();
  private final HttpClient client = HttpClient.newHttpClient();
  private Sandbox sandbox;
  private SnapshotFeed feed;

  /** A clock that goes on when it is told to. */
  private static final class Hands extends Clock {
    private Instant now = Instant.now();

    @Override
    public Instant instant() {
      return now;
    }

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void start() throws IOException {
    sandbox = Sandbox.start(Authority.open(folder, clock, new SecureRandom()), 0);
    feed = SnapshotFeed.open(anchor(), source(), ListStore.inMemory(), clock);
    feed.update();
  }

  @AfterEach
  void stop() throws IOException {
    feed.close();
    sandbox.close();
  }

  private TrustAnchor anchor() throws IOException {
    return TrustAnchor.of(Files.readAllBytes(folder.resolve("root.json")));
  }

  private HttpSource source() {
    return HttpSource.of(uri("/lists/"), System::nanoTime, HttpSource.Options.STANDARD);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + sandbox.port() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = send(HttpRequest.newBuilder(uri(path)));
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response.body();
  }

  private String press(String path, String form) throws IOException, InterruptedException {
    HttpResponse<String> response =
        send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(form)));
    assertThat(response.statusCode()).as(path).isEqualTo(303);
    return response.headers().firstValue("Location").orElse("");
  }

  private Reason decide(String code) {
    Decision decision =
        new Verifier(feed, TrustedTime.of(clock, System::nanoTime), new SecureRandom())
            .verify(QrText.of(code), BUS);
    return decision.reason();
  }

  @Test
  void certificate_isGoodOnPaperForAYearAndInThePhoneForAMinute() throws Exception {
    String card = press("/issue", "ageOver=65");
    String printed = get(card + "/printed.txt");
    String live = get(card + "/live.txt");
    assertThat(decide(printed)).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(decide(live)).isEqualTo(Reason.BENEFIT_GRANTED);
    clock.advance(Duration.ofMinutes(5));
    assertThat(decide(live)).isEqualTo(Reason.PRESENTATION_STALE);
    assertThat(decide(get(card + "/live.txt"))).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(get(card + "/printed.txt")).isEqualTo(printed);
  }

  @Test
  void revocation_countsFromTheNextPublicationOn() throws Exception {
    String card = press("/issue", "ageOver=70");
    String printed = get(card + "/printed.txt");
    press(card + "/revoke", "");
    assertThat(get("/")).contains("有改动尚未发布");
    feed.update();
    assertThat(decide(printed)).isEqualTo(Reason.BENEFIT_GRANTED);
    press("/publish", "");
    feed.update();
    assertThat(decide(printed)).isEqualTo(Reason.REVOKED);
    assertThat(decide(get(card + "/live.txt"))).isEqualTo(Reason.REVOKED);
    press(card + "/reinstate", "");
    press("/publish", "");
    feed.update();
    assertThat(decide(printed)).isEqualTo(Reason.BENEFIT_GRANTED);
  }

  @Test
  void keys_areRenewedRotatedAndRevoked() throws Exception {
    String old = get(press("/issue", "ageOver=60") + "/printed.txt");
    press("/keys/renew", "");
    press("/keys/root", "");
    press("/publish", "");
    feed.update();
    String renewed = get(press("/issue", "ageOver=60") + "/printed.txt");
    assertThat(decide(old)).isEqualTo(Reason.BENEFIT_GRANTED);
    assertThat(decide(renewed)).isEqualTo(Reason.BENEFIT_GRANTED);
    press("/keys/revoke", "");
    press("/publish", "");
    feed.update();
    assertThat(decide(renewed)).isEqualTo(Reason.ISSUER_KEY_REVOKED);
    assertThat(decide(get(press("/issue", "ageOver=60") + "/printed.txt")))
        .isEqualTo(Reason.BENEFIT_GRANTED);
  }

  @Test
  void authorityThatIsStartedAgain_goesOnWithItsKeys() throws Exception {
    String printed = get(press("/issue", "ageOver=65") + "/printed.txt");
    sandbox.close();
    sandbox = Sandbox.start(Authority.open(folder, clock, new SecureRandom()), 0);
    try (SnapshotFeed again = SnapshotFeed.open(anchor(), source(), ListStore.inMemory(), clock)) {
      assertThat(again.update().problem()).isEmpty();
      assertThat(again.update().manifestVersion()).isEqualTo(2);
    }
    assertThat(decide(printed)).isEqualTo(Reason.BENEFIT_GRANTED);
  }

  @Test
  void productionGate_refusesTheRoot() throws IOException {
    TrustAnchor strict = TrustAnchor.production(anchor().rootDocument());
    try (SnapshotFeed gate = SnapshotFeed.open(strict, source(), ListStore.inMemory(), clock)) {
      assertThat(gate.update().problem())
          .hasValueSatisfying(
              problem -> assertThat(problem.reason()).isEqualTo(Reason.SANDBOX_ROOT));
    }
  }

  @Test
  void lists_areSentAgainOnlyWhenTheyHaveChanged() throws Exception {
    HttpResponse<String> first = send(HttpRequest.newBuilder(uri("/lists/trust.json")));
    String tag = first.headers().firstValue("ETag").orElseThrow();
    String date = first.headers().firstValue("Last-Modified").orElseThrow();
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(asked("trust.json", "If-None-Match", "\"x\", W/" + tag)).isEqualTo(304);
    assertThat(asked("trust.json", "If-None-Match", "\"x\"")).isEqualTo(200);
    assertThat(asked("trust.json", "If-Modified-Since", date)).isEqualTo(304);
    press("/keys/renew", "");
    press("/publish", ""); // in the same second: the date cannot tell them apart
    assertThat(asked("trust.json", "If-None-Match", tag)).isEqualTo(200);
    assertThat(asked("trust.json", "If-Modified-Since", date)).isEqualTo(200);
    HttpResponse<String> root = send(HttpRequest.newBuilder(uri("/lists/root/1.json")));
    assertThat(root.headers().firstValue("Cache-Control"))
        .hasValue("public, max-age=31536000, immutable");
    HttpResponse<String> none = send(HttpRequest.newBuilder(uri("/lists/root/2.json")));
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.headers().firstValue("Cache-Control")).hasValue("no-store");
    HttpResponse<String> head =
        send(
            HttpRequest.newBuilder(uri("/lists/trust.json"))
                .method("HEAD", BodyPublishers.noBody()));
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
    assertThat(
            send(HttpRequest.newBuilder(uri("/lists/trust.json")).POST(BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(405);
    assertThat(asked("../authority.json", "Accept", "*/*")).isEqualTo(404);
  }

  private int asked(String name, String header, String value)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri("/lists/" + name)).header(header, value)).statusCode();
  }

  @Test
  void buttons_areNotForOtherSitesNorForWhatIsNotThere() throws Exception {
    HttpRequest.Builder foreign =
        HttpRequest.newBuilder(uri("/publish"))
            .header("Origin", "https://www.example.com")
            .POST(BodyPublishers.noBody());
    assertThat(send(foreign).statusCode()).isEqualTo(403);
    for (String path : List.of("/card/1/revoke", "/keys/none", "/card/0")) {
      HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
      assertThat(send(request.POST(BodyPublishers.noBody())).statusCode()).isEqualTo(404);
    }
    HttpRequest.Builder age = HttpRequest.newBuilder(uri("/issue"));
    assertThat(send(age.POST(BodyPublishers.ofString("ageOver=61"))).statusCode()).isEqualTo(400);
  }

  @Test
  void everyPage_saysInBothLanguagesThatItIsASandbox() throws Exception {
    String card = press("/issue", "ageOver=65");
    for (String path : List.of("/", card, card + "/print")) {
      assertThat(get(path)).contains("沙盒 SANDBOX", "示例甲", "在别处无效", "worth nothing elsewhere");
    }
    HttpResponse<byte[]> picture =
        client.send(
            HttpRequest.newBuilder(uri(card + "/live.png")).build(), BodyHandlers.ofByteArray());
    BufferedImage code = ImageIO.read(new ByteArrayInputStream(picture.body()));
    assertThat(code.getWidth()).isGreaterThan(200).isEqualTo(code.getHeight());
  }

  @Test
  void phoneInABrowser_asksForANewCodeEvery30Seconds() throws Exception {
    requireChromium();
    String card = press("/issue", "ageOver=65");
    press("/issue", "ageOver=80");
    press("/card/2/revoke", "");
    assertThat(chromium("--virtual-time-budget=29500", "--dump-dom", uri(card).toString()))
        .contains("live.png\"", "id=\"left\">1<");
    assertThat(chromium("--virtual-time-budget=31500", "--dump-dom", uri(card).toString()))
        .contains("live.png?", "id=\"left\">29<");
    picture("home", "--window-size=1000,900", "/");
    picture("phone", "--window-size=560,980", card);
    picture("paper", "--window-size=560,960", card + "/print");
  }

  private static void requireChromium() {
    assumeTrue(
        Files.isExecutable(CHROMIUM), "there is no /usr/bin/chromium (apt-get install chromium)");
  }

  /** Takes a picture of a page; -Dscreenshots.update=true puts it where the README shows it. */
  private void picture(String name, String size, String path) throws Exception {
    boolean isKept = Boolean.getBoolean("screenshots.update");
    Path file =
        Files.createDirectories(Path.of(isKept ? "images" : "target/screenshots"))
            .resolve(name + ".png")
            .toAbsolutePath();
    Files.deleteIfExists(file);
    chromium(size, "--screenshot=" + file, uri(path).toString());
    assertThat(ImageIO.read(file.toFile()).getHeight()).isGreaterThan(800);
  }

  private String chromium(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                CHROMIUM.toString(),
                "--headless=new",
                "--no-sandbox", // it does not run as root with one
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("chromium")));
    command.addAll(List.of(arguments));
    Process browser =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(browser.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(browser.exitValue()).isZero();
    return out;
  }
}
