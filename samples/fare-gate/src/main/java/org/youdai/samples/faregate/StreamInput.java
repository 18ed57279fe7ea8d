package org.youdai.samples.faregate;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** The standard input, into which a keyboard wedge types or another program writes. */
final class StreamInput implements Input {
  private volatile boolean isClosed;

  /** Reads {@code stream} to its end, and calls {@code atEnd} then. */
  StreamInput(InputStream stream, Consumer<Scanned> to, Runnable atEnd) {
    Lines lines = new Lines(scanned -> tell(to, scanned), "stdin");
    Thread reader =
        new Thread(
            () -> {
              try {
                lines.readAll(stream);
              } catch (IOException unreadable) {
                Notice notice = Notice.of(Notice.Kind.UNREADABLE, "stdin: " + unreadable);
                tell(to, new Scanned.Unusable(notice));
              }
              atEnd.run();
            },
            "stdin");
    reader.setDaemon(true); // a read of the standard input cannot be broken off
    reader.start();
  }

  private synchronized void tell(Consumer<Scanned> to, Scanned scanned) {
    if (!isClosed) {
      to.accept(scanned);
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
  }
}
