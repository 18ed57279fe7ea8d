package org.youdai.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.TrustedTime;
import org.youdai.Verifier;
import org.youdai.authority.SandboxAuthority;
import org.youdai.credential.Validity;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.Outcome;
import org.youdai.decision.Reason;
import org.youdai.feed.SnapshotFeed.Result;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.status.Freshness;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustAnchor;

/**
 * A month of one authority and two gates, a day a step: one that is online, and one that is not
 * from the 6th to the 14th. What happens when stands in {@link #theAuthorityActs} and in {@link
 * #expected}; every gate decides on every code every day.
 */
final class MonthTest {
  private static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int LAST_DAY = 30;

  private final SandboxAuthority authority =
      TestAuthority.create(83, SignatureAlgorithm.SM2, SignatureAlgorithm.ES256).authority;
  private final TrustAnchor anchor = authority.anchor();
  private final Map<String, byte[]> published = new LinkedHashMap<>();
  private final Map<String, QrText> codes = new LinkedHashMap<>();
  private int today;
  @TempDir private Path folder;

  private static Instant noon(int day) {
    return TestAuthority.NOW.plus(DAY.multipliedBy(day));
  }

  private QrText issue(int issuer, Instant at) {
    return authority.issue(issuer, 60, at, new Validity(at, at.plus(Duration.ofDays(100))));
  }

  /** A gate: its store, its clock, its line to the publisher. */
  private final class Gate implements AutoCloseable {
    private final Path store;
    private final List<String> asked = new ArrayList<>();
    private boolean isOnline = true;
    private Duration clockError = Duration.ZERO;
    private SnapshotFeed feed;
    private Verifier verifier;
    private int knowledge;

    Gate(String name) {
      store = folder.resolve(name);
      feed = newFeed();
      verifier = newVerifier();
    }

    private SnapshotFeed newFeed() {
      InstantSource clock = () -> noon(today).plus(clockError);
      return SnapshotFeed.open(
          anchor, this::read, FolderStore.of(store), clock.withZone(ZoneOffset.UTC));
    }

    private Verifier newVerifier() {
      InstantSource clock = () -> noon(today).plus(clockError);
      TrustedTime time =
          TrustedTime.of(clock.withZone(ZoneOffset.UTC), () -> DAY.toNanos() * today);
      return new Verifier(feed, time, new Random(1));
    }

    private Optional<byte[]> read(String name, int atMost) throws IOException {
      if (!isOnline) {
        throw new IOException("the line is dead");
      }
      asked.add(name);
      return Optional.ofNullable(published.get(name));
    }

    void restart() throws IOException {
      feed.close();
      feed = newFeed();
      verifier = newVerifier();
    }

    SnapshotFeed.Update update() {
      asked.clear();
      SnapshotFeed.Update update = feed.update();
      if (update.result() == Result.UPDATED) {
        knowledge = today;
      }
      return update;
    }

    Decision decide(String code) {
      return verifier.verify(codes.getOrDefault(code, QrText.of("")), BUS);
    }

    @Override
    public void close() throws IOException {
      feed.close();
    }
  }

  private void theAuthorityActs() {
    Instant now = noon(today);
    switch (today) {
      case 3 -> assertThat(authority.revoke(codes.get("revoked on the 3rd"))).isEmpty();
      case 5 -> assertThat(authority.revoke(codes.get("mistaken from 5th to 8th"))).isEmpty();
      case 8 -> assertThat(authority.reinstate(codes.get("mistaken from 5th to 8th"))).isEmpty();
      case 10 -> authority.rotateRoot(now.minusSeconds(3600));
      case 12 -> assertThat(authority.kill(codes.get("killed on the 12th"))).isEmpty();
      case 16 -> {
        authority.renewIssuerKey(0, now);
        codes.put("issued on the 16th", issue(0, now));
      }
      case 18 -> authority.revokeIssuerKey(1, now.minusSeconds(3600));
      case 22 -> authority.rotateManifestKey(now.minusSeconds(3600));
      default -> authority.mark(1, 100 + today, true); // somebody else's
    }
    authority.mark(0, 1000 + today, true);
    published.putAll(authority.publish(now.minusSeconds(1800)));
  }

  /** What a gate says of a code if it knows all that was published until {@code day}. */
  private static Reason expected(String code, int day) {
    return switch (code) {
      case "revoked on the 3rd" -> day >= 3 ? Reason.REVOKED : Reason.BENEFIT_GRANTED;
      case "mistaken from 5th to 8th" ->
          day >= 5 && day < 8 ? Reason.REVOKED : Reason.BENEFIT_GRANTED;
      case "killed on the 12th" -> day >= 12 ? Reason.KILLED : Reason.BENEFIT_GRANTED;
      case "issued on the 16th" -> day >= 16 ? Reason.BENEFIT_GRANTED : Reason.ISSUER_UNKNOWN;
      case "key stolen on the 18th" ->
          day >= 18 ? Reason.ISSUER_KEY_REVOKED : Reason.BENEFIT_GRANTED;
      default -> Reason.BENEFIT_GRANTED;
    };
  }

  private void assertDecisions(Gate gate, ClockState clock) {
    int age = today - gate.knowledge;
    for (String code : codes.keySet()) {
      Decision decision = gate.decide(code);
      Reason reason = expected(code, gate.knowledge);
      boolean comesFirst = reason == Reason.ISSUER_UNKNOWN || reason == Reason.KILLED;
      assertThat(decision.reason())
          .as("day %d, %s, as of day %d", today, code, gate.knowledge)
          .isEqualTo(age >= 7 && !comesFirst ? Reason.LISTS_TOO_OLD : reason);
      assertThat(decision.circumstances().freshness()).isEqualTo(freshness(age));
      assertThat(decision.circumstances().clock()).isEqualTo(clock);
    }
  }

  private static Freshness freshness(int days) {
    return days < 3
        ? Freshness.STALE_OK // published half an hour ago, with a ttl of a quarter
        : days < 7 ? Freshness.STALE_WARN : Freshness.TOO_OLD;
  }

  @Test
  void everyDay_everyGateDecidesAsItsKnowledgeGoes() throws IOException {
    Instant before = noon(0).minus(DAY);
    for (String code :
        List.of("good", "revoked on the 3rd", "mistaken from 5th to 8th", "killed on the 12th")) {
      codes.put(code, issue(0, before));
    }
    codes.put("key stolen on the 18th", issue(1, before));
    try (Gate online = new Gate("online");
        Gate offline = new Gate("offline")) {
      for (today = 0; today <= LAST_DAY; today++) {
        theAuthorityActs();
        offline.isOnline = today < 6 || today > 14;
        assertThat(online.update().problem()).as("day %d", today).isEmpty();
        assertThat(offline.update().problem().map(Snapshot.Refused::reason))
            .as("day %d", today)
            .isEqualTo(
                offline.isOnline ? Optional.empty() : Optional.of(Reason.SOURCE_UNREACHABLE));
        assertDecisions(online, ClockState.PLAUSIBLE);
        assertDecisions(offline, ClockState.PLAUSIBLE);
        switch (today) {
          case 13 -> offline.restart(); // while it is offline, and its lists are too old
          case 15 -> catchesUpInOneStep(offline);
          case 24 -> clockFaults(online);
          default -> {}
        }
      }
      assertThat(online.feed.get().ratchet()).isEqualTo(offline.feed.get().ratchet());
      assertThat(online.feed.get().ratchet().root()).isEqualTo(3);
    }
  }

  /** Nine days, a root rotation and a kill behind: six files, none of them a status list. */
  private static void catchesUpInOneStep(Gate gate) {
    assertThat(gate.asked)
        .containsExactly(
            "root/2.json", "root/3.json", "manifest.json", "trust.json", "deltas/6-16.ydd");
    assertThat(gate.feed.health().failures()).isZero();
  }

  private void clockFaults(Gate gate) throws IOException {
    gate.clockError = Duration.between(noon(today), Instant.EPOCH); // a dead battery, in service
    assertDecisions(gate, ClockState.SUSPECT);
    gate.restart(); // and at boot
    for (String code : codes.keySet()) {
      Decision decision = gate.decide(code);
      assertThat(decision.reason()).isEqualTo(Reason.CLOCK_SUSPECT);
      assertThat(decision.outcome()).isEqualTo(Outcome.RETRY);
    }
    assertThat(gate.update().problem().map(Snapshot.Refused::reason))
        .contains(Reason.CLOCK_SUSPECT);
    gate.clockError = Duration.ZERO;
    assertDecisions(gate, ClockState.PLAUSIBLE);
    gate.clockError = Duration.ofDays(400); // set wrongly, in service
    assertThat(gate.decide("good").reason()).isEqualTo(Reason.CLOCK_SUSPECT);
    gate.clockError = Duration.ZERO;
    assertDecisions(gate, ClockState.PLAUSIBLE);
  }
}
