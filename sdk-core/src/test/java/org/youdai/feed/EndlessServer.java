package org.youdai.feed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A web server on this machine that sends one file of its own choice as no server should. */
final class EndlessServer implements AutoCloseable {
  /**
   * What is sent: a beginning, and something again and again until the other side hangs up. A
   * character is a byte.
   */
  record Reply(String start, String repeated, int pauseMillis) {
    static Reply of(String start, String repeated) {
      return new Reply(start, repeated, 0);
    }

    static Reply of(String head, byte[] start, byte[] repeated) {
      return of(
          head + new String(start, StandardCharsets.ISO_8859_1),
          new String(repeated, StandardCharsets.ISO_8859_1));
    }

    Reply slowly(int millis) {
      return new Reply(start, repeated, millis);
    }
  }

  private final ServerSocket listening;
  private final Map<String, byte[]> files;
  private final Map<String, Reply> replies = new TreeMap<>();
  private final AtomicLong sent = new AtomicLong();

  private EndlessServer(ServerSocket listening, Map<String, byte[]> files) {
    this.listening = listening;
    this.files = files;
  }

  static EndlessServer start(Map<String, byte[]> files) throws IOException {
    ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    EndlessServer server = new EndlessServer(listening, files);
    Thread accepting = new Thread(server::acceptAll, "endless server");
    accepting.setDaemon(true);
    accepting.start();
    return server;
  }

  void reply(String name, Reply reply) {
    replies.clear();
    replies.put(name, reply);
    sent.set(0);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
  }

  /** Returns how many bytes of the chosen file have gone out, header and all. */
  long sent() {
    return sent.get();
  }

  private void acceptAll() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        socket.setSendBufferSize(16 * 1024); // what waits in buffers counts as sent
        Thread serving = new Thread(() -> serve(socket), "endless reply");
        serving.setDaemon(true);
        serving.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = socket.getOutputStream()) {
      String request = in.readLine();
      while (request != null) {
        for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
          line = in.readLine();
        }
        answer(request.split(" ", 3)[1].substring(1), out);
        request = in.readLine();
      }
    } catch (IOException hungUp) {
      // The client has had enough: what every reply here is about.
    }
  }

  private void answer(String name, OutputStream out) throws IOException {
    Optional<Reply> reply = Optional.ofNullable(replies.get(name));
    if (reply.isPresent()) {
      send(out, bytes(reply.get().start()));
      byte[] repeated = bytes(reply.get().repeated());
      while (repeated.length > 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(reply.get().pauseMillis()));
        send(out, repeated);
      }
      return;
    }
    byte[] file = files.getOrDefault(name, new byte[0]);
    String status = files.containsKey(name) ? "200 OK" : "404 Not Found";
    out.write(bytes("HTTP/1.1 " + status + "\r\nContent-Length: " + file.length + "\r\n\r\n"));
    out.write(file);
    out.flush();
  }

  private void send(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    sent.addAndGet(bytes.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
