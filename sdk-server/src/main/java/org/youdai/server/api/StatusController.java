package org.youdai.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.youdai.Snapshot;
import org.youdai.Verifier;
import org.youdai.decision.Circumstances;
import org.youdai.decision.PromptCatalog;
import org.youdai.feed.SnapshotFeed;
import org.youdai.journal.FolderJournal;
import org.youdai.policy.VenueProfile;
import org.youdai.policy.WhenInDoubt;
import org.youdai.server.access.Caller;
import org.youdai.server.observe.DecisionMeters;
import org.youdai.server.venue.Gates;
import org.youdai.server.venue.Venue;

/** {@code GET /v1/status}: how old the lists are, and whether all is in order. */
@RestController
@Tag(name = "status")
final class StatusController {
  private static final PromptCatalog CHINESE = PromptCatalog.of(Locale.CHINESE);
  private static final PromptCatalog ENGLISH = PromptCatalog.of(Locale.ENGLISH);

  private final Gates gates;
  private final Verifier verifier;
  private final DecisionMeters meters;
  private final SnapshotFeed feed;
  private final FolderJournal journal;

  StatusController(
      Gates gates,
      Verifier verifier,
      DecisionMeters meters,
      SnapshotFeed feed,
      FolderJournal journal) {
    this.gates = gates;
    this.verifier = verifier;
    this.meters = meters;
    this.feed = feed;
    this.journal = journal;
  }

  /**
   * How the server is doing.
   *
   * @param clock {@code PLAUSIBLE} or {@code SUSPECT}
   * @param guard what the memory of uses last said of itself: {@code IN_ORDER}, {@code ALONE},
   *     {@code FULL} or {@code NOT_ASKED}
   */
  record Status(Instant time, Lists lists, String clock, String guard, Recording journal) {}

  /**
   * The lists that serve.
   *
   * @param state {@code FRESH}, {@code STALE_OK}, {@code STALE_WARN}, {@code TOO_OLD} or {@code
   *     NEVER_SYNCED}
   * @param version that of the manifest; 0 if there is none
   * @param issued when the manifest was signed; the three times are left out if there is none
   * @param problem what was wrong with the last update, if anything was
   */
  record Lists(
      String state,
      long version,
      long trustVersion,
      long policyVersion,
      @Nullable Instant issued,
      @Nullable Instant nextUpdate,
      @Nullable Instant expires,
      @Nullable Long ageSeconds,
      @Nullable Trouble problem) {}

  /** What was wrong with an update: a permanent code, and what it means to staff. */
  record Trouble(String reason, String zh, String en) {}

  /**
   * The journal.
   *
   * @param recording whether the disk takes decisions
   * @param waiting how many wait for the disk
   * @param notUploaded how many are not in the database yet
   * @param lost how many could not be kept, since the start
   */
  record Recording(boolean recording, int waiting, long notUploaded, long lost) {}

  @Operation(
      summary = "How old the lists are, and whether all is in order / 名单新旧与运行状况",
      description = "By the choices of a venue, if one is named.")
  @GetMapping(path = "/v1/status", produces = MediaType.APPLICATION_JSON_VALUE)
  Status status(
      @RequestParam(required = false) @Nullable String venue,
      @Parameter(hidden = true) @AuthenticationPrincipal Caller caller) {
    Circumstances now = verifier.circumstances(profile(venue, caller));
    FolderJournal.Health health = journal.health();
    return new Status(
        now.at(),
        lists(now),
        now.clock().name(),
        meters.guard().name(),
        new Recording(health.takesWrites(), health.queued(), health.notUploaded(), health.lost()));
  }

  private VenueProfile profile(@Nullable String venue, Caller caller) {
    if (venue == null) {
      return Venue.BUS.profile().withDoubt(WhenInDoubt.STANDARD);
    }
    caller.requireVenue(venue);
    return gates.venue(venue).profile().venue();
  }

  private Lists lists(Circumstances now) {
    List<Snapshot.Part> parts = feed.get().parts();
    Optional<Snapshot.Part> manifest =
        parts.stream().filter(part -> part.name().equals("manifest.json")).findFirst();
    Optional<Trouble> trouble =
        feed.health()
            .problem()
            .map(
                problem ->
                    new Trouble(
                        problem.reason().code(),
                        CHINESE.staff(problem.reason()),
                        ENGLISH.staff(problem.reason())));
    return new Lists(
        now.freshness().name(),
        feed.get().manifestVersion(),
        now.trustVersion(),
        now.policyVersion(),
        manifest.map(Snapshot.Part::issued).orElse(null),
        manifest.map(Snapshot.Part::nextUpdate).orElse(null),
        manifest.map(Snapshot.Part::expires).orElse(null),
        manifest.map(part -> Duration.between(part.issued(), now.at()).toSeconds()).orElse(null),
        trouble.orElse(null));
  }
}
