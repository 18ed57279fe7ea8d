package org.youdai.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.feed.SnapshotFeed;
import org.youdai.gate.Device;
import org.youdai.policy.Benefit;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.BenefitRule;
import org.youdai.policy.Ruling;
import org.youdai.policy.VenueProfile;
import org.youdai.server.Texts;
import org.youdai.server.access.Caller;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;
import org.youdai.server.venue.Gates;
import org.youdai.server.venue.Venues;

/** {@code /v1/venues} and {@code /v1/policy}: what is decided by, and why. */
@RestController
@Tag(name = "venues")
final class VenueController {
  private static final ResourceBundle CHINESE =
      Texts.of("org.youdai.server.cli.messages", Locale.CHINESE);
  private static final ResourceBundle ENGLISH =
      Texts.of("org.youdai.server.cli.messages", Locale.ENGLISH);

  private final Venues venues;
  private final Gates gates;
  private final SnapshotFeed lists;
  private final Clock clock;

  VenueController(Venues venues, Gates gates, SnapshotFeed lists, Device device) {
    this.venues = venues;
    this.gates = gates;
    this.lists = lists;
    this.clock = device.clock();
  }

  /**
   * A venue.
   *
   * @param open whether it is open now
   * @param reuseSeconds how long after a use a credential counts as used; 0 if it never does
   */
  record Venue(
      String id,
      String category,
      String ownership,
      String service,
      boolean open,
      long reuseSeconds,
      Map<String, Boolean> options) {
    static Venue of(Venues.Entry entry, Instant now) {
      VenueProfile venue = entry.profile().venue();
      return new Venue(
          venue.id(),
          venue.category().name(),
          venue.ownership().name(),
          venue.service(),
          venue.isOpenAt(now),
          venue.reuseInterval().toSeconds(),
          venue.options());
    }
  }

  @Operation(summary = "The caller's venues / 可用的场所")
  @GetMapping(path = "/v1/venues", produces = MediaType.APPLICATION_JSON_VALUE)
  List<Venue> all(@Parameter(hidden = true) @AuthenticationPrincipal Caller caller) {
    Instant now = clock.instant();
    return venues.all().stream()
        .filter(each -> caller.mayAskFor(each.profile().venue().id()))
        .map(each -> Venue.of(each, now))
        .toList();
  }

  @Operation(summary = "One venue / 一个场所")
  @GetMapping(path = "/v1/venues/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  Venue one(
      @PathVariable String id, @Parameter(hidden = true) @AuthenticationPrincipal Caller caller) {
    caller.requireVenue(id);
    return Venue.of(gates.venue(id), clock.instant());
  }

  /**
   * Whom a rule is asked about.
   *
   * @param age years completed, 0 to 130
   * @param kind what is shown; a resident's ID card if left out
   * @param area the GB/T 2260 code of the issuing place, where a policy asks for it
   * @param at the time; now if left out
   */
  record Question(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "private-park")
          @Nullable String venue,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "66") @Nullable Integer age,
      @Nullable DocumentKind kind,
      @Nullable String area,
      @Nullable Instant at) {}

  /**
   * What a rule has to do with it.
   *
   * @param fit {@code FITS}, or which of the rule's conditions does not hold
   */
  record Tried(String rule, String fit, String zh, String en) {}

  /**
   * Why somebody gets what they get.
   *
   * @param ruling {@code GRANTED}, {@code NOT_GRANTED} or {@code UNDETERMINED}
   * @param percent the share of the ordinary price that is left to pay
   * @param tried the rules for such a place, in their order
   */
  record Explanation(
      String ruling,
      String benefit,
      int percent,
      String rule,
      String basis,
      long policyVersion,
      List<Tried> tried) {}

  @Operation(summary = "Which rule applies, and why the others do not / 适用哪条规则，其他为何不适用")
  @PostMapping(
      path = "/v1/policy/explain",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  Explanation explain(
      @RequestBody Question asked,
      @Parameter(hidden = true) @AuthenticationPrincipal Caller caller) {
    String id = Verification.required(asked.venue(), "venue");
    caller.requireVenue(id);
    VenueProfile venue = gates.venue(id).profile().venue();
    int age = Optional.ofNullable(asked.age()).orElse(-1);
    if (age < 0 || age > 130) {
      throw new ProblemException(Problem.BAD_REQUEST, "age");
    }
    Instant at = Optional.ofNullable(asked.at()).orElseGet(clock::instant);
    BenefitPolicy policy =
        lists
            .get()
            .policyAt(at)
            .orElseThrow(() -> new ProblemException(Problem.UNAVAILABLE, "policy"));
    Holder holder =
        new Holder(
            Optional.ofNullable(asked.kind()).orElse(DocumentKind.RESIDENT_ID_CARD),
            age,
            Optional.ofNullable(asked.area()).orElse(""));
    List<Tried> tried =
        policy.explain(holder, venue, at).stream()
            .filter(each -> each.fit() != BenefitRule.Fit.VENUE) // these explain nothing
            .map(VenueController::tried)
            .toList();
    Ruling ruling = policy.ruling(holder, venue, at);
    if (ruling instanceof Ruling.Granted granted) {
      Benefit benefit = granted.benefit();
      return new Explanation(
          "GRANTED",
          benefit.kind().name(),
          benefit.percent(),
          benefit.ruleId(),
          benefit.basis(),
          policy.version(),
          tried);
    }
    boolean isOpen = ruling instanceof Ruling.Undetermined;
    String rule = ruling instanceof Ruling.Undetermined open ? open.ruleId() : "";
    return new Explanation(
        isOpen ? "UNDETERMINED" : "NOT_GRANTED", "", 100, rule, "", policy.version(), tried);
  }

  private static Tried tried(BenefitPolicy.Tried tried) {
    String key = "fit." + tried.fit();
    return new Tried(
        tried.rule().id(), tried.fit().name(), CHINESE.getString(key), ENGLISH.getString(key));
  }
}
