package org.youdai.server.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.youdai.server.mirror.Published;

/**
 * An HTTP server for what an authority publishes in a folder, and for nothing else that lies there.
 * It only reads, and it lets a cache stand between itself and the gates (RFC 9110, RFC 9111).
 */
final class StaticPublisher implements AutoCloseable {
  /** Nothing that a gate reads is larger. */
  static final int LARGEST_FILE = 2 * 1024 * 1024;

  /**
   * For every refusal. A gate asks for root N+1 at each update, and is told 404 until there is one:
   * an answer kept by a cache would hide the new root.
   */
  private static final String KEEP_NOTHING = "no-store";

  private static final List<String> METHODS = List.of("GET", "HEAD");

  /** The next entity tag of a list of them (RFC 9110 §8.8.3), strong or weak. */
  private static final Pattern TAG = Pattern.compile("\\G[ \\t,]*+(?:W/)?(\"[^\"]*+\")");

  /** An accepted coding and its weight (RFC 9110 §12.5.3). */
  private static final Pattern CODING =
      Pattern.compile("\\s*([^\\s;]+)\\s*(?:;\\s*[qQ]=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)\\s*)?");

  /** A request holds a thread from its first byte on: most are there for clients that are slow. */
  private static final int THREADS = 64;

  /**
   * Settings that the JDK's server takes from system properties alone, once in a process; times are
   * in seconds. What the command line of Java says comes first.
   */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "sun.net.httpserver.idleInterval", "30",
          "sun.net.httpserver.maxReqTime", "10",
          // The largest file over a line of some 20 kB/s.
          "sun.net.httpserver.maxRspTime", "120",
          // Header and body are two writes: the second would wait for the other side's delayed ACK.
          "sun.net.httpserver.nodelay", "true",
          "jdk.httpserver.maxConnections", "500");

  private final Path folder;
  private final boolean verbose;
  private final Terminal terminal;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private StaticPublisher(Path folder, boolean verbose, Terminal terminal, HttpServer server) {
    this.folder = folder;
    this.verbose = verbose;
    this.terminal = terminal;
    this.server = server;
  }

  /**
   * Starts to publish a folder.
   *
   * @param verbose whether each answer is a line on the terminal
   * @throws java.net.BindException if the address is taken, or not of this machine
   */
  static StaticPublisher start(
      Path folder, InetSocketAddress address, boolean verbose, Terminal terminal)
      throws IOException {
    SETTINGS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
    HttpServer server = HttpServer.create(address, 0);
    StaticPublisher publisher = new StaticPublisher(folder, verbose, terminal, server);
    server.setExecutor(publisher.threads);
    server.createContext("/", publisher::answerOrReport);
    server.start();
    return publisher;
  }

  /** Returns the port, which the system has chosen if 0 was asked for. */
  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** The JDK's server closes the connection on an exception, and tells nobody of it. */
  private void answerOrReport(HttpExchange exchange) throws IOException {
    try {
      answer(exchange);
    } catch (RuntimeException bug) {
      bug.printStackTrace(terminal.err());
      throw bug;
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      // First: early updates of JDK 17 close the connection if a body is unread, even an empty one.
      exchange.getRequestBody().close();
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      String name = name(exchange.getRequestURI());
      Optional<Published> kind = Published.of(name);
      if (!METHODS.contains(exchange.getRequestMethod())) {
        exchange.getResponseHeaders().set("Allow", String.join(", ", METHODS));
        refuse(exchange, 405);
      } else if (kind.isPresent()) {
        answer(exchange, name, kind.get());
      } else {
        refuse(exchange, 404);
      }
    }
  }

  /** Returns the name that is asked for; it is empty if the target can be no name's. */
  private static String name(URI target) {
    String path = target.getRawPath();
    boolean hasPathOnly = target.toString().equals(path); // URI takes "//a/b" for /b at host a
    boolean isAbsolute =
        target.isAbsolute() && target.getRawQuery() == null && target.getRawFragment() == null;
    return hasPathOnly || isAbsolute ? path.substring(1) : "";
  }

  private void answer(HttpExchange exchange, String name, Published kind) throws IOException {
    Optional<byte[]> file;
    try {
      file = read(name);
    } catch (IOException unreadable) {
      terminal.err().println(terminal.text("authority.not-served", name, unreadable));
      refuse(exchange, 500);
      return;
    }
    if (file.isPresent()) {
      offer(exchange, kind, file.get());
    } else {
      refuse(exchange, 404);
    }
  }

  /** Reads a file, all of it at once: a tag is then of the bytes that go with it. */
  private Optional<byte[]> read(String name) throws IOException {
    try {
      Path root = folder.toRealPath();
      Path file = root.resolve(name).toRealPath();
      if (!file.startsWith(root) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty(); // a link that leads out, or a folder
      }
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
        if (bytes.length > LARGEST_FILE) {
          throw new IOException("larger than " + LARGEST_FILE + " bytes");
        }
        return Optional.of(bytes);
      }
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }

  private void offer(HttpExchange exchange, Published kind, byte[] file) throws IOException {
    Headers asked = exchange.getRequestHeaders();
    Headers headers = exchange.getResponseHeaders();
    byte[] body = file;
    if (kind.isCompressible()) {
      headers.set("Vary", "Accept-Encoding");
      if (prefersGzip(all(asked, "Accept-Encoding"))) {
        headers.set("Content-Encoding", "gzip");
        body = gzip(file);
      }
    }
    String tag = tag(body); // of the bytes as sent: the gzip form has another one
    headers.set("ETag", tag);
    headers.set("Cache-Control", kind.caching());
    if (isAmong(tag, all(asked, "If-None-Match"))) {
      headers.remove("Content-Encoding");
      send(exchange, 304, new byte[0]);
    } else {
      headers.set("Content-Type", kind.type());
      send(exchange, 200, body);
    }
  }

  private void refuse(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().set("Cache-Control", KEEP_NOTHING);
    send(exchange, status, new byte[0]);
  }

  private void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean isBodySent = body.length > 0 && !exchange.getRequestMethod().equals("HEAD");
    if (verbose) {
      String asked =
          "%.10s %.100s".formatted(exchange.getRequestMethod(), exchange.getRequestURI());
      int bytes = isBodySent ? body.length : 0;
      terminal.out().println(asked.replaceAll("[^ -~]", "?") + " " + status + " " + bytes);
    }
    if (status != 304) { // to HEAD as well, which the JDK leaves to us
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
    }
    exchange.sendResponseHeaders(status, isBodySent ? body.length : -1);
    if (isBodySent) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Returns a header's values as one list: in how many lines they came is of no meaning. */
  private static String all(Headers headers, String name) {
    return String.join(",", headers.getOrDefault(name, List.of()));
  }

  /**
   * Returns whether gzip is acceptable, and no worse than no coding at all. A client that refuses
   * both gets no coding, as RFC 9110 §12.4.1 allows.
   */
  private static boolean prefersGzip(String acceptEncoding) {
    Map<String, Double> weights = new HashMap<>();
    for (String element : acceptEncoding.split(",", -1)) {
      Matcher coding = CODING.matcher(element);
      if (coding.matches()) {
        String weight = Optional.ofNullable(coding.group(2)).orElse("1");
        weights.put(coding.group(1).toLowerCase(Locale.ROOT), Double.valueOf(weight));
      }
    }
    double others = weights.getOrDefault("*", 0.0);
    double gzip = weights.getOrDefault("gzip", weights.getOrDefault("x-gzip", others));
    return gzip > 0 && gzip >= weights.getOrDefault("identity", others);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"';
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static boolean isAmong(String tag, String ifNoneMatch) {
    if (ifNoneMatch.trim().equals("*")) {
      return true;
    }
    Matcher tags = TAG.matcher(ifNoneMatch);
    while (tags.find()) {
      if (tags.group(1).equals(tag)) { // weak comparison: a W/ before it is of no account
        return true;
      }
    }
    return false;
  }
}
