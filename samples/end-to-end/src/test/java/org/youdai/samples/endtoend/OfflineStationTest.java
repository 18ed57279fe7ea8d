package org.youdai.samples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.feed.SnapshotFeed;
import org.youdai.gate.Device;
import org.youdai.gate.GateProfile;
import org.youdai.journal.FolderJournal;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.replay.MemoryGuard;
import org.youdai.trust.TrustAnchor;

/** {@code samples/offline-station}: the script, with a real server and a real gate. */
@Timeout(300)
final class OfflineStationTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  @TempDir private Path folder;

  private static void run(String... arguments) throws Exception {
    try (Program program = Program.station(arguments)) {
      assertThat(program.exitCode()).as(program.toString()).isZero();
    }
  }

  private static String mirror(Program station) throws InterruptedException {
    return station.await("Ready: (http://[0-9.:]+/)").group(1) + "lists/";
  }

  private static Gate gate(Path station, String mirror) throws Exception {
    return new Gate(Program.station("gate", station.toString(), "gate-1", mirror));
  }

  @Test
  void stationGoesByItsSticks_andItsJournalsAreCountedAWeekLater() throws Exception {
    Path station = Files.createDirectory(folder.resolve("station"));
    Path stick = Files.createDirectory(folder.resolve("stick"));
    Files.createFile(station.resolve("sandbox"));
    String good;
    String bad;
    try (Issuer issuer = Issuer.start(folder.resolve("authority"))) {
      Files.copy(issuer.root(), station.resolve("root.json"));
      String revoked = issuer.issue(70);
      good = issuer.printed(issuer.issue(65));
      bad = issuer.printed(revoked);
      run("stick", stick.toString(), issuer.lists(), issuer.root().toString());
      try (Program server = Program.station("run", station.toString(), stick.toString(), "0");
          Gate gate = gate(station, mirror(server))) {
        assertThat(gate.decide(bad)).isEqualTo("ADMIT YD-001");
      }
      issuer.press(revoked + "/revoke", "");
      issuer.press("/publish", "");
      run("stick", stick.toString(), issuer.lists(), issuer.root().toString());
    }
    writeAWeekAgo(station.resolve("gate-2-journal"));
    try (Program server = Program.station("run", station.toString(), stick.toString(), "0");
        Gate gate = gate(station, mirror(server))) {
      assertThat(gate.decideOnceUpdated(bad, "ADMIT YD-001")).isEqualTo("ASSIST YD-701");
      Files.move(stick.resolve("lists.ydb"), folder.resolve("home.ydb")); // pulled out
      assertThat(gate.decide(good)).isEqualTo("ADMIT YD-001");
    }
    countedAtHome(station);
  }

  /** The gate's clock, and all that it writes down, is that of last week. */
  private static void writeAWeekAgo(Path journalFolder) throws Exception {
    Device device =
        new Device(
            Clock.offset(Clock.systemUTC(), Duration.ofDays(-7)),
            System::nanoTime,
            new SecureRandom());
    try (SnapshotFeed none =
            SnapshotFeed.ofFolder(journalFolder, TrustAnchor.of(new byte[0]), device.clock());
        FolderJournal journal =
            FolderJournal.open(
                journalFolder, FolderJournal.Options.STANDARD, device.clock(), device.random());
        org.youdai.gate.Gate gate =
            new org.youdai.gate.Gate(
                GateProfile.of(
                    VenueProfile.of("ferry", VenueCategory.TRANSIT, Ownership.GOVERNMENT)),
                none,
                MemoryGuard.remembering(8, device.nanos()),
                journal,
                device)) {
      gate.scan("YD1:6BF");
    }
    assertThat(FolderJournal.verify(journalFolder).lines()).isEqualTo(1);
  }

  private void countedAtHome(Path station) throws Exception {
    Path home = folder.resolve("home");
    try (Server server =
        Server.start(home, folder.resolve("home.ydb").toString(), station.resolve("root.json"))) {
      Path key = Files.writeString(folder.resolve("key"), server.key("GATE", "*"));
      for (String gate : new String[] {"gate-1", "gate-2"}) {
        run(
            "upload",
            station.toString(),
            gate,
            server.uri("/v1/journal").toString(),
            key.toString());
      }
      LocalDate today = LocalDate.ofInstant(Instant.now(), CHINA);
      assertThat(server.reportedVenues(today.toString())).containsOnly("bus-12");
      assertThat(server.reportedVenues(today.minusDays(7).toString())).containsOnly("ferry");
    }
  }
}
