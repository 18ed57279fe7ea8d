package org.youdai.server.cli;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import org.youdai.feed.HttpSource;
import picocli.CommandLine.Option;

/** The options of every command that fetches lists by HTTP. */
final class HttpOptions {
  @Option(names = "--proxy", paramLabel = "HOST:PORT")
  private Optional<String> proxy = Optional.empty();

  @Option(names = "--timeout", paramLabel = "SECONDS")
  private Optional<Integer> timeout = Optional.empty();

  HttpSource.Options toOptions(Terminal terminal) {
    HttpSource.Options options = HttpSource.Options.STANDARD;
    if (timeout.isPresent()) {
      options = withTimeout(options, timeout.get(), terminal);
    }
    return proxy.isPresent() ? options.withProxy(proxy(proxy.get(), terminal)) : options;
  }

  /** A file may take as long as ten silences. */
  private static HttpSource.Options withTimeout(
      HttpSource.Options options, int seconds, Terminal terminal) {
    if (seconds < 1 || seconds > 3600) {
      throw new Failure(terminal.text("error.timeout", Integer.toString(seconds)));
    }
    Duration limit = Duration.ofSeconds(seconds);
    return options.withLimits(limit, limit, limit.multipliedBy(10));
  }

  private static Proxy proxy(String text, Terminal terminal) {
    try {
      URI uri = new URI("http://" + text);
      int port = uri.getPort();
      if (uri.getHost() != null && port > 0 && port < 65536 && uri.getRawPath().isEmpty()) {
        String host = uri.getHost().replaceAll("[\\[\\]]", ""); // IPv6
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
      }
    } catch (URISyntaxException notAnAddress) {
      throw new Failure(terminal.text("error.proxy", text), notAnAddress);
    }
    throw new Failure(terminal.text("error.proxy", text));
  }
}
