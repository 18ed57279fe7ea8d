package org.youdai.decision;

/** Where on the way from the picture to the decision a reason arises, in the order of the way. */
public enum Stage {
  /** Finding a code in the picture. */
  SCAN,
  /** Unwrapping its text. */
  ENVELOPE,
  /** The supply of signed lists, and the clock. */
  SUPPLY,
  /** The issuer's signature. */
  SIGNATURE,
  /** Reading what the issuer said. */
  CLAIMS,
  /** The fresh signature of the holder's phone. */
  PRESENTATION,
  /** The span in which it is in force. */
  VALIDITY,
  /** The status lists. */
  STATUS,
  /** The benefit rules. */
  POLICY,
  /** Whether it was used just now. */
  USE,
  /** Taking in a signed document or list; seen in a health record, never by a passenger. */
  DOCUMENT
}
