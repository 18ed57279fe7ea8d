package org.youdai.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.HolderPhone;
import org.youdai.authority.SigningKey;
import org.youdai.credential.DocumentKind;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Outcome;
import org.youdai.decision.Reason;
import org.youdai.journal.JournalEntry;
import org.youdai.replay.MemoryGuard;
import org.youdai.replay.ReplayGuard;
import org.youdai.trust.SignatureAlgorithm;

/** Eight threads at four gates that share a guard. */
final class GateThreadsTest {
  private static final int THREADS = 8;
  private static final int GATES = 4;
  private static final int SCANS = 1_000_000;
  private static final int CODES = 8_000;

  /** So many codes are about at a time. */
  private static final int AROUND = 16;

  private final TestAuthority authority = TestAuthority.create(9, SignatureAlgorithm.ES256);
  private final DrillClock clock = new DrillClock(TestAuthority.NOW);
  private final ReplayGuard guard = MemoryGuard.remembering(CODES, clock);
  private final ConcurrentLinkedQueue<JournalEntry> journal = new ConcurrentLinkedQueue<>();

  private List<Gate> gates() {
    Snapshot snapshot = authority.snapshot();
    Supplier<Snapshot> snapshots = () -> snapshot;
    List<Gate> gates = new ArrayList<>();
    for (int i = 0; i < GATES; i++) {
      gates.add(
          new Gate(
              GateProfile.of(TestGate.BUS).named("gate-" + i),
              snapshots,
              guard,
              TestGate.journal(journal::add),
              TestGate.device(clock, i)));
    }
    return gates;
  }

  @Test
  void millionScans_areAnsweredEachAndNobodyPassesTwice() throws Exception {
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < CODES; i++) {
      codes.add(authority.issue(65).reveal());
    }
    List<Gate> gates = gates();
    AtomicInteger next = new AtomicInteger();
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger annulled = new AtomicInteger();
    AtomicIntegerArray within = new AtomicIntegerArray(CODES); // admitted and not taken back
    Set<DecisionId> fresh = ConcurrentHashMap.newKeySet();
    Set<DecisionId> repeated = ConcurrentHashMap.newKeySet();
    ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      Gate gate = gates.get(thread % GATES);
      tasks.add(
          () -> {
            start.await();
            for (int i = next.getAndIncrement(); i < SCANS; i = next.getAndIncrement()) {
              long last = CODES - AROUND;
              int code = (int) (i * last / SCANS) + random.nextInt(AROUND);
              Passage passage = (Passage) gate.scan(codes.get(code));
              answered.incrementAndGet();
              Outcome outcome = passage.decision().outcome();
              if (passage.isRepeat()) {
                repeated.add(passage.id());
                continue;
              }
              if (!fresh.add(passage.id())) {
                wrong.add("two decisions with one id");
              }
              if (outcome == Outcome.ADMIT) {
                if (within.incrementAndGet(code) != 1) {
                  wrong.add("admitted twice: " + code);
                }
                if (random.nextInt(50) == 0) {
                  within.decrementAndGet(code); // before, since another may pass at once
                  if (gate.annul(passage.id()) != Annulment.ANNULLED) {
                    wrong.add("not taken back: " + code);
                  }
                  annulled.incrementAndGet();
                }
              } else if (passage.decision().reason() != Reason.USED_RECENTLY) {
                wrong.add(passage.toString());
              }
            }
            return null;
          });
    }
    run(tasks);

    assertThat(wrong).isEmpty();
    assertThat(answered).hasValue(SCANS);
    assertThat(fresh).containsAll(repeated);
    Map<Boolean, List<JournalEntry>> entries =
        Map.of(true, new ArrayList<>(), false, new ArrayList<>());
    journal.forEach(entry -> entries.get(entry instanceof JournalEntry.Decided).add(entry));
    Set<DecisionId> written = new HashSet<>();
    entries.get(true).forEach(entry -> written.add(entry.decision().id()));
    assertThat(entries.get(true)).hasSameSizeAs(fresh);
    assertThat(written).isEqualTo(fresh);
    assertThat(entries.get(false)).hasSize(annulled.get());
    assertThat(annulled.get()).isPositive();
    long admitted =
        entries.get(true).stream()
            .filter(entry -> entry.decision().outcome() == Outcome.ADMIT)
            .count();
    int standing = 0;
    for (int code = 0; code < CODES; code++) {
      standing += within.get(code);
    }
    assertThat(admitted - annulled.get()).isEqualTo(standing);
    assertThat(gates.stream().mapToLong(gate -> gate.health().decisions()).sum())
        .isEqualTo(fresh.size());
  }

  private static void run(List<Callable<Void>> tasks)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Void> each : threads.invokeAll(tasks)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void sameLiveCode_atTwoGatesAtOnce_isAdmittedByExactlyOne() throws Exception {
    List<Gate> gates = gates();
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, TestAuthority.random(3));
    for (int round = 0; round < 300; round++) {
      CredentialDraft draft =
          CredentialDraft.of(
                  DocumentKind.ELDERLY_CERTIFICATE,
                  70,
                  TestAuthority.ISSUED_AT,
                  TestAuthority.IN_FORCE,
                  authority.authority.takePlace())
              .boundTo(key.verifyingKey());
      byte[] credential = authority.issuer().issueBytes(draft);
      String code = new HolderPhone(key, credential).present(TestAuthority.NOW).reveal();
      CyclicBarrier together = new CyclicBarrier(2);
      List<Reason> reasons = new CopyOnWriteArrayList<>();
      List<Callable<Void>> both = new ArrayList<>();
      for (Gate gate : gates.subList(0, 2)) {
        both.add(
            () -> {
              together.await();
              reasons.add(((Passage) gate.scan(code)).decision().reason());
              return null;
            });
      }
      run(both);
      assertThat(reasons)
          .as("round %d", round)
          .containsExactlyInAnyOrder(Reason.BENEFIT_GRANTED, Reason.PRESENTATION_REPLAYED);
    }
  }

  @Test
  void passageThatWasTakenBack_isNeverReadAgain() throws Exception {
    Gate gate = gates().get(0);
    for (int round = 0; round < 300; round++) {
      String code = authority.issue(70).reveal();
      DecisionId first = ((Passage) gate.scan(code)).id();
      CyclicBarrier together = new CyclicBarrier(2);
      Callable<Void> reading =
          () -> {
            together.await();
            gate.scan(code);
            return null;
          };
      Callable<Void> takingBack =
          () -> {
            together.await();
            gate.annul(first);
            return null;
          };
      run(List.of(reading, takingBack));
      Passage after = (Passage) gate.scan(code);
      assertThat(after.id()).as("round %d", round).isNotEqualTo(first);
      assertThat(after.decision().outcome()).as("round %d", round).isEqualTo(Outcome.ADMIT);
    }
  }

  @Test
  void sameCodeFromTwoScannersOfOneGate_isOnePassage() throws Exception {
    Gate gate = gates().get(0);
    for (int round = 0; round < 300; round++) {
      String code = authority.issue(70).reveal();
      CyclicBarrier together = new CyclicBarrier(2);
      Set<DecisionId> ids = ConcurrentHashMap.newKeySet();
      AtomicInteger fresh = new AtomicInteger();
      Callable<Void> scan =
          () -> {
            together.await();
            Passage passage = (Passage) gate.scan(code);
            ids.add(passage.id());
            fresh.addAndGet(passage.isRepeat() ? 0 : 1);
            return null;
          };
      run(List.of(scan, scan));
      assertThat(ids).as("round %d", round).hasSize(1);
      assertThat(fresh).as("round %d", round).hasValue(1);
    }
  }
}
