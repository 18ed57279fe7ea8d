package org.youdai.samples.faregate;

import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.youdai.decision.DecisionId;

/**
 * A simulated turnstile: it opens, and a moment later it has turned, or now and then has not. Put
 * your own here, which sets a relay and waits for its sensor.
 */
final class Turnstile {
  private final ScheduledExecutorService executor;
  private final Random random;
  private final double sticks;
  private final long millis;

  /**
   * Makes one.
   *
   * @param sticks how likely it is not to turn, from 0 to 1
   * @param millis how long it is open
   */
  Turnstile(ScheduledExecutorService executor, Random random, double sticks, long millis) {
    this.executor = executor;
    this.random = random;
    this.sticks = sticks;
    this.millis = millis;
  }

  /** Opens for one person, and calls {@code didNotTurn} if nobody went through. */
  void open(DecisionId id, Consumer<DecisionId> didNotTurn) {
    if (isStuck()) {
      var unused = // ends with the executor
          executor.schedule(() -> didNotTurn.accept(id), millis, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized boolean isStuck() {
    return random.nextDouble() < sticks;
  }
}
