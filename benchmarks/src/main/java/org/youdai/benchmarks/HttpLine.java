package org.youdai.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One kept-alive connection to a server on this machine. A client that shares the server's cores
 * must cost little: this one takes a few microseconds a request, the JDK's some hundred.
 */
final class HttpLine implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private byte[] line = new byte[8192];
  private byte[] body = new byte[1 << 16];
  private int length;
  private int status;

  HttpLine(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
  }

  /** Sends a request and reads the answer; returns the status. */
  int send(String method, String path, String key, String type, byte[] content) throws IOException {
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + key
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + content.length
            + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(content);
    out.flush();
    readHead();
    return status;
  }

  private void readHead() throws IOException {
    String first = readLine();
    status = Integer.parseInt(first.substring(9, 12));
    int declared = 0;
    boolean isChunked = false;
    for (String header = readLine(); !header.isEmpty(); header = readLine()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        declared = Integer.parseInt(lower.substring(15).trim());
      }
      isChunked |= lower.equals("transfer-encoding: chunked");
    }
    length = 0;
    if (isChunked) {
      int chunk = Integer.parseInt(readLine(), 16);
      while (chunk > 0) {
        readBody(chunk);
        readLine();
        chunk = Integer.parseInt(readLine(), 16);
      }
      readLine();
    } else {
      readBody(declared);
    }
  }

  private void readBody(int more) throws IOException {
    if (length + more > body.length) {
      body = Arrays.copyOf(body, Math.max(length + more, 2 * body.length));
    }
    if (in.readNBytes(body, length, more) < more) {
      throw new EOFException("the server hung up");
    }
    length += more;
  }

  private String readLine() throws IOException {
    int used = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server hung up");
      }
      line[used++] = (byte) next;
    }
    return new String(line, 0, Math.max(0, used - 1), StandardCharsets.US_ASCII);
  }

  /** Returns the body of the last answer. */
  String text() {
    return new String(body, 0, length, StandardCharsets.UTF_8);
  }

  /** Returns how often {@code part}, of ASCII, stands in the body of the last answer (Horspool). */
  int count(String part) {
    byte[] sought = part.getBytes(StandardCharsets.US_ASCII);
    int[] shifts = new int[256];
    Arrays.fill(shifts, sought.length);
    for (int i = 0; i < sought.length - 1; i++) {
      shifts[sought[i]] = sought.length - 1 - i;
    }
    int found = 0;
    for (int end = sought.length; end <= length; end += shifts[body[end - 1] & 0xff]) {
      if (Arrays.equals(body, end - sought.length, end, sought, 0, sought.length)) {
        found++;
      }
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
