package org.youdai.samples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sandbox authority, the server with its mirror and its page, and a gate that knows the mirror
 * alone: real processes on this machine.
 */
@Timeout(300)
final class EndToEndTest {
  private static final String GRANTED = "YD-001";
  private static final String REVOKED = "YD-701";
  private static final String KEY_UNKNOWN = "YD-401";
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  @TempDir private Path folder;
  private Issuer issuer;
  private Server server;
  private String gateKey = "";

  @Test
  void revocationRotationOutageAndRecovery_reachGateServerAndPage() throws Exception {
    try (Issuer started = Issuer.start(folder.resolve("authority"));
        Server over = Server.start(folder.resolve("server"), started.lists(), started.root());
        StaffPage page = StaffPage.open(over.uri("/"), over.key("STAFF", "museum"))) {
      issuer = started;
      server = over;
      gateKey = over.key("GATE", "*");
      String good = issuer.printed(issuer.issue(65));
      String stolen = issuer.issue(70);
      everybodyAdmits(page, good, stolen);
      revocationIsPushed(page, stolen);
      String fresh = keysAreRotatedAndTheAuthorityIsAway(page);
      authorityComesBack(page, good, fresh);
      gatesDecisionsAreCounted();
    }
  }

  private void everybodyAdmits(StaffPage page, String good, String stolen) throws Exception {
    assertThat(server.decide(gateKey, "bus", good)).isEqualTo(GRANTED);
    assertThat(page.decide(issuer.live(stolen))).isEqualTo(GRANTED);
    try (Gate gate = gate()) {
      assertThat(gate.decide(good)).isEqualTo("ADMIT " + GRANTED);
      assertThat(gate.decide(issuer.live(stolen))).isEqualTo("ADMIT " + GRANTED);
    }
  }

  /** The operator does not wait: fetches a bundle and gives it to the server. */
  private void revocationIsPushed(StaffPage page, String stolen) throws Exception {
    issuer.press(stolen + "/revoke", "");
    issuer.press("/publish", "");
    Path bundle = folder.resolve("lists.ydb");
    try (Program export =
        Program.youdai(
            "bundle", "export", issuer.lists(), bundle.toString(), "--root=" + issuer.root())) {
      assertThat(export.exitCode()).isZero();
    }
    byte[] bytes = Files.readAllBytes(bundle);
    server.send(server.post("/v1/lists", server.operator(), bytes, "application/octet-stream"));
    assertThat(server.decide(gateKey, "bus", issuer.printed(stolen))).isEqualTo(REVOKED);
    assertThat(page.decide(issuer.live(stolen))).isEqualTo(REVOKED);
    try (Gate gate = gate()) { // which asks the mirror when it is started
      assertThat(gate.decideOnceUpdated(issuer.printed(stolen), "ADMIT " + GRANTED))
          .isEqualTo("ASSIST " + REVOKED);
    }
  }

  /** Returns a certificate by the new key, of which nobody here knows yet. */
  private String keysAreRotatedAndTheAuthorityIsAway(StaffPage page) throws Exception {
    String old = issuer.printed(issuer.issue(80));
    String other = issuer.printed(issuer.issue(75));
    issuer.press("/keys/renew", "");
    issuer.press("/keys/root", "");
    String fresh = issuer.printed(issuer.issue(60));
    issuer.kill();
    server.killAndStart();
    assertThat(server.decide(gateKey, "bus", old)).isEqualTo(GRANTED);
    assertThat(page.decide(other)).isEqualTo(GRANTED);
    assertThat(server.decide(gateKey, "bus", fresh)).isEqualTo(KEY_UNKNOWN);
    return fresh;
  }

  private void authorityComesBack(StaffPage page, String good, String fresh) throws Exception {
    issuer.startAgain(); // and publishes what it had no time for
    awaitReason(fresh);
    assertThat(page.decide(fresh)).isEqualTo(GRANTED);
    try (Gate gate = gate()) { // what it has kept pins the old root still, and follows
      assertThat(gate.decideOnceUpdated(fresh, "ASSIST " + KEY_UNKNOWN))
          .isEqualTo("ADMIT " + GRANTED);
      assertThat(gate.decide(good)).isEqualTo("ADMIT " + GRANTED);
    }
  }

  /** The server tries again by itself within half a minute. */
  private void awaitReason(String text) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (server.decide(gateKey, "bus", text).equals(KEY_UNKNOWN)) {
      assertThat(System.nanoTime()).as("the server has not recovered").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
    }
  }

  /**
   * The gate sends its journal on when it is started, so the last one has sent what others wrote.
   */
  private void gatesDecisionsAreCounted() throws IOException, InterruptedException {
    String today = LocalDate.now(CHINA).toString();
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!server.reportedVenues(today).contains("bus-12")) {
      assertThat(System.nanoTime()).as("no journal has come").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    assertThat(server.reportedVenues(today)).contains("bus", "museum");
  }

  /** A gate that knows the mirror alone, and goes on with what the one before has kept. */
  private Gate gate() throws IOException, InterruptedException {
    Path key = Files.writeString(folder.resolve("gate.key"), gateKey);
    return new Gate(
        Program.fareGate(
            "--headless",
            "--cold",
            "--stdin",
            "--sandbox",
            "--lang=en",
            "--lists=" + server.uri("/lists/"),
            "--root=" + issuer.root(),
            "--store=" + folder.resolve("gate-store"),
            "--journal=" + folder.resolve("gate-journal"),
            "--upload=" + server.uri("/v1/journal"),
            "--upload-key=" + key));
  }
}
