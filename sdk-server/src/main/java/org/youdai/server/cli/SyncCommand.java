package org.youdai.server.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.youdai.ListSource;
import org.youdai.feed.FeedEvent;
import org.youdai.feed.SnapshotFeed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code youdai sync}: updates a store from where lists are published. */
@Command(mixinStandardHelpOptions = true)
final class SyncCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;

  @Parameters(paramLabel = "SOURCE")
  private String source = "";

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(names = "--watch")
  private boolean watch;

  @Mixin private HttpOptions http = new HttpOptions();

  SyncCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    ListSource from = new Publication(source, terminal).open(http.toOptions(terminal));
    return watch ? watch(from) : store.update(from, terminal, clock);
  }

  private int watch(ListSource from) throws IOException {
    UpdateReport report = new UpdateReport(terminal);
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    try (SnapshotFeed feed = store.open(from, terminal, clock)) {
      feed.listen(
          event -> {
            if (event instanceof FeedEvent.Finished finished) {
              report.sayLine(finished.update());
            }
          });
      feed.start(executor, new SecureRandom());
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      executor.shutdownNow();
    }
    return CommandLineTool.OK;
  }
}
