package org.youdai.server.cli;

import java.time.Instant;
import java.util.Optional;
import org.youdai.Snapshot;
import org.youdai.decision.Reason;
import org.youdai.feed.SnapshotFeed;

/** Tells a person how an update of lists went, what serves now, and what to do. */
final class UpdateReport {
  private final Terminal terminal;

  UpdateReport(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Says all of it. */
  void say(SnapshotFeed.Update update, Snapshot serving) {
    terminal.out().println(headline(update));
    sayContents(serving, update.at());
    update.problem().ifPresent(this::sayProblem);
  }

  /** Says it in one line, which begins with the time. */
  void sayLine(SnapshotFeed.Update update) {
    terminal.say("sync.line", terminal.time(update.at()), headline(update));
    update.problem().ifPresent(this::sayReason);
  }

  private String headline(SnapshotFeed.Update update) {
    Optional<Reason> problem = update.problem().map(Snapshot.Refused::reason);
    String how =
        problem.filter(reason -> reason == Reason.STORE_LOCKED).isPresent()
            ? terminal.text("sync.FOLLOWED")
            : terminal.text("sync." + update.result());
    String version = Long.toString(update.manifestVersion());
    return update.manifestVersion() == 0
        ? terminal.text("sync.nothing", how)
        : terminal.text("sync.serving", how, version);
  }

  /** Says what lists hold, and when the publisher wants the next update. */
  void sayContents(Snapshot lists, Instant now) {
    if (!lists.isSynced()) {
      return;
    }
    long bytes = lists.parts().stream().mapToLong(Snapshot.Part::bytes).sum();
    terminal.say(
        "sync.contents",
        version(lists, "trust.json"),
        version(lists, "policy.json"),
        lists.statusListCount(),
        version(lists, Snapshot.ENTRIES),
        terminal.size(bytes));
    Snapshot.Part manifest = part(lists, "manifest.json");
    terminal.say(
        "sync.times",
        terminal.time(manifest.nextUpdate()),
        terminal.distance(manifest.nextUpdate(), now),
        terminal.time(manifest.expires()),
        terminal.distance(manifest.expires(), now));
  }

  private static String version(Snapshot lists, String name) {
    return Long.toString(part(lists, name).version());
  }

  private static Snapshot.Part part(Snapshot lists, String name) {
    return lists.parts().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  /** Says what is wrong with lists, and what to do about it. */
  void sayProblem(Snapshot.Refused problem) {
    sayReason(problem);
    String key = "next." + problem.reason();
    boolean isKnown = terminal.texts().containsKey(key);
    terminal.warn("sync.next", terminal.text(isKnown ? key : "next.OTHER"));
  }

  private void sayReason(Snapshot.Refused problem) {
    Reason reason = problem.reason();
    terminal.warn("sync.reason", reason.code(), terminal.prompts().staff(reason), problem.where());
  }
}
