package org.youdai.benchmarks;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.youdai.gate.Device;
import org.youdai.gate.Gate;
import org.youdai.gate.GateProfile;
import org.youdai.gate.Lane;
import org.youdai.gate.Passage;
import org.youdai.journal.Journal;
import org.youdai.replay.MemoryGuard;
import org.youdai.scan.QrText;
import org.youdai.trust.SignatureAlgorithm;

/**
 * How long does a genuine code wait while so many foreign and hostile ones come before the scanner
 * that one thread serves? Half of them are codes of other systems; the other half claim to be ours:
 * cut short, scrambled, or whole with a signature that does not fit, which is the dearest.
 */
final class Flood {
  private static final Duration EVERY = Duration.ofMillis(23);
  private static final int QUEUE = 100_000;

  private final List<String> genuine;
  private final List<String> hostile = new ArrayList<>();
  private final Gate gate;

  private Flood(List<String> genuine, Gate gate) {
    this.genuine = genuine;
    this.gate = gate;
  }

  /** What came before the scanner, and when. */
  private record Seen(String text, long at, boolean isGenuine) {}

  static Flood of(int codes) {
    GenuineCodes issued = GenuineCodes.issue(SignatureAlgorithm.SM2, codes);
    Gate gate =
        new Gate(
            GateProfile.of(GenuineCodes.BUS),
            issued::snapshot,
            MemoryGuard.remembering(codes, System::nanoTime),
            Journal.none(),
            new Device(
                Clock.fixed(GenuineCodes.NOW, ZoneOffset.UTC),
                System::nanoTime,
                new SecureRandom()));
    Flood flood = new Flood(issued.texts().stream().map(QrText::reveal).toList(), gate);
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String text = flood.genuine.get(random.nextInt(codes));
      flood.hostile.add(
          switch (i % 3) {
            case 0 -> text.substring(0, 10 + random.nextInt(text.length() - 10));
            case 1 -> swapped(text, 4, random);
            default -> swapped(text, text.length() - 60, random); // in the signature
          });
    }
    return flood;
  }

  /** Returns a text in which two characters past a place are exchanged. */
  private static String swapped(String text, int from, Random random) {
    char[] chars = text.toCharArray();
    int one = from + random.nextInt(chars.length - from);
    int other = from + random.nextInt(chars.length - from);
    char kept = chars[one];
    chars[one] = chars[other];
    chars[other] = kept;
    return chars[one] == kept ? swapped(text, from, random) : new String(chars);
  }

  /**
   * Lets the flood come, and returns the milliseconds that each genuine code waited from the
   * scanner to its passage, ascending.
   *
   * @param perSecond how many foreign and hostile codes come a second; 0 for none
   * @param first the first genuine code that is shown
   */
  double[] waits(int perSecond, int first, int count) throws InterruptedException {
    BlockingQueue<Seen> scanner = new ArrayBlockingQueue<>(QUEUE);
    Thread world = new Thread(() -> show(scanner, perSecond, first, count), "world");
    world.start();
    double[] waits = new double[count];
    for (int seen = 0; seen < count; ) {
      Seen next = scanner.take();
      boolean isAdmitted =
          gate.scan(next.text()) instanceof Passage passage && passage.lane() == Lane.OPEN;
      if (next.isGenuine()) {
        if (!isAdmitted) {
          throw new IllegalStateException("a genuine code was not admitted");
        }
        waits[seen++] = (System.nanoTime() - next.at()) / 1e6;
      } else if (isAdmitted) {
        throw new IllegalStateException("a hostile code was admitted");
      }
    }
    world.join();
    Arrays.sort(waits);
    return waits;
  }

  private void show(BlockingQueue<Seen> scanner, int perSecond, int first, int count) {
    long start = System.nanoTime();
    long nextGenuine = start + EVERY.toNanos();
    long shown = 0;
    for (int i = 0; i < count; ) {
      long now = System.nanoTime();
      if (now >= nextGenuine) {
        nextGenuine += EVERY.toNanos();
        scanner.add(new Seen(genuine.get(first + i++), now, true));
      }
      long due = (now - start) * perSecond / 1_000_000_000L;
      for (; shown < due; shown++) {
        String text =
            shown % 2 == 0
                ? GatePassage.FOREIGN.get((int) (shown / 2 % GatePassage.FOREIGN.size()))
                : hostile.get((int) (shown / 2 % hostile.size()));
        scanner.add(new Seen(text, now, false));
      }
      LockSupport.parkNanos(50_000);
    }
  }
}
