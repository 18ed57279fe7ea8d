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
import org.youdai.feed.SnapshotFeed;
import org.youdai.trust.TrustAnchor;
import picocli.CommandLine.Option;

/** The options of every command that goes by signed lists. */
final class ListsOptions {
  @Option(names = "--lists", paramLabel = "DIR", defaultValue = "${env:YOUDAI_LISTS:-lists}")
  private Path lists = Path.of("lists");

  @Option(names = "--root", paramLabel = "FILE", defaultValue = "${env:YOUDAI_ROOT:-}")
  private String root = "";

  @Option(names = "--at", paramLabel = "INSTANT")
  private String at = "";

  /** Returns the folder of signed lists. */
  Path folder() {
    return lists;
  }

  /** Returns the file of the pinned root. */
  Path root() {
    return root.isEmpty() ? lists.resolve("root.json") : Path.of(root);
  }

  /** Reads the lists; says on the standard error what is wrong with them, if anything is. */
  Snapshot snapshot(Terminal terminal, Clock clock) throws IOException {
    Path pinned = root();
    if (!Files.isRegularFile(pinned)) {
      if (!root.isEmpty()) {
        throw new Failure(terminal.text("error.root", pinned));
      }
      terminal.err().println(terminal.text("lists.missing", lists));
      return Snapshot.neverSynced();
    }
    if (root.isEmpty()) {
      terminal.err().println(terminal.text("lists.unpinned", pinned));
    }
    TrustAnchor anchor = TrustAnchor.of(Files.readAllBytes(pinned));
    SnapshotFeed feed = SnapshotFeed.ofFolder(lists, anchor, clock);
    Optional<Snapshot.Refused> refused = feed.update().problem();
    if (refused.isPresent()) {
      String staff = terminal.prompts().staff(refused.get().reason());
      terminal
          .err()
          .println(
              terminal.text(
                  "lists.refused", refused.get().reason().code(), staff, refused.get().where()));
    }
    return feed.get();
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
