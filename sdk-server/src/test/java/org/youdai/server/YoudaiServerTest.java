package org.youdai.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.credential.Validity;
import org.youdai.scan.QrText;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;

final class YoudaiServerTest {
  @TempDir private Path lists;

  private static HttpResponse<String> post(int port, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/verify"))
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

  private static int port(ConfigurableApplicationContext context) {
    return Integer.parseInt(context.getEnvironment().getProperty("local.server.port", "0"));
  }

  @Test
  void server_decidesOnATextAndNamesWhatIsWrong() throws IOException, InterruptedException {
    QrText code = publishAndIssue();
    try (ConfigurableApplicationContext context =
        YoudaiServer.start(
            Map.of(
                "server.port",
                0,
                "youdai.lists",
                lists,
                "youdai.root",
                lists.resolve("root.json")))) {
      HttpResponse<String> admitted =
          post(port(context), "{\"text\":\"" + code.reveal() + "\",\"venue\":\"bus\"}");
      assertThat(admitted.statusCode()).isEqualTo(200);
      assertThat(admitted.body())
          .contains("\"outcome\":\"ADMIT\"")
          .contains("\"benefit\":\"FREE\"")
          .contains("您好，请进");
      HttpResponse<String> foreign =
          post(port(context), "{\"text\":\"https://example.com\",\"venue\":\"bus\"}");
      assertThat(foreign.body()).contains("YD-201");
      assertThat(post(port(context), "{\"text\":\"x\",\"venue\":\"zoo\"}").statusCode())
          .isEqualTo(400);
      assertThat(post(port(context), "{}").statusCode()).isEqualTo(400);
      assertThat(post(port(context), "{").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void textThatIsNoRequest_isNeverLogged() throws IOException, InterruptedException {
    PrintStream before = System.out;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    try (ConfigurableApplicationContext context =
        YoudaiServer.start(Map.of("server.port", 0, "youdai.lists", lists, "youdai.root", lists))) {
      for (String body :
          new String[] {"YD1:SECRET", "\"YD1:SECRET\"", "{\"text\":[\"YD1:SECRET\"]}"}) {
        HttpResponse<String> response = post(port(context), body);
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
        YoudaiServer.start(
            Map.of(
                "server.port",
                0,
                "youdai.lists",
                nowhere,
                "youdai.root",
                nowhere.resolve("root.json")))) {
      HttpResponse<String> response =
          post(port(context), "{\"text\":\"" + code.reveal() + "\",\"venue\":\"bus\"}");
      assertThat(response.body()).contains("\"outcome\":\"ASSIST\"").contains("YD-301");
    }
  }
}
