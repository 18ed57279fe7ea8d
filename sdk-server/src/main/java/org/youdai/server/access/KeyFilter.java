package org.youdai.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.Problems;

/**
 * Knows a caller by {@code Authorization: Bearer}, by the page's cookie or by a client certificate;
 * the first of them that is there counts alone. A browser sends the cookie and the certificate of
 * itself, so what changes something must then come from a page of this server.
 */
final class KeyFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final Keys keys;
  private final Problems problems;

  KeyFilter(Keys keys, Problems problems) {
    this.keys = keys;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> header = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION));
    Optional<String> cookie = cookie(request);
    Origin origin = Origin.of(request);
    if (header.isPresent()) {
      bearer(header.get()).flatMap(keys::find).ifPresent(KeyFilter::let);
    } else if (isForged(request, origin, cookie.isPresent())) {
      problems.write(response, Problem.NOT_ALLOWED, request);
      return;
    } else if (cookie.isPresent()) {
      cookie.filter(c -> origin != Origin.OTHER).flatMap(keys::find).ifPresent(KeyFilter::let);
    } else {
      certificate(request).flatMap(keys::find).ifPresent(KeyFilter::let);
    }
    chain.doFilter(request, response);
  }

  /** Another site's page may not act through a browser; a cookie needs a proof that it does not. */
  private static boolean isForged(HttpServletRequest request, Origin origin, boolean hasCookie) {
    boolean isProven = origin == Origin.SAME || (origin == Origin.UNKNOWN && !hasCookie);
    // The page logs in and out without the proof: there is nothing yet, or nothing left, to abuse.
    boolean isOfThePage = request.getServletPath().startsWith("/page/") && origin != Origin.OTHER;
    return !SAFE.contains(request.getMethod()) && !isProven && !isOfThePage;
  }

  private static Optional<String> bearer(String header) {
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(header.substring(BEARER.length()).trim())
        : Optional.empty();
  }

  private static Optional<String> cookie(HttpServletRequest request) {
    return Optional.ofNullable(request.getCookies()).stream()
        .flatMap(Arrays::stream)
        .filter(cookie -> cookie.getName().equals(Keys.COOKIE))
        .map(Cookie::getValue)
        .findFirst();
  }

  /** The TLS layer has verified it; whose it is, the record of its digest says. */
  private static Optional<X509Certificate> certificate(HttpServletRequest request) {
    return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
        ? Optional.of(chain[0])
        : Optional.empty();
  }

  private static void let(Caller caller) {
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(
                caller, "", List.of(new SimpleGrantedAuthority(caller.role().authority()))));
  }
}
