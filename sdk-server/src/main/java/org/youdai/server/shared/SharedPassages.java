package org.youdai.server.shared;

import io.lettuce.core.KeyValue;
import io.lettuce.core.SetArgs;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Outcome;
import org.youdai.decision.Prompt;
import org.youdai.gate.Passage;
import org.youdai.gate.Passages;
import org.youdai.journal.Journal;
import org.youdai.journal.JournalEntry;
import org.youdai.replay.Use;
import org.youdai.server.venue.Venues;

/**
 * The last passages of all instances, in a Redis; this instance's own memory answers while that
 * cannot be asked. What is first heard of from there is written into this instance's journal too:
 * the instance that decided may be gone before its disk had it. The database counts each id once.
 */
final class SharedPassages implements Passages {
  private static final String PREFIX = "youdai:scan:{";
  private static final byte[] TAKEN_BACK = {'1'};

  private final RedisLine line;
  private final Passages own;
  private final Duration kept;
  private final Venues venues;
  private final Journal journal;
  private final Clock clock;

  /** Held from asking the Redis until our own memory knows: rare, and short. */
  private final Object annulling = new Object();

  /**
   * Makes a memory of two.
   *
   * @param own remembers what this instance has decided or heard of
   * @param kept how long a passage stays in the Redis
   */
  SharedPassages(
      RedisLine line, Passages own, Duration kept, Venues venues, Journal journal, Clock clock) {
    this.line = line;
    this.own = own;
    this.kept = kept;
    this.venues = venues;
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public void add(Passed passed) {
    own.add(passed);
    byte[] key = key(passed.passage().id(), "");
    byte[] value = KeptPassage.write(passed);
    Optional<Boolean> unused = setIfAbsent(key, value); // if not in reach, our own memory answers
  }

  @Override
  public Optional<Passed> find(DecisionId scan) {
    Optional<Passed> mine = own.find(scan);
    if (mine.map(Passed::isAnnulled).orElse(false)) {
      return mine;
    }
    Optional<Passed> theirs =
        line.ask(commands -> commands.mget(key(scan, ""), key(scan, ":back"))).flatMap(this::read);
    if (theirs.isEmpty()) {
      return mine;
    }
    if (mine.isEmpty()) {
      own.add(recorded(theirs.get()));
    }
    if (theirs.get().isAnnulled()) {
      takeBack(scan, theirs.get().venue());
    }
    return own.find(scan);
  }

  private Optional<Passed> read(List<KeyValue<byte[], byte[]>> values) {
    return values.get(0).hasValue()
        ? KeptPassage.read(values.get(0).getValue(), this::words)
            .map(passed -> values.get(1).hasValue() ? passed.annulled() : passed)
        : Optional.empty();
  }

  private Optional<Prompt> words(String venue, Decision decision) {
    return venues.named(venue).map(entry -> entry.profile().words().prompt(decision));
  }

  private Passed recorded(Passed theirs) {
    Passage passage = theirs.passage();
    boolean isAdmitted = passage.decision().outcome() == Outcome.ADMIT;
    boolean isRecorded =
        journal.append(
            new JournalEntry.Decided(
                passage.decision(),
                theirs.venue(),
                theirs.gate(),
                theirs.use().filter(use -> isAdmitted).map(Use::credential)));
    return new Passed(
        new Passage(passage.decision(), passage.prompt(), false, isRecorded),
        theirs.venue(),
        theirs.gate(),
        theirs.code(),
        theirs.use(),
        false);
  }

  /** Notes that an admission was taken back elsewhere, unless a thread here is just doing that. */
  private void takeBack(DecisionId scan, String venue) {
    Optional<Passed> known;
    synchronized (annulling) {
      known = own.annul(scan, venue);
    }
    known
        .filter(before -> !before.isAnnulled())
        .ifPresent(
            before -> {
              boolean unused =
                  journal.append(
                      new JournalEntry.Annulled(
                          before.passage().decision(),
                          before.venue(),
                          before.gate(),
                          clock.instant()));
            });
  }

  @Override
  public Optional<Passed> annul(DecisionId scan, String venue) {
    Optional<Passed> known =
        find(scan)
            .filter(each -> each.venue().equals(venue))
            .filter(each -> each.passage().decision().outcome() == Outcome.ADMIT);
    if (known.isEmpty() || known.get().isAnnulled()) {
      return known;
    }
    synchronized (annulling) {
      if (setIfAbsent(key(scan, ":back"), TAKEN_BACK).orElse(true)) {
        return own.annul(scan, venue);
      }
    }
    takeBack(scan, venue);
    return known.map(Passed::annulled);
  }

  /** Returns whether it was absent; empty if the Redis cannot be asked. */
  private Optional<Boolean> setIfAbsent(byte[] key, byte[] value) {
    return line.ask(
        commands -> "OK".equals(commands.set(key, value, SetArgs.Builder.nx().px(kept))));
  }

  private static byte[] key(DecisionId scan, String ending) {
    return (PREFIX + scan + '}' + ending).getBytes(StandardCharsets.US_ASCII);
  }
}
