package org.youdai.android.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.youdai.decision.Outcome;
import org.youdai.gate.Answer;
import org.youdai.gate.Passage;

/** Keeps what a scanner tells, in its order. */
final class HeardScanner implements ScanListener {
  private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

  @Override
  public void answered(Answer answer) {
    heard.add(answer);
  }

  @Override
  public void changed(ScannerState state) {
    heard.add(state);
  }

  Object next() {
    try {
      Object next = heard.poll(10, TimeUnit.SECONDS);
      return next == null ? "nothing" : next;
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  boolean hasHeard() {
    return !heard.isEmpty();
  }

  void assertNext(ScannerState... states) {
    for (ScannerState state : states) {
      assertThat(next()).isEqualTo(state);
    }
  }

  void assertAdmitted() {
    assertThat(next())
        .isInstanceOfSatisfying(
            Passage.class,
            passage -> assertThat(passage.decision().outcome()).isEqualTo(Outcome.ADMIT));
  }

  void assertNotOurs() {
    assertThat(next()).isInstanceOf(Answer.NotOurs.class);
  }

  void assertNothing() {
    assertThat(heard).isEmpty();
  }

  /** Skips what comes before a state. */
  void skipTo(ScannerState state) {
    Object next = next();
    while (!next.equals(state) && !next.equals("nothing")) {
      next = next();
    }
    assertThat(next).isEqualTo(state);
  }
}
