package org.youdai.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Uploads a journal by HTTP or HTTPS, a POST for each batch, by the platform's {@link
 * HttpURLConnection}. A status of 2xx is the acknowledgement; anything else, a redirect included,
 * is an {@link IOException}, and trying again is the caller's. Not safe for use by several threads.
 */
public final class HttpSink implements JournalSink {
  private static final int DRAINED = 64 * 1024;
  private static final int LONGEST_KEY = 1024;

  private final URI address;
  private final Options options;
  private Optional<Timer> timer = Optional.empty();

  private HttpSink(URI address, Options options) {
    this.address = address;
    this.options = options;
  }

  /**
   * How to connect.
   *
   * @param connect how long a connection may take to be made
   * @param read how long the other side may be silent
   * @param whole how long one batch may take in all
   * @param key what is sent as {@code Authorization: Bearer}: the gate's API key, of printable
   *     ASCII
   * @param proxy the proxy; empty for the platform's own choice
   * @param tls what makes TLS connections; empty for the platform's own
   */
  public record Options(
      Duration connect,
      Duration read,
      Duration whole,
      Optional<String> key,
      Optional<Proxy> proxy,
      Optional<SSLSocketFactory> tls) {
    /** 10 s to connect, 15 s of silence, a minute for a batch, no key, no proxy. */
    public static final Options STANDARD =
        new Options(
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Checks that the times are positive, and what a header can hold. */
    public Options {
      for (Duration limit : new Duration[] {connect, read, whole}) {
        if (limit.toMillis() < 1 || limit.toMillis() > Integer.MAX_VALUE) {
          throw new IllegalArgumentException("a limit is 1 ms or more, and at most 24 days");
        }
      }
      boolean isPrintable =
          !key.isPresent()
              || (!key.get().isEmpty()
                  && key.get().length() <= LONGEST_KEY
                  && key.get().chars().allMatch(c -> c > ' ' && c < 127));
      if (!isPrintable) { // the key itself is a secret and stays out of the message
        throw new IllegalArgumentException(
            "a key is 1 to " + LONGEST_KEY + " printable ASCII characters without spaces");
      }
    }

    /** Returns these with other limits of time. */
    public Options withLimits(Duration newConnect, Duration newRead, Duration newWhole) {
      return new Options(newConnect, newRead, newWhole, key, proxy, tls);
    }

    /** Returns these with an API key. */
    public Options withKey(String apiKey) {
      return new Options(connect, read, whole, Optional.of(apiKey), proxy, tls);
    }

    /** Returns these with a proxy. */
    public Options withProxy(Proxy through) {
      return new Options(connect, read, whole, key, Optional.of(through), tls);
    }

    /** Returns these with another maker of TLS connections, for example with an own CA. */
    public Options withTls(SSLSocketFactory sockets) {
      return new Options(connect, read, whole, key, proxy, Optional.of(sockets));
    }

    /** Returns these without the key. */
    @Override
    public String toString() {
      return "Options[" + connect + ", " + read + ", " + whole + "]";
    }
  }

  /**
   * Returns the sink at {@code address}.
   *
   * @param address an {@code http} or {@code https} URI with neither user nor fragment
   * @throws IllegalArgumentException if it is no such URI
   */
  public static HttpSink of(URI address, Options options) {
    String scheme = String.valueOf(address.getScheme());
    boolean isWeb = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    if (!isWeb
        || address.getHost() == null
        || address.getFragment() != null
        || address.getRawUserInfo() != null) {
      throw new IllegalArgumentException("http://host/path or https://host/path is expected");
    }
    return new HttpSink(address, options);
  }

  @Override
  public void accept(Batch batch) throws IOException {
    HttpURLConnection connection = open(batch);
    AtomicBoolean isBrokenOff = new AtomicBoolean();
    TimerTask breakOff = breakOff(connection, isBrokenOff);
    timer().schedule(breakOff, options.whole().toMillis());
    boolean isDone = false;
    try {
      send(connection, body(batch));
      int status = connection.getResponseCode();
      if (isBrokenOff.get()) { // half a header can look like a whole one
        throw new SocketTimeoutException(address + ": no answer within " + options.whole());
      }
      isDone = isDrained(connection);
      if (status < 200 || status > 299) {
        throw new IOException(address + ": HTTP status " + status);
      }
    } catch (RuntimeException | StackOverflowError hostile) {
      // The platform reads interim responses recursively, and has nulls where a connection was
      // broken off.
      throw new IOException(address + ": no HTTP that can be read", hostile);
    } finally {
      breakOff.cancel();
      if (!isDone) {
        connection.disconnect();
      }
    }
  }

  private static byte[] body(Batch batch) {
    StringBuilder body = new StringBuilder();
    batch.lines().forEach(line -> body.append(line).append('\n'));
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private HttpURLConnection open(Batch batch) throws IOException {
    URL url = address.toURL();
    HttpURLConnection connection =
        (HttpURLConnection)
            (options.proxy().isPresent()
                ? url.openConnection(options.proxy().get())
                : url.openConnection());
    if (connection instanceof HttpsURLConnection https && options.tls().isPresent()) {
      https.setSSLSocketFactory(options.tls().get());
    }
    connection.setConnectTimeout((int) options.connect().toMillis());
    connection.setReadTimeout((int) options.read().toMillis());
    connection.setUseCaches(false);
    // A redirect would be followed by a GET, whose 200 acknowledges nothing.
    connection.setInstanceFollowRedirects(false);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/x-ndjson");
    connection.setRequestProperty("Youdai-Journal", batch.journal().toString());
    connection.setRequestProperty("Youdai-First", Long.toString(batch.first()));
    connection.setRequestProperty("Youdai-Last", Long.toString(batch.last()));
    options.key().ifPresent(key -> connection.setRequestProperty("Authorization", "Bearer " + key));
    return connection;
  }

  private static void send(HttpURLConnection connection, byte[] body) throws IOException {
    connection.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
  }

  /**
   * Takes the body of the answer, so that the connection can be used again; returns whether that is
   * all of it. The status has said what is to be known, however the body ends.
   */
  private static boolean isDrained(HttpURLConnection connection) {
    try (InputStream in = bodyOf(connection)) {
      byte[] buffer = new byte[4096];
      int length = 0;
      int more = in.read(buffer);
      while (more >= 0 && length <= DRAINED) {
        length += more;
        more = in.read(buffer);
      }
      return more < 0;
    } catch (IOException brokenOff) {
      return false;
    }
  }

  private static InputStream bodyOf(HttpURLConnection connection) throws IOException {
    InputStream error = connection.getErrorStream();
    return error == null ? connection.getInputStream() : error;
  }

  /** A sink that is never used has no thread. The thread ends with the sink. */
  private Timer timer() {
    Timer started = timer.orElseGet(() -> new Timer("youdai upload limits", true));
    timer = Optional.of(started);
    return started;
  }

  /** Nothing else ends an answer that trickles: every byte of it is in time. */
  private static TimerTask breakOff(HttpURLConnection connection, AtomicBoolean isBrokenOff) {
    return new TimerTask() {
      @Override
      public void run() {
        isBrokenOff.set(true);
        connection.disconnect();
      }
    };
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
