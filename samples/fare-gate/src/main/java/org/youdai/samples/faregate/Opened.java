package org.youdai.samples.faregate;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed in the opposite order; one that fails does not keep the others. */
final class Opened implements AutoCloseable {
  private final Deque<AutoCloseable> newestFirst = new ArrayDeque<>();
  private final PrintStream err;

  Opened(PrintStream err) {
    this.err = err;
  }

  <T extends AutoCloseable> T add(T resource) {
    newestFirst.push(resource);
    return resource;
  }

  @Override
  public void close() {
    while (!newestFirst.isEmpty()) {
      try {
        newestFirst.pop().close();
      } catch (Exception broken) {
        err.println(broken);
      }
    }
  }
}
