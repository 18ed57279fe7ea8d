package org.youdai.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.youdai.server.access.Role;
import tools.jackson.databind.json.JsonMapper;

/** What a server is like whose operator has set nothing. */
final class DefaultsTest {
  @TempDir private static Path folder;
  private static TestServer server;
  private static String operator;
  private static String log;

  @BeforeAll
  static void start() throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      server = TestServer.start(folder);
    } finally {
      System.setOut(before);
    }
    log = out.toString(StandardCharsets.UTF_8);
    operator = server.key(Role.OPERATOR);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void server_listensOnThisMachineAlone() {
    TomcatWebServer web =
        (TomcatWebServer) ((ServletWebServerApplicationContext) server.context()).getWebServer();
    assertThat(web.getTomcat().getConnector().getProperty("address").toString())
        .isEqualTo("/127.0.0.1");
  }

  @Test
  void server_hasNoPasswords() {
    assertThat(server.context().getBeanNamesForType(UserDetailsService.class)).isEmpty();
    assertThat(log).doesNotContainIgnoringCase("security password");
  }

  @Test
  void actuator_offersHealthAndMetricsAlone() throws IOException, InterruptedException {
    var links = JsonMapper.shared().readTree(server.get("/actuator", operator).body());
    assertThat(links.get("_links").propertyNames())
        .containsExactlyInAnyOrder("self", "health", "health-path", "prometheus");
    for (String path : List.of("env", "beans", "heapdump", "shutdown", "loggers", "configprops")) {
      assertThat(server.get("/actuator/" + path, operator).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void consolesAndDemos_areNotThere() throws IOException, InterruptedException {
    for (String path :
        List.of(
            "/h2-console",
            "/h2-console/",
            "/swagger-ui.html",
            "/swagger-ui/index.html",
            "/v3/api-docs",
            "/login",
            "/logout",
            "/.env",
            "/WEB-INF/web.xml",
            "/META-INF/MANIFEST.MF")) {
      assertThat(server.get(path, operator).statusCode()).as(path).isIn(400, 404);
    }
  }

  @Test
  void errors_tellNothingOfTheInside() {
    var settings = server.context().getEnvironment();
    for (String name : List.of("message", "stacktrace", "binding-errors")) {
      assertThat(settings.getProperty("spring.web.error.include-" + name, "never"))
          .isEqualTo("never");
    }
    assertThat(settings.getProperty("spring.web.error.include-exception", "false"))
        .isEqualTo("false");
    assertThat(settings.getProperty("server.error.include-stacktrace", "never")).isEqualTo("never");
  }

  @Test
  void traces_areOfTheStandardStarterAlone() {
    assertThat(server.context().getEnvironment().getProperty("debug", "false")).isEqualTo("false");
    assertThat(
            server
                .context()
                .getBeanNamesForType(io.micrometer.observation.ObservationRegistry.class))
        .hasSize(1);
  }
}
