package org.youdai.android.scanner;

import java.util.Optional;
import java.util.function.Supplier;
import org.youdai.gate.Answer;

/** Asks a gate and tells a listener, on the one thread of a scanner. */
final class Teller {
  private final ScanListener listener;
  private Optional<ScannerState> told = Optional.empty();

  Teller(ScanListener listener) {
    this.listener = listener;
  }

  /** Tells a state, unless it was the last one told. */
  void tell(ScannerState state) {
    if (!told.equals(Optional.of(state))) {
      told = Optional.of(state);
      listener.changed(state);
    }
  }

  /** Tells the answer to a scan, and returns whether the gate is open. */
  boolean ask(Supplier<Answer> scan) {
    Answer answer;
    try {
      answer = scan.get();
    } catch (IllegalStateException closed) {
      return false;
    }
    if (answer != Answer.NothingSeen.IN_THIS_PICTURE) {
      listener.answered(answer);
    }
    return true;
  }
}
