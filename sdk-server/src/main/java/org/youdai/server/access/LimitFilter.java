package org.youdai.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;
import org.youdai.server.problem.Problems;

/** Limits what one caller sends: how often, how much, how slowly, and nothing compressed. */
final class LimitFilter extends OncePerRequestFilter {
  private static final int KIB = 1024;

  /** A batch is charged a request for so much of it, some 14 codes. */
  private static final int CHARGED = 8 * KIB;

  private static final String LOGIN = "/page/login";
  private static final String BATCH = "/v1/verify/batch";

  /** So many requests without a key at once: whoever has one always finds a thread. */
  private static final int UNKNOWN_AT_ONCE = 64;

  private static final Duration A_MOMENT = Duration.ofMillis(500);

  private final Semaphore unknown = new Semaphore(UNKNOWN_AT_ONCE);
  private final Rates rates;
  private final Problems problems;
  private final LongSupplier nanos;

  LimitFilter(Rates rates, Problems problems, LongSupplier nanos) {
    this.rates = rates;
    this.problems = problems;
    this.nanos = nanos;
  }

  /** Returns how many bytes a path takes. */
  static int most(String path) {
    return switch (path) {
      case "/v1/verify", "/v1/verify/document", LOGIN, "/page/logout" -> 8 * KIB;
      case "/v1/verify/picture", BATCH -> 4 * KIB * KIB;
      case "/v1/journal" -> 8 * KIB * KIB;
      case "/v1/lists" -> 17 * KIB * KIB;
      default -> KIB * KIB;
    };
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Caller> caller = caller();
    if (caller.isPresent()) {
      limit(request, response, chain, caller);
    } else if (unknown.tryAcquire()) {
      try {
        limit(request, response, chain, caller);
      } finally {
        unknown.release();
      }
    } else {
      refuse(request, response, A_MOMENT);
    }
  }

  private void limit(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      Optional<Caller> caller)
      throws ServletException, IOException {
    String path = request.getServletPath();
    // Whoever logs in has no key yet, and could try any number of them.
    Optional<Duration> wait =
        path.equals(LOGIN) ? rates.takeFailed(address(request)) : caller.flatMap(rates::take);
    if (wait.isPresent()) {
      refuse(request, response, wait.get());
      return;
    }
    if (request.getContentLengthLong() > most(path)) {
      problems.write(response, Problem.TOO_LARGE, request);
      return;
    }
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      problems.write(response, Problem.WRONG_TYPE, request);
      return;
    }
    Limited limited = new Limited(request, new Allowance(most(path), nanos));
    chain.doFilter(limited, response);
    if (path.equals(BATCH)) {
      caller.ifPresent(each -> rates.charge(each, limited.allowance.taken / CHARGED));
    }
  }

  private static Optional<Caller> caller() {
    return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
        .map(Authentication::getPrincipal)
        .filter(Caller.class::isInstance)
        .map(Caller.class::cast);
  }

  /** Answers a request without a valid key; one of very many is told to wait. */
  void refuseUnknown(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<Duration> wait = rates.takeFailed(address(request));
    if (wait.isPresent()) {
      refuse(request, response, wait.get());
    } else {
      problems.write(response, Problem.NO_KEY, request);
    }
  }

  private static InetAddress address(HttpServletRequest request) throws IOException {
    return InetAddress.getByName(request.getRemoteAddr()); // a number: asks nobody
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, Duration wait)
      throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
    problems.write(response, Problem.TOO_MANY, request);
  }

  /** How much of a body may still come, and by when. */
  private static final class Allowance {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BYTES_A_SECOND = 4 * KIB;

    private final int most;
    private final LongSupplier nanos;
    private final long start;
    private volatile long taken;

    Allowance(int most, LongSupplier nanos) {
      this.most = most;
      this.nanos = nanos;
      this.start = nanos.getAsLong();
    }

    int take(int read) {
      if (read <= 0) {
        return read;
      }
      long now = taken + read;
      taken = now;
      if (now > most) {
        throw new ProblemException(Problem.TOO_LARGE, "");
      }
      Duration allowed = PATIENCE.plusSeconds(now / BYTES_A_SECOND);
      if (nanos.getAsLong() - start > allowed.toNanos()) {
        throw new ProblemException(Problem.TOO_SLOW, "");
      }
      return read;
    }
  }

  private static final class Limited extends HttpServletRequestWrapper {
    private final Allowance allowance;

    Limited(HttpServletRequest request, Allowance allowance) {
      super(request);
      this.allowance = allowance;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new Body(super.getInputStream(), allowance);
    }

    @Override
    public BufferedReader getReader() throws IOException {
      Charset charset =
          Optional.ofNullable(getCharacterEncoding())
              .map(Charset::forName)
              .orElse(StandardCharsets.UTF_8);
      return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }
  }

  private static final class Body extends ServletInputStream {
    private final ServletInputStream in;
    private final Allowance allowance;

    Body(ServletInputStream in, Allowance allowance) {
      this.in = in;
      this.allowance = allowance;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return allowance.take(in.read(into, offset, length));
      } catch (SocketTimeoutException silent) {
        throw new ProblemException(Problem.TOO_SLOW, "");
      }
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
