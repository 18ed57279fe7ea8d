package org.youdai.gate;

import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Prompt;

/**
 * What happens at the gate now.
 *
 * @param decision what was decided, and with what knowledge
 * @param prompt the words for it
 * @param isRepeat whether the scanner has only read the same code once more: this is the earlier
 *     passage, which was counted and acted on already
 * @param isRecorded whether the journal has taken it, to be on the disk soon; if not, that is shown
 *     to staff
 */
public record Passage(Decision decision, Prompt prompt, boolean isRepeat, boolean isRecorded)
    implements Answer {
  /** Returns the id by which it can be taken back, and found again. */
  public DecisionId id() {
    return decision.id();
  }

  /** Returns the light to show. */
  public Lamp lamp() {
    return Lamp.of(decision.outcome());
  }

  /** Returns what the lane does; for a repeat, it has done so already. */
  public Lane lane() {
    return Lane.of(decision.outcome());
  }

  Passage repeated() {
    return new Passage(decision, prompt, true, isRecorded);
  }
}
