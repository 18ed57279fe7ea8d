package org.youdai.samples.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The server's page in a browser, with a keyboard wedge. */
final class StaffPage implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private final ChromeDriver driver;

  private StaffPage(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Opens the page and logs in with a key for one venue. */
  static StaffPage open(URI address, String key) {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "there is no /usr/bin/chromium with /usr/bin/chromedriver (apt-get install chromium"
            + " chromium-driver)");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // it does not run as root with one
        "--disable-gpu",
        "--disable-dev-shm-usage");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    StaffPage page = new StaffPage(new ChromeDriver(service, options));
    page.driver.get(address.toString());
    page.awaitShown("login");
    page.driver.findElement(By.id("key")).sendKeys(key);
    page.driver.findElement(By.cssSelector("#login button")).click();
    page.awaitShown("scan");
    return page;
  }

  private void await(String script) {
    new WebDriverWait(driver, Duration.ofSeconds(60), Duration.ofMillis(50))
        .withMessage(script)
        .until(page -> Boolean.TRUE.equals(driver.executeScript("return " + script)));
  }

  private void awaitShown(String id) {
    await("document.getElementById('" + id + "').checkVisibility()");
  }

  /** Scans a code, and returns the reason that the page shows. */
  String decide(String text) {
    awaitShown("scan");
    driver.executeScript("document.getElementById('wedge').focus()");
    new Actions(driver).sendKeys(text + Keys.ENTER).perform();
    awaitShown("decision");
    String code = driver.findElement(By.id("decision-code")).getText();
    new Actions(driver).sendKeys(Keys.ESCAPE).perform();
    await("!document.getElementById('decision').checkVisibility()");
    return code;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
