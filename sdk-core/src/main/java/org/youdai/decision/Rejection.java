package org.youdai.decision;

/**
 * An expected refusal on its way to the place that turns it into data. Stackless, because hostile
 * input must not be able to buy a stack walk.
 */
public final class Rejection extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Makes a refusal for {@code reason}. */
  public Rejection(Reason reason) {
    this(reason, "");
  }

  /** Makes a refusal that says where, for example {@code rules[3].when.hours (line 12)}. */
  public Rejection(Reason reason, String where) {
    super(where, null, false, false);
    this.reason = reason;
  }

  /** Returns why. */
  public Reason reason() {
    return reason;
  }

  /** Returns the place in a document, or {@code ""}; never content of a code. */
  public String where() {
    String where = getMessage();
    return where == null ? "" : where;
  }

  /** Returns this refusal, placed in the file {@code name}. */
  public Rejection in(String name) {
    return new Rejection(reason, where().isEmpty() ? name : name + ": " + where());
  }
}
