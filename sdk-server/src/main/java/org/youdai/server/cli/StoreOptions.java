package org.youdai.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.youdai.ListSource;
import org.youdai.feed.FolderStore;
import org.youdai.feed.SnapshotFeed;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that updates a store. */
final class StoreOptions {
  @Option(names = "--store", paramLabel = "DIR", required = true)
  private Path store = Path.of("");

  @Mixin private RootOption root = new RootOption();

  /** Opens a feed over the store; says on the standard error what in it cannot be used. */
  SnapshotFeed open(ListSource source, Terminal terminal, Clock clock) throws IOException {
    SnapshotFeed feed =
        SnapshotFeed.open(root.anchor(terminal), source, FolderStore.of(store), clock);
    feed.health()
        .problem()
        .ifPresent(
            kept ->
                terminal.warn(
                    "sync.kept",
                    kept.reason().code(),
                    terminal.prompts().staff(kept.reason()),
                    kept.where()));
    return feed;
  }

  /** Updates the store once, says how it went, and returns the exit code. */
  int update(ListSource source, Terminal terminal, Clock clock) throws IOException {
    try (SnapshotFeed feed = open(source, terminal, clock)) {
      SnapshotFeed.Update update;
      try (Progress progress = Progress.start(terminal)) {
        feed.listen(progress);
        update = feed.update();
      }
      new UpdateReport(terminal).say(update, feed.get());
      return update.problem().isPresent() ? CommandLineTool.FAILED : CommandLineTool.OK;
    }
  }
}
