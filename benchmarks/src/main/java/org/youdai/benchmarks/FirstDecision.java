package org.youdai.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.youdai.Snapshot;
import org.youdai.decision.Outcome;
import org.youdai.feed.FolderSource;
import org.youdai.gate.Answer;
import org.youdai.gate.Device;
import org.youdai.gate.Gate;
import org.youdai.gate.GateProfile;
import org.youdai.gate.Passage;
import org.youdai.journal.Journal;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.replay.MemoryGuard;
import org.youdai.trust.TrustAnchor;

/**
 * A gate program that has just started, in a process of its own: {@link Start} runs it. Arguments:
 * a folder with lists and codes; {@code warm} if it is to warm up first. Prints a line when the
 * first decision is there, and then how long each took, in nanoseconds. It uses nothing else of the
 * benchmarks, since it stands alone beside the jars that an integrator has.
 */
final class FirstDecision {
  private FirstDecision() {}

  /** Decides on every code of the folder, once. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    TrustAnchor anchor = TrustAnchor.of(Files.readAllBytes(folder.resolve("root.json")));
    if (!(Snapshot.read(anchor, FolderSource.of(folder)) instanceof Snapshot.Ready ready)) {
      throw new IOException("no publication in " + folder);
    }
    List<String> codes = Files.readAllLines(folder.resolve("codes.txt"));
    Gate gate = gate(ready.snapshot());
    if (args.length > 1) {
      gate.warmUp();
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    long[] took = new long[codes.size()];
    for (int i = 0; i < took.length; i++) {
      long start = System.nanoTime();
      Answer answer = gate.scan(codes.get(i));
      took[i] = System.nanoTime() - start;
      if (!(answer instanceof Passage passage) || passage.decision().outcome() != Outcome.ADMIT) {
        throw new IllegalStateException(answer.toString());
      }
      if (i == 0) {
        out.println("first");
      }
    }
    for (long nanos : took) {
      out.println(nanos);
    }
  }

  private static Gate gate(Snapshot snapshot) {
    return new Gate(
        GateProfile.of(VenueProfile.of("bus-1", VenueCategory.TRANSIT, Ownership.GOVERNMENT)),
        () -> snapshot,
        MemoryGuard.remembering(MemoryGuard.ONE_GATE, System::nanoTime),
        Journal.none(),
        new Device(
            Clock.fixed(Instant.parse("2026-11-21T03:30:00Z"), ZoneOffset.UTC),
            System::nanoTime,
            new SecureRandom()));
  }
}
