package org.youdai.internal.signature;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.math.ec.ECPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.decision.Rejection;
import org.youdai.internal.curve.Curve;
import org.youdai.internal.curve.OddMultiples;
import org.youdai.internal.curve.PointTable;
import org.youdai.internal.curve.TwoMultiples;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * Makes ready the keys of one supply of lists. Tables of multiples are made one after the other, on
 * a thread that holds up nobody; until one stands, and where none can be made, BouncyCastle's
 * signer answers. Safe for use by several threads.
 */
public final class KeyTables {
  /** More keys than these have no tables. */
  static final int MOST_KEYS = 256;

  private static final Logger LOG = LoggerFactory.getLogger(KeyTables.class);

  /** Wider windows leave the processor's cache, and hardly help any more. */
  private static final int WIDEST = 10;

  private static final int NARROWEST = 4;

  /** What the tables of all keys may take in bytes: with both generators' at most 11 MB. */
  private static final long BUDGET = 8_000_000;

  private final ThreadPoolExecutor maker;
  private final GeneratorInWork sm2 = new GeneratorInWork(Curve.SM2);
  private final GeneratorInWork p256 = new GeneratorInWork(Curve.P256);

  /** Makes nothing yet. */
  public KeyTables() {
    maker =
        new ThreadPoolExecutor(
            1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), KeyTables::thread);
    maker.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "youdai-tables");
    thread.setDaemon(true);
    return thread;
  }

  /** Returns the width of the windows for so many keys; 0 if they are too many for tables. */
  static int widthFor(int keys) {
    if (keys > MOST_KEYS) {
      return 0;
    }
    int width = WIDEST;
    while (width > NARROWEST && keys * PointTable.bytes(width) > BUDGET) {
      width--;
    }
    return width;
  }

  /**
   * Makes ready a key that is used again and again.
   *
   * @throws Rejection KEY_INVALID if it is not a point on its curve
   */
  public LongLived longLived(VerifyingKey key) throws Rejection {
    return new LongLived(key);
  }

  /**
   * Makes ready a key that is most likely used once: only the generator comes from a table.
   *
   * @throws Rejection KEY_INVALID if it is not a point on its curve
   */
  public SignatureVerifier seenOnce(VerifyingKey key) throws Rejection {
    if (!canHaveTable(key)) {
      return SignatureVerifier.of(key);
    }
    Optional<PointTable> generator = generatorOf(key).table();
    return generator.isPresent() ? withGenerator(key, generator.get()) : SignatureVerifier.of(key);
  }

  /** Makes ready a key of SM2 or ES256 whose multiples are not worth a table. */
  static SignatureVerifier withGenerator(VerifyingKey key, PointTable generator) throws Rejection {
    Curve curve = curveOf(key);
    ECPoint point = PublicPoint.on(curve, key);
    return check(curve, point, TwoMultiples.of(generator, OddMultiples.of(curve, point)));
  }

  /** Makes ready a key of SM2 or ES256 with a table of its own; this takes a while. */
  static SignatureVerifier withTable(VerifyingKey key, int width) throws Rejection {
    Curve curve = curveOf(key);
    ECPoint point = PublicPoint.on(curve, key);
    PointTable table = PointTable.of(curve, point, width);
    return check(curve, point, TwoMultiples.of(curve, Generator.of(curve), table));
  }

  /** An installed module does everything itself. */
  private static boolean canHaveTable(VerifyingKey key) {
    return key.algorithm() != SignatureAlgorithm.ED25519 && !InstalledModule.isPresent();
  }

  private static Curve curveOf(VerifyingKey key) {
    return key.algorithm() == SignatureAlgorithm.SM2 ? Curve.SM2 : Curve.P256;
  }

  private GeneratorInWork generatorOf(VerifyingKey key) {
    return key.algorithm() == SignatureAlgorithm.SM2 ? sm2 : p256;
  }

  private static SignatureVerifier check(Curve curve, ECPoint point, TwoMultiples multiples) {
    return curve == Curve.SM2 ? SumCheck.sm2(point, multiples) : SumCheck.es256(multiples);
  }

  /** Something that takes a while. */
  private interface Work {
    void run() throws Rejection;
  }

  private void inBackground(String what, Work work) {
    maker.execute(
        () -> {
          try {
            work.run();
          } catch (Rejection | RuntimeException | LinkageError | OutOfMemoryError failed) {
            LOG.warn("No table of {}: checks of its signatures stay slower", what, failed);
          }
        });
  }

  /** A curve's generator, whose table is asked for here where that does not wait. */
  private final class GeneratorInWork {
    private final Curve curve;
    private final AtomicBoolean isAskedFor = new AtomicBoolean();
    private volatile Optional<PointTable> table = Optional.empty();

    GeneratorInWork(Curve curve) {
      this.curve = curve;
    }

    /** Returns the table if it stands; if not, it is made now. */
    Optional<PointTable> table() {
      if (!table.isPresent() && isAskedFor.compareAndSet(false, true)) {
        inBackground(curve + "'s generator", () -> table = Optional.of(Generator.of(curve)));
      }
      return table;
    }
  }

  /** A key that is used again and again, as an issuer's is. */
  public final class LongLived implements SignatureVerifier {
    private final VerifyingKey key;
    private final AtomicInteger width = new AtomicInteger();
    private volatile SignatureVerifier verifier;

    private LongLived(VerifyingKey key) throws Rejection {
      this.key = key;
      this.verifier = SignatureVerifier.of(key);
    }

    @Override
    public boolean verifies(byte[] message, byte[] signature) {
      return verifier.verifies(message, signature);
    }

    /**
     * Has a table made, as wide as it may be for {@code keys} keys in all, unless there is one of
     * that width or it is being made.
     */
    public void makeTable(int keys) {
      int wanted = widthFor(keys);
      if (canHaveTable(key) && width.getAndSet(wanted) != wanted) {
        inBackground(
            "an issuer's key",
            () -> verifier = wanted == 0 ? SignatureVerifier.of(key) : withTable(key, wanted));
      }
    }

    /** Returns whether a table answers. */
    boolean hasTable() {
      return verifier instanceof SumCheck;
    }
  }
}
