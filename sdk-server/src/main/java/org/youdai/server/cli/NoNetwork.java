package org.youdai.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/**
 * Cuts this process off from the network while it is open: every socket and every URL connection
 * asks the proxy selector first, and this one lets nothing through.
 */
final class NoNetwork implements AutoCloseable {
  private final ProxySelector before;

  private NoNetwork(ProxySelector before) {
    this.before = before;
  }

  static NoNetwork cut() {
    NoNetwork cut = new NoNetwork(ProxySelector.getDefault());
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            throw new IllegalArgumentException("the network is cut");
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            throw new IllegalStateException("nothing can have been connected to", failure);
          }
        });
    return cut;
  }

  /** Returns whether a connection to a server that is really there fails. */
  boolean holds() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("localhost", server.getLocalPort()), 1000);
      return false;
    } catch (IOException | IllegalArgumentException refused) {
      return true;
    }
  }

  @Override
  public void close() {
    ProxySelector.setDefault(before);
  }
}
