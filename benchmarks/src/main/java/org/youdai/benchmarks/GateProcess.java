package org.youdai.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.feed.FolderStore;
import org.youdai.feed.ListStore;
import org.youdai.feed.SnapshotFeed;
import org.youdai.trust.Ratchet;

/**
 * A gate in a process of its own, which does one thing and prints what it measured: {@link Lists}
 * starts it. Arguments: what to do, the province's folder, a folder for the store.
 */
final class GateProcess {
  /** Prints the milliseconds that the first load takes. */
  static final String LOAD = "load";

  /** Prints the bytes that a snapshot holds. */
  static final String RESIDENT = "resident";

  /**
   * Prints the most bytes that an update by deltas held at once; how often was looked, and how
   * often of these while files were written; how many deltas and how many lists were fetched for
   * it.
   */
  static final String DELTA = "delta";

  /** Prints the same of an update to which no delta helps. */
  static final String FULL = "full";

  /** Only updates, in both ways. */
  static final String UPDATE = "update";

  /** So many looks while files were written are enough. */
  private static final int ENOUGH = 50;

  private final Province province;
  private final Path store;
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private GateProcess(Province province, Path store) {
    this.province = province;
    this.store = store;
  }

  /** Does one thing. */
  public static void main(String[] args) throws IOException, InterruptedException {
    GateProcess gate = new GateProcess(Province.in(Path.of(args[1])), Path.of(args[2]));
    switch (args[0]) {
      case LOAD -> gate.load();
      case RESIDENT -> gate.resident();
      case DELTA -> gate.peakOf(gate.province.today());
      case FULL -> gate.peakOf(gate.province.todayWithoutDelta());
      case UPDATE -> {
        gate.update("delta", gate.province.today());
        gate.update("full", gate.province.todayWithoutDelta());
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private void load() throws IOException {
    long start = System.nanoTime();
    SnapshotFeed feed = open(FolderStore.of(store));
    long end = System.nanoTime();
    if (!feed.get().isSynced() || feed.health().problem().isPresent()) {
      throw new IllegalStateException(feed.health().toString());
    }
    out.printf(Locale.ROOT, "%.1f%n", (end - start) / 1e6);
  }

  private void resident() throws IOException {
    LiveHeap heap = new LiveHeap();
    read(); // once for its classes and their tables
    long before = heap.look();
    Snapshot snapshot = read();
    try {
      out.println(heap.look() - before);
    } finally {
      Reference.reachabilityFence(snapshot);
    }
  }

  private Snapshot read() throws IOException {
    if (Snapshot.read(province.anchor(), province.today()) instanceof Snapshot.Ready ready) {
      return ready.snapshot();
    }
    throw new IllegalStateException("not a good publication");
  }

  private void peakOf(ListSource today) throws IOException, InterruptedException {
    update("once, for its classes and their tables", today);
    LiveHeap heap = new LiveHeap();
    List<String> fetched = new ArrayList<>();
    long without = heap.look();
    for (int i = 0; heap.looksWhileWriting() < ENOUGH; i++) {
      fetched.clear();
      update("watched-" + i, today, heap, fetched);
    }
    out.println(heap.most() - without);
    out.println(heap.looks());
    out.println(heap.looksWhileWriting());
    out.println(fetched.stream().filter(name -> name.startsWith("deltas/")).count());
    out.println(fetched.stream().filter(name -> name.startsWith("lists/")).count());
  }

  private void update(String name, ListSource today, LiveHeap heap, List<String> fetched)
      throws IOException, InterruptedException {
    ListSource yesterday = heap.watch(province.yesterday());
    ListSource noted =
        heap.watch(
            (file, atMost) -> {
              fetched.add(file);
              return today.read(file, atMost);
            });
    try (SnapshotFeed feed = open(new WatchedStore(FolderStore.of(store.resolve(name)), heap))) {
      feed.listen(event -> heap.look());
      heap.during(
          () -> {
            requireUpdated(feed.updateFrom(yesterday));
            requireUpdated(feed.updateFrom(noted));
          });
    }
  }

  private void update(String name, ListSource today) throws IOException {
    try (SnapshotFeed feed = open(FolderStore.of(store.resolve(name)))) {
      requireUpdated(feed.updateFrom(province.yesterday()));
      requireUpdated(feed.updateFrom(today));
    }
  }

  private SnapshotFeed open(ListStore listStore) throws IOException {
    Clock clock = Clock.fixed(GenuineCodes.NOW, ZoneOffset.UTC);
    return SnapshotFeed.open(province.anchor(), province.today(), listStore, clock);
  }

  private static void requireUpdated(SnapshotFeed.Update update) {
    if (update.result() != SnapshotFeed.Result.UPDATED || update.problem().isPresent()) {
      throw new IllegalStateException(update.toString());
    }
  }

  /** Tells when it is written to. */
  private record WatchedStore(ListStore store, LiveHeap heap) implements ListStore {
    @Override
    public List<ListSource> generations() throws IOException {
      return store.generations();
    }

    @Override
    public Ratchet ratchet() throws IOException {
      return store.ratchet();
    }

    @Override
    public boolean lock() throws IOException {
      return store.lock();
    }

    @Override
    public void save(Snapshot snapshot) throws IOException {
      heap.look();
      heap.isWriting(true);
      try {
        store.save(snapshot);
      } finally {
        heap.isWriting(false);
      }
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }
}
