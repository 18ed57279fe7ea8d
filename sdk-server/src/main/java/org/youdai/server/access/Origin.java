package org.youdai.server.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** Which page a browser sent a request from. */
enum Origin {
  /** One of this server. */
  SAME,
  /** Another site's. */
  OTHER,
  /** It does not say: an old browser, or none. */
  UNKNOWN;

  /**
   * Returns what the browser says. {@code Sec-Fetch-Site} goes before: it is right behind a proxy
   * too, but only comes over TLS and on the same machine.
   */
  static Origin of(HttpServletRequest request) {
    Optional<String> site = Optional.ofNullable(request.getHeader("Sec-Fetch-Site"));
    if (site.isPresent()) {
      return site.get().equals("same-origin") ? SAME : site.get().equals("none") ? UNKNOWN : OTHER;
    }
    return Optional.ofNullable(request.getHeader(HttpHeaders.ORIGIN))
        .map(origin -> isOf(origin, request.getHeader(HttpHeaders.HOST)) ? SAME : OTHER)
        .orElse(UNKNOWN);
  }

  private static boolean isOf(String origin, String host) {
    try {
      String authority = new URI(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (URISyntaxException none) {
      return false;
    }
  }
}
