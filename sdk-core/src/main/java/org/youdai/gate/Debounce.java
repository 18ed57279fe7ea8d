package org.youdai.gate;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.youdai.decision.Outcome;

/**
 * Answers the scanner's second reading of a code with the answer to the first. A code that stays in
 * view is one code, however long it stays: the time counts from its last reading.
 */
final class Debounce {
  /** More codes than this are not held before one scanner within the time. */
  private static final int MOST = 256;

  private final long time;
  private final LongSupplier nanos;
  private final Underway underway = new Underway();

  /**
   * Apart from the others, so that a flood of hostile codes pushes no admission out. The newest is
   * last.
   */
  private final Map<Object, Seen> admitted = new LinkedHashMap<>();

  private final Map<Object, Seen> others = new LinkedHashMap<>();

  Debounce(long time, LongSupplier nanos) {
    this.time = time;
    this.nanos = nanos;
  }

  /** An answer, and when its code was last read. */
  private record Seen(Passage passage, long at) {}

  /**
   * Returns the earlier answer if there is one, and else what {@code decide} gives. Where two
   * threads come with one code at once, one decides and the other waits for its answer.
   *
   * @param code what was read; equal for the same code
   */
  Answer once(Object code, Supplier<Answer> decide) {
    return time == 0 ? decide.get() : underway.once(code, () -> earlierOr(code, decide));
  }

  /** Remembers before anybody has the answer: whoever has it may take it back. */
  private Answer earlierOr(Object code, Supplier<Answer> decide) {
    Optional<Passage> earlier = earlier(code);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Answer answer = decide.get();
    if (answer instanceof Passage passage) {
      remember(code, passage);
    }
    return answer;
  }

  /** Finds and renews under one lock: what was taken back in between must not come back. */
  private synchronized Optional<Passage> earlier(Object code) {
    forgetOld();
    Map<Object, Seen> among = admitted.containsKey(code) ? admitted : others;
    Optional<Seen> seen = Optional.ofNullable(among.remove(code));
    seen.ifPresent(each -> among.put(code, new Seen(each.passage(), nanos.getAsLong())));
    return seen.map(each -> each.passage().repeated());
  }

  private synchronized void remember(Object code, Passage passage) {
    Map<Object, Seen> among = passage.decision().outcome() == Outcome.ADMIT ? admitted : others;
    among.put(code, new Seen(passage, nanos.getAsLong()));
    forgetOld();
  }

  /** The text of a code is a secret: it stays no longer than it must. */
  private void forgetOld() {
    long now = nanos.getAsLong();
    forgetOld(admitted, now);
    forgetOld(others, now);
  }

  private void forgetOld(Map<Object, Seen> newestLast, long now) {
    for (Iterator<Seen> oldest = newestLast.values().iterator(); oldest.hasNext(); ) {
      boolean isOver = now - oldest.next().at() >= time;
      if (!isOver && newestLast.size() <= MOST) {
        break;
      }
      oldest.remove();
    }
  }

  /** Forgets a passage that was taken back, so that its code is decided on anew. */
  synchronized void forget(Passage passage) {
    admitted.values().removeIf(seen -> seen.passage().id().equals(passage.id()));
  }
}
