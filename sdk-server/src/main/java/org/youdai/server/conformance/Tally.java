package org.youdai.server.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of the cases that were run: a count, every mismatch, and every skip with its reason.
 */
public final class Tally {
  private int passed;
  private final List<String> mismatches = new ArrayList<>();
  private final Map<String, List<String>> skips = new TreeMap<>();

  /** Makes an empty tally. */
  public Tally() {}

  /** Counts a case whose verdict is as expected, or notes the mismatch. */
  void expect(String caseId, boolean expected, boolean actual) {
    expect(caseId, expected == actual, "expected " + expected + ", found " + actual);
  }

  /** Counts a case that holds, or notes {@code what} is wrong with it. */
  void expect(String caseId, boolean holds, String what) {
    if (holds) {
      passed++;
    } else {
      mismatches.add(caseId + ": " + what);
    }
  }

  /** Notes a case that was not run, and why. */
  void skip(String caseId, String why) {
    skips.computeIfAbsent(why, w -> new ArrayList<>()).add(caseId);
  }

  /** Returns how many cases came out as they should. */
  public int passed() {
    return passed;
  }

  /** Returns every case that did not, with what was found. */
  public List<String> mismatches() {
    return List.copyOf(mismatches);
  }

  /** Returns the cases that were not run, by their reason. */
  public Map<String, List<String>> skips() {
    return new TreeMap<>(skips);
  }

  /** Returns how many cases were not run. */
  public int skipped() {
    return skips.values().stream().mapToInt(List::size).sum();
  }
}
