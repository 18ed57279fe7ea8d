package org.youdai.server;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.youdai.Verifier;
import org.youdai.decision.Decision;
import org.youdai.decision.Prompt;
import org.youdai.decision.PromptCatalog;
import org.youdai.scan.QrText;
import org.youdai.server.cli.Venue;

/** {@code POST /v1/verify}: decides on the text of a code. */
@RestController
public class VerifyController {
  private final Verifier verifier;
  private final PromptCatalog chinese = PromptCatalog.of(Locale.CHINESE);
  private final PromptCatalog english = PromptCatalog.of(Locale.ENGLISH);

  /** Makes the controller. */
  public VerifyController(Verifier verifier) {
    this.verifier = verifier;
  }

  /** What is asked: the text of a code, and the name of a venue. */
  public record Request(String text, String venue) {
    @Override
    public String toString() {
      return "Request[" + venue + "]"; // the text is a secret
    }
  }

  /** What is answered. */
  public record Response(
      String decisionId,
      String outcome,
      String reason,
      String benefit,
      String freshness,
      Prompt zh,
      Prompt en) {}

  /** Answers what is no request; the reader's own message would quote the code's text. */
  @ExceptionHandler(HttpMessageNotReadableException.class)
  public ResponseEntity<Map<String, String>> notReadable() {
    return ResponseEntity.badRequest()
        .body(Map.of("error", "a JSON object with text and venue is expected"));
  }

  /** Decides; an unknown venue is a bad request that names the known ones. */
  @PostMapping("/v1/verify")
  public ResponseEntity<?> verify(@RequestBody Request request) {
    if (request.text() == null || request.venue() == null) {
      return ResponseEntity.badRequest().body(Map.of("error", "text and venue are required"));
    }
    Optional<Venue> venue = Venue.named(request.venue());
    if (venue.isEmpty()) {
      return ResponseEntity.badRequest().body(Map.of("error", "venue is one of " + Venue.labels()));
    }
    Decision decision = verifier.verify(QrText.of(request.text()), venue.get().profile());
    return ResponseEntity.ok(
        new Response(
            decision.id().toString(),
            decision.outcome().name(),
            decision.reason().code(),
            decision instanceof Decision.Admit admit ? admit.benefit().kind().name() : "NONE",
            decision.circumstances().freshness().name(),
            chinese.prompt(decision),
            english.prompt(decision)));
  }
}
