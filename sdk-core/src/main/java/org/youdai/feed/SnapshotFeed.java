package org.youdai.feed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.TrustedTime;
import org.youdai.decision.Reason;
import org.youdai.trust.Ratchet;
import org.youdai.trust.TrustAnchor;

/**
 * Keeps the snapshot that verifiers go by: what was kept on disk first, and then what a source
 * publishes. An update is prepared beside the old snapshot and takes its place as a whole; one that
 * fails changes nothing. {@link #get()} never waits. Safe for use by several threads; updates run
 * one at a time.
 */
public final class SnapshotFeed implements Supplier<Snapshot>, AutoCloseable {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
  private static final Duration LONGEST_RETRY = Duration.ofHours(1);

  private final TrustAnchor anchor;
  private final ListSource source;
  private final ListStore store;
  private final Clock clock;
  private final List<Consumer<FeedEvent>> listeners = new CopyOnWriteArrayList<>();
  private volatile Snapshot current = Snapshot.neverSynced();
  private volatile Health health = Health.NOTHING_YET;
  private volatile Optional<Future<?>> planned = Optional.empty();
  private volatile boolean isClosed;
  private boolean isKept = true;
  private boolean isWriter;

  private SnapshotFeed(TrustAnchor anchor, ListSource source, ListStore store, Clock clock) {
    this.anchor = anchor;
    this.source = source;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Makes a feed, which begins with what {@code store} has kept. Nothing is fetched yet: call
   * {@link #update()}, or {@link #start} once.
   *
   * @param clock read once an update
   */
  public static SnapshotFeed open(
      TrustAnchor anchor, ListSource source, ListStore store, Clock clock) {
    SnapshotFeed feed = new SnapshotFeed(anchor, source, store, clock);
    Optional<Snapshot.Refused> problem = feed.restore();
    feed.health = Health.NOTHING_YET.with(problem);
    return feed;
  }

  /** Makes a feed over a folder of published files, which keeps nothing elsewhere. */
  public static SnapshotFeed ofFolder(Path folder, TrustAnchor anchor, Clock clock) {
    return open(anchor, FolderSource.of(folder), ListStore.inMemory(), clock);
  }

  /** How an update ended. */
  public enum Result {
    /** Newer lists serve, and are kept. */
    UPDATED,
    /** Newer lists serve, but could not be kept: after a restart they have to come again. */
    NOT_KEPT,
    /** The source has nothing newer. */
    UNCHANGED,
    /** What the source has is not used, or it could not be asked; the old lists serve. */
    REFUSED
  }

  /**
   * One update.
   *
   * @param at its one reading of the clock
   * @param result how it ended
   * @param manifestVersion the version that serves now; 0 if there is none
   * @param problem what a person should see to; there can be one even where newer lists serve
   */
  public record Update(
      Instant at, Result result, long manifestVersion, Optional<Snapshot.Refused> problem) {}

  /**
   * How the feed is doing.
   *
   * @param parts what serves now: versions, sizes and times; nothing if it was never synced
   * @param lastAttempt when an update was last tried
   * @param lastSuccess when the source was last seen to be in order, with something newer or not
   * @param nextUpdate when the next one is planned, if the feed was started
   * @param failures how many updates have failed one after the other
   * @param problem the reason and the place of what is wrong; empty if nothing is
   */
  public record Health(
      List<Snapshot.Part> parts,
      Optional<Instant> lastAttempt,
      Optional<Instant> lastSuccess,
      Optional<Instant> nextUpdate,
      int failures,
      Optional<Snapshot.Refused> problem) {
    static final Health NOTHING_YET =
        new Health(
            List.of(), Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty());

    /** Copies the parts. */
    public Health {
      parts = List.copyOf(parts);
    }

    Health of(Snapshot snapshot) {
      return new Health(snapshot.parts(), lastAttempt, lastSuccess, nextUpdate, failures, problem);
    }

    Health with(Optional<Snapshot.Refused> newProblem) {
      return new Health(parts, lastAttempt, lastSuccess, nextUpdate, failures, newProblem);
    }

    Health plannedAt(Instant next) {
      return new Health(parts, lastAttempt, lastSuccess, Optional.of(next), failures, problem);
    }

    Health after(Update update) {
      boolean failed = update.result() == Result.REFUSED;
      return new Health(
          parts,
          Optional.of(update.at()),
          failed ? lastSuccess : Optional.of(update.at()),
          nextUpdate,
          failed ? failures + 1 : 0,
          update.problem());
    }
  }

  /** Returns the newest good snapshot. Never blocks. */
  @Override
  public Snapshot get() {
    return current;
  }

  /** Returns how the feed is doing. Never blocks. */
  public Health health() {
    return health.of(current);
  }

  /** Tells {@code listener} of everything from now on, on the thread that updates. */
  public void listen(Consumer<FeedEvent> listener) {
    listeners.add(listener);
  }

  /** Asks the source for something newer. */
  public Update update() {
    return updateFrom(source);
  }

  /** Takes what another source has, for example a bundle that was plugged in. */
  public synchronized Update updateFrom(ListSource from) {
    Instant now = clock.instant(); // once: an update is of one moment
    try {
      Update update = takesStore() ? fetch(from, now) : follow(now);
      health = health.after(update);
      tell(new FeedEvent.Finished(update));
      return update;
    } finally {
      giveBackIfClosed();
    }
  }

  /** An update that was running when the feed was closed may have taken the store once more. */
  private void giveBackIfClosed() {
    if (isClosed) {
      isWriter = false;
      try {
        store.close();
      } catch (IOException unreadable) {
        health =
            health.with(
                Optional.of(new Snapshot.Refused(Reason.STORE_FAILED, unreadable.toString())));
      }
    }
  }

  private boolean takesStore() {
    try {
      if (!isWriter && store.lock()) {
        if (!store.ratchet().equals(current.ratchet())) {
          restore(); // whoever had it before has gone further
        }
        isWriter = true;
      }
      return isWriter;
    } catch (IOException noStore) {
      return true; // to find out, and say so, when something is to be kept
    }
  }

  private Update fetch(ListSource from, Instant now) {
    Snapshot before = current;
    Snapshot.Reading reading = before.next(anchor, new Watched(from));
    if (reading instanceof Snapshot.Refused refused
        && refused.reason() == Reason.MANIFEST_MISMATCH) {
      reading = before.next(anchor, new Watched(from)); // a publication may have come in between
    }
    if (reading instanceof Snapshot.Refused refused) {
      return new Update(now, Result.REFUSED, before.manifestVersion(), Optional.of(refused));
    }
    Snapshot next = ((Snapshot.Ready) reading).snapshot();
    Result good = next == before ? Result.UNCHANGED : Result.UPDATED;
    Optional<Snapshot.Refused> problem =
        good == Result.UPDATED || !isKept ? keep(next) : Optional.empty();
    isKept = !problem.isPresent();
    current = next;
    return isKept
        ? new Update(now, good, next.manifestVersion(), expired(next, now))
        : new Update(now, Result.NOT_KEPT, next.manifestVersion(), problem);
  }

  private Optional<Snapshot.Refused> keep(Snapshot snapshot) {
    try {
      store.save(snapshot);
      return Optional.empty();
    } catch (IOException failed) {
      return Optional.of(new Snapshot.Refused(Reason.STORE_FAILED, failed.toString()));
    }
  }

  /** Another process keeps the store: what it has kept serves here as well. */
  private Update follow(Instant now) {
    Snapshot before = current;
    Optional<Snapshot.Refused> problem = restore();
    long version = current.manifestVersion();
    if (problem.isPresent()) {
      return new Update(now, Result.REFUSED, version, problem);
    }
    Snapshot.Refused locked = new Snapshot.Refused(Reason.STORE_LOCKED, store.toString());
    Result result = current == before ? Result.UNCHANGED : Result.UPDATED;
    return new Update(now, result, version, Optional.of(locked));
  }

  /** Takes the newest generation that is whole; what serves already is never given up for less. */
  private Optional<Snapshot.Refused> restore() {
    try {
      Ratchet ratchet = store.ratchet();
      Optional<Snapshot.Refused> problem = Optional.empty();
      for (ListSource generation : store.generations()) {
        Snapshot.Reading reading = Snapshot.restore(anchor, generation, ratchet);
        if (reading instanceof Snapshot.Ready ready) {
          current = newer(ready.snapshot(), current);
          return problem;
        }
        problem = problem.isPresent() ? problem : Optional.of((Snapshot.Refused) reading);
      }
      if (!current.isSynced()) {
        current = Snapshot.neverSynced(ratchet);
      }
      return problem;
    } catch (IOException unreadable) {
      return Optional.of(new Snapshot.Refused(Reason.STORE_FAILED, unreadable.toString()));
    }
  }

  /** Under a newer root the numbers of manifests can have begun anew. */
  private static Snapshot newer(Snapshot kept, Snapshot serving) {
    if (!serving.isSynced()) {
      return kept;
    }
    long ahead = kept.ratchet().root() - serving.ratchet().root();
    boolean isNewer =
        ahead > 0 || (ahead == 0 && kept.manifestVersion() > serving.manifestVersion());
    return isNewer && !kept.isFallback() ? kept : serving;
  }

  /** The newest that there is may have been held back on its way. */
  private static Optional<Snapshot.Refused> expired(Snapshot snapshot, Instant now) {
    if (TrustedTime.isBehind(now, snapshot)) {
      return Optional.of(new Snapshot.Refused(Reason.CLOCK_SUSPECT, "the clock shows " + now));
    }
    for (Snapshot.Part part : snapshot.parts()) {
      if (!now.isBefore(part.expires())) {
        String where = part.name() + ": expired at " + part.expires();
        return Optional.of(new Snapshot.Refused(Reason.DOCUMENT_EXPIRED, where));
      }
    }
    return Optional.empty();
  }

  /**
   * Updates now and from then on: the publisher's {@code ttl} after each success, or up to half as
   * long again; after a failure in 30 s, and twice as long with each further one, up to an hour.
   * Each of these is spread at random, so that a thousand gates do not ask at once.
   *
   * @param executor runs the updates; it is the caller's, and is not shut down here
   */
  public void start(ScheduledExecutorService executor, Random random) {
    try {
      executor.execute(() -> updateAndGoOn(executor, random));
    } catch (RejectedExecutionException shutDown) {
      isClosed = true;
    }
  }

  private void updateAndGoOn(ScheduledExecutorService executor, Random random) {
    if (isClosed) {
      return;
    }
    try {
      update();
    } finally {
      Duration delay = delay(health.failures(), current.ttl(), random.nextDouble());
      plan(clock.instant().plus(delay));
      try {
        Runnable again = () -> updateAndGoOn(executor, random);
        planned = Optional.of(executor.schedule(again, delay.toMillis(), TimeUnit.MILLISECONDS));
      } catch (RejectedExecutionException shutDown) {
        isClosed = true;
      }
    }
  }

  private synchronized void plan(Instant next) {
    health = health.plannedAt(next);
  }

  /**
   * Returns how long to wait before the next update: for hosts that plan it themselves, in place of
   * {@link #start}.
   *
   * @param failures how many updates have failed in a row
   * @param ttl what the publisher asks for
   * @param share from 0 to 1, at random
   */
  public static Duration delay(int failures, Duration ttl, double share) {
    if (failures == 0) {
      long floor = Math.max(FIRST_RETRY.toMillis(), ttl.toMillis());
      return Duration.ofMillis(floor + (long) (share * floor / 2));
    }
    long longest = FIRST_RETRY.toMillis() << Math.min(failures - 1, 20);
    long capped = Math.min(longest, LONGEST_RETRY.toMillis());
    return Duration.ofMillis(capped / 2 + (long) (share * capped / 2));
  }

  /** Stops, and gives the store back. What serves goes on serving. */
  @Override
  public void close() throws IOException {
    isClosed = true;
    planned.ifPresent(next -> next.cancel(false));
    store.close();
  }

  private void tell(FeedEvent event) {
    listeners.forEach(listener -> listener.accept(event));
  }

  /** Tells of every file that comes. */
  private final class Watched implements ListSource {
    private final ListSource from;
    private int number;
    private int expected;

    Watched(ListSource from) {
      this.from = from;
    }

    @Override
    public Optional<byte[]> read(String name, int atMost) throws IOException {
      Optional<byte[]> file = from.read(name, atMost);
      if (file.isPresent()) {
        number++;
        expected = Math.max(number, expected);
        tell(new FeedEvent.Fetched(name, file.get().length, number, expected));
      }
      return file;
    }

    @Override
    public void expect(int files) {
      expected = number + files;
    }
  }
}
