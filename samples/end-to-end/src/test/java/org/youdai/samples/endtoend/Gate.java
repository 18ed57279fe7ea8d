package org.youdai.samples.endtoend;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The sample gate in a process, which is killed when it is closed. */
final class Gate implements AutoCloseable {
  /** Within two seconds the same code is one scan. */
  private static final Duration BETWEEN_SCANS = Duration.ofMillis(2100);

  private static final int TRIES = 30;

  private final Program program;

  Gate(Program program) throws InterruptedException {
    this.program = program;
    program.await("The gate is ready");
  }

  /** Returns outcome and reason. */
  String decide(String text) throws InterruptedException {
    program.type(text);
    return program.await("(ADMIT|CHARGE|RETRY|ASSIST) +(YD-\\d+)").group().replaceAll(" +", " ");
  }

  /** Scans until the update is there that was under way when the gate was started. */
  String decideOnceUpdated(String text, String before) throws InterruptedException {
    String said = decide(text);
    for (int i = 0; i < TRIES && (said.equals(before) || said.equals("ASSIST YD-851")); i++) {
      LockSupport.parkNanos(BETWEEN_SCANS.toNanos());
      said = decide(text);
    }
    return said;
  }

  @Override
  public void close() {
    program.close();
  }
}
