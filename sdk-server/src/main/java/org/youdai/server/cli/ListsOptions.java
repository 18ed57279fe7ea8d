package org.youdai.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.youdai.Snapshot;
import org.youdai.decision.Reason;
import org.youdai.feed.HttpSource;
import org.youdai.feed.SnapshotFeed;
import org.youdai.server.ListsLocation;
import org.youdai.trust.TrustAnchor;
import picocli.CommandLine.Option;

/** The options of every command that goes by signed lists. It reads them and writes nothing. */
final class ListsOptions {
  @Option(names = "--lists", paramLabel = "DIR", defaultValue = "${env:YOUDAI_LISTS:-lists}")
  private String lists = "lists";

  @Option(names = "--root", paramLabel = "FILE", defaultValue = "${env:YOUDAI_ROOT:-}")
  private String root = "";

  @Option(names = "--at", paramLabel = "INSTANT")
  private String at = "";

  /** Returns the same options for lists in another place. */
  ListsOptions in(String place) {
    ListsOptions options = new ListsOptions();
    options.lists = place;
    options.root = root;
    options.at = at;
    return options;
  }

  /** Returns the place of the lists as it was typed. */
  String place() {
    return lists;
  }

  /** Returns the place of the lists. */
  ListsLocation location(Terminal terminal) {
    return new Publication(lists, terminal).location();
  }

  /** Returns whether a root was named; one that lies beside the lists suits a sandbox only. */
  boolean isPinned() {
    return !root.isEmpty();
  }

  /** Returns the file of the pinned root; a store and a bundle have none of their own to begin. */
  Path root(Terminal terminal) {
    if (!root.isEmpty()) {
      return Path.of(root);
    }
    if (location(terminal) instanceof ListsLocation.Folder folder && !folder.isStore()) {
      return folder.path().resolve("root.json");
    }
    throw new Failure(terminal.text("error.root-needed"));
  }

  /** Reads the lists; says on the standard error what is wrong with them, if anything is. */
  Snapshot snapshot(Terminal terminal, Clock clock) throws IOException {
    ListsLocation location = location(terminal);
    if (location instanceof ListsLocation.Web) {
      throw new Failure(terminal.text("error.lists-url", lists));
    }
    Path pinned = root(terminal);
    if (!Files.isRegularFile(pinned)) {
      if (!root.isEmpty()) {
        throw new Failure(terminal.text("error.root", pinned));
      }
      terminal.warn("lists.missing", lists);
      return Snapshot.neverSynced();
    }
    if (root.isEmpty()) {
      terminal.warn("lists.unpinned", pinned);
    }
    TrustAnchor anchor = TrustAnchor.of(Files.readAllBytes(pinned));
    try (SnapshotFeed feed =
        SnapshotFeed.open(
            anchor, location.source(HttpSource.Options.STANDARD), location.store(), clock)) {
      Optional<Snapshot.Refused> refused =
          location.isStore() ? feed.health().problem() : feed.update().problem();
      if (refused.isPresent()) {
        Reason reason = refused.get().reason();
        terminal.warn(
            feed.get().isSynced() ? "lists.problem" : "lists.refused",
            reason.code(),
            terminal.prompts().staff(reason),
            refused.get().where());
      }
      return feed.get();
    }
  }

  /** Returns the clock, or one that stands at {@code --at}. */
  Clock clock(Clock real, Terminal terminal) {
    return instant(at, terminal).map(then -> Clock.fixed(then, ZoneOffset.UTC)).orElse(real);
  }

  /** Returns the instant that an option names; empty if it was left out. */
  static Optional<Instant> instant(String text, Terminal terminal) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException notAnInstant) {
      throw new Failure(terminal.text("error.instant", text), notAnInstant);
    }
  }
}
