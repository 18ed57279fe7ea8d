package org.youdai.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.scan.QrText;
import org.youdai.server.TestServer;
import org.youdai.server.access.Role;

final class VerifyTest {
  @TempDir private Path folder;
  private TestServer server;
  private String key;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(folder);
    key = server.key(Role.GATE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> verify(QrText code, UUID scan)
      throws IOException, InterruptedException {
    return server.post(
        "/v1/verify",
        key,
        "{\"text\":\"" + code.reveal() + "\",\"venue\":\"bus\",\"scan\":\"" + scan + "\"}");
  }

  @Test
  void genuineCode_isAdmittedAndRecorded() throws IOException, InterruptedException {
    UUID scan = UUID.randomUUID();
    HttpResponse<String> response = verify(server.issue(65), scan);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"outcome\":\"ADMIT\"", "\"id\":\"" + scan, "\"recorded\":true", "您好，请进");
  }

  @Test
  void withoutAKey_isAProblemDocument() throws IOException, InterruptedException {
    HttpResponse<String> response = server.post("/v1/verify", "ydk_wrong", "{}");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.body()).contains("\"code\":\"no-key\"", "没有有效的密钥");
  }
}
