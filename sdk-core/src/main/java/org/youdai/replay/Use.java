package org.youdai.replay;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * One use of a code that would be admitted.
 *
 * @param scan the id of the decision; a use is known and taken back by it
 * @param venue the venue: what is used at one venue is not used at another
 * @param credential by what the credential is known again
 * @param interval how long after a use the credential counts as used; 0 if it never does
 * @param presentation by what the phone's live code is known again; empty for a code without one
 * @param window how long after a use that live code could still be fresh
 */
public record Use(
    UUID scan,
    String venue,
    Mark credential,
    Duration interval,
    Optional<Mark> presentation,
    Duration window) {
  /** Returns this as the use of another scan. */
  public Use by(UUID otherScan) {
    return new Use(otherScan, venue, credential, interval, presentation, window);
  }
}
