package org.youdai.server.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.youdai.Selfcheck;
import org.youdai.Snapshot;
import org.youdai.TrustedTime;
import org.youdai.decision.PromptCatalog;
import org.youdai.gate.VenueFile;
import org.youdai.gate.VenueRemark;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.WhenInDoubt;
import org.youdai.server.venue.Venue;
import org.youdai.status.Freshness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code youdai selfcheck}: shows that the library works here, and that the lists are in order. */
@Command(mixinStandardHelpOptions = true)
final class SelfcheckCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;
  private boolean allPassed = true;

  @Option(names = "--prompts", paramLabel = "FILE")
  private Optional<Path> prompts = Optional.empty();

  @Option(names = "--venue", paramLabel = "FILE")
  private Optional<Path> venue = Optional.empty();

  @Mixin private ListsOptions lists = new ListsOptions();

  SelfcheckCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    for (Map.Entry<String, Boolean> result : Selfcheck.run().entrySet()) {
      report(terminal.text("selfcheck." + result.getKey()), result.getValue());
    }
    if (prompts.isPresent()) {
      checkPrompts(prompts.get());
    }
    Optional<VenueFile> venueFile = Optional.empty();
    if (venue.isPresent()) {
      venueFile = Optional.of(checkVenue(venue.get()));
    }
    if (Files.exists(Path.of(lists.place()))) {
      Instant now = lists.clock(clock, terminal).instant();
      Snapshot snapshot = lists.snapshot(terminal, lists.clock(clock, terminal));
      report(terminal.text("selfcheck.lists", lists.place()), snapshot.isSynced());
      if (snapshot.isSynced()) {
        Freshness freshness = snapshot.freshnessAt(now, WhenInDoubt.STANDARD.staleLimit());
        report(
            terminal.text("selfcheck.fresh", terminal.text("freshness." + freshness.name())),
            freshness.compareTo(Freshness.STALE_WARN) < 0);
        report(
            terminal.text("selfcheck.clock", now, snapshot.trustedTimeFloor()),
            !TrustedTime.isBehind(now, snapshot));
        Optional<BenefitPolicy> policy = snapshot.policyAt(now);
        report(terminal.text("selfcheck.policy"), policy.isPresent());
        policy.ifPresent(each -> checkCalendar(each, now));
        if (policy.isPresent() && venueFile.filter(VenueFile::isUsable).isPresent()) {
          checkVenue(venueFile.get(), policy.get());
        }
      }
    } else {
      terminal.say("selfcheck.no-lists", lists.place());
    }
    terminal.say(allPassed ? "selfcheck.passed" : "selfcheck.failed");
    return allPassed ? CommandLineTool.OK : CommandLineTool.FAILED;
  }

  private void checkPrompts(Path file) throws IOException {
    List<PromptCatalog.Problem> problems;
    try {
      problems = terminal.prompts().with(Files.readString(file)).problems();
    } catch (IllegalArgumentException | MalformedInputException notProperties) {
      throw new Failure(terminal.text("error.prompts", file), notProperties);
    }
    report(terminal.text("selfcheck.own-prompts", file), problems.isEmpty());
    for (PromptCatalog.Problem problem : problems) {
      terminal.say("selfcheck.prompt", problem.entry(), terminal.text("fault." + problem.fault()));
    }
  }

  private VenueFile checkVenue(Path file) throws IOException {
    VenueFile read = VenueChoice.file(file, terminal);
    report(terminal.text("selfcheck.venue", file), read.remarks());
    return read;
  }

  private void checkVenue(VenueFile file, BenefitPolicy policy) {
    report(terminal.text("selfcheck.venue-policy", policy.title()), file.remarksUnder(policy));
  }

  private void report(String what, List<VenueRemark> remarks) {
    report(what, remarks.stream().allMatch(SelfcheckCommand::isNote));
    for (VenueRemark remark : remarks) {
      String line = text(remark);
      terminal.say(isNote(remark) ? "selfcheck.warning" : "selfcheck.detail", line);
    }
  }

  private String text(VenueRemark remark) {
    String text =
        switch (remark.code()) {
          case WRONG_VALUE -> terminal.text("expects." + remark.about());
          case PROMPT -> terminal.text("fault." + remark.about());
          default -> terminal.text("remark." + remark.code(), remark.about());
        };
    return remark.place().isEmpty() ? text : terminal.text("selfcheck.at", remark.place(), text);
  }

  private static boolean isNote(VenueRemark remark) {
    return remark.code().weight() == VenueRemark.Weight.NOTE;
  }

  /** A rule that looks at holidays is of no use in a year whose holidays are not known. */
  private void checkCalendar(BenefitPolicy policy, Instant now) {
    int year = now.atZone(BenefitPolicy.ZONE).getYear();
    for (Venue venue : Venue.values()) {
      if (policy.needsCalendarFor(venue.profile(), year)) {
        report(calendar(venue, year), false);
      } else if (policy.needsCalendarFor(venue.profile(), year + 1)) {
        terminal.say("selfcheck.warning", calendar(venue, year + 1));
      }
    }
  }

  private String calendar(Venue venue, int year) {
    String name = terminal.text("venue." + venue.label());
    return terminal.text("selfcheck.calendar", Integer.toString(year), name);
  }

  private void report(String what, boolean passed) {
    terminal.say(passed ? "selfcheck.ok" : "selfcheck.bad", what);
    allPassed &= passed;
  }
}
