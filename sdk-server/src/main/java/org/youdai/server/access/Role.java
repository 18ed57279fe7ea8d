package org.youdai.server.access;

/** What a caller may do. Each may do what the one before may. */
public enum Role {
  /** A gate or a ticket system: decides, takes back, uploads its journal. */
  GATE,
  /** Staff of a venue: looks decisions up, sees counts and reports as well. */
  STAFF,
  /** The operator: keys, lists, everything, at every venue. */
  OPERATOR;

  /** Returns the authority that Spring Security knows it by. */
  public String authority() {
    return "ROLE_" + name();
  }
}
