package org.youdai.server.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.UUID;
import org.youdai.decision.Decision;
import org.youdai.decision.Prompt;
import org.youdai.policy.Benefit;
import org.youdai.server.venue.Venues;

/**
 * What is answered for one scan.
 *
 * @param id the id of the decision, which is that of the scan
 * @param outcome {@code ADMIT}, {@code CHARGE}, {@code RETRY} or {@code ASSIST}
 * @param reason a permanent code of {@code docs/reason-codes.md}
 * @param benefit the kind of benefit; empty unless the outcome is {@code ADMIT}
 * @param percent the share of the ordinary price that is left to pay: 100 unless a benefit applies
 * @param rule the rule that grants it; empty unless the outcome is {@code ADMIT}
 * @param freshness how old the lists are
 * @param repeat whether this scan came before under the same id, and counted then
 * @param recorded whether it is in the journal, on the disk
 * @param zh the words in Chinese
 * @param en the words in English
 */
public record Verdict(
    @Schema(example = "8f3a1f5e-7d0c-4a57-9a53-2f7b1c0de111") UUID id,
    @Schema(
            example = "ADMIT",
            allowableValues = {"ADMIT", "CHARGE", "RETRY", "ASSIST"})
        String outcome,
    @Schema(example = "YD-001") String reason,
    @Schema(example = "FREE") String benefit,
    @Schema(example = "0") int percent,
    @Schema(example = "transit-60") String rule,
    @Schema(example = "FRESH") String freshness,
    @Schema(example = "false") boolean repeat,
    @Schema(example = "true") boolean recorded,
    Prompt zh,
    Prompt en) {

  static Verdict of(Decision decision, Venues.Entry venue, boolean isRepeat, boolean isRecorded) {
    Optional<Benefit> benefit = decision.granted();
    return new Verdict(
        decision.id().uuid(),
        decision.outcome().name(),
        decision.reason().code(),
        benefit.map(each -> each.kind().name()).orElse(""),
        benefit.map(Benefit::percent).orElse(100),
        benefit.map(Benefit::ruleId).orElse(""),
        decision.circumstances().freshness().name(),
        isRepeat,
        isRecorded,
        venue.profile().words().prompt(decision),
        venue.english().prompt(decision));
  }
}
