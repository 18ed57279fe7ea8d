package org.youdai.samples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
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
    try (Gate gate = new Gate()) {
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
    try (Gate gate = new Gate()) { // which asks the mirror when it is started
      gate.awaitReason(issuer.printed(stolen), "ASSIST " + REVOKED);
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
    try (Gate gate = new Gate()) { // what it has kept pins the old root still, and follows
      gate.awaitReason(fresh, "ADMIT " + GRANTED);
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

  /** The sample gate, which is killed when it is closed, and goes on with what is on its disk. */
  private final class Gate implements AutoCloseable {
    private final Program program;

    Gate() throws IOException, InterruptedException {
      Path key = Files.writeString(folder.resolve("gate.key"), gateKey);
      program =
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
              "--upload-key=" + key);
      program.await("The gate is ready");
    }

    /** Returns outcome and reason. */
    String decide(String text) throws InterruptedException {
      program.type(text);
      return program.await("(ADMIT|CHARGE|RETRY|ASSIST) +(YD-\\d+)").group().replaceAll(" +", " ");
    }

    /** Its update is under way when it is ready. */
    void awaitReason(String text, String expected) throws InterruptedException {
      List<String> passing = List.of("ADMIT " + GRANTED, "ASSIST " + KEY_UNKNOWN);
      String said = decide(text);
      for (int i = 0; i < 30 && passing.contains(said) && !said.equals(expected); i++) {
        LockSupport.parkNanos(Duration.ofMillis(2100).toNanos()); // the same code is one within 2 s
        said = decide(text);
      }
      assertThat(said).isEqualTo(expected);
    }

    @Override
    public void close() {
      program.close();
    }
  }
}
