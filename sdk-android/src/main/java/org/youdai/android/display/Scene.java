package org.youdai.android.display;

import java.util.List;
import org.youdai.decision.Prompt;
import org.youdai.gate.Lamp;
import org.youdai.gate.Passage;

/**
 * What a screen shows.
 *
 * @param colours of its middle
 * @param sign its drawing
 * @param large what is read from afar
 * @param lines what comes below it, in this order
 * @param staff the small line at the bottom; empty for none
 * @param isCalling whether its frame blinks, for staff
 */
record Scene(
    Theme.Paint colours,
    Sign sign,
    String large,
    List<String> lines,
    String staff,
    boolean isCalling) {
  Scene {
    lines = List.copyOf(lines);
  }

  /** Returns the screen that waits for somebody. */
  static Scene idle(Theme theme, Words words, String note) {
    return new Scene(
        theme.idle(),
        Sign.PHONE,
        words.text("idle.large"),
        List.of(words.text("idle.headline"), words.text("idle.next"), words.text("idle.other")),
        note,
        false);
  }

  /** Returns the screen for a passage. */
  static Scene of(Passage passage, Prompt prompt, Theme theme, String note) {
    String id = passage.id().toString();
    return new Scene(
        theme.of(passage.lamp()),
        Sign.of(passage.lane()),
        prompt.large(),
        prompt.lines(),
        // The end of an id is enough to find the decision on its day.
        passage.decision().reason().code()
            + "  "
            + prompt.staff()
            + "  \u2026"
            + id.substring(id.length() - 8)
            + (note.isEmpty() ? "" : "\n" + note),
        passage.lamp() == Lamp.YELLOW_BLINKING);
  }

  /** Returns all that the passenger reads, for those who listen to it. */
  String aloud() {
    return large + ". " + String.join(". ", lines);
  }
}
