package org.youdai.samples.faregate;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A TCP port to which scanners connect. */
final class ListeningInput implements Input {
  /** A lane has a scanner or two; whoever opens more has lost track of them. */
  static final int MOST_SCANNERS = 8;

  private static final long PAUSE_AFTER_FAILURE = 250_000_000;

  private final ServerSocket port;
  private final Consumer<Scanned> to;
  private final Set<Socket> scanners = ConcurrentHashMap.newKeySet();

  private ListeningInput(ServerSocket port, Consumer<Scanned> to) {
    this.port = port;
    this.to = to;
  }

  /**
   * Opens the port, and takes whoever connects.
   *
   * @throws IOException if the port cannot be had
   */
  static ListeningInput open(Address at, Consumer<Scanned> to) throws IOException {
    ServerSocket port = new ServerSocket();
    try {
      port.setReuseAddress(true); // after a restart the port is there at once
      port.bind(at.resolved());
    } catch (IOException | RuntimeException inUse) {
      port.close();
      throw inUse;
    }
    ListeningInput input = new ListeningInput(port, to);
    start(input::takeScanners, "port " + port.getLocalPort());
    return input;
  }

  /** Returns the port that is open. */
  int port() {
    return port.getLocalPort();
  }

  private static void start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void takeScanners() {
    while (!port.isClosed()) {
      try {
        take(port.accept());
      } catch (IOException broken) {
        tell(broken);
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE); // it may be so for a while
      }
    }
  }

  private void take(Socket scanner) throws IOException {
    scanners.add(scanner);
    if (scanners.size() > MOST_SCANNERS || port.isClosed()) {
      hangUp(scanner);
      to.accept(
          new Scanned.Unusable(
              Notice.of(Notice.Kind.TOO_MANY_SCANNERS, Integer.toString(MOST_SCANNERS))));
      return;
    }
    scanner.setSoTimeout(Lines.PAUSE_MILLIS);
    scanner.setKeepAlive(true); // one that was unplugged makes room in the end
    start(() -> read(scanner), "scanner at " + scanner.getRemoteSocketAddress());
  }

  private void read(Socket scanner) {
    try {
      new Lines(this::pass, "port " + port()).readAll(scanner.getInputStream());
    } catch (IOException wentAway) {
      tell(wentAway);
    } finally {
      hangUp(scanner);
    }
  }

  private void tell(IOException problem) {
    pass(
        new Scanned.Unusable(
            Notice.of(
                Notice.Kind.SCANNER_AWAY, "port " + port() + " (" + problem.getMessage() + ")")));
  }

  private synchronized void pass(Scanned scanned) {
    if (!port.isClosed()) {
      to.accept(scanned);
    }
  }

  private void hangUp(Socket scanner) {
    scanners.remove(scanner);
    try {
      scanner.close();
    } catch (IOException broken) {
      tell(broken);
    }
  }

  @Override
  public void close() {
    synchronized (this) { // after what is being answered now, nothing more is passed on
      try {
        port.close();
      } catch (IOException broken) {
        tell(broken);
      }
    }
    Set.copyOf(scanners).forEach(this::hangUp);
  }
}
