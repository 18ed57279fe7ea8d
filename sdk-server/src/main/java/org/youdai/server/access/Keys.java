package org.youdai.server.access;

import java.io.IOException;
import java.io.PrintStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;
import org.youdai.trust.Digest;

/**
 * The keys. What is asked goes by a copy in memory, which is read anew every few seconds and serves
 * on while the database is away; what is changed goes to the database. A key itself is nowhere: it
 * is returned once.
 */
public final class Keys implements AutoCloseable {
  /** The cookie that carries the key of a device with the page. No script can read it. */
  public static final String COOKIE = "youdai-key";

  private static final Logger LOG = LoggerFactory.getLogger(Keys.class);

  /** A key that was revoked at another instance is good here for so long at most. */
  private static final Duration REREAD = Duration.ofSeconds(3);

  private static final Duration CLOSING = Duration.ofSeconds(5);

  private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  /** An operator keeps a key that is good for so long. */
  private static final Duration OPERATOR_KEEPS = Duration.ofDays(1);

  private final KeyTable table;
  private final KeyFile file;
  private final Clock clock;
  private final Random random;
  private final PrintStream console;
  private final ScheduledExecutorService reading =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "youdai-keys");
            thread.setDaemon(true);
            return thread;
          });
  private volatile KeyRing ring = KeyRing.EMPTY;
  private volatile boolean isCurrent;

  /** Returns whether a key can stay good for so long beside the one in its place: 0 to 30 days. */
  public static boolean isOverlap(Duration overlap) {
    return !overlap.isNegative() && overlap.compareTo(LONGEST_OVERLAP) <= 0;
  }

  /**
   * A key that was made just now.
   *
   * @param text what its holder sends; a secret that is not kept. Empty for a certificate
   */
  record Issued(Key key, Optional<KeyText> text) {}

  Keys(KeyTable table, KeyFile file, Clock clock, Random random, PrintStream console) {
    this.table = table;
    this.file = file;
    this.clock = clock;
    this.random = random;
    this.console = console;
  }

  /** Reads the keys, and goes on reading them. The first start ever makes a key and prints it. */
  void start() {
    if (!reread()) {
      try {
        ring = file.read();
        LOG.warn(
            "the database cannot be read: going by the {} keys of last time", ring.all().size());
      } catch (IOException unreadable) {
        LOG.error("neither the database nor the copy of the keys can be read", unreadable);
      }
    }
    Future<?> unused = // it reports for itself, and ends with the executor
        reading.scheduleWithFixedDelay(
            this::reread, REREAD.toMillis(), REREAD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns whose key this is, if it is good. */
  public Optional<Caller> find(String key) {
    return KeyText.parse(key).flatMap(text -> ring.find(text, clock.instant()));
  }

  /** Returns whose certificate this is, if it and the record of it are good. */
  Optional<Caller> find(X509Certificate certificate) {
    Instant now = clock.instant();
    boolean isOver =
        now.isBefore(certificate.getNotBefore().toInstant())
            || now.isAfter(certificate.getNotAfter().toInstant());
    return isOver ? Optional.empty() : ring.find(fingerprint(certificate), now);
  }

  static Digest fingerprint(X509Certificate certificate) {
    try {
      return Digest.of(Digest.Kind.SHA256, certificate.getEncoded());
    } catch (CertificateEncodingException impossible) {
      throw new IllegalArgumentException(impossible); // it was read from those bytes
    }
  }

  /** Returns all keys, those that are over too. */
  Collection<Key> all() {
    return ring.all();
  }

  /** Returns how many keys are good now. */
  public long count() {
    Instant now = clock.instant();
    return ring.all().stream().filter(key -> key.isGoodAt(now)).count();
  }

  /** Returns whether the last reading of the database went well. */
  public boolean isCurrent() {
    return isCurrent;
  }

  /** Makes a key for whoever is at the console, and returns it: this once and never again. */
  public String create(Caller caller) {
    return create(caller, Optional.empty(), Optional.empty(), Caller.CONSOLE)
        .text()
        .orElseThrow()
        .reveal();
  }

  /** Makes a key for all venues. */
  public String create(String name, Role role) {
    return create(new Caller(name, role, Set.of()));
  }

  /**
   * Makes a key, or lets a certificate in.
   *
   * @throws ProblemException if the database cannot be reached
   */
  Issued create(
      Caller caller, Optional<X509Certificate> certificate, Optional<Instant> expires, Caller by) {
    return changing(
        turn -> {
          Instant now = now();
          Issued issued = draw(caller, certificate, now, expires);
          turn.insert(issued.key());
          turn.note(now, by, "key-created", issued.key());
          return issued;
        });
  }

  private Issued draw(
      Caller caller,
      Optional<X509Certificate> certificate,
      Instant now,
      Optional<Instant> expires) {
    Optional<KeyText> text =
        certificate.isPresent() ? Optional.empty() : Optional.of(KeyText.draw(random));
    String id = text.map(KeyText::id).orElseGet(() -> KeyText.drawId(random));
    Digest proof = text.map(KeyText::proof).orElseGet(() -> fingerprint(certificate.orElseThrow()));
    Caller known = new Caller(id, caller.name(), caller.role(), caller.venues());
    return new Issued(Key.of(known, proof, now, expires), text);
  }

  /**
   * Makes a key for whom another is, good for as long as that was; the other is over after {@code
   * overlap}.
   *
   * @throws ProblemException if there is no such key, or the database cannot be reached
   */
  Issued rotate(String id, Optional<X509Certificate> certificate, Duration overlap, Caller by) {
    return changing(
        turn -> {
          Instant now = now();
          Key old = good(turn, id, now);
          Optional<Instant> expires =
              old.expires().map(end -> now.plus(Duration.between(old.created(), end)));
          Issued issued = draw(old.caller(), certificate, now, expires);
          turn.insert(issued.key());
          turn.update(old.endingBy(now.plus(overlap)));
          turn.note(now, by, "key-rotated", old);
          turn.note(now, by, "key-created", issued.key());
          return issued;
        });
  }

  /**
   * Ends a key at once.
   *
   * @throws ProblemException if there is no such key, it is the last one that an operator has, or
   *     the database cannot be reached
   */
  Key revoke(String id, Caller by) {
    return changing(
        turn -> {
          Instant now = now();
          Key key = good(turn, id, now);
          if (key.caller().role() == Role.OPERATOR) {
            requireAnotherOperator(turn, key, now.plus(OPERATOR_KEEPS));
          }
          turn.update(key.revokedAt(now));
          turn.note(now, by, "key-revoked", key);
          return key.revokedAt(now);
        });
  }

  private static Key good(KeyTable.Turn turn, String id, Instant now) {
    return turn.all().stream()
        .filter(key -> key.id().equals(id) && key.isGoodAt(now))
        .findFirst()
        .orElseThrow(() -> new ProblemException(Problem.KEY_UNKNOWN, ""));
  }

  private static void requireAnotherOperator(KeyTable.Turn turn, Key key, Instant then) {
    boolean isLast =
        turn.all().stream()
            .filter(other -> !other.id().equals(key.id()))
            .filter(other -> other.caller().role() == Role.OPERATOR)
            .noneMatch(other -> other.isGoodAt(then));
    if (isLast) {
      throw new ProblemException(Problem.LAST_OPERATOR, "");
    }
  }

  /**
   * Returns the last acts, the newest first.
   *
   * @throws ProblemException if the database cannot be reached
   */
  List<KeyTable.Act> acts() {
    return table.acts();
  }

  private <T> T changing(KeyTable.Changes<T> changes) {
    T changed = table.change(changes);
    reread();
    return changed;
  }

  /** Databases keep microseconds, so no more is made. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Returns whether the database could be read. A task that throws would never run again. */
  private synchronized boolean reread() {
    try {
      List<Key> keys = table.all();
      if (keys.isEmpty()) {
        makeFirst();
        keys = table.all();
      }
      keep(KeyRing.of(keys));
      isCurrent = true;
    } catch (ProblemException away) { // the database tells of itself
      isCurrent = false;
    } catch (RuntimeException bug) {
      LOG.error("reading the keys broke down", bug);
      isCurrent = false;
    }
    return isCurrent;
  }

  private void keep(KeyRing next) {
    if (next.equals(ring)) {
      return;
    }
    ring = next;
    try {
      file.write(next);
    } catch (IOException full) {
      LOG.warn("the copy of the keys cannot be written: {}", full.toString());
    }
  }

  /** Makes the first key, unless another instance was first. */
  private void makeFirst() {
    Optional<Issued> first =
        table.change(
            turn -> {
              if (!turn.all().isEmpty()) {
                return Optional.<Issued>empty();
              }
              Caller operator = new Caller("first", Role.OPERATOR, Set.of());
              Issued issued = draw(operator, Optional.empty(), now(), Optional.empty());
              turn.insert(issued.key());
              turn.note(issued.key().created(), Caller.CONSOLE, "key-created", issued.key());
              return Optional.of(issued);
            });
    first.flatMap(Issued::text).ifPresent(this::print);
  }

  /** On the console and never in the log: a log is kept and passed on. */
  private void print(KeyText key) {
    console.println(
        "\n首次启动：这是管理者的密钥，只显示这一次，请妥善保存，并用它在 /v1/keys 为闸机和工作人员建立密钥："
            + "\nFirst start: this is the operator's key, shown this once. Keep it safe, and make keys"
            + " for gates and staff with it at /v1/keys:\n\n    "
            + key.reveal()
            + "\n");
    console.flush();
  }

  @Override
  public void close() {
    reading.shutdown(); // an interrupt would close H2's file
    try {
      if (!reading.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("the keys are still being read");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
