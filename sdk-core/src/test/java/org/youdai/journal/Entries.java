package org.youdai.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.youdai.decision.Alternative;
import org.youdai.decision.Circumstances;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Reason;
import org.youdai.policy.Benefit;
import org.youdai.replay.GuardState;
import org.youdai.replay.Mark;
import org.youdai.status.Freshness;

/** Decisions to be written down, made from a seed. */
final class Entries {
  static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
  static final String VENUE = "bus-12";
  static final String GATE = "front";

  private final Random random;

  Entries(long seed) {
    random = new Random(seed);
  }

  Circumstances circumstances(Instant at) {
    return new Circumstances(
        DecisionId.create(at, random),
        at,
        Freshness.FRESH,
        ClockState.PLAUSIBLE,
        GuardState.IN_ORDER,
        3,
        2);
  }

  Mark mark() {
    return new Mark(random.nextLong(), random.nextLong());
  }

  JournalEntry.Decided free(Instant at, Mark credential) {
    return decided(at, new Benefit(Benefit.Kind.FREE, 0, 1, "bus-60", "二(一)"), credential);
  }

  JournalEntry.Decided half(Instant at, Mark credential) {
    return decided(at, new Benefit(Benefit.Kind.PERCENT, 50, 0, "park-60", "二(五)"), credential);
  }

  private JournalEntry.Decided decided(Instant at, Benefit benefit, Mark credential) {
    return new JournalEntry.Decided(
        new Decision.Admit(benefit, circumstances(at)), VENUE, GATE, Optional.of(credential));
  }

  JournalEntry.Decided charge(Instant at) {
    return new JournalEntry.Decided(
        new Decision.Charge(Reason.NO_BENEFIT_HERE, circumstances(at)),
        VENUE,
        GATE,
        Optional.empty());
  }

  JournalEntry.Decided assist(Instant at) {
    return new JournalEntry.Decided(
        new Decision.Assist(Reason.REVOKED, Alternative.STAFFED_LANE, circumstances(at)),
        VENUE,
        GATE,
        Optional.empty());
  }

  JournalEntry.Annulled annulled(JournalEntry entry, Instant at) {
    return new JournalEntry.Annulled(entry.decision(), entry.venue(), entry.gate(), at);
  }

  /** Returns some of every kind, a second apart, of which about every tenth is annulled. */
  List<JournalEntry> some(int count, Instant from) {
    List<JournalEntry> entries = new ArrayList<>();
    while (entries.size() < count) {
      Instant at = from.plusSeconds(entries.size());
      JournalEntry entry =
          switch (random.nextInt(4)) {
            case 0 -> charge(at);
            case 1 -> assist(at);
            case 2 -> half(at, mark());
            default -> free(at, mark());
          };
      entries.add(entry);
      if (entries.size() < count && random.nextInt(5) == 0) {
        entries.add(annulled(entry, at.plusSeconds(8)));
      }
    }
    return entries;
  }
}
