package org.youdai.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.youdai.ListSource;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.feed.FolderSource;
import org.youdai.status.StatusList;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustAnchor;

/**
 * Two publications of a whole province in a folder: sixteen cities, and status lists of which 3 %
 * are revoked at random. Between the two lies a day.
 */
final class Province {
  /** Lists for 22 million certificates. */
  static final int LISTS = 21;

  /** A day's changes, the smaller part of which make a certificate valid again. */
  static final int TOGGLES = 3_000;

  private static final int REINSTATED = 30;
  private static final int CITIES = 16;

  /** The last 24 publications have a delta of their own. */
  private static final int OFTEN = 27;

  private static final double REVOKED = 0.03;
  private static final long SEED = 22;

  private final Path folder;

  private Province(Path folder) {
    this.folder = folder;
  }

  /** Returns the province that was published in {@code folder}. */
  static Province in(Path folder) {
    return new Province(folder);
  }

  /** Publishes a province of as many status lists in {@code folder}; the same one every time. */
  static Province publish(Path folder, int lists) throws IOException {
    SandboxAuthority authority = authority(lists);
    Random random = new Random(SEED);
    BitSet revoked = new BitSet();
    int slots = lists * StatusList.MOST_ENTRIES;
    turn(authority, revoked, random, slots, true, (int) (slots * REVOKED));
    write(folder.resolve("1"), authority.publish(GenuineCodes.NOW.minus(Duration.ofDays(1))));
    turn(authority, revoked, random, slots, true, TOGGLES - REINSTATED);
    turn(authority, revoked, random, slots, false, REINSTATED);
    write(folder.resolve("2"), authority.publish(GenuineCodes.NOW));
    return new Province(folder);
  }

  /**
   * Publishes a province so often that only a way by two deltas leads from the first publication to
   * the last. Its lists are nearly empty, which makes no difference to a gate's memory.
   */
  static Province publishOften(Path folder, int lists) throws IOException {
    SandboxAuthority authority = authority(lists);
    for (int minute = 0; minute < OFTEN; minute++) {
      authority.mark(0, minute, true);
      Map<String, byte[]> files =
          authority.publish(GenuineCodes.NOW.minus(Duration.ofMinutes(OFTEN - minute)));
      write(folder.resolve("2"), files);
      if (minute == 0) {
        write(folder.resolve("1"), files);
      }
    }
    return new Province(folder);
  }

  private static SandboxAuthority authority(int lists) {
    SandboxAuthority authority =
        SandboxAuthority.create(
            SignatureAlgorithm.SM2,
            PolicyLibrary.policy("shandong"),
            GenuineCodes.NOW.minus(Duration.ofDays(1)),
            GenuineCodes.seeded(),
            lists);
    for (int city = 1; city <= CITIES; city++) {
      Issuer issuer = new Issuer(Integer.toString(370_000 + 100 * city), "某市", "A city");
      authority.addIssuer(issuer, SignatureAlgorithm.SM2, GenuineCodes.NOW);
    }
    return authority;
  }

  /** Turns so many entries, of those that are not so yet. */
  private static void turn(
      SandboxAuthority authority,
      BitSet revoked,
      Random random,
      int slots,
      boolean isRevoked,
      int count) {
    for (int left = count; left > 0; ) {
      int slot = random.nextInt(slots);
      if (revoked.get(slot) != isRevoked) {
        revoked.set(slot, isRevoked);
        int list = slot / StatusList.MOST_ENTRIES;
        authority.mark(list, slot % StatusList.MOST_ENTRIES, isRevoked);
        left--;
      }
    }
  }

  private static void write(Path folder, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  TrustAnchor anchor() throws IOException {
    return TrustAnchor.of(Files.readAllBytes(folder.resolve("1/root.json")));
  }

  ListSource yesterday() {
    return FolderSource.of(folder.resolve("1"));
  }

  /** Returns what is published today: for who has yesterday's lists, there is a delta. */
  ListSource today() {
    return FolderSource.of(folder.resolve("2"));
  }

  /** Returns what is published today to whom no delta helps, so that all lists come anew. */
  ListSource todayWithoutDelta() {
    ListSource today = today();
    return (name, atMost) ->
        name.startsWith("deltas/") ? Optional.empty() : today.read(name, atMost);
  }

  byte[] delta() throws IOException {
    return Files.readAllBytes(folder.resolve("2/deltas/1-2.ydd"));
  }
}
