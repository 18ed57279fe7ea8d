package org.youdai.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code youdai}: the command that holds the others. */
@Command(
    name = "youdai",
    versionProvider = CommandLineTool.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class CommandLineTool {
  /** Reads the version from the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = CommandLineTool.class.getPackage().getImplementationVersion();
      return new String[] {"youdai " + (version == null ? "(not from a jar)" : version)};
    }
  }

  /** Exit code: everything as it should be. For {@code verify}: admitted. */
  public static final int OK = 0;

  /** Exit code: a failure that the message explains. */
  public static final int FAILED = 1;

  /** Exit code: the command line was not understood. */
  public static final int USAGE = 2;

  private final Terminal terminal;
  private final Clock clock;

  @Option(names = "--lang", paramLabel = "zh|en", scope = ScopeType.INHERIT)
  private String language = ""; // read by Terminal before the commands exist; declared for the help

  /** Makes the tool. */
  public CommandLineTool(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  /** Runs one command line and returns its exit code. */
  public int run(String... args) {
    CommandLine commands =
        new CommandLine(this)
            .addSubcommand("demo", new DemoCommand(terminal, clock))
            .addSubcommand("drill", new DrillCommand(terminal, clock))
            .addSubcommand("verify", new VerifyCommand(terminal, clock))
            .addSubcommand("scan", new ScanCommand(terminal))
            .addSubcommand("inspect", new InspectCommand(terminal))
            .addSubcommand("sync", new SyncCommand(terminal, clock))
            .addSubcommand("status", new StatusCommand(terminal, clock))
            .addSubcommand("bundle", BundleCommand.create(terminal, clock))
            .addSubcommand("authority", AuthorityCommand.create(terminal, clock))
            .addSubcommand("journal", JournalCommand.create(terminal, clock))
            .addSubcommand("policy", PolicyCommand.create(terminal, clock))
            .addSubcommand("conformance", new ConformanceCommand(terminal))
            .addSubcommand("serve", new ServeCommand(terminal))
            .addSubcommand("keys", KeysCommand.create(terminal, clock))
            .addSubcommand("selfcheck", new SelfcheckCommand(terminal, clock));
    commands.setResourceBundle(terminal.texts());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    commands.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    commands.setExecutionExceptionHandler((exception, command, parsed) -> explain(exception));
    commands.setExecutionStrategy(
        parsed -> {
          requireKnownLanguage();
          return new CommandLine.RunLast().execute(parsed);
        });
    if (args.length == 0) {
      commands.usage(commands.getErr());
      return USAGE;
    }
    return commands.execute(args);
  }

  private void requireKnownLanguage() {
    if (!language.isEmpty() && !language.equals("zh") && !language.equals("en")) {
      throw new Failure(terminal.text("error.language", language));
    }
  }

  private int explain(Exception exception) throws Exception {
    if (exception instanceof Failure) {
      terminal.err().println(terminal.text("error", String.valueOf(exception.getMessage())));
      return FAILED;
    }
    if (exception instanceof IOException) {
      terminal.err().println(terminal.text("error.disk", exception.toString()));
      return FAILED;
    }
    throw exception; // our bug: picocli prints where
  }
}
