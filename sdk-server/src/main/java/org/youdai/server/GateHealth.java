package org.youdai.server;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.youdai.gate.Gate;
import org.youdai.journal.Journal;

/** How a gate is doing; down if it has a journal that takes nothing. */
final class GateHealth implements HealthIndicator {
  private final Gate gate;

  private final boolean hasJournal;

  GateHealth(Gate gate, Journal journal) {
    this.gate = gate;
    this.hasJournal = journal != Journal.none();
  }

  @Override
  public Health health() {
    Gate.Health now = gate.health();
    return (now.isRecording() || !hasJournal ? Health.up() : Health.down())
        .withDetail("clock", now.now().clock())
        .withDetail("guard", now.guard())
        .withDetail("recording", hasJournal && now.isRecording())
        .withDetail("waiting", now.waiting())
        .withDetail("decisions", now.decisions())
        .build();
  }
}
