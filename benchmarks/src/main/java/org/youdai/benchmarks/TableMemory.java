package org.youdai.benchmarks;

import java.io.PrintStream;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.youdai.authority.SigningKey;
import org.youdai.credential.DocumentKind;
import org.youdai.decision.Rejection;
import org.youdai.profile.IssuerKeys;
import org.youdai.trust.Issuer;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustList;

/**
 * How much memory do the prepared keys of forty issuers take, tables and all? A process of its own,
 * with the serial collector; prints the bytes.
 *
 * <pre>{@code
 * benchmarks/java -XX:+UseSerialGC org.youdai.benchmarks.TableMemory
 * }</pre>
 */
final class TableMemory {
  /** As many as a province with its cities, and both keys of each while it is renewed. */
  static final int KEYS = 40;

  private static final int QUIET_LOOKS = 20;
  private static final long BETWEEN_LOOKS = 100;
  private static final long NOISE = 16 * 1024;

  private TableMemory() {}

  /** Takes nothing. */
  public static void main(String[] args) throws Rejection, InterruptedException {
    LiveHeap heap = new LiveHeap();
    long before = heap.look(); // what the curves have for themselves counts as well
    IssuerKeys keys = IssuerKeys.of(trust());
    keys.makeTables();
    try {
      long held = settled(heap) - before;
      new PrintStream(System.out, true, StandardCharsets.US_ASCII).println(held);
    } finally {
      Reference.reachabilityFence(keys);
    }
  }

  /** Looks until nothing changes any more: tables are built in the background. */
  private static long settled(LiveHeap heap) throws InterruptedException {
    long last = heap.look();
    for (int quiet = 0; quiet < QUIET_LOOKS; ) {
      Thread.sleep(BETWEEN_LOOKS);
      long now = heap.look();
      quiet = Math.abs(now - last) < NOISE ? quiet + 1 : 0;
      last = now;
    }
    return last;
  }

  private static TrustList trust() {
    SecureRandom random = GenuineCodes.seeded();
    List<IssuerKey> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      // Both curves that have tables.
      SignatureAlgorithm algorithm = i % 2 == 0 ? SignatureAlgorithm.SM2 : SignatureAlgorithm.ES256;
      SigningKey key = SigningKey.generate(algorithm, random);
      keys.add(
          new IssuerKey(
              key.kid(),
              key.verifyingKey(),
              new Issuer("370100", "", ""),
              GenuineCodes.YEAR,
              Optional.empty(),
              DocumentKind.SIGNED));
    }
    Instant now = GenuineCodes.NOW;
    return new TrustList(1, now, now.plusSeconds(1), keys, List.of(), Set.of());
  }
}
