package org.youdai.journal;

import java.time.Instant;
import java.util.Optional;
import org.youdai.decision.Decision;
import org.youdai.replay.Mark;

/** One thing to be written down ({@code docs/formats.md} §10). */
public sealed interface JournalEntry {
  /** Returns the decision that it is about. */
  Decision decision();

  /** Returns the venue's id. */
  String venue();

  /** Returns the gate's name within the venue. */
  String gate();

  /**
   * What was decided.
   *
   * @param credential by what an admitted credential is known again; never written as it is, but as
   *     a pseudonym of that day and this device. Empty for everything else
   */
  record Decided(Decision decision, String venue, String gate, Optional<Mark> credential)
      implements JournalEntry {}

  /** That an admitted holder did not pass after all. */
  record Annulled(Decision decision, String venue, String gate, Instant at)
      implements JournalEntry {}
}
