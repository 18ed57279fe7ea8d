package org.youdai.status;

import java.time.Duration;
import java.time.Instant;

/** How old the knowledge behind a decision is, from best to worst. */
public enum Freshness {
  /** Within the publisher's refresh interval. */
  FRESH,
  /** A refresh is due, but what is there has not expired. */
  STALE_OK,
  /** Expired, and still within what the venue's operator accepts. */
  STALE_WARN,
  /** Older than the operator accepts: a person decides. */
  TOO_OLD,
  /** There is nothing to go by. */
  NEVER_SYNCED;

  /**
   * Returns the freshness at {@code now} of something that is fresh until {@code nextUpdate} and
   * valid until {@code expires}, where the operator accepts it until {@code tolerated} has passed
   * since {@code since}. Every end is exclusive.
   */
  public static Freshness at(
      Instant now, Instant nextUpdate, Instant expires, Instant since, Duration tolerated) {
    if (now.isBefore(nextUpdate) && now.isBefore(expires)) {
      return FRESH;
    }
    if (now.isBefore(expires)) {
      return STALE_OK;
    }
    return now.isBefore(since.plus(tolerated)) ? STALE_WARN : TOO_OLD;
  }

  /** Returns the worse of two. */
  public Freshness worse(Freshness other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
