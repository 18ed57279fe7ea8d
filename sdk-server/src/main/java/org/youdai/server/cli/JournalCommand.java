package org.youdai.server.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.youdai.journal.Counts;
import org.youdai.journal.FolderJournal;
import org.youdai.journal.HttpSink;
import org.youdai.journal.JournalReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code youdai journal}: what gates have written down of their decisions. */
@Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class JournalCommand {
  private JournalCommand() {}

  static CommandLine create(Terminal terminal, Clock clock) {
    return new CommandLine(new JournalCommand())
        .addSubcommand("verify", new Verify(terminal))
        .addSubcommand("counts", new ShowCounts(terminal))
        .addSubcommand("upload", new Upload(terminal, clock));
  }

  private static void requireJournal(Path folder, Terminal terminal) throws IOException {
    if (!FolderJournal.isIn(folder)) {
      throw new Failure(terminal.text("error.no-journal", folder));
    }
  }

  /** {@code verify}: walks along the chain of hashes. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Verify implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR")
    private Path folder = Path.of("");

    Verify(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      requireJournal(folder, terminal);
      JournalReport report = FolderJournal.verify(folder);
      terminal.say(
          "journal.walked",
          report.lines(),
          report.segments(),
          Long.toString(report.first()),
          Long.toString(report.last()));
      if (report.unfinished() > 0) {
        terminal.say("journal.unfinished", report.unfinished());
      }
      if (!report.firstBreak().isPresent()) {
        terminal.say("journal.holds");
        return CommandLineTool.OK;
      }
      JournalReport.Break found = report.firstBreak().get();
      terminal.warn(
          "journal.broken",
          found.file(),
          Long.toString(found.line()),
          terminal.text("journal." + found.damage()));
      return CommandLineTool.FAILED;
    }
  }

  /** {@code counts}: how often what was decided. */
  @Command(mixinStandardHelpOptions = true)
  private static final class ShowCounts implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR")
    private Path folder = Path.of("");

    @Option(names = "--csv")
    private boolean csv;

    ShowCounts(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      requireJournal(folder, terminal);
      Counts counts = FolderJournal.counts(folder);
      if (csv) {
        terminal.out().print(counts.csv());
        terminal.out().flush();
        return CommandLineTool.OK;
      }
      TextTable table = new TextTable(10, 20, 14, 14, 9, 9, 9);
      table.row(List.of(terminal.text("journal.columns").split("\\|", -1)));
      for (Counts.Row row : counts.rows()) {
        table.row(
            List.of(
                row.day().toString(),
                row.venue(),
                terminal.text("outcome." + row.outcome()),
                row.benefit().isEmpty() ? "-" : row.benefit(),
                Long.toString(row.decided()),
                Long.toString(row.annulled()),
                Long.toString(row.net())));
      }
      terminal.out().print(table);
      terminal.say("journal.through", Long.toString(counts.through()));
      return CommandLineTool.OK;
    }
  }

  /** {@code upload}: sends what is not uploaded. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Upload implements Callable<Integer> {
    private static final int LARGEST_KEY_FILE = 4096;
    private static final int TOLD_EVERY = 20_000;

    private final Terminal terminal;
    private final Clock clock;

    @Parameters(index = "0", paramLabel = "DIR")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "URL")
    private String url = "";

    @Option(names = "--key-file", paramLabel = "FILE")
    private Optional<Path> keyFile = Optional.empty();

    Upload(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
      requireJournal(folder, terminal);
      HttpSink sink = sink();
      try (FolderJournal journal = open()) {
        return send(journal, sink);
      }
    }

    private FolderJournal open() {
      try {
        return FolderJournal.open(
            folder, FolderJournal.Options.STANDARD, clock, new SecureRandom());
      } catch (IOException inUse) {
        throw new Failure(
            terminal.text("error.journal-open", String.valueOf(inUse.getMessage())), inUse);
      }
    }

    private HttpSink sink() throws IOException {
      try {
        HttpSink.Options options = HttpSink.Options.STANDARD;
        return HttpSink.of(URI.create(url), keyFile.isPresent() ? options.withKey(key()) : options);
      } catch (IllegalArgumentException wrong) {
        throw new Failure(
            terminal.text("error.upload-address", String.valueOf(wrong.getMessage())), wrong);
      }
    }

    private String key() throws IOException {
      Path file = keyFile.orElseThrow();
      if (!Files.isRegularFile(file)) {
        throw new Failure(terminal.text("error.no-file", file));
      }
      if (Files.size(file) > LARGEST_KEY_FILE) {
        throw new Failure(terminal.text("error.key-file", file));
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    }

    private int send(FolderJournal journal, HttpSink sink) {
      long sent = 0;
      try {
        FolderJournal.Upload upload = journal.uploadNext(sink);
        while (upload.sent() > 0) {
          boolean isToTell = (sent + upload.sent()) / TOLD_EVERY > sent / TOLD_EVERY;
          sent += upload.sent();
          if (isToTell) {
            terminal.warn("journal.progress", sent, upload.left());
          }
          upload = journal.uploadNext(sink);
        }
        terminal.say("journal.uploaded", sent);
        return CommandLineTool.OK;
      } catch (IOException notAcknowledged) {
        terminal.say("journal.stopped", sent, journal.health().notUploaded());
        terminal.warn("journal.reason", notAcknowledged.toString());
        terminal.warn("journal.next");
        return CommandLineTool.FAILED;
      }
    }
  }
}
