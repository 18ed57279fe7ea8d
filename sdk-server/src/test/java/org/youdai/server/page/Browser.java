package org.youdai.server.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium whose camera plays a film, and that notes what the page says and sounds. */
final class Browser implements AutoCloseable {
  static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NOTES =
      """
      window.said = [];
      window.tones = [];
      window.blocked = [];
      if (window.speechSynthesis) {
        speechSynthesis.speak = (words) => said.push(words.lang + ' ' + words.text);
      }
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (at) {
        tones.push(this.frequency.value);
        start.call(this, at);
      };
      document.addEventListener('securitypolicyviolation', (event) =>
        blocked.push(event.violatedDirective + ' ' + event.blockedURI));
      """;

  private final ChromeDriver driver;
  private final String axe;

  private Browser(ChromeDriver driver, String axe) {
    this.driver = driver;
    this.axe = axe;
  }

  static Browser start(Path film) throws IOException {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // it does not run as root with one
        "--disable-gpu", // software drawing is quicker than a software GPU
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--hide-scrollbars",
        "--lang=zh-CN",
        "--accept-lang=zh-CN",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        "--use-file-for-fake-video-capture=" + film);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      String axe = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Browser browser = new Browser(driver, axe);
      browser.beforeEveryPage(NOTES);
      return browser;
    }
  }

  /** Runs a script at the beginning of every page; returns its name. */
  String beforeEveryPage(String script) {
    return String.valueOf(
        driver
            .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
            .get("identifier"));
  }

  void noLongerBeforeEveryPage(String name) {
    driver.executeCdpCommand(
        "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", name));
  }

  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 1000));
  }

  void get(String address) {
    driver.get(address);
  }

  void cookie(String address, String name, String value) {
    driver.executeCdpCommand(
        "Network.setCookie",
        Map.of("url", address, "name", name, "value", value, "httpOnly", true));
  }

  List<org.openqa.selenium.Cookie> cookies() {
    return List.copyOf(driver.manage().getCookies());
  }

  /** Forgets all that any page has kept. */
  void forget(String address) {
    driver.executeCdpCommand(
        "Storage.clearDataForOrigin", Map.of("origin", address, "storageTypes", "all"));
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
  }

  WebElement find(String id) {
    return driver.findElement(By.id(id));
  }

  String text(String id) {
    return find(id).getText();
  }

  boolean isShown(String id) {
    return find(id).isDisplayed();
  }

  void click(String css) {
    driver.findElement(By.cssSelector(css)).click();
  }

  /** Types as a keyboard wedge does: whatever has the focus gets the keys, and Enter at last. */
  void wedge(String text) {
    new Actions(driver).sendKeys(text + Keys.ENTER).perform();
  }

  void press(Keys key) {
    new Actions(driver).sendKeys(key).perform();
  }

  void await(String script) {
    new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
        .withMessage(script)
        .until(page -> Boolean.TRUE.equals(run("return " + script)));
  }

  void awaitShown(String id) {
    await("document.getElementById('" + id + "').checkVisibility()");
  }

  void awaitGone(String id) {
    await("!document.getElementById('" + id + "').checkVisibility()");
  }

  Object run(String script, Object... arguments) {
    return ((JavascriptExecutor) driver).executeScript(script, arguments);
  }

  Object runAsync(String script, Object... arguments) {
    return ((JavascriptExecutor) driver).executeAsyncScript(script, arguments);
  }

  @SuppressWarnings("unchecked") // a script's list of texts
  List<String> texts(String script) {
    return (List<String>) run("return " + script);
  }

  void screenshot(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Returns what axe finds: WCAG 2.1 A and AA, and what it calls best practice. */
  @SuppressWarnings("unchecked") // a script's list of texts
  List<String> axe() {
    run("if (!window.axe) { " + axe + " }");
    return (List<String>)
        runAsync(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, {
              resultTypes: ['violations'],
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
            }).then(
              (result) => done(result.violations.flatMap((rule) =>
                rule.nodes.map((node) => rule.id + ': ' + node.html + ' ' + node.failureSummary))),
              (failed) => done([String(failed)]));
            """);
  }

  /** Returns what is smaller or paler than the numbers for elders allow. */
  List<String> tooSmall() {
    return texts(
        """
        (() => {
          const found = [];
          const name = (element) => element.tagName + '#' + element.id + ' ' + element.textContent.slice(0, 20);
          const shade = (colour) => {
            const part = (value) => {
              const share = value / 255;
              return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
            };
            const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number);
            return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
          };
          const paper = (element) => {
            for (let at = element; at; at = at.parentElement) {
              const colour = getComputedStyle(at).backgroundColor;
              if (!/^rgba.* 0\\)$/.test(colour)) return colour;
            }
            return 'rgb(255, 255, 255)';
          };
          for (const element of document.body.querySelectorAll('*')) {
            const box = element.getBoundingClientRect();
            if (!element.checkVisibility() || box.width < 2 || element.closest('svg, noscript')) continue;
            if (element.matches('button, input, select, a, summary, .button') && !element.matches('.unseen')
                && (box.width < 60 || box.height < 60)) {
              found.push('target ' + box.width + 'x' + box.height + ' ' + name(element));
            }
            const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
            if (!hasText) continue;
            const style = getComputedStyle(element);
            const size = parseFloat(style.fontSize);
            if (size < 18) found.push('type ' + size + ' ' + name(element));
            const spacing = parseFloat(style.lineHeight) / size;
            if (!(spacing >= 1.29)) found.push('spacing ' + spacing + ' ' + name(element));
            const shades = [shade(style.color), shade(paper(element))].sort((a, b) => b - a);
            const contrast = (shades[0] + 0.05) / (shades[1] + 0.05);
            if (contrast < 4.5) found.push('contrast ' + contrast + ' ' + name(element));
            if (box.right > innerWidth + 1 || box.left < -1) found.push('beside the screen ' + name(element));
          }
          if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the screen');
          return found;
        })()
        """);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
