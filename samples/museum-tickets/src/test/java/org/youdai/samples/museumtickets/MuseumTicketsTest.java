package org.youdai.samples.museumtickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.credential.Validity;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;

/** The ticket system over HTTP, with its database and the lists of a sandbox. */
final class MuseumTicketsTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  @TempDir private static Path folder;
  private static Instant now;
  private static SandboxAuthority authority;
  private static ConfigurableApplicationContext museum;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void open() throws IOException {
    now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    authority =
        SandboxAuthority.create(
            SignatureAlgorithm.SM2, PolicyLibrary.policy("shandong"), now, new SecureRandom());
    authority.addIssuer(new Issuer("999999", "示例", "Example"), SignatureAlgorithm.SM2, now);
    for (Map.Entry<String, byte[]> file : authority.publish(now).entrySet()) {
      Path path = folder.resolve("lists").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    museum =
        new SpringApplicationBuilder(MuseumTickets.class)
            .run(
                "--server.port=0",
                "--spring.datasource.url=jdbc:h2:" + folder.resolve("tickets").toAbsolutePath(),
                "--youdai.venue=museum.json",
                "--youdai.lists=" + folder.resolve("lists"),
                "--youdai.root=" + folder.resolve("lists/root.json"),
                "--youdai.store=" + folder.resolve("store"),
                "--youdai.journal=" + folder.resolve("journal"));
  }

  @AfterAll
  static void close() {
    museum.close();
  }

  private static String issue(int ageOver) {
    return authority
        .issue(0, ageOver, now, new Validity(now, now.plus(Duration.ofDays(1))))
        .reveal();
  }

  private static URI uri(String path) {
    return URI.create(
        "http://127.0.0.1:" + museum.getEnvironment().getProperty("local.server.port") + path);
  }

  private String post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  private String report() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/report?day=" + LocalDate.now(Tickets.CHINA))).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private static long inReport(String report, Tickets.Kind kind) {
    return Pattern.compile(kind + ",FREE,0,(\\d+)")
        .matcher(report)
        .results()
        .mapToLong(line -> Long.parseLong(line.group(1)))
        .sum();
  }

  @Test
  void elder_goesInWithoutAReservationAndCanComeAgainAfterwards()
      throws IOException, InterruptedException {
    long before = inReport(report(), Tickets.Kind.SINGLE);
    String card = issue(65);
    String entry = post("/tickets", card);
    assertThat(entry).startsWith("200 ").contains("\"ADMIT\"", "\"ticket\":true", "您好");
    assertThat(post("/tickets", card)).as("the scanner again").contains("\"ticket\":false");
    assertThat(inReport(report(), Tickets.Kind.SINGLE)).isEqualTo(before + 1);
    String id = entry.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    assertThat(post("/tickets/" + id + "/annul", "")).isEqualTo("200 ANNULLED");
    assertThat(post("/tickets/" + id + "/annul", "")).startsWith("404");
    assertThat(inReport(report(), Tickets.Kind.SINGLE)).isEqualTo(before);
    assertThat(post("/tickets", card)).contains("\"ADMIT\"", "\"ticket\":true");
  }

  @Test
  void group_goesInTogetherAndOneBadCodeKeepsNobody() throws IOException, InterruptedException {
    long before = inReport(report(), Tickets.Kind.GROUP);
    String twice = issue(70);
    String codes =
        String.join("\n", issue(60), twice, "https://www.example.com/", "", twice, issue(90));
    assertThat(post("/groups", codes))
        .startsWith("200 {\"codes\":5,\"tickets\":3,")
        .contains("\"OTHER\"", "请按预约入馆");
    assertThat(inReport(report(), Tickets.Kind.GROUP)).isEqualTo(before + 3);
    assertThat(post("/groups", "x\n".repeat(Desk.MOST_OF_A_GROUP + 1))).startsWith("400");
  }

  @Test
  void database_hasNothingOfAnyCode() throws IOException, InterruptedException {
    String card = issue(80);
    assertThat(post("/tickets", card)).contains("\"ticket\":true");
    assertThat(museum.getBean(JdbcClient.class).sql("select * from ticket").query().listOfRows())
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(row.keySet())
                    .containsExactly("ID", "MUSEUM_DAY", "KIND", "BENEFIT", "PAYS_PERCENT"));
  }

  @Test
  void page_showsTheDay() throws IOException, InterruptedException {
    assertThat(post("/groups", issue(65) + "\n" + issue(75))).contains("\"tickets\":2");
    assumeTrue(
        Files.isExecutable(CHROMIUM), "there is no /usr/bin/chromium (apt-get install chromium)");
    Path target =
        Path.of(Boolean.getBoolean("screenshots.update") ? "images" : "target/screenshots");
    Path picture = Files.createDirectories(target).resolve("desk.png").toAbsolutePath();
    Files.deleteIfExists(picture);
    Process browser =
        new ProcessBuilder(
                CHROMIUM.toString(),
                "--headless=new",
                "--no-sandbox", // it does not run as root with one
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--window-size=900,900",
                "--virtual-time-budget=2000",
                "--user-data-dir=" + folder.resolve("chromium"),
                "--screenshot=" + picture,
                "--dump-dom",
                uri("/").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String page = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(page).contains("无需预约", "Elders need no reservation", "任一有效证件", "GROUP,FREE,0,");
    assertThat(browser.waitFor()).isZero();
    assertThat(picture).exists();
  }
}
