package org.youdai.gate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Outcome;
import org.youdai.replay.Mark;
import org.youdai.replay.Use;

/**
 * The last passages by the ids of their scans: what can be taken back, and what came of a scan that
 * is asked again. Gates of one venue that stand behind one host may share it. An answer comes at
 * once and always; what cannot be asked for is not there. Safe for use by several threads.
 */
public interface Passages {
  /** So many admissions a gate remembers by itself: a turnstile reports what it did in seconds. */
  int ONE_GATE = 1024;

  /**
   * A passage, as it is remembered.
   *
   * @param venue the id of the venue that it was at
   * @param gate the name of the gate
   * @param code by what its code is known again, so that the id of one scan is not taken for
   *     another; empty for a document, of which nothing is kept
   * @param use what it used, if a guard remembers that
   * @param isAnnulled whether it was taken back
   */
  record Passed(
      Passage passage,
      String venue,
      String gate,
      Optional<Mark> code,
      Optional<Use> use,
      boolean isAnnulled) {
    /** Returns this as it is once it is taken back. */
    public Passed annulled() {
      return new Passed(passage, venue, gate, code, use, true);
    }
  }

  /** Remembers a passage. */
  void add(Passed passed);

  /** Returns what came of a scan; empty if it is not remembered. */
  Optional<Passed> find(DecisionId scan);

  /**
   * Marks an admission as taken back, and returns it as it was before, both in one step; empty if
   * there is none at that venue that is remembered.
   */
  Optional<Passed> annul(DecisionId scan, String venue);

  /**
   * Returns a memory of the last {@code most} admissions, and of as many other passages: apart from
   * each other, so that a flood of hostile codes pushes no admission out.
   */
  static Passages ofLast(int most) {
    return new Last(most);
  }

  /** Remembers in this process. */
  final class Last implements Passages {
    private final int most;
    private final Map<DecisionId, Passed> admitted = new LinkedHashMap<>();
    private final Map<DecisionId, Passed> others = new LinkedHashMap<>();

    private Last(int most) {
      this.most = most;
    }

    @Override
    public synchronized void add(Passed passed) {
      boolean isAdmitted = passed.passage().decision().outcome() == Outcome.ADMIT;
      Map<DecisionId, Passed> newestLast = isAdmitted ? admitted : others;
      newestLast.put(passed.passage().id(), passed);
      if (newestLast.size() > most) {
        newestLast.remove(newestLast.keySet().iterator().next());
      }
    }

    @Override
    public synchronized Optional<Passed> find(DecisionId scan) {
      Optional<Passed> found = Optional.ofNullable(admitted.get(scan));
      return found.isPresent() ? found : Optional.ofNullable(others.get(scan));
    }

    @Override
    public synchronized Optional<Passed> annul(DecisionId scan, String venue) {
      Optional<Passed> before =
          Optional.ofNullable(admitted.get(scan)).filter(each -> each.venue().equals(venue));
      before.ifPresent(each -> admitted.put(scan, each.annulled()));
      return before;
    }
  }
}
