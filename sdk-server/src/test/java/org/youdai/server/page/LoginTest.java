package org.youdai.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.server.TestServer;
import org.youdai.server.access.Role;

final class LoginTest {
  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(server.uri(path));
  }

  private static HttpResponse<String> logIn(String json) throws IOException, InterruptedException {
    return server.send(
        at("/page/login")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private static String cookie(HttpResponse<String> response) {
    return response.headers().firstValue("Set-Cookie").orElse("");
  }

  @Test
  void key_becomesACookieThatNoScriptAndNoOtherSiteHas() throws IOException, InterruptedException {
    String key = server.key(Role.STAFF, "museum");
    HttpResponse<String> response = logIn("{\"key\":\"" + key + "\"}");
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(cookie(response))
        .startsWith("youdai-key=" + key + ";")
        .contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(
            server.send(at("/v1/venues").header("Cookie", "youdai-key=" + key).GET()).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"key\":\"ydk_wrong\"}", "{\"key\":\"\"}", "{}"})
  void wrongKey_getsNoCookie(String json) throws IOException, InterruptedException {
    HttpResponse<String> response = logIn(json);
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(cookie(response)).isEmpty();
  }

  @Test
  void form_isNoLogin() throws IOException, InterruptedException {
    // Another site's page can send a form, and cannot send JSON.
    String key = server.key(Role.STAFF, "museum");
    HttpResponse<String> response =
        server.send(
            at("/page/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("key=" + key)));
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(cookie(response)).isEmpty();
  }

  @Test
  void logout_endsTheCookie() throws IOException, InterruptedException {
    HttpResponse<String> response = server.send(at("/page/logout").POST(BodyPublishers.noBody()));
    assertThat(cookie(response)).startsWith("youdai-key=;").contains("Max-Age=0");
  }

  @Test
  void page_comesWithoutAKeyAndRunsNothingOfOthers() throws IOException, InterruptedException {
    HttpResponse<String> response = server.send(at("/").GET());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(response.body()).doesNotContain("://", "style=", "onclick", "<script>");
  }

  @Test
  void serviceWorker_mayServeThePage() throws IOException, InterruptedException {
    HttpResponse<String> response = server.send(at("/page/sw.js").GET());
    assertThat(response.headers().firstValue("Service-Worker-Allowed")).hasValue("/");
    assertThat(response.headers().firstValue("Content-Type").orElse("")).contains("javascript");
  }

  @Test
  void file_isKnownByItsContentAndNotByTheTimeOfTheBuild()
      throws IOException, InterruptedException {
    HttpResponse<String> first = server.send(at("/page/page.css").GET());
    String etag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(first.headers().firstValue("Last-Modified")).isEmpty();
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
    HttpResponse<String> second =
        server.send(at("/page/page.css").header("If-None-Match", etag).GET());
    assertThat(second.statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/page/PageController.class",
        "/page/%2e%2e/PageController.class",
        "/page/..%2fPageController.class",
        "/page/nothing"
      })
  void whatIsNoPartOfThePage_isNotServed(String path) throws IOException, InterruptedException {
    assertThat(server.send(at(path).GET()).statusCode()).isIn(400, 401, 404);
  }
}
