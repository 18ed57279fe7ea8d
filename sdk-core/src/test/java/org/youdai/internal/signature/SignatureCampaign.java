package org.youdai.internal.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.youdai.decision.Rejection;
import org.youdai.trust.SignatureAlgorithm;

/**
 * Tries seeded signatures, good and damaged, in every way there is, and compares with BouncyCastle:
 * see {@code campaigns/signatures}.
 */
public final class SignatureCampaign {
  private static final long NANOS = 1_000_000_000;

  private final long count;
  private final long seed;
  private final long start = System.nanoTime();
  private final AtomicLong rounds = new AtomicLong();
  private final AtomicLong tried = new AtomicLong();
  private final AtomicLong accepted = new AtomicLong();
  private final Queue<String> disagreements = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  private SignatureCampaign(long count, long seed) {
    this.count = count;
    this.seed = seed;
  }

  /** Runs a campaign: how many signatures at least, and the seed. */
  public static void main(String[] arguments) throws InterruptedException {
    long count = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    System.exit(new SignatureCampaign(count, seed).run() ? 0 : 1);
  }

  private boolean run() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread = new Thread(this::work);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        thread.join(10_000);
        progress();
      }
    }
    disagreements.stream().limit(20).forEach(System.out::println);
    failures.forEach(System.out::println);
    System.out.printf(
        Locale.ROOT,
        "%nseed %d: %,d signatures, %,d of them accepted by BouncyCastle, %d disagreements%n",
        seed,
        tried.get(),
        accepted.get(),
        disagreements.size());
    return disagreements.isEmpty() && failures.isEmpty() && tried.get() >= count;
  }

  private void progress() {
    long seconds = (System.nanoTime() - start) / NANOS;
    long left = Math.max(0, count - tried.get());
    System.out.printf(
        Locale.ROOT,
        "%,d of %,d signatures, %d disagreements, about %d s left%n",
        tried.get(),
        count,
        disagreements.size(),
        seconds * left / Math.max(1, tried.get()));
  }

  private void work() {
    while (tried.get() < count && failures.isEmpty()) {
      long round = rounds.getAndIncrement();
      try {
        play(round);
      } catch (Rejection | RuntimeException failed) {
        failures.add("round " + round + ": " + failed);
      }
    }
  }

  /** One of the curves in most rounds; tables of every width, and keys next to the generator. */
  private void play(long round) throws Rejection {
    SignatureAlgorithm algorithm =
        round % 20 == 19
            ? SignatureAlgorithm.ED25519
            : round % 2 == 0 ? SignatureAlgorithm.SM2 : SignatureAlgorithm.ES256;
    int width = 4 + (int) (round / 2 % 5);
    TriedSignatures signatures = new TriedSignatures(algorithm, seed * 1_000_003 + round, width);
    if (round % 10 == 8 || round % 10 == 3) {
      int d = 2 + (int) (round / 20 % 300);
      signatures.playSmall(round / 10 % 2 == 0 ? d : -d);
    } else {
      signatures.play();
    }
    tried.addAndGet(signatures.tried());
    accepted.addAndGet(signatures.accepted());
    disagreements.addAll(signatures.disagreements());
  }
}
