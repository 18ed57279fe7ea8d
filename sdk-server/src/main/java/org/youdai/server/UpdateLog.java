package org.youdai.server;

import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.Snapshot;
import org.youdai.decision.Reason;
import org.youdai.feed.FeedEvent;
import org.youdai.feed.SnapshotFeed;

/** Logs how updates end: once when that becomes something else, and not with every update. */
final class UpdateLog implements Consumer<FeedEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(UpdateLog.class);

  private final ListsLocation from;
  private Optional<State> last = Optional.empty();

  UpdateLog(ListsLocation from) {
    this.from = from;
  }

  /** What a person would act on. */
  private record State(boolean isSynced, Optional<Reason> problem) {}

  @Override
  public void accept(FeedEvent event) {
    if (event instanceof FeedEvent.Finished finished) {
      log(finished.update());
    }
  }

  private void log(SnapshotFeed.Update update) {
    // That another program keeps the store is no problem where it was asked for.
    Optional<Snapshot.Refused> problem =
        update.problem().filter(p -> p.reason() != Reason.STORE_LOCKED || !from.isStore());
    State state = new State(update.manifestVersion() > 0, problem.map(Snapshot.Refused::reason));
    if (last.equals(Optional.of(state))) {
      LOG.debug("lists: {}, version {}", update.result(), update.manifestVersion());
      return;
    }
    last = Optional.of(state);
    if (problem.isPresent()) {
      LOG.warn(
          "lists of {}: {} {}, {}; {}",
          from,
          problem.get().reason().code(),
          problem.get().reason(),
          problem.get().where(),
          serving(update));
    } else if (state.isSynced()) {
      LOG.info("lists of {}: {}", from, serving(update));
    } else {
      LOG.warn("lists of {}: nothing there can be used; {}", from, serving(update));
    }
  }

  private static String serving(SnapshotFeed.Update update) {
    return update.manifestVersion() > 0
        ? "version " + update.manifestVersion() + " serves"
        : "there are none, so every decision is handed over to staff";
  }
}
