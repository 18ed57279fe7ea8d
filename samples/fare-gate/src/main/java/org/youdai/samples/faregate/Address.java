package org.youdai.samples.faregate;

import java.net.InetSocketAddress;

/** A host and a port, as they are typed. */
record Address(String host, int port) {
  /**
   * Returns what {@code [HOST:]PORT} names; without a host, this computer alone.
   *
   * @throws IllegalArgumentException if it names nothing
   */
  static Address of(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
    int port = Integer.parseInt(text.substring(colon + 1)); // also an IllegalArgumentException
    if (host.isEmpty() || port < 0 || port > 65535) {
      throw new IllegalArgumentException(text);
    }
    return new Address(host, port);
  }

  InetSocketAddress resolved() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
