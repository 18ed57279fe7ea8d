package org.youdai.feed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.youdai.ListSource;

/**
 * Published files over HTTP or HTTPS, by the platform's {@link HttpURLConnection}, which keeps
 * connections open between files. What comes is signed, so that plain HTTP is safe from forgery.
 * The manifest is asked for with its ETag, and not sent again while it is the same. Not safe for
 * use by several threads; a feed uses it from one at a time.
 */
public final class HttpSource implements ListSource {
  private static final String MANIFEST = "manifest.json";
  private static final int DRAINED = 64 * 1024;

  /** Gzip makes nothing longer than by this: a name, and 5 bytes for every 16 KiB. */
  private static final int GZIP_MORE = 8 * 1024;

  private final URI base;
  private final LongSupplier nanos;
  private final Options options;
  private Optional<Timer> timer = Optional.empty();
  private Optional<String> manifestTag = Optional.empty();
  private byte[] manifest = {};

  private HttpSource(URI base, LongSupplier nanos, Options options) {
    this.base = base;
    this.nanos = nanos;
    this.options = options;
  }

  /**
   * How to connect.
   *
   * @param connect how long a connection may take to be made
   * @param read how long the other side may be silent
   * @param file how long one file may take in all: a sender that trickles never falls silent
   * @param proxy the proxy; empty for the platform's own choice
   * @param tls what makes TLS connections; empty for the platform's own
   */
  public record Options(
      Duration connect,
      Duration read,
      Duration file,
      Optional<Proxy> proxy,
      Optional<SSLSocketFactory> tls) {
    /** 10 s to connect, 15 s of silence, 2 minutes a file, the platform's proxy and TLS. */
    public static final Options STANDARD =
        new Options(
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofMinutes(2),
            Optional.empty(),
            Optional.empty());

    /** Checks that the times are positive. */
    public Options {
      for (Duration limit : new Duration[] {connect, read, file}) {
        if (limit.toMillis() < 1 || limit.toMillis() > Integer.MAX_VALUE) {
          throw new IllegalArgumentException("a limit is 1 ms or more, and at most 24 days");
        }
      }
    }

    /** Returns these with other limits of time. */
    public Options withLimits(Duration newConnect, Duration newRead, Duration newFile) {
      return new Options(newConnect, newRead, newFile, proxy, tls);
    }

    /** Returns these with a proxy. */
    public Options withProxy(Proxy through) {
      return new Options(connect, read, file, Optional.of(through), tls);
    }

    /** Returns these with another maker of TLS connections, for example with an own CA. */
    public Options withTls(SSLSocketFactory sockets) {
      return new Options(connect, read, file, proxy, Optional.of(sockets));
    }
  }

  /**
   * Returns the source below {@code base}.
   *
   * @param base an {@code http} or {@code https} URI without query or fragment
   * @param nanos a counter of nanoseconds, {@code System::nanoTime} as a rule
   * @throws IllegalArgumentException if it is no such URI
   */
  public static HttpSource of(URI base, LongSupplier nanos, Options options) {
    String scheme = String.valueOf(base.getScheme());
    boolean isWeb = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    if (!isWeb || base.getHost() == null || base.getQuery() != null || base.getFragment() != null) {
      throw new IllegalArgumentException("http://host/path or https://host/path is expected");
    }
    String text = base.toString();
    URI folder = text.endsWith("/") ? base : URI.create(text + "/");
    return new HttpSource(folder, nanos, options);
  }

  @Override
  public Optional<byte[]> read(String name, int atMost) throws IOException {
    HttpURLConnection connection = open(name);
    TimerTask breakOff = breakOff(connection);
    timer().schedule(breakOff, options.file().toMillis());
    boolean isDone = false;
    try {
      Optional<byte[]> answer = answer(connection, name, atMost);
      isDone = !answer.isPresent() || answer.get().length <= atMost;
      return answer;
    } catch (RuntimeException | StackOverflowError hostile) {
      // The platform reads interim responses and members of a gzip file recursively, has nulls
      // where a connection was broken off, and throws at a Location that is no URI.
      throw new IOException(base.resolve(name) + ": no HTTP that can be read", hostile);
    } finally {
      breakOff.cancel();
      if (!isDone) {
        connection.disconnect(); // the rest is not worth fetching, even to keep the connection
      }
    }
  }

  /** A source that is never read has no thread. The thread ends with the source. */
  private Timer timer() {
    Timer started = timer.orElseGet(() -> new Timer("youdai HTTP limits", true));
    timer = Optional.of(started);
    return started;
  }

  /** Nothing else ends a header that trickles: every byte of it is in time. */
  private static TimerTask breakOff(HttpURLConnection connection) {
    return new TimerTask() {
      @Override
      public void run() {
        connection.disconnect();
      }
    };
  }

  private HttpURLConnection open(String name) throws IOException {
    URL url = base.resolve(name).toURL();
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
    connection.setRequestProperty("Accept-Encoding", "gzip");
    if (name.equals(MANIFEST)) {
      manifestTag.ifPresent(tag -> connection.setRequestProperty("If-None-Match", tag));
    }
    return connection;
  }

  private Optional<byte[]> answer(HttpURLConnection connection, String name, int atMost)
      throws IOException {
    boolean isManifest = name.equals(MANIFEST);
    long deadline = nanos.getAsLong() + options.file().toNanos();
    int status = connection.getResponseCode();
    if (status == HttpURLConnection.HTTP_OK) {
      byte[] body = body(connection, atMost, deadline);
      if (isManifest) {
        manifestTag = Optional.ofNullable(connection.getHeaderField("ETag"));
        manifest = body.clone();
      }
      return Optional.of(body);
    }
    drain(connection, deadline);
    if (isManifest && status == HttpURLConnection.HTTP_NOT_MODIFIED && manifestTag.isPresent()) {
      return Optional.of(manifest.clone());
    }
    if (status == HttpURLConnection.HTTP_NOT_FOUND || status == HttpURLConnection.HTTP_GONE) {
      return Optional.empty();
    }
    throw new IOException(base.resolve(name) + ": HTTP status " + status);
  }

  private byte[] body(HttpURLConnection connection, int atMost, long deadline) throws IOException {
    String encoding = connection.getContentEncoding();
    // What comes out of gzip is counted, since a few bytes can stand for gigabytes; and what goes
    // in, since gigabytes can stand for nothing.
    try (InputStream raw = new Bounded(connection.getInputStream(), deadline, atMost + GZIP_MORE);
        InputStream in = "gzip".equalsIgnoreCase(encoding) ? new GZIPInputStream(raw) : raw) {
      return Capped.read(in, atMost);
    }
  }

  /** Takes the body of an error, so that the connection can be used again. */
  private void drain(HttpURLConnection connection, long deadline) throws IOException {
    InputStream error = connection.getErrorStream();
    if (error != null) {
      try (InputStream in = new Bounded(error, deadline, DRAINED + GZIP_MORE)) {
        if (Capped.read(in, DRAINED).length > DRAINED) {
          connection.disconnect();
        }
      }
    }
  }

  /** A stream of which no more than so many bytes are read, and not after a time. */
  private final class Bounded extends FilterInputStream {
    private final long deadline;
    private long left;

    Bounded(InputStream in, long deadline, long atMost) {
      super(in);
      this.deadline = deadline;
      this.left = atMost;
    }

    @Override
    public int read() throws IOException {
      requireMore();
      int read = super.read();
      left -= read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      requireMore();
      int read = super.read(bytes, offset, (int) Math.min(length, left));
      left -= Math.max(0, read);
      return read;
    }

    private void requireMore() throws IOException {
      if (nanos.getAsLong() - deadline > 0) {
        throw new SocketTimeoutException("the file took longer than " + options.file());
      }
      if (left <= 0) {
        throw new IOException("the file is longer than what is read of it");
      }
    }
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
