package org.youdai.gate;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.Snapshot;
import org.youdai.TrustedTime;
import org.youdai.Verifier;
import org.youdai.credential.IdentityDocument;
import org.youdai.decision.Circumstances;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Outcome;
import org.youdai.decision.Prompt;
import org.youdai.decision.Reason;
import org.youdai.journal.Journal;
import org.youdai.journal.JournalEntry;
import org.youdai.policy.Benefit;
import org.youdai.profile.Profile;
import org.youdai.replay.GuardState;
import org.youdai.replay.Mark;
import org.youdai.replay.ReplayGuard;
import org.youdai.replay.Use;
import org.youdai.scan.FrameScanner;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrText;
import org.youdai.trust.Digest;

/**
 * Everything between a scanner and a turnstile: what was scanned goes in, what happens now comes
 * out. Throws for nothing that is held before a scanner. Safe for use by several threads.
 */
public final class Gate implements AutoCloseable {
  /**
   * No text of ours is longer; what is longer still is looked at for no more than its beginning.
   */
  private static final int LONGEST = 8192;

  /** By so many characters every text of ours is recognised, with what scanners put before it. */
  private static final int BEGINNING = 24;

  private final List<Profile> kinds;
  private final GateProfile profile;
  private final Supplier<Snapshot> snapshots;
  private final ReplayGuard guard;
  private final Journal journal;
  private final Device device;
  private final Verifier verifier;

  /** A thread takes the one used last: where one thread reads a camera it is always the same. */
  private final Deque<FrameScanner> scanners = new ConcurrentLinkedDeque<>();

  private final Debounce debounce;
  private final Underway underway = new Underway();
  private final Passages passages;
  private final Map<Wording, Prompt> prompts = new ConcurrentHashMap<>();
  private final LastMinute lastMinute;
  private final GateLog log;
  private final ReadWriteLock open = new ReentrantReadWriteLock();
  private volatile boolean isClosed;
  private volatile boolean isRecording = true;
  private volatile GuardState guardState = GuardState.NOT_ASKED;

  /**
   * Makes a gate for this project's own codes.
   *
   * @param snapshots gives what is trusted now, as a {@link org.youdai.feed.SnapshotFeed} does
   * @param guard remembers uses: a {@link org.youdai.replay.MemoryGuard}, or what the venue shares
   * @param journal where decisions are written down
   * @param device what the device supplies
   */
  public Gate(
      GateProfile profile,
      Supplier<Snapshot> snapshots,
      ReplayGuard guard,
      Journal journal,
      Device device) {
    this(
        Profile.standard(),
        profile,
        snapshots,
        guard,
        Passages.ofLast(Passages.ONE_GATE),
        journal,
        device);
  }

  /**
   * Makes a gate for the codes of {@code kinds}; the first that recognises a text has it.
   *
   * @param passages the last ones, here or at all gates that share it
   */
  public Gate(
      List<Profile> kinds,
      GateProfile profile,
      Supplier<Snapshot> snapshots,
      ReplayGuard guard,
      Passages passages,
      Journal journal,
      Device device) {
    this(
        kinds,
        profile,
        snapshots,
        guard,
        passages,
        journal,
        device,
        LoggerFactory.getLogger(Gate.class));
  }

  /** Makes a gate that logs to {@code logger}: one of a drill logs nothing. */
  Gate(
      List<Profile> kinds,
      GateProfile profile,
      Supplier<Snapshot> snapshots,
      ReplayGuard guard,
      Passages passages,
      Journal journal,
      Device device,
      Logger logger) {
    this.kinds = List.copyOf(kinds);
    this.profile = profile;
    this.snapshots = snapshots;
    this.guard = guard;
    this.passages = passages;
    this.journal = journal;
    this.device = device;
    this.verifier =
        new Verifier(
            kinds, snapshots, TrustedTime.of(device.clock(), device.nanos()), device.random());
    this.debounce = new Debounce(profile.debounce().toNanos(), device.nanos());
    this.lastMinute = new LastMinute(device.nanos());
    this.log = new GateLog(logger, profile, journal != Journal.none(), device.nanos());
    log.opened();
  }

  /** The id of a scan that is said to be another than it was. */
  public static final class Conflict extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private Conflict(String message) {
      super(message);
    }
  }

  /**
   * How a gate was warmed up.
   *
   * @param rounds how often everything was gone through
   */
  public record WarmUp(int rounds, Duration time) {}

  /**
   * Goes through everything that can be scanned, so that the first passenger does not wait for
   * classes to be loaded and compiled: less than a millisecond in place of some fifty. Takes some 2
   * seconds of this thread; others may scan meanwhile. Nothing of it is remembered, counted,
   * recorded or logged.
   */
  public WarmUp warmUp() {
    // The first look at the lists has tables of the issuers' keys made, meanwhile.
    Circumstances unused = verifier.circumstances(profile.venue());
    return new Rehearsal(kinds, profile, device).play();
  }

  /**
   * Decides on a text as a keyboard wedge has typed it.
   *
   * @throws IllegalStateException if the gate is closed, and the code is one of ours
   */
  public Answer scan(String typed) {
    return answer(QrText.of(typed));
  }

  /**
   * Decides on a text as a serial line or a socket has brought it.
   *
   * @throws IllegalStateException if the gate is closed, and the code is one of ours
   */
  public Answer scan(byte[] sent) {
    return answer(QrText.ofBytes(sent));
  }

  /**
   * Decides on a frame of a camera. Where other codes are in view beside one of ours, they are
   * ignored. Frames are best of one size: see {@link FrameScanner}.
   *
   * @throws IllegalStateException if the gate is closed, and the code is one of ours
   */
  public Answer scan(GrayImage frame) {
    List<QrText> found = look(frame);
    if (found.size() < 2) {
      return found.isEmpty() ? Answer.NothingSeen.IN_THIS_PICTURE : answer(found.get(0));
    }
    Optional<QrText> ours = Optional.empty();
    for (QrText text : found) {
      if (verifier.recognises(text)) {
        if (ours.isPresent()) {
          return whileOpen(() -> debounce.once(Set.copyOf(found), () -> decideOn(found)));
        }
        ours = Optional.of(text);
      }
    }
    return answer(ours.orElse(found.get(0)));
  }

  private List<QrText> look(GrayImage frame) {
    FrameScanner last = scanners.pollFirst();
    FrameScanner scanner = last == null ? new FrameScanner() : last;
    try {
      return scanner.scanAll(frame);
    } finally {
      scanners.addFirst(scanner);
    }
  }

  /**
   * Decides on a text under the host's own id for this scan: the decision has that id. A scan that
   * comes again under it, because an answer was lost, gets the same passage and counts once. What
   * one scan is, the host says; nothing is debounced.
   *
   * @throws Conflict if the scan of that id was of another code, at another venue, or taken back
   * @throws IllegalStateException if the gate is closed, and the code is one of ours
   */
  public Answer scan(String typed, DecisionId scan) {
    QrText text = QrText.of(typed);
    return mended(text)
        .map(
            ours -> once(new Scan(scan, Optional.of(markOf(ours))), named -> decideOn(ours, named)))
        .orElseGet(() -> new Answer.NotOurs(text));
  }

  /**
   * Decides on an identity document under the host's own id for it, as {@link #scan(String,
   * DecisionId)} does on a text.
   *
   * @throws Conflict if the scan of that id was of a code, or was taken back
   * @throws IllegalStateException if the gate or the document is closed
   */
  public Passage present(IdentityDocument.Reading reading, DecisionId scan) {
    return (Passage)
        once(
            new Scan(scan, Optional.empty()),
            named ->
                passage(
                    verifier.verify(reading, profile.venue()).under(scan),
                    Optional.empty(),
                    Optional.of(named)));
  }

  /** A scan that the host has named, and by what its code is known again. */
  private record Scan(DecisionId id, Optional<Mark> code) {}

  private Answer once(Scan scan, Function<Scan, Answer> decide) {
    return whileOpen(() -> underway.once(scan.id(), () -> earlierOr(scan, decide)));
  }

  private Answer earlierOr(Scan scan, Function<Scan, Answer> decide) {
    Optional<Passages.Passed> earlier = passages.find(scan.id());
    if (!earlier.isPresent()) {
      return decide.apply(scan);
    }
    if (!earlier.get().code().equals(scan.code())
        || !earlier.get().venue().equals(profile.venue().id())) {
      throw new Conflict("the scan of this id was of another code, or at another venue");
    }
    if (earlier.get().isAnnulled()) {
      throw new Conflict("the scan of this id was taken back");
    }
    return earlier.get().passage().repeated();
  }

  /** A text is a secret, and is not kept for as long as a passage is. */
  private static Mark markOf(QrText text) {
    return Mark.of(
        Digest.of(Digest.Kind.SHA256, text.reveal().getBytes(StandardCharsets.UTF_8)).bytes());
  }

  /**
   * Decides on an identity document, by the same rules and with equal effect. Nothing is remembered
   * of it. The document stays open; close it when the answer has come.
   *
   * @throws IllegalStateException if the gate or the document is closed
   */
  public Passage present(IdentityDocument.Reading reading) {
    Decision decision = verifier.verify(reading, profile.venue());
    return whileOpen(() -> passage(decision, Optional.empty(), Optional.empty()));
  }

  /** Finds out first, and quickly, whether a text is ours: every code of others comes this way. */
  private Answer answer(QrText scanned) {
    return mended(scanned)
        .map(ours -> whileOpen(() -> answerTo(ours)))
        .orElseGet(() -> new Answer.NotOurs(scanned));
  }

  private Answer answerTo(QrText ours) {
    return ours.reveal().length() > LONGEST // not worth remembering
        ? decideOn(ours)
        : debounce.once(ours, () -> decideOn(ours));
  }

  private Optional<QrText> mended(QrText scanned) {
    String text = scanned.reveal();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (verifier.recognises(scanned)) {
      boolean isWhole = text.charAt(text.length() - 1) > ' ' || text.length() > LONGEST;
      return Optional.of(isWhole ? scanned : QrText.ofScanner(text));
    }
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    QrText beginning = QrText.ofScanner(text.substring(0, Math.min(BEGINNING, text.length())));
    if (verifier.recognises(beginning)) {
      return Optional.of(QrText.ofScanner(text));
    }
    return verifier.recognises(beginning.withCaseSwapped()) // by a caps lock key
        ? Optional.of(QrText.ofScanner(text).withCaseSwapped())
        : Optional.empty();
  }

  private Answer decideOn(QrText ours) {
    return decideOn(ours, watch -> verifier.verify(ours, profile.venue(), watch), Optional.empty());
  }

  private Answer decideOn(QrText ours, Scan scan) {
    return decideOn(
        ours, watch -> verifier.verify(ours, profile.venue(), watch), Optional.of(scan));
  }

  private Answer decideOn(List<QrText> several) {
    return decideOn(
        several.get(0),
        watch -> verifier.verify(several, profile.venue(), watch),
        Optional.empty());
  }

  private Answer decideOn(
      QrText text, Function<ReplayGuard, Decision> decide, Optional<Scan> scan) {
    Watch watch = new Watch(scan);
    Decision made = decide.apply(watch);
    Decision decision = scan.map(named -> made.under(named.id())).orElse(made);
    // A token of another system can begin as ours do.
    return decision.reason() == Reason.NOT_OURS
        ? new Answer.NotOurs(text)
        : passage(decision, watch.use, scan);
  }

  /** Notes which use was the first, for the journal and for taking it back. */
  private final class Watch implements ReplayGuard {
    private final Optional<Scan> scan;
    private Optional<Use> use = Optional.empty();

    Watch(Optional<Scan> scan) {
      this.scan = scan;
    }

    @Override
    public Finding firstUse(Use asked) {
      Use named = scan.map(each -> asked.by(each.id().uuid())).orElse(asked);
      Finding finding = guard.firstUse(named);
      guardState = finding.state();
      use = Optional.of(named);
      return finding;
    }

    @Override
    public boolean annul(Use asked) {
      return guard.annul(asked);
    }
  }

  private Passage passage(Decision decision, Optional<Use> use, Optional<Scan> scan) {
    boolean isAdmitted = decision.outcome() == Outcome.ADMIT;
    isRecording =
        journal.append(
            new JournalEntry.Decided(
                decision,
                profile.venue().id(),
                profile.gate(),
                use.filter(each -> isAdmitted).map(Use::credential)));
    Passage passage = new Passage(decision, prompt(decision), false, isRecording);
    if (isAdmitted || scan.isPresent()) {
      passages.add(
          new Passages.Passed(
              passage, profile.venue().id(), profile.gate(), scan.flatMap(Scan::code), use, false));
    }
    lastMinute.add(decision.outcome());
    log.decided(passage);
    return passage;
  }

  /** What the words for a decision depend on. */
  private record Wording(Outcome outcome, Reason reason, Optional<Benefit.Kind> kind, int percent) {
    static Wording of(Decision decision) {
      Optional<Benefit> benefit = decision.granted();
      return new Wording(
          decision.outcome(),
          decision.reason(),
          benefit.map(Benefit::kind),
          benefit.map(Benefit::percent).orElse(0));
    }
  }

  /** There are some hundred prompts; each is put together once. */
  private Prompt prompt(Decision decision) {
    return prompts.computeIfAbsent(
        Wording.of(decision), wording -> profile.words().prompt(decision));
  }

  /**
   * Takes an admission back, because the turnstile did not turn: the holder may try again at once,
   * with the same code. Taking it back again changes nothing.
   *
   * @param scan the id of the passage, one of the last admissions that are remembered
   * @throws IllegalStateException if the gate is closed
   */
  public Annulment annul(DecisionId scan) {
    return whileOpen(
        () -> {
          Optional<Passages.Passed> before = passages.annul(scan, profile.venue().id());
          if (!before.isPresent()) {
            return Annulment.UNKNOWN;
          }
          forget(before.get()); // again, too: the first time may have ended with its process
          if (before.get().isAnnulled()) {
            return Annulment.ANNULLED_BEFORE;
          }
          takeBack(before.get());
          return Annulment.ANNULLED;
        });
  }

  private void forget(Passages.Passed admission) {
    boolean isForgotten = admission.use().map(guard::annul).orElse(true);
    if (!isForgotten) {
      guardState = GuardState.ALONE;
    }
  }

  private void takeBack(Passages.Passed admission) {
    Decision decision = admission.passage().decision();
    debounce.forget(admission.passage());
    isRecording =
        journal.append(
            new JournalEntry.Annulled(
                decision,
                admission.venue(),
                admission.gate(),
                verifier.circumstances(profile.venue()).at()));
    log.annulled(decision);
  }

  /**
   * How a gate is doing.
   *
   * @param now how old the lists are, and whether the clock is right
   * @param lists what serves: versions, sizes and times; nothing if it was never synced
   * @param guard what the guard last said of itself
   * @param isRecording whether the journal took the last entry
   * @param waiting how many entries wait to be written
   * @param lastMinute the decisions of the last 60 seconds by their outcomes
   * @param decisions all decisions since the gate was made
   */
  public record Health(
      Circumstances now,
      List<Snapshot.Part> lists,
      GuardState guard,
      boolean isRecording,
      int waiting,
      Map<Outcome, Integer> lastMinute,
      long decisions) {
    /** Copies the collections. */
    public Health {
      lists = List.copyOf(lists);
      lastMinute = Map.copyOf(lastMinute);
    }

    /** Returns how many decisions there were a second, over the last minute. */
    public double decisionsPerSecond() {
      return lastMinute.values().stream().mapToInt(Integer::intValue).sum() / 60.0;
    }
  }

  /** Returns how the gate is doing. */
  public Health health() {
    return new Health(
        verifier.circumstances(profile.venue()),
        snapshots.get().parts(),
        guardState,
        isRecording,
        journal.waiting(),
        lastMinute.byOutcome(),
        lastMinute.total());
  }

  /** Returns what the operator has chosen. */
  public GateProfile profile() {
    return profile;
  }

  private <T> T whileOpen(Supplier<T> step) {
    Lock lock = open.readLock();
    lock.lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("the gate is closed");
      }
      return step.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes no more scans, and returns when those under way are answered. The feed, the guard and the
   * journal are the caller's: close the journal after this.
   */
  @Override
  public void close() {
    Lock lock = open.writeLock();
    lock.lock();
    try {
      if (!isClosed) {
        isClosed = true;
        log.closed(lastMinute.total());
      }
    } finally {
      lock.unlock();
    }
  }
}
