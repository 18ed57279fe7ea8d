package org.youdai.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.youdai.server.access.Caller;
import org.youdai.server.access.KeyConsole;
import org.youdai.server.access.Keys;
import org.youdai.server.access.KeysController;
import org.youdai.server.access.Role;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code youdai keys}: the keys of a server, for whoever has lost the operator's. */
@Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {
  private KeysCommand() {}

  static CommandLine create(Terminal terminal, Clock clock) {
    return new CommandLine(new KeysCommand())
        .addSubcommand("create", new Create(terminal, clock))
        .addSubcommand("list", new ListAll(terminal, clock))
        .addSubcommand("rotate", new Rotate(terminal, clock))
        .addSubcommand("revoke", new Revoke(terminal, clock));
  }

  /** Which server's keys. */
  static final class Place {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        defaultValue = "${env:YOUDAI_DATA:-youdai-data}",
        descriptionKey = "keys.data")
    private Path data = Path.of("youdai-data");

    @Option(names = "--config", paramLabel = "FILE", descriptionKey = "keys.config")
    private Optional<Path> config = Optional.empty();

    KeyConsole open(Terminal terminal, Clock clock) throws InterruptedException {
      Map<String, Object> settings = new HashMap<>();
      settings.put("youdai.server.data", data);
      config.ifPresent(
          file -> {
            if (!Files.isRegularFile(file)) {
              throw new Failure(terminal.text("error.no-file", file));
            }
            settings.put("spring.config.additional-location", file.toUri());
          });
      KeyConsole keys = KeyConsole.open(settings, clock);
      if (!keys.isOpen()) {
        keys.close();
        throw new Failure(terminal.text("error.keys-database", data));
      }
      return keys;
    }
  }

  /** What is done with the keys. */
  @FunctionalInterface
  private interface Work {
    void on(KeyConsole keys);
  }

  private static int run(Place place, Terminal terminal, Clock clock, Work work)
      throws InterruptedException {
    try (KeyConsole keys = place.open(terminal, clock)) {
      work.on(keys);
      return CommandLineTool.OK;
    } catch (ProblemException refused) {
      throw new Failure(
          refused.problem() == Problem.UNAVAILABLE
              ? terminal.text("error.keys-database", place.data)
              : terminal.text("error." + refused.problem().code()));
    }
  }

  /** {@code create}: makes a key. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Create implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Mixin private Place place = new Place();

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "console")
    private String name = "console";

    @Option(names = "--role", paramLabel = "GATE|STAFF|OPERATOR", required = true)
    private Role role = Role.GATE;

    @Option(names = "--venue", paramLabel = "ID")
    private Set<String> venues = new HashSet<>();

    Create(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
      boolean isFit =
          Caller.isName(name)
              && venues.stream().allMatch(venue -> venue.matches("[A-Za-z0-9._-]{1,64}"))
              && (role != Role.OPERATOR || venues.isEmpty());
      if (!isFit) {
        throw new Failure(terminal.text("error.keys-form"));
      }
      return run(
          place,
          terminal,
          clock,
          keys -> terminal.say("keys.made", keys.create(new Caller(name, role, venues))));
    }
  }

  /** {@code list}: shows all keys. */
  @Command(mixinStandardHelpOptions = true)
  private static final class ListAll implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Mixin private Place place = new Place();

    ListAll(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
      return run(place, terminal, clock, this::show);
    }

    private void show(KeyConsole keys) {
      TextTable table = new TextTable(12, 24, 8, 20, 20, 20);
      table.row(List.of(terminal.text("keys.columns").split("\\|", -1)));
      keys.all().stream()
          .sorted(Comparator.comparing(KeysController.Told::created))
          .forEach(key -> table.row(row(key)));
      terminal.out().print(table);
      terminal.out().flush();
    }

    private List<String> row(KeysController.Told key) {
      String end =
          key.revoked()
              .map(at -> terminal.text("keys.revoked", at.toString()))
              .or(() -> key.expires().map(Object::toString))
              .orElse("-");
      return List.of(
          key.id(),
          key.name(),
          key.role().name(),
          String.join(" ", key.venues()),
          key.created().toString(),
          end);
    }
  }

  /** {@code rotate}: makes a key in place of another. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Rotate implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Mixin private Place place = new Place();

    @Parameters(paramLabel = "KEY-ID")
    private String id = "";

    @Option(names = "--keep-hours", paramLabel = "N", defaultValue = "24")
    private int hours = 24;

    Rotate(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
      Duration overlap = Duration.ofHours(hours);
      if (!Keys.isOverlap(overlap)) {
        throw new Failure(terminal.text("error.keys-hours"));
      }
      return run(
          place, terminal, clock, keys -> terminal.say("keys.made", keys.rotate(id, overlap)));
    }
  }

  /** {@code revoke}: ends a key. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Revoke implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Mixin private Place place = new Place();

    @Parameters(paramLabel = "KEY-ID")
    private String id = "";

    Revoke(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
      return run(
          place,
          terminal,
          clock,
          keys -> {
            keys.revoke(id);
            terminal.say("keys.ended", id);
          });
    }
  }
}
