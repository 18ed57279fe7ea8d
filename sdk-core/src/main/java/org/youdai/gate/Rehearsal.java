package org.youdai.gate;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import org.slf4j.helpers.NOPLogger;
import org.youdai.Snapshot;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.IdentityDocument;
import org.youdai.decision.Outcome;
import org.youdai.journal.Journal;
import org.youdai.policy.VenueProfile;
import org.youdai.profile.Profile;
import org.youdai.replay.MemoryGuard;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;

/**
 * Goes through everything that can be held before a gate, at gates of its own whose time stands
 * still: what a machine has done some hundred times it does fast.
 */
final class Rehearsal {
  private static final int MOST_ROUNDS = 60;
  private static final long LONGEST = Duration.ofSeconds(2).toNanos();

  private static final List<String> FOREIGN =
      List.of(
          "https://www.example.com/pay?id=12345",
          "285312345678901234",
          "{\"card\":\"60\"}",
          "北京一卡通",
          "YD1:",
          "");

  private final List<Profile> kinds;
  private final GateProfile profile;
  private final Device device;
  private final long start;
  private final DrillKit kit;
  private final Snapshot lists;
  private final GrayImage frame;
  private final GrayImage blank;

  Rehearsal(List<Profile> kinds, GateProfile profile, Device device) {
    this.kinds = kinds;
    this.profile = profile;
    this.device = device;
    this.start = device.nanos().getAsLong();
    this.kit = DrillKit.read();
    this.lists = kit.take(DrillKit.BEFORE, Snapshot.neverSynced());
    this.frame = new QrWriter(3).draw(kit.code("sm2-80"));
    byte[] dark = new byte[frame.width() * frame.height()];
    this.blank = GrayImage.of(frame.width(), frame.height(), dark);
  }

  /** Ends with the round in which the time is over; the first is always played to its end. */
  Gate.WarmUp play() {
    int rounds = 0;
    long time = 0;
    while (rounds < MOST_ROUNDS && time < LONGEST) {
      playAt(profile.venue());
      playAt(Drill.BUS); // the operator's own may be closed at the time of the codes
      rounds++;
      time = device.nanos().getAsLong() - start;
    }
    return new Gate.WarmUp(rounds, Duration.ofNanos(time));
  }

  private void playAt(VenueProfile venue) {
    DrillClock clock = new DrillClock(DrillKit.NOW);
    MemoryGuard guard = MemoryGuard.remembering(kit.codes().size(), clock);
    GateProfile own = Drill.profile(venue, profile);
    Device still = new Device(clock, clock, device.random());
    try (Gate gate =
        new Gate(
            kinds,
            own,
            () -> lists,
            guard,
            Passages.ofLast(Passages.ONE_GATE),
            Journal.none(),
            still,
            NOPLogger.NOP_LOGGER)) {
      for (QrText code : kit.codes().values()) {
        play(gate, code.reveal());
      }
      FOREIGN.forEach(gate::scan);
      gate.scan(frame);
      gate.scan(blank);
      playDocuments(gate);
      gate.health();
    }
  }

  /** As it should come, once more, and as scanners spoil it; then the holder did not pass. */
  private static void play(Gate gate, String code) {
    Answer answer = gate.scan(code);
    gate.scan(code + "\r\n");
    gate.scan(QrText.of(code).withCaseSwapped().reveal());
    gate.scan(code.getBytes(UTF_8));
    gate.scan(code.getBytes(UTF_16LE));
    if (answer instanceof Passage passage && passage.decision().outcome() == Outcome.ADMIT) {
      gate.annul(passage.id());
      gate.scan(code);
    }
  }

  private static void playDocuments(Gate gate) {
    for (IdentityDocument.Reading reading :
        List.of(
            IdentityDocument.ofBirthDate(DocumentKind.PASSPORT, 1950, 1, 1),
            IdentityDocument.ofBirthDate(DocumentKind.PASSPORT, 1990, 1, 1),
            IdentityDocument.ofNumber("999999195001010018"),
            IdentityDocument.ofNumber("999999195001010011"))) {
      gate.present(reading);
      if (reading instanceof IdentityDocument.Read read) {
        read.document().close();
      }
    }
  }
}
