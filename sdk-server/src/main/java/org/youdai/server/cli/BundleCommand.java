package org.youdai.server.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.youdai.ListSource;
import org.youdai.Snapshot;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.feed.BundleSource;
import org.youdai.feed.HttpSource;
import org.youdai.trust.TrustAnchor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code youdai bundle}: lists on a stick, for a station without network. */
@Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class BundleCommand {
  private BundleCommand() {}

  static CommandLine create(Terminal terminal, Clock clock) {
    return new CommandLine(new BundleCommand())
        .addSubcommand("export", new Export(terminal, clock))
        .addSubcommand("import", new Import(terminal, clock));
  }

  /** {@code export}: writes what is published into one file. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Export implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Parameters(index = "0", paramLabel = "SOURCE")
    private String source = "";

    @Parameters(index = "1", paramLabel = "FILE")
    private Path file = Path.of("");

    @Mixin private RootOption root = new RootOption();

    @Mixin private HttpOptions http = new HttpOptions();

    Export(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
      requireTarget();
      TrustAnchor anchor = root.anchor(terminal);
      ListSource from = new Publication(source, terminal).open(http.toOptions(terminal));
      ByteArrayOutputStream bundle = new ByteArrayOutputStream();
      UpdateReport report = new UpdateReport(terminal);
      if (!(read(anchor, from, bundle) instanceof Snapshot.Ready ready)) {
        return CommandLineTool.FAILED;
      }
      write(anchor, bundle.toByteArray());
      String version = Long.toString(ready.snapshot().manifestVersion());
      terminal.say("bundle.written", file, terminal.size(bundle.size()), version);
      report.sayContents(ready.snapshot(), clock.instant());
      return CommandLineTool.OK;
    }

    private void requireTarget() {
      if (!file.toString().endsWith(".ydb")) { // so that a slip overwrites nothing else
        throw new Failure(terminal.text("error.bundle-name", file));
      }
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        throw new Failure(terminal.text("error.no-folder", parent));
      }
    }

    private Snapshot.Reading read(TrustAnchor anchor, ListSource from, ByteArrayOutputStream out)
        throws IOException {
      Snapshot.Reading reading;
      try (Progress progress = Progress.start(terminal)) {
        ListSource watched = progress.watching(from);
        reading = BundleSource.export(anchor, watched, out);
        if (reading instanceof Snapshot.Refused refused
            && refused.reason() == Reason.MANIFEST_MISMATCH) {
          reading = BundleSource.export(anchor, watched, out); // a publication came in between
        }
      } catch (IllegalArgumentException doesNotFit) {
        throw new Failure(
            terminal.text("error.bundle-limits", String.valueOf(doesNotFit.getMessage())),
            doesNotFit);
      }
      if (reading instanceof Snapshot.Refused refused) {
        terminal.warn("bundle.refused", file);
        new UpdateReport(terminal).sayProblem(refused);
      }
      return reading;
    }

    private void write(TrustAnchor anchor, byte[] bundle) throws IOException {
      WholeFile whole = WholeFile.at(file);
      try {
        whole.write(bundle);
        requireNotOlder(anchor, whole.temporary());
        whole.finish();
      } finally {
        Files.deleteIfExists(whole.temporary());
      }
    }

    /** A gate would refuse the older one, and the newer one would be gone. */
    private void requireNotOlder(TrustAnchor anchor, Path made) throws IOException {
      if (Files.exists(file)
          && there(anchor) instanceof Snapshot.Ready ready
          && ready.snapshot().next(anchor, BundleSource.open(made))
              instanceof Snapshot.Refused refused
          && refused.reason() == Reason.ROLLBACK) {
        String version = Long.toString(ready.snapshot().manifestVersion());
        throw new Failure(terminal.text("error.bundle-newer", file, version));
      }
    }

    private Snapshot.Reading there(TrustAnchor anchor) throws IOException {
      try {
        return Snapshot.read(anchor, BundleSource.open(file));
      } catch (IOException unreadable) {
        if (unreadable.getCause() instanceof Rejection damaged) {
          return new Snapshot.Refused(damaged.reason(), damaged.where());
        }
        throw unreadable;
      }
    }
  }

  /** {@code import}: updates a store from such a file. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Import implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Mixin private StoreOptions store = new StoreOptions();

    Import(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
      if (!Files.isRegularFile(file)) {
        throw new Failure(terminal.text("error.no-file", file));
      }
      ListSource bundle =
          new Publication(file.toString(), terminal).open(HttpSource.Options.STANDARD);
      return store.update(bundle, terminal, clock);
    }
  }
}
