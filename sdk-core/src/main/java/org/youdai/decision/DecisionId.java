package org.youdai.decision;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/**
 * The id under which a decision can be found again: a UUID version 7 (RFC 9562 §5.7), so that ids
 * sort by time. It says nothing about the holder.
 */
public record DecisionId(UUID uuid) {

  /** Returns a new id for a decision made at {@code at}, with 74 bits from {@code random}. */
  public static DecisionId create(Instant at, Random random) {
    long version7 = 0x7000L | (random.nextInt() & 0x0fff);
    long high = at.toEpochMilli() << 16 | version7;
    long variant = 0x8000_0000_0000_0000L;
    long low = variant | (random.nextLong() & 0x3fff_ffff_ffff_ffffL);
    return new DecisionId(new UUID(high, low));
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
