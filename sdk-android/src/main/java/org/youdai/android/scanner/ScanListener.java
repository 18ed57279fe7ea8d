package org.youdai.android.scanner;

import org.youdai.gate.Answer;

/**
 * Is told what a scanner has read. A scanner calls it on one thread of its own, and reads nothing
 * more before it returns.
 */
public interface ScanListener {
  /** Takes the answer to a code: a passage, or what is not ours. */
  void answered(Answer answer);

  /** Takes what the scanner does from now on. */
  void changed(ScannerState state);
}
