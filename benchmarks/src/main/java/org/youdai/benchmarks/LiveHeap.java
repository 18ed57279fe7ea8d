package org.youdai.benchmarks;

import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.youdai.ListSource;

/**
 * The part of the heap that is in use, and the most of it so far. Each look is a full collection,
 * so that garbage counts for nothing. Needs the serial collector.
 */
final class LiveHeap {
  private final com.sun.management.GarbageCollectorMXBean full;
  private final AtomicBoolean isWriting = new AtomicBoolean();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger looksWhileWriting = new AtomicInteger();
  private long most;

  LiveHeap() {
    full =
        ManagementFactory.getPlatformMXBeans(com.sun.management.GarbageCollectorMXBean.class)
            .stream()
            .filter(collector -> collector.getName().equals("MarkSweepCompact"))
            .findFirst()
            .orElseThrow();
  }

  /** Collects, and returns how many bytes are in use. */
  synchronized long look() {
    boolean writing = isWriting.get();
    System.gc();
    GcInfo last = full.getLastGcInfo();
    long used =
        last.getMemoryUsageAfterGc().entrySet().stream()
            .filter(pool -> isHeap(pool.getKey()))
            .mapToLong(pool -> pool.getValue().getUsed())
            .sum();
    most = Math.max(most, used);
    looks.incrementAndGet();
    if (writing && isWriting.get()) {
      looksWhileWriting.incrementAndGet();
    }
    return used;
  }

  private static boolean isHeap(String pool) {
    return pool.startsWith("Eden") || pool.startsWith("Survivor") || pool.startsWith("Tenured");
  }

  /** Returns a source at each of whose files there is a look. */
  ListSource watch(ListSource source) {
    return (name, atMost) -> {
      look();
      var file = source.read(name, atMost);
      look();
      return file;
    };
  }

  /** Says whether the store's files are being written. */
  void isWriting(boolean nowWriting) {
    isWriting.set(nowWriting);
  }

  /** Looks again and again, from a thread of its own, while {@code work} runs. */
  void during(Runnable work) throws InterruptedException {
    AtomicBoolean goesOn = new AtomicBoolean(true);
    Thread watcher =
        new Thread(
            () -> {
              while (goesOn.get()) {
                look();
              }
            });
    watcher.start();
    try {
      work.run();
    } finally {
      goesOn.set(false);
      watcher.join();
    }
  }

  synchronized long most() {
    return most;
  }

  int looks() {
    return looks.get();
  }

  int looksWhileWriting() {
    return looksWhileWriting.get();
  }
}
