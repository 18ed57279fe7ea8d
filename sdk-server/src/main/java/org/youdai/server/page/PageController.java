package org.youdai.server.page;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.youdai.server.access.Keys;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;

/** {@code /}: the page for staff, and how a device logs in to it. */
@RestController
@Hidden
public class PageController {
  /** Where the page's files are. */
  static final String SHELL = "classpath:/org/youdai/server/page/shell/";

  /** A device at a counter is not logged in every week; the key itself can end sooner. */
  private static final Duration LOGGED_IN = Duration.ofDays(90);

  private static final MediaType SCRIPT = new MediaType("text", "javascript");

  private final Keys keys;
  private final ResourceLoader resources;

  /** Makes the controller. */
  public PageController(Keys keys, ResourceLoader resources) {
    this.keys = keys;
    this.resources = resources;
  }

  /**
   * Who logs in.
   *
   * @param key a key of this server
   */
  public record Login(@Nullable String key) {
    @Override
    public String toString() {
      return "Login"; // the key is a secret
    }
  }

  /** Returns the page. */
  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  public ResponseEntity<Resource> page() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache())
        .contentType(MediaType.TEXT_HTML)
        .body(resources.getResource(SHELL + "index.html"));
  }

  /** Returns the service worker, which may look after the page although it is not beside it. */
  @GetMapping("/page/sw.js")
  public ResponseEntity<Resource> worker() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache())
        .header("Service-Worker-Allowed", "/")
        .contentType(SCRIPT)
        .body(resources.getResource(SHELL + "sw.js"));
  }

  /**
   * Lets a device in.
   *
   * @throws ProblemException if there is no such key
   */
  @PostMapping(path = "/page/login", consumes = MediaType.APPLICATION_JSON_VALUE)
  public ResponseEntity<Void> login(@RequestBody Login login, HttpServletRequest request) {
    String key = login.key() == null ? "" : login.key();
    if (keys.find(key).isEmpty()) {
      throw new ProblemException(Problem.NO_KEY, "");
    }
    return answer(key, LOGGED_IN, request);
  }

  /** Lets a device out. */
  @PostMapping("/page/logout")
  public ResponseEntity<Void> logout(HttpServletRequest request) {
    return answer("", Duration.ZERO, request);
  }

  private static ResponseEntity<Void> answer(
      String key, Duration lasting, HttpServletRequest request) {
    ResponseCookie cookie =
        ResponseCookie.from(Keys.COOKIE, key)
            .httpOnly(true)
            .sameSite("Strict")
            .secure(request.isSecure()) // a browser would not keep it on a venue's plain HTTP
            .path("/")
            .maxAge(lasting)
            .build();
    return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie.toString()).build();
  }
}
