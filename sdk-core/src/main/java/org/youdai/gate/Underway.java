package org.youdai.gate;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** What is being decided just now: of two threads with one scan, one decides, and both answer. */
final class Underway {
  private final ConcurrentMap<Object, FutureTask<Answer>> running = new ConcurrentHashMap<>();

  /**
   * Returns what {@code decide} gives, to the thread that came first; to the others it is a repeat.
   *
   * @param scan equal for the same scan
   */
  Answer once(Object scan, Supplier<Answer> decide) {
    FutureTask<Answer> mine = new FutureTask<>(decide::get);
    FutureTask<Answer> first = running.putIfAbsent(scan, mine);
    if (first != null) {
      Answer answer = join(first);
      return answer instanceof Passage passage ? passage.repeated() : answer;
    }
    try {
      mine.run();
      return join(mine);
    } finally {
      running.remove(scan, mine);
    }
  }

  private static Answer join(FutureTask<Answer> task) {
    boolean wasInterrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException later) {
          wasInterrupted = true; // an answer takes some hundred microseconds
        } catch (ExecutionException failed) {
          if (failed.getCause() instanceof Gate.Conflict conflict) {
            throw conflict;
          }
          throw new IllegalStateException("a decision broke down", failed.getCause());
        }
      }
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
