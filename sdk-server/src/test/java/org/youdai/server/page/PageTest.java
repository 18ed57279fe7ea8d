package org.youdai.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.server.TestServer;
import org.youdai.server.access.Role;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;

/** The page in a real browser, over a real server. Its pictures are in target/page-screenshots. */
final class PageTest {
  private static final Path PICTURES = Path.of("target/page-screenshots");

  /** Those that the documentation shows; -Dscreenshots.update=true puts new ones there. */
  private static final Set<String> DOCUMENTED =
      Set.of(
          "zh-scan-360x740-18-light",
          "zh-admit-360x740-18-light",
          "zh-charge-360x740-18-light",
          "zh-retry-360x740-18-light",
          "zh-assist-360x740-18-light",
          "zh-away-360x740",
          "zh-stale-360x740",
          "en-scan-1366x768-18-light",
          "en-admit-1366x768-18-light");

  private static final String NUMBER_OF_AN_ELDER = "11010519491231002X";
  private static final String NUMBER_OF_SOMEBODY_YOUNG = "99999920050101123X";

  private static final String HOSTILE =
      """
      {
        "id": "<img src=x onerror=alert(1)>",
        "category": "CULTURE",
        "ownership": "GOVERNMENT",
        "prompts": {"language": "zh", "words": {"admit.free.headline": "<b>您好</b>"}}
      }
      """;

  /** A day of a museum, as the server reports it. */
  private static final String REPORT =
      """
      const fetched = window.fetch;
      window.fetch = (path, options) => String(path).startsWith('/v1/reports/today')
        ? Promise.resolve(new Response(JSON.stringify({
            day: '2026-11-22', venue: 'museum', annulled: 1,
            outcomes: {ADMIT: 128, CHARGE: 3, RETRY: 7, ASSIST: 5},
            hours: [0, 0, 0, 0, 0, 0, 0, 2, 9, 31, 44, 20, 4, 8, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0],
          })))
        : fetched(path, options);
      """;

  @TempDir private static Path folder;
  private static TestServer server;
  private static Cable cable;
  private static Browser browser;
  private static QrText filmed;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(
        Files.isExecutable(Browser.CHROMIUM) && Files.isExecutable(Browser.DRIVER),
        "there is no /usr/bin/chromium with /usr/bin/chromedriver (apt-get install chromium"
            + " chromium-driver)");
    server = TestServer.start(Files.createDirectory(folder.resolve("server")));
    cable = new Cable(server.uri("/"));
    filmed = server.issue(65);
    Path film = folder.resolve("film.y4m");
    Film.write(new QrWriter(5).draw(filmed), film);
    browser = Browser.start(film);
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.close();
      cable.close();
      server.close();
    }
  }

  @AfterEach
  void forget() throws IOException {
    assertThat(browser.texts("window.blocked ?? []")).isEmpty();
    cable.mend();
    cable.leadTo(server.uri("/"));
    browser.get("about:blank");
    browser.forget(cable.address());
  }

  private static String kept(String settings) {
    return "{\"stay\":\"0\",\"language\":\"zh\"" + settings + "}";
  }

  /** Opens the page on a device that is logged in. */
  private static void open(String key, String settings) {
    browser.get(cable.address() + "/page/manifest.json");
    browser.run("localStorage.setItem('youdai', arguments[0])", kept(settings));
    browser.cookie(cable.address(), org.youdai.server.access.Keys.COOKIE, key);
    browser.get(cable.address() + "/");
  }

  private static void openAt(String venue, String settings) {
    open(server.key(Role.STAFF, venue), settings);
    browser.awaitShown("scan");
  }

  private static void awaitOutcome(String outcome) {
    browser.awaitShown("decision");
    browser.await("document.getElementById('decision').dataset.outcome === '" + outcome + "'");
  }

  private static String kept() {
    return String.valueOf(browser.run("return JSON.stringify({...localStorage}) + location.href"));
  }

  private static long decisions() throws IOException {
    try (var files = Files.walk(folder.resolve("server/data/journal"))) {
      long lines = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        lines +=
            Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.contains("ADMIT"))
                .count();
      }
      return lines;
    }
  }

  /** Takes a picture of what is shown, and holds it against the numbers for elders. */
  private static void look(String name, List<String> faults) {
    browser.screenshot(PICTURES.resolve(name + ".png"));
    if (Boolean.getBoolean("screenshots.update") && DOCUMENTED.contains(name)) {
      browser.screenshot(Path.of("../docs/images/page-" + name + ".png"));
    }
    browser.axe().forEach(each -> faults.add(name + " axe " + each));
    browser.tooSmall().forEach(each -> faults.add(name + " " + each));
  }

  @Test
  void device_logsInOnceAndNoScriptHasItsKey() {
    browser.size(360, 740);
    browser.get(cable.address() + "/");
    browser.awaitShown("login");
    browser.find("key").sendKeys("ydk_wrong");
    browser.click("#login button");
    browser.awaitShown("login-problem");
    String key = server.key(Role.STAFF, "museum");
    browser.find("key").sendKeys(key);
    browser.click("#login button");
    browser.awaitShown("scan");
    assertThat(browser.text("place")).isEqualTo("博物馆、图书馆等（政府办）");
    assertThat(browser.cookies())
        .singleElement()
        .satisfies(
            cookie -> {
              assertThat(cookie.getName()).isEqualTo("youdai-key");
              assertThat(cookie.isHttpOnly()).isTrue();
              assertThat(cookie.getSameSite()).isEqualTo("Strict");
            });
    assertThat(kept()).doesNotContain(key);
    browser.get(cable.address() + "/");
    browser.awaitShown("scan");
    browser.click("#open-settings");
    browser.click("#logout");
    browser.awaitShown("login");
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void keyOfSeveralVenues_choosesOneAndItIsKept() {
    browser.size(1366, 768);
    open(server.key(Role.STAFF), "");
    browser.awaitShown("venues");
    browser.await("document.querySelectorAll('#venue-list button').length === 15");
    browser.run(
        "[...document.querySelectorAll('#venue-list button')]"
            + ".find((each) => each.textContent.startsWith('地铁')).click()");
    browser.awaitShown("scan");
    browser.get(cable.address() + "/");
    browser.awaitShown("scan");
    assertThat(browser.text("place")).isEqualTo("地铁");
  }

  @Test
  void codeBeforeTheCamera_isOneScanForAsLongAsItStays() throws IOException {
    browser.size(768, 1024);
    openAt("museum", ",\"stay\":\"2\"");
    long before = decisions();
    browser.click("#camera-start");
    awaitOutcome("ADMIT");
    browser.screenshot(PICTURES.resolve("zh-camera-768x1024.png"));
    assertThat(browser.text("decision-large")).isEqualTo("请进");
    assertThat(browser.text("announce")).contains("您好，请进");
    browser.await("said.length === 1");
    assertThat(browser.texts("said")).containsExactly("zh-CN 您好，请进");
    assertThat(browser.texts("tones.map(String)")).containsExactly("1047", "1568");
    browser.awaitGone("decision"); // by itself, with the code still in view
    browser.awaitShown("undo-bar");
    browser.screenshot(PICTURES.resolve("zh-watching-768x1024.png"));
    assertThat(decisions()).isEqualTo(before + 1);
    browser.click("#undo-late");
    browser.await("document.getElementById('notice').textContent.startsWith('已撤回')");
    browser.awaitGone("undo-bar");
    browser.run("window.frames = performance.getEntriesByType('resource').length");
    browser.await("performance.getEntriesByType('resource').length > frames + 1");
    assertThat(browser.isShown("decision")).isFalse();
  }

  @Test
  void browserThatReadsCodes_sendsTheirTextAlone() {
    browser.size(360, 740);
    QrText code = server.issue(60);
    String script =
        browser.beforeEveryPage(
            "window.BarcodeDetector = class { static getSupportedFormats() { return"
                + " Promise.resolve(['qr_code']); } detect() { return Promise.resolve([{rawValue:"
                + " '"
                + code.reveal()
                + "'}]); } }");
    try {
      openAt("museum", "");
      browser.click("#camera-start");
      awaitOutcome("ADMIT");
      assertThat(
              browser.texts(
                  "performance.getEntriesByType('resource').map((each) => each.name)"
                      + ".filter((each) => each.includes('/v1/verify'))"))
          .singleElement()
          .asString()
          .endsWith("/v1/verify");
    } finally {
      browser.noLongerBeforeEveryPage(script);
    }
  }

  @Test
  void wedge_isHeardWhereverTheFocusIs() throws IOException {
    browser.size(1366, 768);
    openAt("museum", "");
    long before = decisions();
    QrText code = server.issue(70);
    browser.run("document.getElementById('open-settings').focus()");
    browser.wedge(code.reveal());
    awaitOutcome("ADMIT");
    assertThat(browser.isShown("settings")).isFalse();
    browser.wedge(code.reveal()); // the scanner reads it again
    browser.press(Keys.ESCAPE);
    browser.awaitGone("decision");
    browser.run("document.getElementById('wedge').focus()");
    browser.wedge("https://example.com/");
    awaitOutcome("RETRY");
    assertThat(browser.text("decision-code")).isEqualTo("YD-201");
    assertThat(browser.find("wedge").getDomProperty("value")).isEmpty();
    browser.run("document.body.focus()");
    browser.wedge(NUMBER_OF_SOMEBODY_YOUNG); // a card reader
    awaitOutcome("CHARGE");
    assertThat(decisions()).isEqualTo(before + 1);
    browser.await("Number(document.querySelectorAll('#counts dd')[1]?.textContent) > 0");
    assertThat(kept()).doesNotContain(NUMBER_OF_SOMEBODY_YOUNG).doesNotContain("YD1");
  }

  @Test
  void picture_isReadWhereverItIsDropped() {
    browser.size(1366, 768);
    openAt("museum", "");
    byte[] png = png(server.issue(60));
    browser.run(
        """
        const bytes = Uint8Array.from(atob(arguments[0]), (each) => each.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], 'code.png', {type: 'image/png'}));
        document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: transfer, bubbles: true}));
        """,
        Base64.getEncoder().encodeToString(png));
    awaitOutcome("ADMIT");
    browser.press(Keys.ESCAPE);
    browser.run(
        """
        const transfer = new DataTransfer();
        transfer.items.add(new File(['no picture'], 'code.png', {type: 'image/png'}));
        document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: transfer, bubbles: true}));
        """);
    browser.await("document.getElementById('notice').textContent.startsWith('这不是能打开的图片')");
  }

  private static byte[] png(QrText code) {
    GrayImage picture = new QrWriter(4).draw(code);
    java.awt.image.BufferedImage image =
        new java.awt.image.BufferedImage(
            picture.width(), picture.height(), java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        image.getRaster().setSample(x, y, 0, picture.at(x, y));
      }
    }
    try (var out = new java.io.ByteArrayOutputStream()) {
      javax.imageio.ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException inMemory) {
      throw new java.io.UncheckedIOException(inMemory);
    }
  }

  @Test
  void document_isDecidedOnAndClearedAtOnce() {
    browser.size(360, 740);
    openAt("museum", "");
    browser.click("[data-way=document]");
    browser.find("number").sendKeys(NUMBER_OF_AN_ELDER);
    browser.click("#number-form button");
    awaitOutcome("ADMIT");
    assertThat(browser.find("number").getDomProperty("value")).isEmpty();
    assertThat(kept()).doesNotContain(NUMBER_OF_AN_ELDER);
    browser.press(Keys.ESCAPE);
    browser.find("birth").sendKeys("19550230");
    browser.click("#birth-form button");
    browser.awaitShown("birth-problem");
    assertThat(browser.isShown("decision")).isFalse();
    browser.find("birth").sendKeys("1955-02-28");
    browser.click("#birth-form button");
    awaitOutcome("ADMIT");
    browser.press(Keys.ESCAPE);
    browser.find("kind").sendKeys("外省");
    browser.awaitShown("age");
    browser.click("#birth-form button");
    awaitOutcome("ADMIT");
  }

  @Test
  void answerThatIsLost_isAskedForAgainAndCountsOnce() throws IOException {
    browser.size(360, 740);
    openAt("museum", "");
    long before = decisions();
    cable.loseAnswerTo("/v1/verify");
    browser.wedge(server.issue(60).reveal());
    awaitOutcome("ADMIT");
    assertThat(cable.hasLost()).isTrue();
    assertThat(browser.text("decision-rule")).contains("只计一次");
    assertThat(decisions()).isEqualTo(before + 1);
  }

  @Test
  void serverOutOfReach_isSaidPlainlyAndThePageGoesOnByItself() throws IOException {
    List<String> faults = new ArrayList<>();
    browser.size(360, 740);
    openAt("museum", "");
    browser.runAsync("const done = arguments[0]; navigator.serviceWorker.ready.then(() => done())");
    browser.await("document.getElementById('lists').textContent.startsWith('名单：最新')");
    cable.cut();
    browser.wedge(server.issue(60).reveal());
    browser.awaitShown("away");
    look("zh-away-360x740", faults);
    awaitOutcome("ASSIST"); // nobody waits for a server for longer
    assertThat(browser.text("decision")).contains("工作人员看证件办理", "这次扫码没有结果");
    browser.get(cable.address() + "/"); // as when the device is switched on again
    browser.awaitShown("away");
    assertThat(browser.text("away")).contains("服务器连不上", "请看证件办理");
    browser.size(1366, 768);
    look("zh-away-1366x768", faults);
    cable.mend();
    browser.click("#away-retry");
    browser.awaitGone("away");
    browser.awaitShown("scan");
    assertThat(
            browser.runAsync(
                """
                const done = arguments[arguments.length - 1];
                caches.keys()
                  .then((names) => Promise.all(names.map((name) => caches.open(name))))
                  .then((all) => Promise.all(all.map((kept) => kept.keys())))
                  .then((keys) => done(keys.flat().map((each) => new URL(each.url).pathname)
                    .filter((path) => path !== '/' && !path.startsWith('/page/')).join()));
                """))
        .isEqualTo("");
    assertThat(faults).isEmpty();
  }

  @Test
  void cameraThatCannotBeHad_isSaidWithTheOtherWays() {
    browser.size(360, 740);
    openAt("museum", "");
    Map<String, String> words =
        Map.of(
            "NotAllowedError", "不允许使用摄像头",
            "NotFoundError", "没有找到摄像头",
            "NotReadableError", "正被别的程序使用");
    words.forEach(
        (error, said) -> {
          browser.run(
              "navigator.mediaDevices.getUserMedia = () =>"
                  + " Promise.reject(new DOMException('', arguments[0]))",
              error);
          browser.click("#camera-start");
          browser.await(
              "document.getElementById('camera-notice').textContent.includes('" + said + "')");
          assertThat(browser.text("camera-notice")).contains("扫码枪", "查证件");
          assertThat(browser.isShown("camera-start")).isTrue();
        });
  }

  @Test
  void plainHttp_hasNoCameraAndDecidesAllTheSame() {
    String script =
        browser.beforeEveryPage(
            "Object.defineProperty(navigator, 'mediaDevices', {value: undefined});"
                + "crypto.randomUUID = undefined;");
    try {
      browser.size(360, 740);
      openAt("museum", "");
      browser.click("#camera-start");
      browser.await("document.getElementById('camera-notice').textContent.includes('HTTPS')");
      browser.wedge(server.issue(60).reveal());
      awaitOutcome("ADMIT");
    } finally {
      browser.noLongerBeforeEveryPage(script);
    }
  }

  @Test
  void counts_areShownByKindAndHour() {
    List<String> faults = new ArrayList<>();
    String script = browser.beforeEveryPage(REPORT);
    try {
      browser.size(360, 740);
      openAt("museum", "");
      browser.click("[data-way=today]");
      browser.awaitShown("chart");
      assertThat(browser.text("counts")).contains("享受优待\n128", "普通票价\n3", "已撤回\n1");
      browser.click("summary");
      assertThat(browser.text("hours"))
          .startsWith("7:00 2\n")
          .contains("10:00 44")
          .endsWith("18:00 0");
      look("zh-today-360x740", faults);
      browser.size(1366, 768);
      browser.click("[data-way=scan]");
      look("zh-today-1366x768", faults);
    } finally {
      browser.noLongerBeforeEveryPage(script);
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void everyScreen_keepsTheNumbersForElders() throws IOException {
    List<String> faults = new ArrayList<>();
    for (Screen screen :
        List.of(
            new Screen(360, 740, "zh", "18", "light"),
            new Screen(1366, 768, "en", "18", "light"),
            new Screen(360, 740, "en", "30", "contrast"))) {
      lookAtAll(screen, faults);
    }
    assertThat(faults).isEmpty();
  }

  private record Screen(int width, int height, String language, String size, String theme) {
    String settings() {
      return String.format(
          ",\"language\":\"%s\",\"size\":\"%s\",\"theme\":\"%s\"", language, size, theme);
    }

    String name(String what) {
      return String.format("%s-%s-%dx%d-%s-%s", language, what, width, height, size, theme);
    }
  }

  private static void lookAtAll(Screen screen, List<String> faults) {
    browser.size(screen.width(), screen.height());
    open("", screen.settings());
    browser.awaitShown("login");
    look(screen.name("login"), faults);
    open(server.key(Role.STAFF), screen.settings());
    browser.awaitShown("venues");
    look(screen.name("venues"), faults);
    openAt("museum", screen.settings());
    look(screen.name("scan"), faults);
    browser.click("[data-way=document]");
    look(screen.name("document"), faults);
    browser.click("[data-way=scan]");
    browser.click("#open-settings");
    look(screen.name("settings"), faults);
    browser.press(Keys.ESCAPE);
    QrText code = server.issue(70);
    decide(screen, "admit", code.reveal(), faults);
    decide(screen, "retry", "https://example.com/", faults);
    decide(screen, "charge", NUMBER_OF_SOMEBODY_YOUNG, faults);
    String forged = code.reveal().endsWith("00") ? "11" : "00";
    String altered = code.reveal().substring(0, code.reveal().length() - 2) + forged;
    decide(screen, "assist", altered, faults);
  }

  private static void decide(Screen screen, String outcome, String text, List<String> faults) {
    browser.wedge(text);
    awaitOutcome(outcome.toUpperCase(java.util.Locale.ROOT));
    look(screen.name(outcome), faults);
    if (Boolean.TRUE.equals(
        browser.run(
            "const words = document.getElementById('decision-words');"
                + "return words.scrollHeight > words.clientHeight"))) {
      faults.add(screen.name(outcome) + " does not fit");
    }
    browser.press(Keys.ESCAPE);
    browser.awaitGone("decision");
  }

  @Test
  void listsThatHaveExpired_areWarnedOfAndOperatorsWordsAreText() throws IOException {
    Path old = Files.createDirectory(folder.resolve("old"));
    Instant then = Instant.now().minus(Duration.ofDays(4)).truncatedTo(ChronoUnit.SECONDS);
    SandboxAuthority authority =
        SandboxAuthority.create(
            SignatureAlgorithm.SM2, PolicyLibrary.policy("shandong"), then, new SecureRandom());
    authority.addIssuer(new Issuer("999999", "示例", "Example"), SignatureAlgorithm.SM2, then);
    for (Map.Entry<String, byte[]> file : authority.publish(then).entrySet()) {
      Path path = old.resolve("lists").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    List<String> faults = new ArrayList<>();
    Path venues = Files.createDirectory(old.resolve("venues"));
    Files.writeString(venues.resolve("zoo.json"), HOSTILE);
    try (TestServer stale =
        TestServer.start(
            Files.createDirectory(old.resolve("server")),
            Map.of(
                "youdai.lists", old.resolve("lists"),
                "youdai.root", old.resolve("lists/root.json"),
                "youdai.server.venues", venues))) {
      cable.leadTo(stale.uri("/"));
      browser.size(360, 740);
      open(stale.key(Role.STAFF), "");
      browser.awaitShown("attention");
      assertThat(browser.text("attention")).contains("名单已过期", "请管理者检查服务器的网络");
      // What an operator writes is text, whatever it looks like.
      assertThat(browser.text("place")).isEqualTo("<img src=x onerror=alert(1)>");
      browser.run("document.getElementById('place').textContent = '博物馆'"); // for the picture
      look("zh-stale-360x740", faults);
      browser.wedge(
          authority
              .issue(
                  0,
                  65,
                  Instant.now(),
                  new org.youdai.credential.Validity(
                      then, Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS)))
              .reveal());
      awaitOutcome("ADMIT");
      assertThat(browser.text("decision-headline")).isEqualTo("<b>您好</b>");
      assertThat(browser.texts("[...document.querySelectorAll('img, b')].map(String)")).isEmpty();
    }
    assertThat(faults).isEmpty();
  }
}
