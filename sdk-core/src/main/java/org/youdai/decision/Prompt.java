package org.youdai.decision;

/**
 * The words for a decision in one language.
 *
 * @param headline large, for the passenger
 * @param nextStep what the passenger can do next; never empty for {@link Outcome#RETRY} and {@link
 *     Outcome#ASSIST}
 * @param staff what it means, for staff
 */
public record Prompt(String headline, String nextStep, String staff) {}
