package org.youdai.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpSourceTest {
  private static final HttpSource.Options QUICK =
      HttpSource.Options.STANDARD.withLimits(
          Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2));

  /** What a server answers. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final Map<String, Answer> answers = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final Set<InetSocketAddress> connections = new HashSet<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  @TempDir private Path folder;

  HttpSourceTest() throws IOException {
    server = HttpServer.create(loopback(), 0);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @BeforeEach
  void start() {
    start(server);
  }

  private void start(HttpServer each) {
    each.createContext("/", this::answer);
    each.setExecutor(threads);
    each.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    synchronized (requests) {
      requests.add(
          exchange.getRequestURI()
              + " "
              + exchange.getRequestHeaders().getOrDefault("If-None-Match", List.of()));
      connections.add(exchange.getRemoteAddress());
    }
    String path = exchange.getRequestURI().getPath();
    answers.getOrDefault(path, e -> status(e, 404)).to(exchange);
  }

  private static void status(HttpExchange exchange, int status) throws IOException {
    byte[] body = ("<html>" + status + "</html>").getBytes(US_ASCII);
    boolean hasBody = status != 304;
    exchange.sendResponseHeaders(status, hasBody ? body.length : -1);
    if (hasBody) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static void send(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private HttpSource source(HttpSource.Options options) {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/a");
    return HttpSource.of(base, System::nanoTime, options);
  }

  @Test
  void file_comesAndIsMissing() throws IOException {
    answers.put("/a/lists/0.cwt", e -> send(e, new byte[] {1, 2, 3}));
    answers.put("/a/empty", e -> send(e, new byte[0]));
    answers.put("/a/gone", e -> status(e, 410));
    HttpSource source = source(QUICK);
    assertThat(source.read("lists/0.cwt", 3).orElseThrow()).containsExactly(1, 2, 3);
    assertThat(source.read("empty", 3).orElseThrow()).isEmpty();
    assertThat(source.read("lists/1.cwt", 3)).isEmpty();
    assertThat(source.read("gone", 3)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 403, 500, 503})
  void otherStatus_saysNothingOfTheFile(int status) {
    answers.put("/a/trust.json", e -> status(e, status));
    assertThatIOException()
        .isThrownBy(() -> source(QUICK).read("trust.json", 9))
        .withMessageContaining("HTTP status " + status);
  }

  @Test
  void manifest_isAskedForWithItsTag() throws IOException {
    answers.put(
        "/a/manifest.json",
        e -> {
          if ("\"x1\"".equals(e.getRequestHeaders().getFirst("If-None-Match"))) {
            status(e, 304);
          } else {
            e.getResponseHeaders().add("ETag", "\"x1\"");
            send(e, new byte[] {7});
          }
        });
    answers.put(
        "/a/trust.json",
        e -> {
          e.getResponseHeaders().add("ETag", "\"x2\"");
          send(e, new byte[] {8});
        });
    HttpSource source = source(QUICK);
    for (int i = 0; i < 3; i++) {
      assertThat(source.read("manifest.json", 9).orElseThrow()).containsExactly(7);
      assertThat(source.read("trust.json", 9).orElseThrow()).containsExactly(8);
    }
    assertThat(requests)
        .filteredOn(r -> r.contains("manifest"))
        .containsExactly(
            "/a/manifest.json []", "/a/manifest.json [\"x1\"]", "/a/manifest.json [\"x1\"]");
    assertThat(requests).filteredOn(r -> r.contains("trust")).allMatch(r -> r.endsWith("[]"));
  }

  @Test
  void notModifiedThatWasNotAskedFor_isNoFile() {
    answers.put("/a/manifest.json", e -> status(e, 304));
    assertThatIOException().isThrownBy(() -> source(QUICK).read("manifest.json", 9));
  }

  @Test
  void files_comeOverOneConnectionMissingOnesIncluded() throws IOException {
    answers.put("/a/lists/0.cwt", e -> send(e, new byte[30_000]));
    HttpSource source = source(QUICK);
    for (int i = 0; i < 5; i++) {
      source.read("lists/0.cwt", 40_000);
      source.read("root/2.json", 40_000);
    }
    assertThat(requests).hasSize(10);
    assertThat(connections).hasSize(1);
  }

  @Test
  void gzip_isInflatedUpToTheCap() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[5000]);
    }
    answers.put(
        "/a/trust.json",
        e -> {
          assertThat(e.getRequestHeaders().getFirst("Accept-Encoding")).contains("gzip");
          e.getResponseHeaders().add("Content-Encoding", "gzip");
          send(e, packed.toByteArray());
        });
    assertThat(source(QUICK).read("trust.json", 5000).orElseThrow()).hasSize(5000);
    assertThat(source(QUICK).read("trust.json", 4999).orElseThrow()).hasSize(5000);
    assertThat(source(QUICK).read("trust.json", 100).orElseThrow()).hasSize(101);
  }

  @Test
  void endlessBody_isReadToTheCapAndNoFurther() throws IOException {
    AtomicLong sent = new AtomicLong();
    answers.put(
        "/a/trust.json",
        e -> {
          e.sendResponseHeaders(200, 0); // chunked, without end
          try (OutputStream out = e.getResponseBody()) {
            for (; sent.get() < 1L << 30; sent.addAndGet(8192)) {
              out.write(new byte[8192]);
            }
          }
        });
    assertThat(source(QUICK).read("trust.json", 100_000).orElseThrow()).hasSize(100_001);
    assertThat(sent.get()).isLessThan(64L << 20);
  }

  /** A byte now and then keeps the other side from ever being silent for long. */
  @Test
  void trickle_endsWithTheTimeForAFile() {
    answers.put(
        "/a/trust.json",
        e -> {
          e.sendResponseHeaders(200, 1000);
          try (OutputStream out = e.getResponseBody()) {
            for (int i = 0; i < 1000; i++) {
              out.write(1);
              out.flush();
              Thread.sleep(20);
            }
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
    HttpSource.Options hurry =
        QUICK.withLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMillis(200));
    assertThatIOException()
        .isThrownBy(() -> source(hurry).read("trust.json", 1000))
        .withMessageContaining("longer than PT0.2S");
  }

  @Test
  void silenceAndNobody_areErrorsInTime() throws IOException {
    answers.put("/a/trust.json", e -> {}); // never answers
    HttpSource.Options hurry =
        QUICK.withLimits(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(2));
    assertThatIOException().isThrownBy(() -> source(hurry).read("trust.json", 9));
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    HttpSource nobody =
        HttpSource.of(URI.create("http://127.0.0.1:" + free), System::nanoTime, QUICK);
    assertThatIOException().isThrownBy(() -> nobody.read("trust.json", 9));
  }

  @Test
  void bodyThatEndsEarly_isAnErrorOrShort() throws IOException {
    answers.put(
        "/a/trust.json",
        e -> {
          e.sendResponseHeaders(200, 1000);
          e.getResponseBody().write(new byte[10]);
          e.getResponseBody().flush();
          e.getHttpContext().getServer().stop(0);
        });
    Optional<byte[]> come;
    try {
      come = source(QUICK).read("trust.json", 1000);
    } catch (IOException cut) {
      come = Optional.empty();
    }
    assertThat(come.map(bytes -> bytes.length).orElse(0)).isLessThan(1000);
  }

  @Test
  void proxy_isAskedInsteadOfTheHost() throws IOException {
    answers.put("/l/trust.json", e -> send(e, new byte[] {5}));
    Proxy proxy = new Proxy(Proxy.Type.HTTP, server.getAddress());
    HttpSource source =
        HttpSource.of(
            URI.create("http://lists.youdai.example/l/"), System::nanoTime, QUICK.withProxy(proxy));
    assertThat(source.read("trust.json", 9).orElseThrow()).containsExactly(5);
    assertThat(requests).containsExactly("http://lists.youdai.example/l/trust.json []");
  }

  @Test
  void ownCertificate_needsTheOwnTlsContext() throws Exception {
    SSLContext tls = selfSigned();
    HttpsServer secure = HttpsServer.create(loopback(), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(tls));
    start(secure);
    answers.put("/trust.json", e -> send(e, new byte[] {6}));
    URI base = URI.create("https://localhost:" + secure.getAddress().getPort() + "/");
    try {
      HttpSource trusting =
          HttpSource.of(base, System::nanoTime, QUICK.withTls(tls.getSocketFactory()));
      assertThat(trusting.read("trust.json", 9).orElseThrow()).containsExactly(6);
      HttpSource strict = HttpSource.of(base, System::nanoTime, QUICK);
      assertThatIOException()
          .isThrownBy(() -> strict.read("trust.json", 9))
          .isInstanceOf(SSLException.class);
    } finally {
      secure.stop(0);
    }
  }

  /** Returns a context whose key is for localhost, and which trusts that key alone. */
  private SSLContext selfSigned()
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("localhost.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                "sandbox",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, "sandbox".toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, "sandbox".toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("a", keys.getCertificate("a"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://a/", "http:///a", "lists", "http://a/?b", "http://a/#b", "mailto:a"})
  void addressThatIsNoWebFolder_isRefused(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpSource.of(URI.create(address), System::nanoTime, QUICK));
  }

  @Test
  void limits_arePositive() {
    for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofDays(30)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> QUICK.withLimits(wrong, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }
  }
}
