package org.youdai.gate;

import org.youdai.scan.QrText;

/** What a gate says of what was held before its scanner. */
public sealed interface Answer permits Answer.NotOurs, Answer.NothingSeen, Passage {
  /**
   * A code of another kind: a payment code, a web link, another card. The host's other handlers go
   * on with it.
   */
  record NotOurs(QrText text) implements Answer {}

  /** A picture without any code that can be read; a camera sees many of these. */
  enum NothingSeen implements Answer {
    /** The one there is. */
    IN_THIS_PICTURE
  }
}
