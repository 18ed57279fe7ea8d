package org.youdai.samples.authority;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;

/**
 * The sandbox over HTTP, for this machine alone: the page at {@code /}, the lists at {@code
 * /lists/}.
 */
public final class Sandbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

  /** Often enough for lists that gates ask for every 30 seconds. */
  private static final long SECONDS_BETWEEN_PUBLICATIONS = 20;

  private static final Pattern OF_CARD =
      Pattern.compile("/card/([1-9][0-9]{0,5})(/[a-z]+(?:\\.[a-z]+)?)?");
  private static final Pattern AGE = Pattern.compile("ageOver=([0-9]{1,3})");
  private static final Pattern HERE = Pattern.compile("(?:127\\.0\\.0\\.1|localhost)(?::[0-9]+)?");

  private final Authority authority;
  private final HttpServer server;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);

  private Sandbox(Authority authority, HttpServer server) {
    this.authority = authority;
    this.server = server;
  }

  /** Takes a folder for the keys and a port; 0 is any. */
  public static void main(String[] args) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // header and body are two writes
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("java.awt.headless", "true"); // it draws pictures, and opens no window
    Path folder = Path.of(args.length > 0 ? args[0] : "sandbox-authority");
    int port = args.length > 1 ? Integer.parseInt(args[1]) : 8090;
    Authority authority = Authority.open(folder, Clock.systemUTC(), new SecureRandom());
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Sandbox sandbox;
    try {
      sandbox = start(authority, port);
    } catch (BindException taken) {
      out.println("端口 " + port + " 已被占用，请换一个 | port " + port + " is taken, name another");
      System.exit(1);
      throw taken;
    }
    out.println("沙盒签发机构，签出的证在别处无效 | A sandbox: its certificates are worth nothing elsewhere");
    out.println("网页 page   http://127.0.0.1:" + sandbox.port() + "/");
    out.println("名单 lists  http://127.0.0.1:" + sandbox.port() + "/lists/");
    out.println("信任根 root  " + folder.resolve("root.json").toAbsolutePath());
  }

  /** Starts to serve, and to refresh the lists every 20 seconds. */
  static Sandbox start(Authority authority, int port) throws IOException {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Sandbox sandbox = new Sandbox(authority, HttpServer.create(here, 0));
    sandbox.server.setExecutor(sandbox.threads);
    sandbox.server.createContext("/", sandbox::answer);
    sandbox.server.start();
    var unused = // ends with the threads
        sandbox.threads.scheduleWithFixedDelay(
            sandbox::refreshOrReport,
            SECONDS_BETWEEN_PUBLICATIONS,
            SECONDS_BETWEEN_PUBLICATIONS,
            TimeUnit.SECONDS);
    return sandbox;
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void refreshOrReport() {
    try {
      authority.refresh();
    } catch (IOException | RuntimeException broken) { // a task that throws would never run again
      LOG.error("the lists were not refreshed", broken);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.startsWith("/lists/")) {
        authority.release().answer(exchange, path.substring("/lists/".length()));
        return;
      }
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'");
      if (!isFromHere(exchange.getRequestHeaders())) {
        send(exchange, 403, "403");
      } else if (exchange.getRequestMethod().equals("POST")) {
        act(exchange, path);
      } else {
        show(exchange, path);
      }
    } catch (IOException | RuntimeException broken) { // the JDK's server would tell nobody
      LOG.error("no answer to {}", exchange.getRequestURI().getPath(), broken);
      throw broken;
    }
  }

  /** Another site's page in the same browser could press the buttons otherwise. */
  private static boolean isFromHere(Headers headers) {
    String host = Optional.ofNullable(headers.getFirst("Host")).orElse("");
    String origin = Optional.ofNullable(headers.getFirst("Origin")).orElse("http://" + host);
    return HERE.matcher(host).matches() && origin.equals("http://" + host);
  }

  private void act(HttpExchange exchange, String path) throws IOException {
    String form = new String(exchange.getRequestBody().readNBytes(1024), StandardCharsets.UTF_8);
    Matcher age = AGE.matcher(form);
    Matcher at = OF_CARD.matcher(path);
    Optional<Card> card = at.matches() ? card(at) : Optional.empty();
    if (path.equals("/issue") && age.matches()) {
      issue(exchange, Integer.parseInt(age.group(1)));
    } else if (card.isPresent() && path.endsWith("/revoke")) {
      authority.mark(card.get(), true);
      goTo(exchange, "/");
    } else if (card.isPresent() && path.endsWith("/reinstate")) {
      authority.mark(card.get(), false);
      goTo(exchange, "/");
    } else if (path.equals("/keys/renew")) {
      authority.renewIssuerKey();
      goTo(exchange, "/");
    } else if (path.equals("/keys/revoke")) {
      authority.revokeIssuerKey();
      goTo(exchange, "/");
    } else if (path.equals("/keys/root")) {
      authority.rotateRoot();
      goTo(exchange, "/");
    } else if (path.equals("/publish")) {
      authority.publish();
      goTo(exchange, "/");
    } else {
      send(exchange, 404, "404");
    }
  }

  private void issue(HttpExchange exchange, int ageOver) throws IOException {
    if (Page.AGES.contains(ageOver)) {
      goTo(exchange, "/card/" + authority.issue(ageOver).number());
    } else {
      send(exchange, 400, "ageOver: " + Page.AGES);
    }
  }

  private void show(HttpExchange exchange, String path) throws IOException {
    Matcher at = OF_CARD.matcher(path);
    Optional<Card> card = at.matches() ? card(at) : Optional.empty();
    if (path.equals("/")) {
      sendPage(exchange, Page.home(authority));
    } else if (path.equals("/page.css") || path.equals("/page.js")) {
      boolean isCss = path.endsWith(".css");
      exchange.getResponseHeaders().set("Content-Type", isCss ? "text/css" : "text/javascript");
      send(exchange, 200, resource(path.substring(1)));
    } else if (card.isPresent()) {
      show(exchange, card.get(), Optional.ofNullable(at.group(2)).orElse(""));
    } else {
      send(exchange, 404, "404");
    }
  }

  private void show(HttpExchange exchange, Card card, String what) throws IOException {
    QrText code = what.startsWith("/live") ? card.phone().present(authority.now()) : card.printed();
    switch (what) {
      case "" -> sendPage(exchange, Page.phone(card, authority.isRevoked(card)));
      case "/print" -> sendPage(exchange, Page.print(card));
      case "/live.txt", "/printed.txt" -> send(exchange, 200, code.reveal());
      case "/live.png", "/printed.png" -> {
        exchange.getResponseHeaders().set("Content-Type", "image/png");
        send(exchange, 200, png(code));
      }
      default -> send(exchange, 404, "404");
    }
  }

  private Optional<Card> card(Matcher at) {
    return authority.card(Integer.parseInt(at.group(1)));
  }

  private static byte[] png(QrText text) throws IOException {
    GrayImage code = new QrWriter(6).draw(text);
    BufferedImage picture =
        new BufferedImage(code.width(), code.height(), BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < code.height(); y++) {
      for (int x = 0; x < code.width(); x++) {
        picture.getRaster().setSample(x, y, 0, code.at(x, y) > 127 ? 1 : 0);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    return png.toByteArray();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Sandbox.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static void goTo(HttpExchange exchange, String path) throws IOException {
    exchange.getResponseHeaders().set("Location", path);
    exchange.sendResponseHeaders(303, -1);
  }

  private static void sendPage(HttpExchange exchange, String html) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    send(exchange, 200, html.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a body, or its length alone to HEAD. */
  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
