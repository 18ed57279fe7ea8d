package org.youdai.server.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.youdai.ListSource;
import org.youdai.feed.FeedEvent;

/**
 * Shows how an update is getting on: on a screen one line that is written again and again, else a
 * line every few seconds, and nothing about an update that is over at once.
 */
final class Progress implements Consumer<FeedEvent>, AutoCloseable {
  private final Terminal terminal;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private int number;
  private int expected;
  private long bytes;
  private String shown = "";

  private Progress(Terminal terminal) {
    this.terminal = terminal;
  }

  static Progress start(Terminal terminal) {
    Progress progress = new Progress(terminal);
    long first = terminal.isScreen() ? 1000 : 5000;
    long period = terminal.isScreen() ? 250 : 5000;
    Future<?> unused = // it ends with the timer
        progress.timer.scheduleAtFixedRate(progress::show, first, period, TimeUnit.MILLISECONDS);
    return progress;
  }

  @Override
  public void accept(FeedEvent event) {
    if (event instanceof FeedEvent.Fetched file) {
      count(file.number(), file.expected(), file.bytes());
    }
  }

  /** Returns {@code source} with its files counted here, where no feed does it. */
  ListSource watching(ListSource source) {
    return new ListSource() {
      @Override
      public Optional<byte[]> read(String name, int atMost) throws IOException {
        Optional<byte[]> file = source.read(name, atMost);
        file.ifPresent(content -> count(number + 1, expected, content.length));
        return file;
      }

      @Override
      public void expect(int files) {
        count(number, number + files, 0);
      }
    };
  }

  private synchronized void count(int files, int ofFiles, int more) {
    number = files;
    expected = Math.max(files, ofFiles);
    bytes += more;
  }

  /** Shows how far it is now. */
  synchronized void show() {
    String line =
        number == 0
            ? terminal.text("progress.waiting")
            : terminal.text("progress.files", number, expected, terminal.size(bytes));
    if (!terminal.isScreen()) {
      terminal.err().println(line);
    } else if (!line.equals(shown)) {
      showInsteadOfTheLast(line);
    }
  }

  private void showInsteadOfTheLast(String line) {
    terminal.err().print("\r" + " ".repeat(TextTable.width(shown)) + "\r" + line);
    terminal.err().flush();
    shown = line;
  }

  @Override
  public synchronized void close() {
    timer.shutdownNow();
    if (!shown.isEmpty()) {
      showInsteadOfTheLast("");
    }
  }
}
