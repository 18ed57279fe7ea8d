package org.youdai.server.api;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.youdai.Verifier;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.gate.Answer;
import org.youdai.gate.Gate;
import org.youdai.gate.Passage;
import org.youdai.journal.FolderJournal;
import org.youdai.scan.QrText;
import org.youdai.server.access.Caller;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;
import org.youdai.server.venue.Gates;
import org.youdai.server.venue.Venues;

/** {@code POST /v1/verify}: decides on the text of a code. */
@RestController
public class VerifyController {
  private static final Duration ON_DISK_WITHIN = Duration.ofSeconds(1);

  private final Gates gates;
  private final Verifier verifier;
  private final FolderJournal journal;

  /** Makes the controller. */
  public VerifyController(Gates gates, Verifier verifier, FolderJournal journal) {
    this.gates = gates;
    this.verifier = verifier;
    this.journal = journal;
  }

  /**
   * What is asked.
   *
   * @param text the text of a code
   * @param venue the id of a venue
   * @param gate the gate's name within the venue; {@code 1} if left out
   * @param scan the caller's id for this scan, a UUID; the server draws one if left out
   */
  public record Request(
      @Nullable String text, @Nullable String venue, @Nullable String gate, @Nullable UUID scan) {
    @Override
    public String toString() {
      return "Request[" + venue + "]"; // the text is a secret
    }
  }

  /** Decides. */
  @PostMapping(path = "/v1/verify", consumes = MediaType.APPLICATION_JSON_VALUE)
  public Verdict verify(@RequestBody Request request, @AuthenticationPrincipal Caller caller) {
    String text = required(request.text(), "text");
    String venue = required(request.venue(), "venue");
    caller.requireVenue(venue);
    Venues.Entry at = gates.venue(venue);
    Gate gate = gates.at(venue, Optional.ofNullable(request.gate()).orElse("1"));
    UUID scan = Optional.ofNullable(request.scan()).orElseGet(UUID::randomUUID);
    try {
      Answer answer = gate.scan(text, new DecisionId(scan));
      if (answer instanceof Passage passage) {
        boolean isOnDisk = journal.flush(ON_DISK_WITHIN);
        return Verdict.of(
            passage.decision(), at, passage.isRepeat(), passage.isRecorded() && isOnDisk);
      }
      Decision handedBack = verifier.verify(QrText.of(text), at.profile().venue());
      return Verdict.of(handedBack.under(new DecisionId(scan)), at, false, false);
    } catch (Gate.Conflict conflict) {
      throw new ProblemException(
          Problem.SCAN_CONFLICT, String.valueOf(conflict.getMessage()).toLowerCase(Locale.ROOT));
    }
  }

  private static String required(@Nullable String value, String name) {
    if (value == null || value.isEmpty()) {
      throw new ProblemException(Problem.BAD_REQUEST, name);
    }
    return value;
  }
}
