package org.youdai.samples.faregate;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A scanner that this program connects to, and again whenever it was away. */
final class Reconnecting implements Input {
  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final String name;
  private final Connection connection;
  private final Consumer<Scanned> to;
  private final CountDownLatch closing = new CountDownLatch(1);
  private Optional<InputStream> open = Optional.empty();

  /** How to get to a scanner. */
  interface Connection {
    /** Returns its stream, whose reads end with an InterruptedIOException at a pause. */
    InputStream open() throws IOException;
  }

  Reconnecting(String name, Connection connection, Consumer<Scanned> to) {
    this.name = name;
    this.connection = connection;
    this.to = to;
    Thread reader = new Thread(this::readOn, "scanner " + name);
    reader.setDaemon(true);
    reader.start();
  }

  private void readOn() {
    Duration wait = FIRST_WAIT;
    boolean isAway = false; // said once, however often it is tried
    while (!isClosed(Duration.ZERO)) {
      try (InputStream stream = connect()) {
        if (isAway) {
          tell(Notice.Kind.SCANNER_BACK, name);
        }
        isAway = false;
        wait = FIRST_WAIT;
        new Lines(this::pass, name).readAll(stream);
        throw new IOException("the other side has closed it");
      } catch (IOException away) {
        if (!isAway) {
          tell(Notice.Kind.SCANNER_AWAY, name + " (" + away.getMessage() + ")");
        }
        isAway = true;
      }
      if (isClosed(wait)) {
        return;
      }
      Duration longer = wait.multipliedBy(2);
      wait = longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
    }
  }

  private InputStream connect() throws IOException {
    InputStream stream = connection.open();
    synchronized (this) {
      open = Optional.of(stream);
      if (isClosed(Duration.ZERO)) {
        stream.close();
      }
    }
    return stream;
  }

  private boolean isClosed(Duration wait) {
    try {
      return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      return true;
    }
  }

  private void tell(Notice.Kind kind, String what) {
    pass(new Scanned.Unusable(Notice.of(kind, what)));
  }

  private synchronized void pass(Scanned scanned) {
    if (closing.getCount() > 0) {
      to.accept(scanned);
    }
  }

  @Override
  public void close() {
    Optional<InputStream> last;
    synchronized (this) {
      closing.countDown();
      last = open;
    }
    if (last.isPresent()) {
      try {
        last.get().close();
      } catch (IOException gone) {
        return; // it is away already, and nothing more is read
      }
    }
  }
}
