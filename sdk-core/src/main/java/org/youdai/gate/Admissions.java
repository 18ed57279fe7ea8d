package org.youdai.gate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.youdai.decision.DecisionId;
import org.youdai.replay.Use;

/** The last admissions of a gate, which can be taken back. */
final class Admissions {
  /** A turnstile reports what it did within seconds; this many people do not pass in that time. */
  static final int MOST = 1024;

  private final Map<DecisionId, Admission> newestLast = new LinkedHashMap<>();

  /** An admission, what it used if a guard remembers that, and whether it was taken back. */
  record Admission(Passage passage, Optional<Use> use, boolean isAnnulled) {}

  synchronized void add(Passage passage, Optional<Use> use) {
    newestLast.put(passage.id(), new Admission(passage, use, false));
    if (newestLast.size() > MOST) {
      newestLast.remove(newestLast.keySet().iterator().next());
    }
  }

  /**
   * Returns an admission as it was before, and marks it as taken back; empty for an unknown one.
   */
  synchronized Optional<Admission> annul(DecisionId id) {
    Optional<Admission> before = Optional.ofNullable(newestLast.get(id));
    before.ifPresent(each -> newestLast.put(id, new Admission(each.passage(), each.use(), true)));
    return before;
  }
}
