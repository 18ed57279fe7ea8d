package org.youdai.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.youdai.Verifier;
import org.youdai.decision.Decision;
import org.youdai.gate.Answer;
import org.youdai.gate.Device;
import org.youdai.gate.Gate;
import org.youdai.gate.GateProfile;
import org.youdai.journal.FolderJournal;
import org.youdai.journal.Journal;
import org.youdai.journal.JournalEntry;
import org.youdai.replay.Mark;
import org.youdai.replay.MemoryGuard;
import org.youdai.scan.QrText;
import org.youdai.trust.SignatureAlgorithm;

/**
 * What does a gate cost beyond the verification itself: recognising, debouncing, the guard, the
 * words, the journal's queue? And how soon does a code of another system go on its way?
 *
 * <p>The wall clock stands, and the counter leaps on with each code, so that none is a repeat or
 * was used recently.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar GatePassage
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class GatePassage {
  private static final int CODES = 1024;
  private static final long PAUSE = Duration.ofNanos(300_000).toNanos();
  private static final Duration INSTANT = Duration.ofNanos(1);

  /** What passes the same scanners: payment codes, links, other cards. */
  static final List<String> FOREIGN =
      List.of(
          "6225880012345678901",
          "281234567890123456",
          "https://www.example.com/pay?order=20261121000017",
          "TX01234567890123456789",
          "wxp://f2f0Zm9yIGEgcXVpY2sgYnJvd24gZm94",
          "TrainTicket 20261121 G1203",
          "yield to others",
          "00020101021126");

  private final GenuineCodes genuine = GenuineCodes.issue(SignatureAlgorithm.ES256, CODES);
  private final List<QrText> texts = genuine.texts();
  private final List<String> typed = texts.stream().map(QrText::reveal).toList();
  private final Verifier verifier = GenuineCodes.verifier(genuine::snapshot);
  private final Path folder = journalFolder();
  private final FolderJournal journal = open(folder);
  private final Gate gate = gate(genuine, INSTANT, Journal.none());
  private final Gate recording = gate(genuine, INSTANT, journal);
  private final Gate patient = gate(genuine, Duration.ofSeconds(10), Journal.none());
  private final JournalEntry entry =
      new JournalEntry.Decided(
          verifier.verify(texts.get(0), GenuineCodes.BUS),
          "bus-1",
          "1",
          Optional.of(new Mark(1, 2)));
  private int turn;

  /** Returns a gate at which a code counts as a repeat for so long. */
  private static Gate gate(GenuineCodes genuine, Duration time, Journal journal) {
    return new Gate(
        GateProfile.of(GenuineCodes.BUS.withReuseInterval(INSTANT)).withDebounce(time),
        genuine::snapshot,
        MemoryGuard.remembering(MemoryGuard.ONE_GATE, System::nanoTime),
        journal,
        new Device(
            Clock.fixed(GenuineCodes.NOW, ZoneOffset.UTC), System::nanoTime, new SecureRandom()));
  }

  private static Path journalFolder() {
    try {
      return Files.createTempDirectory("youdai-journal");
    } catch (IOException noDisk) {
      throw new UncheckedIOException(noDisk);
    }
  }

  private static FolderJournal open(Path folder) {
    try {
      // Room for what a loop without a pause decides on while the disk is being forced.
      return FolderJournal.open(
          folder,
          FolderJournal.Options.STANDARD.withQueue(1_000_000),
          Clock.systemUTC(),
          new SecureRandom());
    } catch (IOException noDisk) {
      throw new UncheckedIOException(noDisk);
    }
  }

  /** Ends the journal, all of whose entries must have been taken. */
  @TearDown
  public void remove() throws IOException {
    long lost = journal.health().lost();
    journal.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    if (lost > 0) {
      throw new IllegalStateException(lost + " entries were not taken");
    }
  }

  private int next() {
    turn = (turn + 1) % CODES;
    return turn;
  }

  /**
   * The time between two passengers, short as it is here: the journal's thread writes meanwhile.
   */
  @State(Scope.Thread)
  public static class Pause {
    /** Waits. */
    @Setup(Level.Invocation)
    public void pause() {
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** The whole way at the gate but for the journal: a genuine code that is admitted. */
  @Benchmark
  public Answer passage() {
    return gate.scan(typed.get(next()));
  }

  /** The verification alone of the same code. */
  @Benchmark
  public Decision verification() {
    return verifier.verify(texts.get(next()), GenuineCodes.BUS);
  }

  /** The journal's part of it. Its thread writes in the pause, and not beside what is measured. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public boolean append(Pause pause) {
    return journal.append(entry);
  }

  /** A whole passage with its journal, after a pause in which the processor did other things. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public Answer passageAfterAPause(Pause pause) {
    return recording.scan(typed.get(next()));
  }

  /** The verification alone, after such a pause. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public Decision verificationAfterAPause(Pause pause) {
    return verifier.verify(texts.get(next()), GenuineCodes.BUS);
  }

  /** A code of another system. */
  @Benchmark
  public Answer notOurs() {
    turn = (turn + 1) % FOREIGN.size();
    return gate.scan(FOREIGN.get(turn));
  }

  /** The scanner's second reading of a code. */
  @Benchmark
  public Answer repeat() {
    return patient.scan(typed.get(0));
  }
}
