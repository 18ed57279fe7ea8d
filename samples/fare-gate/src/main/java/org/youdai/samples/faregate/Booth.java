package org.youdai.samples.faregate;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.youdai.decision.DecisionId;
import org.youdai.gate.Annulment;
import org.youdai.gate.Answer;
import org.youdai.gate.Attention;
import org.youdai.gate.Gate;
import org.youdai.gate.Lane;
import org.youdai.gate.Passage;
import org.youdai.scan.QrText;

/**
 * What happens at a gate, from a code that was held there to the turnstile. Safe for use by several
 * threads.
 */
final class Booth {
  private final Gate gate;
  private final Turnstile turnstile;
  private final DayCount day;
  private final boolean isRecorded;
  private final List<Display> displays = new CopyOnWriteArrayList<>();
  private final List<Consumer<Passage>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<DecisionId>> lastOpened =
      new AtomicReference<>(Optional.empty());

  /**
   * Makes one that shows nothing yet.
   *
   * @param isRecorded whether decisions should be written down
   */
  Booth(Gate gate, Turnstile turnstile, DayCount day, boolean isRecorded) {
    this.gate = gate;
    this.turnstile = turnstile;
    this.day = day;
    this.isRecorded = isRecorded;
  }

  /** Shows everything on {@code display} as well from now on. */
  void add(Display display) {
    displays.add(display);
  }

  /** Tells {@code listener}, which returns at once, of every new passage from now on. */
  void listen(Consumer<Passage> listener) {
    listeners.add(listener);
  }

  /** Takes what an input has read. */
  void take(Scanned scanned) {
    if (scanned instanceof Scanned.Typed typed) {
      answer(gate.scan(typed.text()));
    } else if (scanned instanceof Scanned.Sent sent) {
      answer(gate.scan(sent.bytes()));
    } else if (scanned instanceof Scanned.Seen seen) {
      answer(gate.scan(seen.picture()));
    } else if (scanned instanceof Scanned.Unusable unusable) {
      tell(unusable.notice());
    }
  }

  private void answer(Answer answer) {
    if (answer instanceof Passage passage) {
      pass(passage);
    } else if (answer instanceof Answer.NotOurs other) {
      handOn(other.text());
    } else {
      tell(Notice.of(Notice.Kind.NOTHING_SEEN));
    }
  }

  private void pass(Passage passage) {
    if (passage.isRepeat()) {
      displays.forEach(display -> display.show(passage)); // it was counted and acted on already
      return;
    }
    if (passage.lane() == Lane.OPEN) {
      lastOpened.set(Optional.of(passage.id()));
      turnstile.open(passage.id(), id -> takeBack(id, Notice.Kind.DID_NOT_TURN));
    }
    day.passed(passage.decision().outcome());
    displays.forEach(display -> display.show(passage));
    listeners.forEach(listener -> listener.accept(passage));
    look();
  }

  /** Hands a code of another kind on: put your payment, ticket and transit-card programs here. */
  private void handOn(QrText text) {
    if (!text.reveal().isBlank()) {
      tell(Notice.of(Notice.Kind.HANDED_ON)); // never what it says
    }
  }

  /** Takes the last passage back: the holder may try again at once. */
  void takeLastBack() {
    Optional<DecisionId> last = lastOpened.getAndSet(Optional.empty());
    if (last.isPresent()) {
      takeBack(last.get(), Notice.Kind.TAKEN_BACK);
    } else {
      tell(Notice.of(Notice.Kind.NOTHING_TO_TAKE_BACK));
    }
  }

  private void takeBack(DecisionId id, Notice.Kind why) {
    if (gate.annul(id) == Annulment.ANNULLED) {
      lastOpened.updateAndGet(last -> last.filter(other -> !other.equals(id)));
      day.takenBack();
      tell(Notice.of(why));
      look();
    }
  }

  /** Tells staff of something. */
  void tell(Notice notice) {
    displays.forEach(display -> display.tell(notice));
  }

  /** Looks how the gate is doing, and shows it. */
  void look() {
    List<Attention> attention = Attention.of(gate.health(), isRecorded);
    displays.forEach(display -> display.show(attention, day.counts()));
  }
}
