package org.youdai.samples.faregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.youdai.decision.Decision;
import org.youdai.decision.Outcome;
import org.youdai.decision.Prompt;
import org.youdai.gate.Attention;
import org.youdai.gate.Passage;

/**
 * What a screen shows.
 *
 * @param look its colours
 * @param sign its drawing
 * @param large what is read from afar
 * @param lines what comes below it, in this order
 * @param staff the small lines at the bottom
 * @param warnings what needs attention, at the top
 * @param locale the language
 */
record Scene(
    Look look,
    Sign sign,
    String large,
    List<String> lines,
    List<String> staff,
    List<String> warnings,
    Locale locale) {
  /** Copies the lists. */
  Scene {
    lines = List.copyOf(lines);
    staff = List.copyOf(staff);
    warnings = List.copyOf(warnings);
  }

  /** Returns the screen that waits for somebody. */
  static Scene idle(Words words) {
    return new Scene(
        Look.IDLE,
        Sign.PHONE,
        words.text("idle.large"),
        List.of(words.text("idle.headline"), words.text("idle.next"), words.text("idle.other")),
        List.of(),
        List.of(),
        words.locale());
  }

  /** Returns the screen for a passage. */
  static Scene of(Passage passage, Words words) {
    Prompt prompt = words.prompt(passage);
    Decision decision = passage.decision();
    return new Scene(
        Look.of(passage.lamp()),
        Sign.of(passage.lane()),
        prompt.large(),
        prompt.lines(),
        List.of(decision.reason().code() + "  " + prompt.staff() + "  \u2026" + end(passage)),
        List.of(),
        words.locale());
  }

  /** Returns the last 8 characters of a decision's id: enough to find it on the day. */
  static String end(Passage passage) {
    String id = passage.id().toString();
    return id.substring(id.length() - 8);
  }

  /** Returns this with the counts of the day, what is told, and what needs attention. */
  Scene with(Words words, DayCount.Counts counts, List<Notice> notices, List<Attention> attention) {
    List<String> below = new ArrayList<>(staff);
    notices.forEach(each -> below.add(words.text(each)));
    below.add(
        words.text(
            "staff.counts",
            counts.of(Outcome.ADMIT),
            counts.of(Outcome.CHARGE),
            counts.of(Outcome.RETRY),
            counts.of(Outcome.ASSIST),
            counts.takenBack()));
    List<String> above = attention.stream().map(words::text).toList();
    return new Scene(look, sign, large, lines, below, above, locale);
  }
}
