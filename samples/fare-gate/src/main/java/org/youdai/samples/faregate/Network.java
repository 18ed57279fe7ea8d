package org.youdai.samples.faregate;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A scanner with an address of its own, to which this program connects. */
record Network(Address address) implements Reconnecting.Connection {
  private static final int CONNECT_MILLIS = 3000;

  @Override
  public InputStream open() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(address.resolved(), CONNECT_MILLIS);
      socket.setSoTimeout(Lines.PAUSE_MILLIS);
      socket.setKeepAlive(true);
      return socket.getInputStream(); // closing it closes the socket
    } catch (IOException away) {
      socket.close();
      throw away;
    }
  }
}
