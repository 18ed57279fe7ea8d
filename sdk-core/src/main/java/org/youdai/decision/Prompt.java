package org.youdai.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words for a decision in one language.
 *
 * @param headline for the passenger, at 18 sp and more
 * @param large the shortest words for it, for a display that is read from afar, at 30 sp and more
 * @param voice what is said aloud: neither an age nor a kind of card, and no blame
 * @param nextStep what the passenger can do next, the alternative included
 * @param alternative what else would do: any other one document, or the staffed lane; empty for
 *     {@link Outcome#ADMIT} and {@link Outcome#CHARGE} alone
 * @param tone what sounds before the voice; the same for every decision of an outcome
 * @param staff what it means, for staff
 */
public record Prompt(
    String headline,
    String large,
    String voice,
    String nextStep,
    String alternative,
    List<Note> tone,
    String staff) {

  /** One sound of a tone: {@code hertz} for {@code millis}. */
  public record Note(int hertz, int millis) {}

  /** Copies the tone. */
  public Prompt {
    tone = List.copyOf(tone);
  }

  /**
   * Returns what comes below the large words, line by line: the headline if it says more than they
   * do, the next step, and the alternative on a line of its own.
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!headline.equals(large)) {
      lines.add(headline);
    }
    if (alternative.isEmpty() || !nextStep.endsWith(alternative)) {
      lines.add(nextStep);
      return lines;
    }
    String step = nextStep.substring(0, nextStep.length() - alternative.length());
    String bare = step.replaceAll("[\\s,;.\uff0c\uff1b\u3002]+$", "");
    if (!bare.isEmpty() && !bare.equals(headline)) {
      lines.add(bare);
    }
    lines.add(alternative.substring(0, 1).toUpperCase(Locale.ROOT) + alternative.substring(1));
    return lines;
  }
}
