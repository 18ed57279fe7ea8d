package org.youdai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.roaringbitmap.RoaringBitmap;
import org.youdai.credential.StatusReference;
import org.youdai.feed.FolderSource;
import org.youdai.status.StatusList;
import org.youdai.trust.TrustAnchor;

/**
 * How long does a verifier take to look up a place among all status lists of a province, beside one
 * {@link BitSet} or one {@link RoaringBitmap} of the same entries? Every call takes another of
 * 65,536 random places, more than a branch predictor learns.
 *
 * <p>Run: {@code benchmarks/lists}, which publishes the province. It stands in this package because
 * a snapshot shows its lists to verifiers alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 21, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class ListLookup {
  /** How many places there are; a power of 2. */
  public static final int PLACES = 1 << 16;

  private static final long SEED = 2026;

  /** Where one publication lies. */
  @Param("")
  public String folder = "";

  private Snapshot snapshot = Snapshot.neverSynced();
  private BitSet bitSet = new BitSet();
  private RoaringBitmap roaring = new RoaringBitmap();
  private StatusReference[] places = {};
  private int[] slots = {};
  private int turn;

  /** Reads the lists and takes random places. */
  @Setup
  public void read() throws IOException {
    ListSource source = FolderSource.of(Path.of(folder));
    byte[] root = source.read("root.json", 1 << 16).orElseThrow();
    if (!(Snapshot.read(TrustAnchor.of(root), source) instanceof Snapshot.Ready ready)) {
      throw new IllegalStateException("no publication in " + folder);
    }
    snapshot = ready.snapshot();
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    snapshot.writeFile(Snapshot.ENTRIES, entries);
    bitSet = BitSet.valueOf(entries.toByteArray());
    roaring = RoaringBitmap.bitmapOf(bitSet.stream().toArray());
    roaring.runOptimize();
    Random random = new Random(SEED);
    slots = random.ints(PLACES, 0, snapshot.statusListCount() * StatusList.MOST_ENTRIES).toArray();
    places = new StatusReference[PLACES];
    for (int i = 0; i < PLACES; i++) {
      places[i] =
          new StatusReference.InList(
              slots[i] / StatusList.MOST_ENTRIES, slots[i] % StatusList.MOST_ENTRIES);
    }
  }

  private int next() {
    turn = (turn + 1) & (PLACES - 1);
    return turn;
  }

  /** Ours: as {@link Verifier} does it, from a credential's place to its entry. */
  @Benchmark
  public int statusList() {
    StatusReference place = places[next()];
    StatusList list = snapshot.statusList(place).orElseThrow();
    return list.covers(place.index()) ? list.valueAt(place.index()) : -1;
  }

  /** Theirs: the JDK's bits, all in one. */
  @Benchmark
  public boolean bitSet() {
    return bitSet.get(slots[next()]);
  }

  /** Theirs: a compressed bitmap. */
  @Benchmark
  public boolean roaringBitmap() {
    return roaring.contains(slots[next()]);
  }

  /** Returns how many of the places ours and theirs see differently. */
  public int differences() {
    int differences = 0;
    for (int i = 0; i < PLACES; i++) {
      turn = i;
      int entry = statusList();
      turn = i;
      boolean one = bitSet();
      turn = i;
      differences += (entry == 1) == one && one == roaringBitmap() ? 0 : 1;
    }
    return differences;
  }
}
