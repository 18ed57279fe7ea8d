package org.youdai.server.ledger;

import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.youdai.server.access.Caller;

/** {@code GET /v1/decisions/{id}}: what was decided, and never about whom. */
@RestController
public class DecisionController {
  private final Decisions decisions;

  /** Makes the controller. */
  public DecisionController(Decisions decisions) {
    this.decisions = decisions;
  }

  /** Answers a look-up. */
  @GetMapping("/v1/decisions/{id}")
  public Decisions.Found find(@PathVariable("id") UUID id, @AuthenticationPrincipal Caller caller) {
    return decisions.find(id, caller);
  }
}
