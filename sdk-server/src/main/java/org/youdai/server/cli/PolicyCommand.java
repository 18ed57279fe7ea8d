package org.youdai.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.youdai.authority.PolicyLibrary;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.BenefitRule;
import org.youdai.policy.PolicyOption;
import org.youdai.policy.Ruling;
import org.youdai.policy.VenueProfile;
import org.youdai.server.venue.Venue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code youdai policy}: benefit rules, before they are signed. */
@Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class PolicyCommand {
  private PolicyCommand() {}

  static CommandLine create(Terminal terminal, Clock clock) {
    return new CommandLine(new PolicyCommand())
        .addSubcommand("check", new Check(terminal, clock))
        .addSubcommand("explain", new Explain(terminal, clock))
        .addSubcommand("matrix", new Matrix(terminal, clock));
  }

  /** Which policy: a file, or one that ships. */
  private static final class Which {
    @Option(names = "--policy", paramLabel = "FILE|PLACE", defaultValue = "shandong")
    private String policy = "shandong";

    BenefitPolicy read(Terminal terminal) throws IOException {
      return PolicyLibrary.PLACES.contains(policy)
          ? PolicyLibrary.parse(PolicyLibrary.policy(policy))
          : PolicyCommand.read(Path.of(policy), terminal);
    }
  }

  private static BenefitPolicy read(Path file, Terminal terminal) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new Failure(terminal.text("error.policy-file", file, PolicyLibrary.PLACES));
    }
    try {
      return PolicyLibrary.parse(Files.readAllBytes(file));
    } catch (IllegalArgumentException wrong) {
      throw new Failure(
          terminal.text("error.policy", file, String.valueOf(wrong.getMessage())), wrong);
    }
  }

  /** {@code check}: would a gate take it? */
  @Command(mixinStandardHelpOptions = true)
  private static final class Check implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    Check(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
      BenefitPolicy policy = read(file, terminal);
      Instant now = clock.instant();
      terminal.say("policy.good", file, policy.version(), policy.title(), policy.rules().size());
      for (PolicyOption option : policy.options()) {
        boolean isChinese = terminal.locale().equals(Locale.CHINESE);
        terminal.say(
            "policy.option",
            option.id(),
            terminal.text(option.isOnUnlessSaid() ? "policy.on" : "policy.off"),
            isChinese ? option.titleZh() : option.titleEn());
      }
      if (!policy.isInForceAt(now)) {
        terminal.say("policy.not-in-force", policy.effectiveFrom());
      }
      int year = now.atZone(BenefitPolicy.ZONE).getYear();
      for (int each = year; each <= year + 1; each++) {
        if (needsCalendarFor(policy, each)) {
          terminal.say("policy.calendar", Integer.toString(each));
        }
      }
      return CommandLineTool.OK;
    }

    private static boolean needsCalendarFor(BenefitPolicy policy, int year) {
      for (Venue venue : Venue.values()) {
        if (policy.needsCalendarFor(venue.profile(), year)) {
          return true;
        }
      }
      return false;
    }
  }

  /** {@code explain}: which rule decides, and why none before it does. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Explain implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Mixin private Which which = new Which();

    @Option(names = "--venue", paramLabel = "VENUE|FILE", required = true)
    private String venueName = "";

    @Option(names = "--age", paramLabel = "AGE", required = true)
    private int age;

    @Option(names = "--at", paramLabel = "INSTANT")
    private String at = "";

    @Option(names = "--document", paramLabel = "KIND", defaultValue = "RESIDENT_ID_CARD")
    private DocumentKind kind = DocumentKind.RESIDENT_ID_CARD;

    @Option(names = "--area", paramLabel = "CODE", defaultValue = "")
    private String area = "";

    @Option(names = "--option", paramLabel = "ID=true|false")
    private Map<String, Boolean> options = new LinkedHashMap<>();

    Explain(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
      BenefitPolicy policy = which.read(terminal);
      VenueProfile venue = VenueChoice.read(venueName, terminal).venue();
      for (Map.Entry<String, Boolean> option : options.entrySet()) {
        if (policy.options().stream().noneMatch(o -> o.id().equals(option.getKey()))) {
          List<String> known = policy.options().stream().map(PolicyOption::id).toList();
          throw new Failure(terminal.text("error.option", option.getKey(), known));
        }
        venue = venue.withOption(option.getKey(), option.getValue());
      }
      Instant then = ListsOptions.instant(at, terminal).orElseGet(clock::instant);
      Holder holder = new Holder(kind, age, area);
      List<BenefitPolicy.Tried> tried = policy.explain(holder, venue, then);
      for (BenefitPolicy.Tried each : tried) {
        boolean isForHere = each.fit() != BenefitRule.Fit.VENUE; // the others explain nothing
        if (isForHere && each.fit() != BenefitRule.Fit.FITS) {
          terminal.say("explain.passed", each.rule().id(), terminal.text("fit." + each.fit()));
        }
      }
      Ruling ruling = policy.ruling(holder, venue, then);
      for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
        conclude(ruling, tried, policy, terminal.in(language));
      }
      return CommandLineTool.OK;
    }

    private static void conclude(
        Ruling ruling, List<BenefitPolicy.Tried> tried, BenefitPolicy policy, Terminal terminal) {
      Optional<BenefitPolicy.Tried> fitting =
          tried.stream().filter(each -> each.fit() == BenefitRule.Fit.FITS).findFirst();
      if (ruling instanceof Ruling.Granted granted) {
        terminal.say(
            "explain.granted",
            terminal.text(
                "benefit." + granted.benefit().kind().name(), granted.benefit().percent()),
            granted.benefit().ruleId(),
            granted.benefit().basis());
      } else if (ruling instanceof Ruling.Undetermined undetermined) {
        terminal.say("explain.undetermined", undetermined.ruleId());
      } else if (fitting.isPresent()) {
        terminal.say("explain.full-price", fitting.get().rule().id());
      } else {
        terminal.say("explain.none", policy.title());
      }
    }
  }

  /** {@code matrix}: every venue by every age. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Matrix implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    @Mixin private Which which = new Which();

    @Option(names = "--at", paramLabel = "INSTANT")
    private String at = "";

    @Option(names = "--html", paramLabel = "FILE")
    private Optional<Path> html = Optional.empty();

    Matrix(Terminal terminal, Clock clock) {
      this.terminal = terminal;
      this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
      Instant then = ListsOptions.instant(at, terminal).orElseGet(clock::instant);
      PolicyMatrix matrix = new PolicyMatrix(which.read(terminal), then);
      if (html.isPresent()) {
        Files.write(html.get(), matrix.toHtml(terminal).getBytes(StandardCharsets.UTF_8));
        terminal.say("matrix.written", html.get());
      } else {
        terminal.out().print(matrix.toText(terminal));
      }
      return CommandLineTool.OK;
    }
  }
}
