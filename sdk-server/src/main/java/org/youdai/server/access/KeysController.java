package org.youdai.server.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;
import org.youdai.server.venue.Venues;

/** {@code /v1/keys} and {@code /v1/audit}: the operator's keys, and what was done with them. */
@RestController
@Tag(name = "keys")
public class KeysController {
  private static final String EVERY = "*";
  private static final Duration STANDARD_OVERLAP = Duration.ofHours(24);

  private final Keys keys;
  private final Venues venues;
  private final Clock clock;

  /** Makes the controller. */
  public KeysController(Keys keys, Venues venues, Clock clock) {
    this.keys = keys;
    this.venues = venues;
    this.clock = clock;
  }

  /**
   * A key that is asked for.
   *
   * @param name what the key is for, for example {@code 东门闸机 3}; never a person's name
   * @param role {@code GATE}, {@code STAFF} or {@code OPERATOR}
   * @param venues ids of venues, or {@code *} alone for all; an operator's is for all
   * @param expires when it ends; never if left out
   * @param certificate a client certificate in PEM that is let in; a key is made if left out
   */
  @Schema(name = "NewKey")
  public record Request(
      @Nullable String name,
      @Nullable Role role,
      @Nullable Set<String> venues,
      @Nullable Instant expires,
      @Nullable String certificate) {}

  /**
   * How a key is rotated.
   *
   * @param keepHours for how many hours the old one stays good: 0 to 720; 24 if left out
   * @param certificate what takes the place of a certificate, in PEM
   */
  @Schema(name = "KeyRotation")
  public record Rotation(@Nullable Integer keepHours, @Nullable String certificate) {}

  /**
   * A key as it is told.
   *
   * @param kind {@code key} or {@code certificate}
   * @param fingerprint SHA-256 of a certificate
   * @param key the key itself, in the answer to its making and never again
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @Schema(name = "Key")
  public record Told(
      String id,
      String name,
      Role role,
      Set<String> venues,
      String kind,
      Optional<String> fingerprint,
      Instant created,
      Optional<Instant> expires,
      Optional<Instant> revoked,
      Optional<String> key) {
    static Told of(Key key) {
      return of(key, Optional.empty());
    }

    static Told of(Keys.Issued issued) {
      return of(issued.key(), issued.text().map(KeyText::reveal));
    }

    private static Told of(Key key, Optional<String> text) {
      Caller caller = key.caller();
      return new Told(
          caller.id(),
          caller.name(),
          caller.role(),
          caller.venues().isEmpty() ? Set.of(EVERY) : caller.venues(),
          key.isCertificate() ? "certificate" : "key",
          key.isCertificate() ? Optional.of(key.proof().toString()) : Optional.empty(),
          key.created(),
          key.expires(),
          key.revoked(),
          text);
    }

    @Override
    public String toString() {
      return "Told[" + id + "]"; // the key is a secret
    }
  }

  /** The keys there are, those that are over too, the newest first. */
  @Operation(summary = "Every key, without its secret / 列出全部密钥（不含密钥本身）")
  @GetMapping(path = "/v1/keys", produces = MediaType.APPLICATION_JSON_VALUE)
  public List<Told> listKeys() {
    return keys.all().stream()
        .sorted(Comparator.comparing(Key::created).reversed())
        .map(Told::of)
        .toList();
  }

  /** Makes a key. */
  @Operation(summary = "Make a key, told this once / 建立密钥，只显示这一次")
  @PostMapping(
      path = "/v1/keys",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  public Told createKey(
      @RequestBody Request request, @Parameter(hidden = true) @AuthenticationPrincipal Caller by) {
    Optional<Instant> expires = Optional.ofNullable(request.expires());
    require(expires.filter(end -> !end.isAfter(clock.instant())).isEmpty(), "expires");
    return Told.of(keys.create(asked(request), certificate(request.certificate()), expires, by));
  }

  private Caller asked(Request request) {
    String name = Optional.ofNullable(request.name()).orElse("");
    require(Caller.isName(name), "name");
    Role role = Optional.ofNullable(request.role()).orElseThrow(() -> wrong("role"));
    Set<String> asked = Optional.ofNullable(request.venues()).orElse(Set.of());
    if (asked.equals(Set.of(EVERY)) || (role == Role.OPERATOR && asked.isEmpty())) {
      return new Caller(name, role, Set.of());
    }
    require(!asked.isEmpty() && role != Role.OPERATOR, "venues");
    require(asked.stream().allMatch(venue -> venues.named(venue).isPresent()), "venues");
    require(asked.stream().collect(Collectors.joining(" ")).length() <= 8000, "venues");
    return new Caller(name, role, asked);
  }

  /** Makes a key in place of another, which stays good for a while. */
  @Operation(summary = "Replace a key; the old one stays good for a while / 更换密钥，旧密钥在一段时间内仍可用")
  @PostMapping(
      path = "/v1/keys/{id}/rotate",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  public Told rotateKey(
      @PathVariable("id") String id,
      @RequestBody Rotation rotation,
      @Parameter(hidden = true) @AuthenticationPrincipal Caller by) {
    Duration overlap =
        Optional.ofNullable(rotation.keepHours()).map(Duration::ofHours).orElse(STANDARD_OVERLAP);
    require(Keys.isOverlap(overlap), "keepHours");
    return Told.of(keys.rotate(id, certificate(rotation.certificate()), overlap, by));
  }

  /** Ends a key: here at once, and within ten seconds at every other instance. */
  @Operation(summary = "End a key at once / 立即停用密钥")
  @DeleteMapping(path = "/v1/keys/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  public Told revokeKey(
      @PathVariable("id") String id, @Parameter(hidden = true) @AuthenticationPrincipal Caller by) {
    return Told.of(keys.revoke(id, by));
  }

  /** The last 1,000 administrative acts, the newest first. */
  @Operation(summary = "The last 1,000 administrative acts / 最近 1,000 条管理操作")
  @GetMapping(path = "/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
  public List<KeyTable.Act> audit() {
    return keys.acts();
  }

  private static Optional<X509Certificate> certificate(@Nullable String pem) {
    if (pem == null) {
      return Optional.empty();
    }
    try {
      CertificateFactory reader = CertificateFactory.getInstance("X.509");
      byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
      return Optional.of(
          (X509Certificate) reader.generateCertificate(new ByteArrayInputStream(bytes)));
    } catch (CertificateException none) {
      throw wrong("certificate");
    }
  }

  private static void require(boolean isRight, String member) {
    if (!isRight) {
      throw wrong(member);
    }
  }

  private static ProblemException wrong(String member) {
    return new ProblemException(Problem.BAD_REQUEST, member);
  }
}
