package org.youdai.samples.authority;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is published at one time, and how a cache may keep it (RFC 9110 §13, RFC 9111). */
final class Release {
  /** Before anything is published. */
  static final Release NOTHING = new Release(Map.of());

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Map<String, File> files;

  private Release(Map<String, File> files) {
    this.files = files;
  }

  /**
   * A file, when its content became what it is, and whether that second is this content's alone.
   */
  private static final class File {
    private final byte[] bytes;
    private final String tag;
    private final Instant changed;
    private final boolean isDated;

    private File(byte[] bytes, Instant changed, boolean isDated) {
      this.bytes = bytes.clone();
      this.tag = tag(bytes);
      this.changed = changed;
      this.isDated = isDated;
    }

    private String date() {
      return DATE.format(changed);
    }
  }

  /** Returns the release after this one; what has not changed keeps its date. */
  Release followedBy(Map<String, byte[]> published, Instant now) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    Map<String, File> next = new HashMap<>();
    published.forEach(
        (name, bytes) -> {
          Optional<File> before = Optional.ofNullable(files.get(name));
          boolean isDated = before.filter(file -> file.changed.equals(second)).isEmpty();
          next.put(
              name,
              before
                  .filter(file -> Arrays.equals(file.bytes, bytes))
                  .orElseGet(() -> new File(bytes, second, isDated)));
        });
    return new Release(Map.copyOf(next));
  }

  /** Answers a request for the file {@code name}. */
  void answer(HttpExchange exchange, String name) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    Optional<File> file = Optional.ofNullable(files.get(name));
    if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      headers.set("Allow", "GET, HEAD");
      exchange.sendResponseHeaders(405, -1);
    } else if (file.isPresent()) {
      offer(exchange, name, file.get());
    } else {
      headers.set("Cache-Control", "no-store"); // a 404 that is kept would hide the next root
      exchange.sendResponseHeaders(404, -1);
    }
  }

  private static void offer(HttpExchange exchange, String name, File file) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    boolean isForEver = name.startsWith("root/") || name.startsWith("deltas/");
    headers.set("Cache-Control", isForEver ? "public, max-age=31536000, immutable" : "no-cache");
    headers.set("ETag", file.tag);
    if (file.isDated) {
      headers.set("Last-Modified", file.date());
    }
    if (isKnown(exchange.getRequestHeaders(), file)) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      boolean isJson = name.endsWith(".json");
      headers.set("Content-Type", isJson ? "application/json" : "application/octet-stream");
      Sandbox.send(exchange, 200, file.bytes);
    }
  }

  /** The tag goes before the date (RFC 9110 §13.2.2). */
  private static boolean isKnown(Headers asked, File file) {
    List<String> tags = asked.getOrDefault("If-None-Match", List.of());
    if (!tags.isEmpty()) {
      return Arrays.stream(String.join(",", tags).split(",", -1))
          .map(tag -> tag.trim().replaceFirst("^W/", ""))
          .anyMatch(tag -> tag.equals(file.tag) || tag.equals("*"));
    }
    String since = asked.getOrDefault("If-Modified-Since", List.of("")).get(0);
    return file.isDated && since.equals(file.date());
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"';
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
