package org.youdai.server.problem;

/** Ends a request with a {@link Problem}. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Problem problem;
  private final String about;

  /**
   * Makes one.
   *
   * @param about what the words for it name, for example a member or a venue; nothing personal, and
   *     nothing of a code
   */
  public ProblemException(Problem problem, String about) {
    super(problem.code() + ": " + about, null, false, false);
    this.problem = problem;
    this.about = about;
  }

  /** Returns what is wrong. */
  public Problem problem() {
    return problem;
  }

  /** Returns what the words for it name. */
  public String about() {
    return about;
  }
}
