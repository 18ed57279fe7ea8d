package org.youdai.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/** Knows a caller by {@code Authorization: Bearer}, or by the cookie of the page. */
final class KeyFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";

  private static final String COOKIE = "youdai-key";

  private final Keys keys;

  KeyFilter(Keys keys) {
    this.keys = keys;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
        .filter(header -> header.startsWith(BEARER))
        .map(header -> header.substring(BEARER.length()).trim())
        .or(() -> Optional.ofNullable(WebUtils.getCookie(request, COOKIE)).map(Cookie::getValue))
        .flatMap(keys::find)
        .ifPresent(KeyFilter::let);
    chain.doFilter(request, response);
  }

  private static void let(Caller caller) {
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(
                caller, "", List.of(new SimpleGrantedAuthority(caller.role().authority()))));
  }
}
