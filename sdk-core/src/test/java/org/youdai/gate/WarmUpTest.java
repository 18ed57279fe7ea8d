package org.youdai.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.decision.Outcome;
import org.youdai.feed.FolderSource;
import org.youdai.journal.Journal;
import org.youdai.policy.TimeSpan;
import org.youdai.policy.VenueHours;
import org.youdai.replay.MemoryGuard;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustAnchor;

final class WarmUpTest {
  private static final int SCANS = 1000;
  private static final long MOST_MICROS = 5000;
  private static final int TIMES_FASTER = 5;

  @TempDir private Path folder;

  private final TestAuthority authority = TestAuthority.create(1, SignatureAlgorithm.SM2);

  /**
   * What a process of its own measured, in microseconds.
   *
   * @param first the first scan's time on the processor: other work on the machine counts for
   *     nothing
   * @param firstWaited how long one waited for it
   * @param laterWaited the median of the last hundred scans
   */
  private record Measured(long first, long firstWaited, long laterWaited, int rounds) {}

  @Test
  void firstScanOfAProcess_isFastAfterAWarmUp() throws IOException, InterruptedException {
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < SCANS; i++) {
      codes.add(authority.issue(65).reveal());
    }
    Files.write(folder.resolve("codes.txt"), codes);
    for (Map.Entry<String, byte[]> file : authority.publish().entrySet()) {
      Path path = folder.resolve("lists").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Measured cold = measure("cold");
    Measured warm = measure("warm");
    System.out.println("first scan: cold " + cold + ", after a warm-up " + warm);
    assertThat(warm.rounds()).isPositive();
    assertThat(warm.first()).as("microseconds").isLessThanOrEqualTo(MOST_MICROS);
    assertThat(cold.first())
        .as("microseconds without a warm-up; with one %s", warm)
        .isGreaterThanOrEqualTo(TIMES_FASTER * warm.first());
  }

  private Measured measure(String how) throws IOException, InterruptedException {
    Path out = folder.resolve(how + ".txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Xbatch", // compiles at once, also where other work leaves little time for it
                "-cp",
                System.getProperty("java.class.path"),
                FirstScan.class.getName(),
                folder.toString(),
                how)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(out).trim();
    assertThat(process.exitValue()).as(said).isZero();
    long[] numbers = Arrays.stream(said.split(" ")).mapToLong(Long::parseLong).toArray();
    return new Measured(numbers[0], numbers[1], numbers[2], (int) numbers[3]);
  }

  /** A gate that has just started. */
  static final class FirstScan {
    private FirstScan() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      Path lists = folder.resolve("lists");
      TrustAnchor anchor = TrustAnchor.of(Files.readAllBytes(lists.resolve("root.json")));
      Snapshot snapshot =
          ((Snapshot.Ready) Snapshot.read(anchor, FolderSource.of(lists))).snapshot();
      List<String> codes = Files.readAllLines(folder.resolve("codes.txt"), UTF_8);
      Clock clock = Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC);
      LongSupplier processor = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
      Device device = new Device(clock, processor, new SecureRandom());
      MemoryGuard guard = MemoryGuard.remembering(MemoryGuard.ONE_GATE, processor);
      Gate gate =
          new Gate(GateProfile.of(TestGate.BUS), () -> snapshot, guard, Journal.none(), device);
      int rounds = args[1].equals("warm") ? gate.warmUp().rounds() : 0;
      long[] waited = new long[codes.size()];
      long first = 0;
      for (int i = 0; i < waited.length; i++) {
        long start = System.nanoTime();
        long used = processor.getAsLong();
        Answer answer = gate.scan(codes.get(i));
        first = i == 0 ? processor.getAsLong() - used : first;
        waited[i] = System.nanoTime() - start;
        if (((Passage) answer).decision().outcome() != Outcome.ADMIT) {
          throw new IllegalStateException(answer.toString());
        }
      }
      long[] later = Arrays.copyOfRange(waited, waited.length - 100, waited.length);
      Arrays.sort(later);
      System.out.println(
          first / 1000
              + " "
              + waited[0] / 1000
              + " "
              + later[later.length / 2] / 1000
              + " "
              + rounds);
    }
  }

  @Test
  void warmUp_leavesNoTrace() {
    Snapshot snapshot = authority.snapshot();
    TestGate test = TestGate.of(GateProfile.of(TestGate.BUS), () -> snapshot);
    String code = authority.issue(65).reveal();
    Passage before = (Passage) test.gate.scan(code);
    Gate.Health health = test.gate.health();
    int marks = test.guard.marks();
    assertThat(test.gate.warmUp().rounds()).isPositive();
    assertThat(test.gate.health().lastMinute()).isEqualTo(health.lastMinute());
    assertThat(test.gate.health().decisions()).isEqualTo(1);
    assertThat(test.guard.marks()).isEqualTo(marks);
    assertThat(test.journal).hasSize(1);
    Passage after = (Passage) test.gate.scan(code);
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.isRepeat()).isTrue();
  }

  /** Returns a gate at whose every look at the counter some time has passed. */
  private static Gate gate(GateProfile profile, Duration between) {
    DrillClock clock = new DrillClock(TestAuthority.NOW);
    Device device =
        new Device(
            clock,
            () -> {
              TestGate.pass(clock, between);
              return clock.getAsLong();
            },
            new Random(1));
    MemoryGuard guard = MemoryGuard.remembering(1, clock);
    return new Gate(profile, Snapshot::neverSynced, guard, Journal.none(), device);
  }

  @Test
  void warmUp_endsWithTheRoundInWhichItsTimeIsOver() {
    GateProfile profile = GateProfile.of(TestGate.BUS);
    assertThat(gate(profile, Duration.ofSeconds(1)).warmUp())
        .isEqualTo(new Gate.WarmUp(2, Duration.ofSeconds(2)));
    assertThat(gate(profile, Duration.ofSeconds(2)).warmUp())
        .isEqualTo(new Gate.WarmUp(1, Duration.ofSeconds(2)));
    assertThat(gate(profile, Duration.ofHours(1)).warmUp().rounds()).isEqualTo(1);
  }

  @Test
  void venueThatIsClosedAtTheTimeOfTheKit_isWarmedUpAllTheSame() {
    TimeSpan night = new TimeSpan(LocalTime.of(3, 0), LocalTime.of(4, 0));
    VenueHours never = new VenueHours(Set.of(DayOfWeek.MONDAY), night, OptionalInt.empty());
    GateProfile profile = GateProfile.of(TestGate.BUS.withHours(List.of(never)));
    assertThat(gate(profile, Duration.ofSeconds(2)).warmUp().rounds()).isEqualTo(1);
  }

  @Test
  void warmUp_goesOnBesideScansAndOutlivesTheGate() throws Exception {
    Snapshot snapshot = authority.snapshot();
    TestGate test = TestGate.of(GateProfile.of(TestGate.BUS), () -> snapshot);
    FutureTask<Gate.WarmUp> warmUp = new FutureTask<>(test.gate::warmUp);
    Thread beside = new Thread(warmUp);
    beside.start();
    for (int i = 0; i < 20; i++) {
      Passage passage = (Passage) test.gate.scan(authority.issue(65).reveal());
      assertThat(passage.decision().outcome()).isEqualTo(Outcome.ADMIT);
    }
    test.gate.close();
    assertThat(warmUp.get().rounds()).isPositive();
    assertThat(test.gate.health().decisions()).isEqualTo(20);
    assertThat(test.journal).hasSize(20);
  }
}
