package org.youdai.credential;

import java.time.Instant;

/** A span of time: from {@code notBefore}, up to but not including {@code notAfter}. */
public record Validity(Instant notBefore, Instant notAfter) {
  /** Checks that the span is not empty. */
  public Validity {
    if (!notBefore.isBefore(notAfter)) {
      throw new IllegalArgumentException("empty span: " + notBefore + " to " + notAfter);
    }
  }

  /**
   * Returns whether this span has not begun at {@code instant}. It has begun <em>at</em> its start.
   */
  public boolean isAheadOf(Instant instant) {
    return instant.isBefore(notBefore);
  }

  /** Returns whether this span is over at {@code instant}. It is over <em>at</em> its end. */
  public boolean isOverAt(Instant instant) {
    return !instant.isBefore(notAfter);
  }

  /** Returns whether {@code instant} lies in this span. */
  public boolean contains(Instant instant) {
    return !isAheadOf(instant) && !isOverAt(instant);
  }
}
