package org.youdai.gate;

import java.util.ArrayList;
import java.util.List;
import org.youdai.decision.ClockState;

/** Something about a gate that staff have to see to, the most urgent first. */
public enum Attention {
  /** There are no lists: everything goes to staff. */
  NEVER_SYNCED,
  /** The lists are too old: everything goes to staff. */
  LISTS_TOO_OLD,
  /** The clock is not to be believed. */
  CLOCK_SUSPECT,
  /** The lists have expired, and still serve for a while. */
  LISTS_EXPIRED,
  /** Decisions are not being written down. */
  NOT_RECORDING,
  /** The shared memory of uses is out of reach. */
  GUARD_ALONE,
  /** The memory of uses is full. */
  GUARD_FULL;

  /**
   * Returns what a gate needs, the most urgent first; nothing as a rule.
   *
   * @param isRecorded whether its decisions should be written down at all
   */
  public static List<Attention> of(Gate.Health health, boolean isRecorded) {
    List<Attention> needed = new ArrayList<>();
    switch (health.now().freshness()) {
      case NEVER_SYNCED -> needed.add(NEVER_SYNCED);
      case TOO_OLD -> needed.add(LISTS_TOO_OLD);
      case STALE_WARN -> needed.add(LISTS_EXPIRED);
      case FRESH, STALE_OK -> {}
    }
    if (health.now().clock() == ClockState.SUSPECT) {
      needed.add(CLOCK_SUSPECT);
    }
    if (isRecorded && !health.isRecording()) {
      needed.add(NOT_RECORDING);
    }
    switch (health.guard()) {
      case ALONE -> needed.add(GUARD_ALONE);
      case FULL -> needed.add(GUARD_FULL);
      case IN_ORDER, NOT_ASKED -> {}
    }
    needed.sort(null);
    return needed;
  }
}
