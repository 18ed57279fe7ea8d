package org.youdai.server.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.youdai.Verifier;
import org.youdai.credential.IdentityDocument;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.gate.Annulment;
import org.youdai.gate.Answer;
import org.youdai.gate.Device;
import org.youdai.gate.Gate;
import org.youdai.gate.Passage;
import org.youdai.journal.FolderJournal;
import org.youdai.replay.ReplayGuard;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrScanner;
import org.youdai.scan.QrText;
import org.youdai.server.access.Caller;
import org.youdai.server.observe.DecisionMeters;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;
import org.youdai.server.venue.Gates;
import org.youdai.server.venue.Venues;

/** Decides for callers: one way for texts, pictures and documents, alone or in batches. */
final class Verification {
  /** A disk that takes longer holds nobody up: the answer then says that it is not recorded. */
  private static final Duration ON_DISK_WITHIN = Duration.ofSeconds(1);

  private static final String ONLY_GATE = "1";

  private final Gates gates;
  private final Verifier verifier;
  private final FolderJournal journal;
  private final DecisionMeters meters;
  private final Device device;
  private final QrScanner scanner = new QrScanner();

  Verification(
      Gates gates, Verifier verifier, FolderJournal journal, DecisionMeters meters, Device device) {
    this.gates = gates;
    this.verifier = verifier;
    this.journal = journal;
    this.meters = meters;
    this.device = device;
  }

  /** Where a scan is, and its id. */
  record Place(Venues.Entry venue, Gate gate, DecisionId scan) {}

  /** What came of a scan, which is not an answer before the journal has it on the disk. */
  record Decided(Decision decision, Venues.Entry venue, boolean isRepeat, boolean isAccepted) {
    Verdict verdict(boolean isOnDisk) {
      return Verdict.of(decision, venue, isRepeat, isAccepted && isOnDisk);
    }
  }

  /**
   * Returns the place that a caller names.
   *
   * @throws ProblemException if there is none such, or it is not the caller's
   */
  Place place(@Nullable String venue, @Nullable String gate, @Nullable UUID scan, Caller caller) {
    String id = required(venue, "venue");
    caller.requireVenue(id);
    return new Place(
        gates.venue(id),
        gates.at(id, Optional.ofNullable(gate).orElse(ONLY_GATE)),
        Optional.ofNullable(scan).map(DecisionId::new).orElseGet(this::drawn));
  }

  /** An id that sorts by time, which the database keeps in half the space and time. */
  private DecisionId drawn() {
    return DecisionId.create(device.clock().instant(), device.random());
  }

  static String required(@Nullable String value, String name) {
    if (value == null || value.isEmpty()) {
      throw new ProblemException(Problem.BAD_REQUEST, name);
    }
    return value;
  }

  /** Decides on a text; it is in the journal, and not yet on its disk. */
  Decided decide(String text, Place place) {
    return counted(place, () -> decideOn(text, place));
  }

  private Decided counted(Place place, Supplier<Decided> decide) {
    long start = System.nanoTime();
    Decided decided = decide.get();
    if (!decided.isRepeat()) {
      meters.count(
          place.venue().profile().venue().id(),
          decided.decision(),
          Duration.ofNanos(System.nanoTime() - start));
    }
    return decided;
  }

  private Decided decideOn(String text, Place place) {
    Answer answer = scanned(place, gate -> gate.scan(text, place.scan()));
    return answer instanceof Passage passage
        ? decided(passage, place)
        : handedBack(List.of(QrText.of(text)), place);
  }

  /** Decides on the one certificate code in a picture. */
  Decided decide(GrayImage picture, Place place) {
    return counted(
        place,
        () -> {
          List<QrText> found = scanner.scan(picture);
          List<QrText> ours = found.stream().filter(verifier::recognises).toList();
          return ours.size() == 1
              ? decideOn(ours.get(0).reveal(), place)
              : handedBack(found, place);
        });
  }

  /** Decides on a document. */
  Decided decide(IdentityDocument.Reading reading, Place place) {
    return counted(
        place,
        () ->
            decided((Passage) scanned(place, gate -> gate.present(reading, place.scan())), place));
  }

  private static Answer scanned(Place place, Function<Gate, Answer> scan) {
    try {
      return scan.apply(place.gate());
    } catch (Gate.Conflict conflict) {
      throw new ProblemException(Problem.SCAN_CONFLICT, place.scan().toString());
    }
  }

  private Decided decided(Passage passage, Place place) {
    return new Decided(passage.decision(), place.venue(), passage.isRepeat(), passage.isRecorded());
  }

  /** No code, several of them, or another system's: nothing happens, and nothing is recorded. */
  private Decided handedBack(List<QrText> found, Place place) {
    Decision decision = verifier.verify(found, place.venue().profile().venue(), ReplayGuard.none());
    return new Decided(decision.under(place.scan()), place.venue(), false, false);
  }

  /** Waits until all that was decided before is on the disk; returns whether it is. */
  boolean isOnDisk() {
    return journal.flush(ON_DISK_WITHIN);
  }

  /**
   * Takes an admission back.
   *
   * @throws ProblemException if it is not remembered at that venue
   */
  Annulment annul(Place place) {
    Annulment annulment = place.gate().annul(place.scan());
    if (annulment == Annulment.UNKNOWN) {
      throw new ProblemException(Problem.DECISION_UNKNOWN, place.scan().toString());
    }
    return annulment;
  }
}
