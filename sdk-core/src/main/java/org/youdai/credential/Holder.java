package org.youdai.credential;

import java.util.List;

/**
 * All that a policy may know about a person.
 *
 * @param kind what was shown
 * @param ageOver the highest of {@link #AGE_TIERS} that the holder is known to have reached, in
 *     years completed
 * @param jurisdiction the GB/T 2260 code of the place that issued it, or {@code ""}; information
 *     only, except to a policy that says otherwise in its rules
 */
public record Holder(DocumentKind kind, int ageOver, String jurisdiction) {
  /** The ages that a credential can state. */
  public static final List<Integer> AGE_TIERS = List.of(60, 65, 70, 75, 80, 90, 100);

  @Override
  public String toString() {
    return "Holder[" + kind + "]";
  }
}
