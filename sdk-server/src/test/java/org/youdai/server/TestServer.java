package org.youdai.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ConfigurableApplicationContext;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.credential.Validity;
import org.youdai.scan.QrText;
import org.youdai.server.access.Caller;
import org.youdai.server.access.Keys;
import org.youdai.server.access.Role;
import org.youdai.server.problem.ProblemException;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;

/** A server on a free port of this machine, over the lists of a sandbox authority. */
public final class TestServer implements AutoCloseable {
  private final Path folder;
  private final SandboxAuthority authority;
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final HttpClient client = HttpClient.newHttpClient();
  private ConfigurableApplicationContext context;

  private TestServer(Path folder, Map<String, Object> settings) throws IOException {
    this.folder = folder;
    this.authority =
        SandboxAuthority.create(
            SignatureAlgorithm.SM2, PolicyLibrary.policy("shandong"), start, new SecureRandom());
    authority.addIssuer(new Issuer("999999", "示例", "Example"), SignatureAlgorithm.SM2, start);
    publish();
    this.context = run(settings);
  }

  /** Starts a server that keeps everything in {@code folder}. */
  public static TestServer start(Path folder, Map<String, Object> settings) throws IOException {
    return new TestServer(folder, settings);
  }

  /** Starts a server with the defaults. */
  public static TestServer start(Path folder) throws IOException {
    return start(folder, Map.of());
  }

  private ConfigurableApplicationContext run(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put("server.port", 0);
    all.put("youdai.lists", folder.resolve("lists"));
    all.put("youdai.root", folder.resolve("lists/root.json"));
    all.put("youdai.sandbox", true);
    all.put("youdai.server.data", folder.resolve("data"));
    all.putAll(settings);
    return YoudaiServer.start(all);
  }

  /** Stops it and starts it again with what it kept; keys that were made before stay good. */
  public void restart(Map<String, Object> settings) {
    context.close();
    context = run(settings);
  }

  /** Publishes what the authority has to say now. */
  public void publish() throws IOException {
    Path lists = folder.resolve("lists");
    for (Map.Entry<String, byte[]> file : authority.publish(Instant.now()).entrySet()) {
      Path path = lists.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  /** Returns the code of a new certificate. */
  public QrText issue(int ageOver) {
    Validity validity = new Validity(start, start.plus(Duration.ofDays(1)));
    return authority.issue(0, ageOver, start, validity);
  }

  /** Returns the sandbox authority. */
  public SandboxAuthority authority() {
    return authority;
  }

  /** Returns the application. */
  public ConfigurableApplicationContext context() {
    return context;
  }

  /** Returns a new key. */
  public String key(Role role, String... venues) {
    for (long start = System.nanoTime(); ; ) {
      try {
        return context.getBean(Keys.class).create(new Caller("test", role, Set.of(venues)));
      } catch (ProblemException away) { // on a busy machine the database is later than the server
        if (System.nanoTime() - start > Duration.ofSeconds(30).toNanos()) {
          throw away;
        }
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
  }

  /** Returns where {@code path} is. */
  public URI uri(String path) {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
  }

  /** Returns a request with a key. */
  public HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + key);
  }

  /** Sends a request. */
  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Posts JSON. */
  public HttpResponse<String> post(String path, String key, String json)
      throws IOException, InterruptedException {
    return send(
        request(path, key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /** Gets what is at {@code path}. */
  public HttpResponse<String> get(String path, String key)
      throws IOException, InterruptedException {
    return send(request(path, key).GET());
  }

  @Override
  public void close() {
    context.close();
  }
}
