package org.youdai.internal.encoding;

import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;

/**
 * Golomb-Rice coding of strictly increasing numbers from 0 on. Each number's gap to the one before
 * it, which is what is left out between them, is divided by 2^k: the quotient follows as that many
 * 1-bits and a 0-bit, the rest as k bits, highest first. Bits fill bytes from the highest bit down,
 * and 0-bits fill the last one.
 */
public final class GolombRice {
  /** The largest k. */
  public static final int LARGEST_K = 24;

  private final byte[] bits;
  private long at;

  private GolombRice(byte[] bits) {
    this.bits = bits;
  }

  /**
   * Returns the {@code count} numbers in {@code bits}, all of them below {@code end}. What is
   * allocated is bounded by the length of {@code bits}: four bytes for each bit at most.
   *
   * @param k from 0 to {@value #LARGEST_K}
   * @throws Rejection DOCUMENT_MALFORMED if the bits end early, are followed by others than 0 or by
   *     a further byte, or a number is too large
   */
  public static int[] decode(byte[] bits, int k, int count, int end) throws Rejection {
    if ((long) count * (k + 1) > 8L * bits.length) {
      throw wrong("too few for count and riceK");
    }
    int[] numbers = new int[count];
    GolombRice reader = new GolombRice(bits);
    int least = 0;
    for (int i = 0; i < count; i++) {
      long gap = reader.quotient() << k | reader.rest(k);
      if (gap >= end - least) {
        throw wrong("number " + i + " is not below " + end);
      }
      numbers[i] = least + (int) gap;
      least = numbers[i] + 1;
    }
    reader.requireEnd();
    return numbers;
  }

  private long quotient() throws Rejection {
    long ones = 0;
    while (bit() == 1) {
      ones++;
    }
    return ones;
  }

  private int rest(int k) throws Rejection {
    int value = 0;
    for (int i = 0; i < k; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  private void requireEnd() throws Rejection {
    if ((at + 7) >>> 3 != bits.length) {
      throw wrong("bytes follow the last number");
    }
    while (at < 8L * bits.length) {
      if (bit() != 0) {
        throw wrong("the last byte is not filled with 0");
      }
    }
  }

  private int bit() throws Rejection {
    if (at == 8L * bits.length) {
      throw wrong("end before the last number");
    }
    int bit = bits[(int) (at >>> 3)] >>> (7 - (int) (at & 7)) & 1;
    at++;
    return bit;
  }

  private static Rejection wrong(String what) {
    return new Rejection(Reason.DOCUMENT_MALFORMED, "bits: " + what);
  }

  /** Returns the k that makes the fewest bits of {@code numbers}; of several the smallest. */
  public static int bestK(int[] numbers) {
    int best = 0;
    long fewest = Long.MAX_VALUE;
    for (int k = 0; k <= LARGEST_K; k++) {
      long length = length(numbers, k);
      if (length < fewest) {
        best = k;
        fewest = length;
      }
    }
    return best;
  }

  /** Returns how many bytes {@link #encode} makes. */
  public static long encodedLength(int[] numbers, int k) {
    return (length(numbers, k) + 7) >>> 3;
  }

  private static long length(int[] numbers, int k) {
    long length = (long) numbers.length * (k + 1);
    int least = 0;
    for (int number : numbers) {
      length += (number - least) >>> k;
      least = number + 1;
    }
    return length;
  }

  /** Returns the bits of strictly increasing {@code numbers}, none of them negative. */
  public static byte[] encode(int[] numbers, int k) {
    byte[] bits = new byte[(int) encodedLength(numbers, k)];
    long at = 0;
    int least = 0;
    for (int number : numbers) {
      int gap = number - least;
      for (int i = gap >>> k; i > 0; i--) {
        set(bits, at++);
      }
      at++; // the 0-bit
      for (int i = k - 1; i >= 0; i--) {
        if ((gap >>> i & 1) == 1) {
          set(bits, at);
        }
        at++;
      }
      least = number + 1;
    }
    return bits;
  }

  private static void set(byte[] bits, long at) {
    bits[(int) (at >>> 3)] |= (byte) (0x80 >>> (at & 7));
  }
}
