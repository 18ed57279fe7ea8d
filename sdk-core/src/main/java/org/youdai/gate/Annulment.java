package org.youdai.gate;

/** What came of taking a passage back. */
public enum Annulment {
  /** It is taken back: the holder may try again with the same code. */
  ANNULLED,
  /** It was taken back before; nothing has changed. */
  ANNULLED_BEFORE,
  /** There is no such admission here, or it is too long ago. */
  UNKNOWN
}
