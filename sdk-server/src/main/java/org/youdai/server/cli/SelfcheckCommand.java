package org.youdai.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.youdai.Selfcheck;
import org.youdai.Snapshot;
import org.youdai.TrustedTime;
import org.youdai.policy.WhenInDoubt;
import org.youdai.status.Freshness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code youdai selfcheck}: shows that the library works here, and that the lists are in order. */
@Command(mixinStandardHelpOptions = true)
final class SelfcheckCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;
  private boolean allPassed = true;

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
            !now.plus(TrustedTime.BEHIND).isBefore(snapshot.trustedTimeFloor()));
        report(terminal.text("selfcheck.policy"), snapshot.policyVersionAt(now) > 0);
      }
    } else {
      terminal.say("selfcheck.no-lists", lists.place());
    }
    terminal.say(allPassed ? "selfcheck.passed" : "selfcheck.failed");
    return allPassed ? CommandLineTool.OK : CommandLineTool.FAILED;
  }

  private void report(String what, boolean passed) {
    terminal.say(passed ? "selfcheck.ok" : "selfcheck.bad", what);
    allPassed &= passed;
  }
}
