package org.youdai.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.youdai.Snapshot;
import org.youdai.gate.Device;
import org.youdai.gate.Drill;
import org.youdai.gate.Gate;
import org.youdai.gate.GateProfile;
import org.youdai.gate.Scenario;
import org.youdai.journal.Journal;
import org.youdai.replay.ReplayGuard;
import org.youdai.server.venue.Venue;

/** What a gate does for nobody is in no log, at any level. */
final class QuietGateTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(Gate.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final GateProfile profile = GateProfile.of(Venue.BUS.profile());
  private final Device device = new Device(Clock.systemUTC(), System::nanoTime, new SecureRandom());

  @BeforeEach
  void listen() {
    log.start();
    logger.setLevel(Level.TRACE);
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setLevel(null);
  }

  @Test
  void warmUp_isNotLogged() {
    Gate gate =
        new Gate(profile, Snapshot::neverSynced, ReplayGuard.none(), Journal.none(), device);
    gate.warmUp();
    assertThat(messages()).containsExactly("gate opened");
    gate.scan("YD1:");
    assertThat(messages()).contains("decided", "not admitted");
  }

  @Test
  void drill_isNotLogged() {
    Drill drill = Drill.of(Scenario.OUTAGE, profile, device);
    assertThat(drill.next()).isPresent();
    drill.gate().scan("YD1:");
    assertThat(messages()).isEmpty();
  }

  private List<String> messages() {
    return log.list.stream().map(ILoggingEvent::getMessage).toList();
  }
}
