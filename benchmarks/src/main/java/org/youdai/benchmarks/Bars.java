package org.youdai.benchmarks;

import java.io.PrintStream;

/** Figures beside what they must not exceed, a line each. */
final class Bars {
  private final PrintStream out;
  private boolean allHold = true;

  Bars(PrintStream out) {
    this.out = out;
  }

  /** Prints a figure and whether it holds. */
  void require(String what, double found, double atMost) {
    boolean holds = found <= atMost;
    out.printf(
        "  %-42s %10.3f  at most %8.3f  %s%n", what, found, atMost, holds ? "holds" : "MISSED");
    allHold &= holds;
  }

  /** Prints a figure of which more is better, and whether it holds. */
  void requireLeast(String what, double found, double atLeast) {
    boolean holds = found >= atLeast;
    out.printf(
        "  %-42s %10.3f  at least %7.3f  %s%n", what, found, atLeast, holds ? "holds" : "MISSED");
    allHold &= holds;
  }

  /** Prints a figure that nothing is asked of. */
  void tell(String what, double found) {
    out.printf("  %-42s %10.3f%n", what, found);
  }

  /** Prints and returns whether all of them hold. */
  boolean conclude() {
    out.println(allHold ? "all bars hold" : "a bar is missed");
    return allHold;
  }
}
