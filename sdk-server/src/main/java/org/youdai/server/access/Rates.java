package org.youdai.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How many requests are let through. A caller with a key has a bucket of its own, so that a flood
 * from elsewhere takes nothing away from it; what comes without a valid one shares by its address.
 */
final class Rates {
  private static final int MOST_BUCKETS = 10_000;
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

  /** How many addresses at once may fail as much as one may. */
  private static final int ADDRESSES = 10;

  private final AccessProperties settings;
  private final Cache<String, Bucket> ofKeys = buckets();
  private final Cache<String, Bucket> ofAddresses = buckets();
  private final Bucket ofAllAddresses;
  private final Counter limited;
  private final Counter limitedFailures;

  Rates(AccessProperties settings, MeterRegistry meters) {
    this.settings = settings;
    AccessProperties.Failed failed = settings.failed();
    this.ofAllAddresses = bucket(failed.perSecond() * ADDRESSES, failed.burst() * ADDRESSES);
    this.limited = meters.counter("youdai.requests.limited", "of", "key");
    this.limitedFailures = meters.counter("youdai.requests.limited", "of", "address");
  }

  private static Cache<String, Bucket> buckets() {
    return Caffeine.newBuilder()
        .maximumSize(MOST_BUCKETS)
        .expireAfterAccess(FORGOTTEN_AFTER)
        .build();
  }

  private static Bucket bucket(long perSecond, long burst) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .build();
  }

  private Bucket of(Caller caller) {
    return ofKeys.get(
        caller.id(),
        id ->
            switch (caller.role()) {
              case GATE -> bucket(settings.gate().perSecond(), settings.gate().burst());
              case STAFF -> bucket(settings.staff().perSecond(), settings.staff().burst());
              case OPERATOR -> bucket(settings.operator().perSecond(), settings.operator().burst());
            });
  }

  /** Takes a request of a caller's; returns how long to wait if there are too many. */
  Optional<Duration> take(Caller caller) {
    return take(of(caller), limited);
  }

  /** Charges requests that were found to be in one that is through: later ones wait for it. */
  void charge(Caller caller, long requests) {
    if (requests > 0) {
      of(caller).consumeIgnoringRateLimits(requests);
    }
  }

  /** Takes a request without a valid key; returns how long to wait if there are too many. */
  Optional<Duration> takeFailed(InetAddress from) {
    Bucket one =
        ofAddresses.get(
            network(from),
            address -> bucket(settings.failed().perSecond(), settings.failed().burst()));
    return take(one, limitedFailures).or(() -> take(ofAllAddresses, limitedFailures));
  }

  /** Whoever has one address of IPv6 has the 2^64 of its network. */
  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
  }

  private static Optional<Duration> take(Bucket bucket, Counter counter) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (probe.isConsumed()) {
      return Optional.empty();
    }
    counter.increment();
    return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }
}
