package org.youdai.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.youdai.authority.SigningKey;
import org.youdai.authority.StatusListWriter;
import org.youdai.internal.lists.StatusDelta;
import org.youdai.status.StatusList;
import org.youdai.trust.SignatureAlgorithm;

/**
 * How many bytes does a gate fetch for a whole province, and how near is that to what any encoding
 * needs? Status lists and deltas for random places, beside the bound log2 C(n, k) / 8.
 *
 * <p>Run: {@code benchmarks/sizes}. Ends with 1 if a bar is missed.
 */
public final class Sizes {
  private static final int TOGGLES_A_DAY = 3_000;

  /** Of a day's toggles, those that make a certificate valid again. */
  private static final double REINSTATED = 0.01;

  private final int lists;
  private final PrintStream out;
  private final Bars bars;
  private final Random random = new Random(22);

  Sizes(int lists, PrintStream out) {
    this.lists = lists;
    this.out = out;
    this.bars = new Bars(out);
  }

  /** Measures the province. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(new Sizes(Province.LISTS, out).run() ? 0 : 1);
  }

  boolean run() {
    int slots = lists * StatusList.MOST_ENTRIES;
    out.printf("%,d places in %d lists, random, seed 22%n", slots, lists);
    out.println("revoked        lists, bytes  x bound   1 day  x bound   7 days  30 days  x bound");
    for (double share : new double[] {0.005, 0.01, 0.03, 0.05}) {
      measure(slots, share);
    }
    return bars.conclude();
  }

  private void measure(int slots, double share) {
    byte[] entries = new byte[slots / 8];
    int revoked = (int) (slots * share);
    for (int left = revoked; left > 0; left--) {
      set(entries, freeSlot(entries, slots));
    }
    long bytes = publish(entries);
    double base = bytes / bound(slots, revoked);
    int[] days = {1, 7, 30};
    long[] deltas = new long[days.length];
    double[] ratios = new double[days.length];
    for (int i = 0; i < days.length; i++) {
      int[] toggles = toggles(entries, slots, days[i] * TOGGLES_A_DAY);
      deltas[i] = StatusDelta.of(1, 2, slots, toggles).toBytes().length;
      ratios[i] = deltas[i] / bound(slots, toggles.length);
    }
    out.printf(
        "%5.1f %%  %,18d  %7.3f  %,6d  %7.4f  %,7d  %,7d  %7.4f%n",
        100 * share, bytes, base, deltas[0], ratios[0], deltas[1], deltas[2], ratios[2]);
    if (share == 0.03) {
      bars.require("lists at 3 % over the bound", base, 1.20);
      bars.require("lists at 3 %, kB", bytes / 1000.0, 650.0 * lists / Province.LISTS);
      bars.require("a day's delta over the bound", ratios[0], 1.03);
      bars.require("a day's delta, bytes", (double) deltas[0], 6_000);
      bars.require("30 days' delta, kB", deltas[2] / 1000.0, 115);
    }
  }

  /** Returns the bytes of all signed lists, each deflated as the publisher does. */
  private long publish(byte[] entries) {
    SigningKey key = SigningKey.generate(SignatureAlgorithm.SM2, new SecureRandom());
    Instant now = GenuineCodes.NOW;
    int length = entries.length / lists;
    long bytes = 0;
    for (int i = 0; i < lists; i++) {
      byte[] part = Arrays.copyOfRange(entries, i * length, (i + 1) * length);
      StatusListWriter list = StatusListWriter.of("https://lists.youdai.example/l/" + i, part);
      bytes += list.token(key, now, 900, now.plusSeconds(259_200)).length;
    }
    return bytes;
  }

  /** Returns the sorted places of new revocations and a few reinstatements, no place twice. */
  private int[] toggles(byte[] entries, int slots, int count) {
    byte[] taken = new byte[slots / 8];
    int[] toggles = new int[count];
    int reinstated = (int) (count * REINSTATED);
    for (int i = 0; i < count; ) {
      int slot = freeSlot(taken, slots);
      if (isSet(entries, slot) == (i < reinstated)) {
        set(taken, slot);
        toggles[i++] = slot;
      }
    }
    Arrays.sort(toggles);
    return toggles;
  }

  private int freeSlot(byte[] bits, int slots) {
    int slot = random.nextInt(slots);
    while (isSet(bits, slot)) {
      slot = random.nextInt(slots);
    }
    return slot;
  }

  private static boolean isSet(byte[] bits, int slot) {
    return (bits[slot >>> 3] >> (slot & 7) & 1) == 1;
  }

  private static void set(byte[] bits, int slot) {
    bits[slot >>> 3] |= (byte) (1 << (slot & 7));
  }

  /** Returns log2 C(n, k) / 8: no encoding of k random places among n takes fewer bytes. */
  static double bound(int n, int k) {
    double nats = 0;
    for (int i = 1; i <= k; i++) {
      nats += Math.log((double) (n - k + i) / i);
    }
    return nats / Math.log(2) / 8;
  }
}
