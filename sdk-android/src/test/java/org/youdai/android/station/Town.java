package org.youdai.android.station;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.credential.Validity;
import org.youdai.decision.Rejection;
import org.youdai.scan.QrText;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;

/** An authority and its server, which also takes journals. */
public final class Town implements AutoCloseable {
  static final String KEY = "key-of-the-gate-8d1f";
  private static final byte[] BUS =
      "{\"id\": \"bus-12\", \"category\": \"TRANSIT\", \"ownership\": \"GOVERNMENT\"}"
          .getBytes(StandardCharsets.UTF_8);

  private final SandboxAuthority authority;
  private final Instant founded;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private volatile Map<String, byte[]> files = Map.of();
  private volatile Predicate<String> hangsAt = name -> false;
  private volatile CountDownLatch hanging = new CountDownLatch(1);
  private volatile CountDownLatch broken = new CountDownLatch(1);
  private volatile boolean takesJournals = true;

  private Town(SandboxAuthority authority, Instant founded, HttpServer server) {
    this.authority = authority;
    this.founded = founded;
    this.server = server;
  }

  public static Town foundedBefore(Instant now) {
    Instant founded = now.minus(Duration.ofDays(30));
    SandboxAuthority authority =
        SandboxAuthority.create(
            SignatureAlgorithm.SM2,
            PolicyLibrary.policy("shandong"),
            founded,
            TestAuthority.random(1));
    authority.addIssuer(new Issuer("370100", "沙盒", "Sandbox"), SignatureAlgorithm.SM2, founded);
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      Town town =
          new Town(authority, founded, HttpServer.create(new InetSocketAddress(here, 0), 0));
      town.server.setExecutor(town.threads);
      town.server.createContext("/lists/", town::sendList);
      town.server.createContext("/journal", town::takeJournal);
      town.server.start();
      return town;
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  public StationSettings settings() throws Rejection {
    return StationSettings.of(BUS, root(), address("/lists"));
  }

  public StationSettings settingsWithJournal() throws Rejection {
    return settings().withJournal(address("/journal"), KEY);
  }

  public byte[] root() {
    return authority.anchor().rootDocument();
  }

  static byte[] bus() {
    return BUS.clone();
  }

  public URI address(String path) {
    InetSocketAddress at = server.getAddress();
    return URI.create("http://" + at.getHostString() + ":" + at.getPort() + path);
  }

  /** Issues a code for a year. */
  public QrText issue(int ageOver) {
    return authority.issue(
        0, ageOver, founded, new Validity(founded, founded.plus(Duration.ofDays(365))));
  }

  public void revoke(QrText code) {
    authority.revoke(code);
  }

  public void publish(Instant now) {
    files = authority.publish(now);
  }

  /** Lets the server fall silent in the middle of an update, which {@link #awaitHanging} awaits. */
  void hangInTheMiddle() {
    hanging = new CountDownLatch(1);
    broken = new CountDownLatch(1);
    hangsAt = name -> !name.startsWith("root/") && !name.equals("manifest.json");
  }

  void awaitHanging() throws InterruptedException {
    hanging.await();
  }

  /** Breaks off what hangs. */
  void breakOff() {
    broken.countDown();
  }

  void recover() {
    hangsAt = name -> false;
  }

  /** Returns how long after an update the next one is asked for. */
  Duration ttl() {
    Snapshot.Reading reading = Snapshot.read(authority.anchor(), ListSource.of(files));
    return ((Snapshot.Ready) reading).snapshot().ttl();
  }

  void refuseJournals(boolean isRefused) {
    takesJournals = !isRefused;
  }

  /** Returns the lines that were taken. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Returns what was sent as {@code Authorization}, in order. */
  List<String> keys() {
    return List.copyOf(keys);
  }

  private void sendList(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring("/lists/".length());
    if (hangsAt.test(name)) {
      hanging.countDown();
      await(broken);
      exchange.close();
      return;
    }
    byte[] file = files.get(name);
    exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
    if (file != null) {
      exchange.getResponseBody().write(file);
    }
    exchange.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeJournal(HttpExchange exchange) throws IOException {
    keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (takesJournals) {
      body.lines().forEach(lines::add);
    }
    exchange.sendResponseHeaders(takesJournals ? 204 : 503, -1);
    exchange.close();
  }

  @Override
  public void close() {
    broken.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
