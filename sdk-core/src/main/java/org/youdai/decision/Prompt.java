package org.youdai.decision;

import java.util.List;

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
}
