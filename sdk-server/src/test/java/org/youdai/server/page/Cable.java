package org.youdai.server.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** The way from the browser to the server, which can be cut and mended. */
final class Cable implements AutoCloseable {
  private final ServerSocket door;
  private final AtomicReference<URI> server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean isCut;
  private volatile String lost = "";

  Cable(URI server) throws IOException {
    this.server = new AtomicReference<>(server);
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable loop) {
    Thread thread = new Thread(loop, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns what the browser asks for. */
  String address() {
    return "http://localhost:" + door.getLocalPort();
  }

  void cut() throws IOException {
    isCut = true;
    closeAll();
  }

  void mend() {
    isCut = false;
  }

  /** Leads to another server from now on. */
  void leadTo(URI other) throws IOException {
    server.set(other);
    closeAll();
  }

  /** Brings the next request for a path to the server, and loses the answer. */
  void loseAnswerTo(String path) throws IOException {
    lost = path;
    closeAll(); // so that it comes on a connection of its own
  }

  boolean hasLost() {
    return lost.isEmpty();
  }

  private void closeAll() throws IOException {
    for (Socket each : open) {
      each.close();
    }
    open.clear();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket browser = door.accept();
        if (isCut) {
          browser.close();
          continue;
        }
        URI to = server.get();
        Socket there = new Socket(to.getHost(), to.getPort());
        open.add(browser);
        open.add(there);
        AtomicBoolean losesAnswer = new AtomicBoolean();
        start(() -> carryRequests(browser, there, losesAnswer));
        start(() -> carryAnswers(there, browser, losesAnswer));
      } catch (IOException closed) {
        // The browser asks again; at the end the door is closed.
      }
    }
  }

  private void carryRequests(Socket browser, Socket there, AtomicBoolean losesAnswer) {
    carry(
        browser,
        there,
        chunk -> {
          String path = lost;
          if (!path.isEmpty() && chunk.contains("POST " + path + " ")) {
            losesAnswer.set(true);
          }
          return true;
        });
  }

  private void carryAnswers(Socket there, Socket browser, AtomicBoolean losesAnswer) {
    carry(
        there,
        browser,
        chunk -> {
          if (losesAnswer.get()) {
            lost = "";
            return false;
          }
          return true;
        });
  }

  private static void carry(Socket from, Socket to, Predicate<String> goesOn) {
    byte[] buffer = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!goesOn.test(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
          return;
        }
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException cut) {
      // That is what a cut cable is.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    closeAll();
  }
}
