package org.youdai.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.youdai.server.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Client certificates, as {@code docs/server-security.md} sets them up. */
final class MutualTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static KeyStore store;
  private static TestServer server;
  private static String operator;

  @BeforeAll
  static void start() throws IOException, InterruptedException, GeneralSecurityException {
    make("ca", "-ext", "bc:c");
    make("foreign", "-ext", "bc:c");
    make("server", "-signer", "ca", "-ext", "san=ip:127.0.0.1");
    make("good", "-signer", "ca");
    make("revoked", "-signer", "ca");
    make("unknown", "-signer", "ca");
    make("expired", "-signer", "ca", "-startdate", "-10d", "-validity", "1");
    make("stranger", "-signer", "foreign");
    store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("all.p12"))) {
      store.load(in, PASSWORD);
    }
    String pem = "spring.ssl.bundle.pem.youdai.";
    server =
        TestServer.start(
            folder,
            Map.of(
                pem + "keystore.certificate",
                write("server.crt", certificate("server")),
                pem + "keystore.private-key",
                write("server.key", privateKey("server")),
                pem + "truststore.certificate",
                write("ca.crt", certificate("ca")),
                "server.ssl.bundle",
                "youdai",
                "server.ssl.client-auth",
                "want"));
    operator = server.key(Role.OPERATOR);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void make(String alias, String... more) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keystore",
                folder.resolve("all.p12").toString(),
                "-storepass",
                "changeit"));
    command.addAll(List.of(more));
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.txt").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(Files.readString(folder.resolve("keytool.txt"))).isZero();
  }

  private static String pem(String what, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(content), what);
  }

  private static String certificate(String alias) throws GeneralSecurityException {
    return pem("CERTIFICATE", store.getCertificate(alias).getEncoded());
  }

  private static String privateKey(String alias) throws GeneralSecurityException {
    return pem("PRIVATE KEY", store.getKey(alias, PASSWORD).getEncoded());
  }

  private static String write(String name, String text) throws IOException {
    return "file:" + Files.writeString(folder.resolve(name), text);
  }

  /** Returns a client that shows the certificate of an alias; none if it is empty. */
  private static HttpClient client(String alias) throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("ca", store.getCertificate("ca"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyStore shown = KeyStore.getInstance("PKCS12");
    shown.load(null, PASSWORD);
    if (!alias.isEmpty()) {
      shown.setKeyEntry(
          alias, store.getKey(alias, PASSWORD), PASSWORD, store.getCertificateChain(alias));
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(shown, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(tls).build();
  }

  private static URI uri(String path) {
    return URI.create("https://127.0.0.1:" + server.uri(path).getPort() + path);
  }

  private static HttpResponse<String> verify(HttpClient client, String venue)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri("/v1/verify"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"text\":\"x\",\"venue\":\"" + venue + "\"}"))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> manage(HttpRequest.Builder request)
      throws IOException, InterruptedException, GeneralSecurityException {
    return client("")
        .send(
            request
                .header("Authorization", "Bearer " + operator)
                .header("Content-Type", "application/json")
                .build(),
            BodyHandlers.ofString());
  }

  private static JsonNode letIn(String alias)
      throws IOException, InterruptedException, GeneralSecurityException {
    String body =
        JsonMapper.shared()
            .writeValueAsString(
                Map.of(
                    "name",
                    alias,
                    "role",
                    "GATE",
                    "venues",
                    List.of("bus"),
                    "certificate",
                    certificate(alias)));
    HttpResponse<String> made =
        manage(HttpRequest.newBuilder(uri("/v1/keys")).POST(BodyPublishers.ofString(body)));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(made.body()).contains("\"kind\":\"certificate\"", "sha256:").doesNotContain("ydk_");
    return JsonMapper.shared().readTree(made.body());
  }

  @Test
  void certificateOfARecord_isItsCaller()
      throws IOException, InterruptedException, GeneralSecurityException {
    letIn("good");
    HttpClient client = client("good");
    assertThat(verify(client, "bus").statusCode()).isEqualTo(200);
    assertThat(verify(client, "metro").body()).contains("venue-not-yours");
  }

  @Test
  void certificateWithoutARecord_isNoKey()
      throws IOException, InterruptedException, GeneralSecurityException {
    assertThat(verify(client("unknown"), "bus").statusCode()).isEqualTo(401);
    assertThat(verify(client(""), "bus").statusCode()).isEqualTo(401);
  }

  @Test
  void certificateThatIsRevoked_isNoKey()
      throws IOException, InterruptedException, GeneralSecurityException {
    String id = letIn("revoked").get("id").asString();
    HttpClient client = client("revoked");
    assertThat(verify(client, "bus").statusCode()).isEqualTo(200);
    assertThat(manage(HttpRequest.newBuilder(uri("/v1/keys/" + id)).DELETE()).statusCode())
        .isEqualTo(200);
    assertThat(verify(client, "bus").statusCode()).isEqualTo(401);
  }

  @Test
  void certificateThatIsExpired_getsNoConnection()
      throws IOException, InterruptedException, GeneralSecurityException {
    letIn("expired");
    assertThatThrownBy(() -> verify(client("expired"), "bus")).isInstanceOf(IOException.class);
  }

  @Test
  void certificateOfAnotherAuthority_getsNoConnectionOrIsNoKey()
      throws IOException, InterruptedException, GeneralSecurityException {
    letIn("stranger");
    int status = 401; // a client may keep it back, for the server does not name its authority
    try {
      status = verify(client("stranger"), "bus").statusCode();
    } catch (IOException refused) {
      assertThat(refused).hasMessageNotContaining("200");
    }
    assertThat(status).isEqualTo(401);
  }

  @Test
  void connection_isOfTls12OrNewer()
      throws IOException, InterruptedException, GeneralSecurityException {
    TomcatWebServer web =
        (TomcatWebServer) ((ServletWebServerApplicationContext) server.context()).getWebServer();
    for (SSLHostConfig tls : web.getTomcat().getConnector().findSslHostConfigs()) {
      assertThat(tls.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    }
    assertThat(verify(client(""), "bus").headers().firstValue("Strict-Transport-Security"))
        .isPresent();
  }
}
