package org.youdai.internal.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.encoding.GolombRice;
import org.youdai.status.StatusList;
import org.youdai.trust.Digest;

final class StatusDeltaTest {
  private static final int LIST = StatusList.MOST_ENTRIES;
  private static final byte[] MAGIC = "YDD1".getBytes(StandardCharsets.US_ASCII);

  private static byte[] hex(String spaced) {
    return HexFormat.of().parseHex(spaced.replace(" ", ""));
  }

  private static byte[] delta(long from, long to, int riceK, long count, long n, byte[] bits) {
    byte[] body =
        new CborWriter()
            .array(6)
            .integer(from)
            .integer(to)
            .integer(riceK)
            .integer(count)
            .integer(n)
            .byteString(bits)
            .toBytes();
    byte[] whole = Arrays.copyOf(MAGIC, MAGIC.length + body.length);
    System.arraycopy(body, 0, whole, MAGIC.length, body.length);
    return whole;
  }

  private static int[] randomToggles(Random random, int count, int slots) {
    return random.ints(0, slots).distinct().limit(count).sorted().toArray();
  }

  private static void assertMalformed(byte[] document, String where) {
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> StatusDelta.read(document))
        .satisfies(r -> assertThat(r.reason()).isEqualTo(Reason.DOCUMENT_MALFORMED))
        .satisfies(r -> assertThat(r.where()).startsWith(where));
  }

  /**
   * From version 7 to 8, one list of 32 entries, of which 3, 4 and 17 change. What is left out
   * before each: 3 (0 to 2), 0, and 12 (5 to 16). With k = 2:
   *
   * <pre>
   *   3 = 0 × 4 + 3    0 11
   *   0 = 0 × 4 + 0    0 00
   *  12 = 3 × 4 + 0    1110 00
   *  011000111000 and four 0-bits to fill up: 0110 0011 1000 0000 = 63 80
   * </pre>
   */
  private static final String BY_HAND = "59444431 86 07 08 02 03 1820 42 6380";

  @Test
  void exampleByHand_isWritten() {
    assertThat(StatusDelta.of(7, 8, 32, new int[] {3, 4, 17}).toBytes()).isEqualTo(hex(BY_HAND));
  }

  @Test
  void exampleByHand_isRead() throws Rejection {
    StatusDelta delta = StatusDelta.read(hex(BY_HAND));
    assertThat(delta.from()).isEqualTo(7);
    assertThat(delta.to()).isEqualTo(8);
    assertThat(delta.slots()).isEqualTo(32);
    assertThat(delta.toggles()).containsExactly(3, 4, 17);
  }

  private static byte[][] applied(StatusDelta delta, byte[][] bitmaps) throws Rejection {
    List<StatusList> lists = new ArrayList<>();
    for (byte[] entries : bitmaps) {
      lists.add(
          StatusList.of(
              "https://a.example/", 1, entries, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH));
    }
    return delta.applyTo(lists).stream().map(StatusList::entries).toArray(byte[][]::new);
  }

  @Test
  void entries_areToggledBothWaysAndInACopy() throws Rejection {
    byte[][] before = {hex("10 00 ff 00")}; // entries 4, and 16 to 23
    byte[][] after = applied(StatusDelta.read(hex(BY_HAND)), before);
    assertThat(after[0]).isEqualTo(hex("08 00 fd 00")); // 3 on; 4 and 17 off
    assertThat(before[0]).isEqualTo(hex("10 00 ff 00"));
  }

  @Test
  void deltaTwice_leadsBack() throws Rejection {
    StatusDelta delta = StatusDelta.read(hex(BY_HAND));
    byte[][] before = {hex("10 00 ff 00")};
    assertThat(applied(delta, applied(delta, before))).isDeepEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomToggles_areReadAsTheyWereWritten(long seed) throws Rejection {
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      int slots = 1 + random.nextInt(1 << (1 + random.nextInt(26)));
      int[] toggles = randomToggles(random, random.nextInt(Math.min(slots, 500) + 1), slots);
      StatusDelta read = StatusDelta.read(StatusDelta.of(1, 2, slots, toggles).toBytes());
      assertThat(read.toggles()).as("seed %d, round %d", seed, round).isEqualTo(toggles);
      assertThat(read.slots()).as("seed %d, round %d", seed, round).isEqualTo(slots);
    }
  }

  /** Whatever k a publisher takes, the numbers come out the same. */
  @Test
  void everyK_isRead() throws Rejection {
    int[] toggles = randomToggles(new Random(4), 20, LIST);
    for (int k = 0; k <= 24; k++) {
      byte[] bits = GolombRice.encode(toggles, k);
      StatusDelta read = StatusDelta.read(delta(1, 2, k, toggles.length, LIST, bits));
      assertThat(read.toggles()).as("seed 4, k %d", k).isEqualTo(toggles);
    }
  }

  @Test
  void noToggles_areNoBits() throws Rejection {
    StatusDelta none = StatusDelta.of(1, 2, 32, new int[0]);
    assertThat(none.toBytes()).isEqualTo(hex("59444431 86 01 02 00 00 1820 40"));
    byte[][] bitmaps = {hex("01 02 03 04")};
    assertThat(applied(StatusDelta.read(none.toBytes()), bitmaps)).isDeepEqualTo(bitmaps);
  }

  @Test
  void firstAndLastSlot_areInTheFirstAndTheLastList() throws Rejection {
    byte[][] bitmaps = {new byte[LIST / 8], new byte[LIST / 8], new byte[2]};
    int slots = 2 * LIST + 16;
    int[] ends = {0, LIST - 1, LIST, 2 * LIST - 1, 2 * LIST, slots - 1};
    byte[][] after =
        applied(StatusDelta.read(StatusDelta.of(1, 2, slots, ends).toBytes()), bitmaps);
    for (int list = 0; list < 2; list++) {
      assertThat(after[list][0]).isEqualTo((byte) 0x01);
      assertThat(after[list][LIST / 8 - 1]).isEqualTo((byte) 0x80);
    }
    assertThat(after[2]).isEqualTo(hex("01 80"));
  }

  @Test
  void slotsOf64Lists_areTheMost() throws Rejection {
    int[] last = {64 * LIST - 1};
    assertThat(StatusDelta.read(StatusDelta.of(1, 2, 64 * LIST, last).toBytes()).toggles())
        .isEqualTo(last);
    assertMalformed(delta(1, 2, 24, 0, 64L * LIST + 1, new byte[0]), "n: an integer from 0 to");
    assertMalformed(delta(1, 2, 24, 64L * LIST + 1, 64L * LIST, new byte[0]), "count: an");
  }

  @Test
  void slotPastTheEndOfAShorterList_isRefused() throws Rejection {
    byte[][] bitmaps = {new byte[2], new byte[2]};
    StatusDelta inside = StatusDelta.of(1, 2, LIST + 16, new int[] {15, LIST});
    assertThat(applied(inside, bitmaps)).isDeepEqualTo(new byte[][] {hex("0080"), hex("0100")});
    StatusDelta between = StatusDelta.of(1, 2, LIST + 16, new int[] {16});
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> applied(between, bitmaps))
        .satisfies(r -> assertThat(r.where()).isEqualTo("slot 16: past the end of its list"));
  }

  @Test
  void deltaForOtherSizesOfLists_isRefused() {
    StatusDelta delta = StatusDelta.of(1, 2, 32, new int[] {3});
    for (byte[][] other :
        new byte[][][] {{}, {new byte[3]}, {new byte[5]}, {new byte[1], new byte[4]}}) {
      assertThatExceptionOfType(Rejection.class)
          .isThrownBy(() -> applied(delta, other))
          .satisfies(r -> assertThat(r.reason()).isEqualTo(Reason.DOCUMENT_MALFORMED))
          .satisfies(r -> assertThat(r.where()).startsWith("n: 32 slots, but"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|does not begin with YDD1",
        "594444|does not begin with YDD1",
        "59444432 86 07 08 02 03 1820 42 6380|does not begin with YDD1",
        "59444431|byte 4:",
        "59444431 85 07 08 02 03 1820|byte 5:",
        "59444431 87 07 08 02 03 1820 42 6380 00|byte 5:",
        "59444431 9f 07 08 02 03 1820 42 6380 ff|byte 5:",
        "59444431 86 1807 08 02 03 1820 42 6380|byte 7:",
        "59444431 86 07 08 02 03 190020 42 6380|byte 12:",
        "59444431 86 4107 08 02 03 1820 42 6380|byte 6:",
        "59444431 86 07 08 02 03 1820 62 6380|byte 12:",
        "59444431 86 07 08 02 03 1820 43 6380|byte 12:",
        "59444431 86 07 08 02 03 1820 5b7fffffffffffffff 6380|byte 20:",
        "59444431 86 07 08 02 03 1820 42 6380 00|byte 14:",
        "59444431 86 00 08 02 03 1820 42 6380|from: an integer from 1 to 2147483646",
        "59444431 86 20 08 02 03 1820 42 6380|from: an integer from 1 to 2147483646",
        "59444431 86 08 08 02 03 1820 42 6380|to: an integer from 9 to 2147483647",
        "59444431 86 07 06 02 03 1820 42 6380|to: an integer from 8 to 2147483647",
        "59444431 86 07 1a80000000 02 03 1820 42 6380|to: an integer from 8 to 2147483647",
        "59444431 86 07 08 20 03 1820 42 6380|riceK: an integer from 0 to 24",
        "59444431 86 07 08 1819 03 1820 42 6380|riceK: an integer from 0 to 24",
        "59444431 86 07 08 02 20 1820 42 6380|count: an integer from 0 to 67108864",
        "59444431 86 07 08 02 03 02 42 6380|n: an integer from 3 to 67108864",
        "59444431 86 07 08 02 06 1820 42 6380|bits: too few for count and riceK",
        "59444431 86 07 08 02 1a03ffffff 1a04000000 42 6380|bits: too few for count and riceK",
        "59444431 86 07 08 02 00 1820 41 00|bits: bytes follow",
        "59444431 86 07 08 02 03 1820 43 638000|bits: bytes follow",
        "59444431 86 07 08 02 03 1820 42 6381|bits: the last byte",
        "59444431 86 07 08 02 03 1820 42 6388|bits: the last byte",
        "59444431 86 07 08 02 02 1820 41 62|bits: the last byte",
        "59444431 86 07 08 02 05 1820 42 638e|bits: end before",
        "59444431 86 07 08 02 03 1820 42 ffff|bits: end before",
        "59444431 86 07 08 02 03 11 42 6380|bits: number 2 is not below 17"
      })
  void malformedDelta_isRefusedWithItsPlace(String spaced, String where) {
    assertMalformed(hex(spaced), where);
  }

  @Test
  void lastSlot_isJustBelowN() throws Rejection {
    byte[] document = hex("59444431 86 07 08 02 03 12 42 6380");
    assertThat(StatusDelta.read(document).toggles()).containsExactly(3, 4, 17);
  }

  @Test
  void gapPastAllNumbers_isRefused() {
    byte[] ones = new byte[1 << 19];
    Arrays.fill(ones, (byte) 0xff);
    ones[ones.length - 8] = 0;
    assertMalformed(delta(1, 2, 24, 1, 64L * LIST, ones), "bits: number 0 is not below");
  }

  @Test
  void document_mayHave1MibAndNotOneByteMore() throws Rejection {
    byte[] full = delta(1, 2, 0, 8 * 1_048_553, 8 * 1_048_553, new byte[1_048_553]);
    assertThat(full.length).isEqualTo(1 << 20);
    assertThat(StatusDelta.read(full).toggles().length).isEqualTo(8 * 1_048_553);
    byte[] more = Arrays.copyOf(full, full.length + 1);
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> StatusDelta.read(more))
        .satisfies(r -> assertThat(r.reason()).isEqualTo(Reason.DOCUMENT_TOO_LARGE))
        .satisfies(r -> assertThat(r.where()).isEqualTo("1048577 bytes, at most 1048576"));
  }

  @Test
  void deltaThatNoGateReads_isNotWritten() {
    int[] all = IntStream.range(0, 9 * LIST).toArray();
    StatusDelta delta = StatusDelta.of(1, 2, 9 * LIST, all);
    assertThatIllegalStateException().isThrownBy(delta::toBytes);
  }

  @ParameterizedTest
  @CsvSource({"0,1,8", "1,1,8", "2,1,8", "1,2147483648,8", "1,2,-1", "1,2,67108865", "1,2,5"})
  void deltaOutOfBounds_isNotMade(long from, long to, int slots) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatusDelta.of(from, to, slots, new int[] {5}));
  }

  @Test
  void togglesOutOfOrder_areNotTaken() {
    for (int[] wrong : new int[][] {{-1}, {3, 3}, {4, 3}, {8}}) {
      assertThatIllegalArgumentException().isThrownBy(() -> StatusDelta.of(1, 2, 8, wrong));
    }
  }

  @Test
  void toggles_areCopiedInAndOut() {
    int[] toggles = {3};
    StatusDelta delta = StatusDelta.of(1, 2, 8, toggles);
    toggles[0] = 4;
    delta.toggles()[0] = 5;
    assertThat(delta.toggles()).containsExactly(3);
  }

  /** A day of the province: 21 lists, 3,000 changes. */
  @Test
  void oneDay_isAtMost3PercentAboveTheBound() {
    int slots = 21 * LIST;
    int count = 3_000;
    int[] toggles = randomToggles(new Random(5), count, slots);
    double bound = 0; // log2 of the number of ways to choose them
    for (int i = 1; i <= count; i++) {
      bound += Math.log((double) (slots - count + i) / i) / Math.log(2);
    }
    int length = StatusDelta.of(1, 2, slots, toggles).toBytes().length;
    assertThat(length).as("seed 5").isLessThanOrEqualTo(6_000);
    assertThat(8 * length / bound).as("seed 5, %d bytes", length).isBetween(1.0, 1.03);
  }

  @Test
  @Timeout(10)
  void largestDeltas_areReadInTime() throws Rejection {
    byte[] zeros = new byte[1_048_500];
    byte[] ones = zeros.clone();
    Arrays.fill(ones, (byte) 0xff);
    int most = 8 * zeros.length;
    for (int i = 0; i < 5; i++) {
      assertThat(StatusDelta.read(delta(1, 2, 0, most, most, zeros)).toggles().length)
          .isEqualTo(most);
      assertMalformed(delta(1, 2, 0, most, most, ones), "bits: end before");
    }
  }

  @Test
  void damagedDelta_isOnlyEverRefused() {
    byte[] good = StatusDelta.of(1, 2, LIST, randomToggles(new Random(6), 30, LIST)).toBytes();
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = Arrays.copyOf(good, 5 + random.nextInt(good.length));
      for (int flips = random.nextInt(4); flips > 0; flips--) {
        damaged[4 + random.nextInt(damaged.length - 4)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        assertThat(StatusDelta.read(damaged).toggles()).as("seed 7, %d", i).isSorted();
      } catch (Rejection expected) {
        assertThat(expected.reason()).as("seed 7, %d", i).isEqualTo(Reason.DOCUMENT_MALFORMED);
      }
    }
  }

  /**
   * The state is the hash over the lists, which a right delta leads to and a wrong base does not.
   */
  @ParameterizedTest
  @EnumSource(Digest.Kind.class)
  void state_tellsWhetherTheBaseWasRight(Digest.Kind kind) throws Rejection {
    byte[][] base = {new byte[LIST / 8], hex("00 ff 00 ff")};
    byte[][] next = {base[0].clone(), hex("00 ff 00 fe")};
    next[0][9] = 4;
    Digest state = Digest.of(kind, next);
    StatusDelta delta = StatusDelta.of(1, 2, LIST + 32, new int[] {74, LIST + 24});
    assertThat(Digest.of(kind, applied(delta, base))).isEqualTo(state);
    base[1][0] = 1;
    assertThat(Digest.of(kind, applied(delta, base))).isNotEqualTo(state);
  }
}
