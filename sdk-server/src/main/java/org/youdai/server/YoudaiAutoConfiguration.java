package org.youdai.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.youdai.TrustedTime;
import org.youdai.Verifier;
import org.youdai.decision.Rejection;
import org.youdai.feed.FeedEvent;
import org.youdai.feed.FolderStore;
import org.youdai.feed.HttpSource;
import org.youdai.feed.ListStore;
import org.youdai.feed.SnapshotFeed;
import org.youdai.gate.Device;
import org.youdai.gate.Gate;
import org.youdai.gate.GateProfile;
import org.youdai.journal.FolderJournal;
import org.youdai.journal.Journal;
import org.youdai.replay.MemoryGuard;
import org.youdai.replay.ReplayGuard;
import org.youdai.trust.TrustAnchor;

/** Gives a Spring Boot application a {@link Verifier} whose signed lists stay up to date. */
@AutoConfiguration
@EnableConfigurationProperties(YoudaiProperties.class)
public class YoudaiAutoConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(YoudaiAutoConfiguration.class);

  /** A feed and what updates it, unless the application has a feed of its own. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingBean(SnapshotFeed.class)
  static class Updates {
    /** How often a place on this machine is looked at, which costs its publisher nothing. */
    private static final Duration LOCAL = Duration.ofSeconds(30);

    /** How long the application's start may wait for its first lists. */
    private static final Duration FIRST = Duration.ofSeconds(10);

    private final YoudaiProperties properties;
    private final ListsLocation from;

    Updates(YoudaiProperties properties) {
      this.properties = properties;
      this.from = ListsLocation.of(properties.lists());
    }

    /** Returns the pinned root; one that cannot be read trusts nobody. */
    @Bean
    @ConditionalOnMissingBean
    TrustAnchor trustAnchor() {
      try {
        byte[] root = Files.readAllBytes(Path.of(properties.root()));
        return properties.sandbox() ? TrustAnchor.of(root) : TrustAnchor.production(root);
      } catch (IOException unreadable) {
        LOG.warn("youdai.root cannot be read: {}", unreadable.toString());
        return TrustAnchor.production(new byte[0]);
      }
    }

    /**
     * Returns the feed, with what its store has kept. Lists that are missing or not right leave it
     * empty: then every decision hands over to staff, and the log says what is wrong.
     */
    @Bean
    SnapshotFeed snapshotFeed(TrustAnchor anchor) {
      ListStore store =
          properties.store().isEmpty() ? from.store() : FolderStore.of(Path.of(properties.store()));
      SnapshotFeed feed =
          SnapshotFeed.open(
              anchor, from.source(HttpSource.Options.STANDARD), store, Clock.systemUTC());
      feed.listen(new UpdateLog(from));
      return feed;
    }

    /**
     * Returns the thread that updates the feed. No default candidate: it must not be taken for an
     * executor of the application's own.
     */
    @Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
    ScheduledExecutorService youdaiUpdates(SnapshotFeed feed) throws InterruptedException {
      ScheduledThreadPoolExecutor executor =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, "youdai-updates");
                thread.setDaemon(true);
                return thread;
              });
      CountDownLatch first = new CountDownLatch(1);
      feed.listen(
          event -> {
            if (event instanceof FeedEvent.Finished) {
              first.countDown();
            }
          });
      if (from instanceof ListsLocation.Web) {
        feed.start(executor, new SecureRandom());
      } else {
        Future<?> unused = // it reports for itself, and ends with the executor
            executor.scheduleWithFixedDelay(
                () -> updateOrReport(feed), 0, LOCAL.toSeconds(), TimeUnit.SECONDS);
      }
      if (!feed.get().isSynced() && !first.await(FIRST.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("lists of {}: still waiting for the first ones", from);
      }
      return executor;
    }

    /** A task that throws would never run again. */
    private static void updateOrReport(SnapshotFeed feed) {
      try {
        feed.update();
      } catch (RuntimeException bug) {
        LOG.error("an update of the lists broke down", bug);
      }
    }
  }

  /** Returns what this machine supplies. */
  @Bean
  @ConditionalOnMissingBean
  public Device device() {
    return new Device(Clock.systemUTC(), System::nanoTime, new SecureRandom());
  }

  /** Returns a verifier on the system's clock. */
  @Bean
  @ConditionalOnMissingBean
  public Verifier verifier(SnapshotFeed feed, Device device) {
    return new Verifier(feed, TrustedTime.of(device.clock(), device.nanos()), device.random());
  }

  /** A gate, for an application that names a venue. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty("youdai.venue")
  static class OneGate {
    @Bean
    @ConditionalOnMissingBean
    ReplayGuard replayGuard(Device device) {
      return MemoryGuard.remembering(MemoryGuard.ONE_GATE, device.nanos());
    }

    @Bean
    @ConditionalOnMissingBean
    Journal journal(YoudaiProperties properties, Device device) throws IOException {
      return properties.journal().isEmpty()
          ? Journal.none()
          : FolderJournal.open(
              Path.of(properties.journal()),
              FolderJournal.Options.STANDARD,
              device.clock(),
              device.random());
    }

    /**
     * Returns the gate.
     *
     * @throws IllegalArgumentException if the venue's file cannot be used; it names the place
     */
    @Bean
    @ConditionalOnMissingBean
    Gate gate(
        YoudaiProperties properties,
        SnapshotFeed feed,
        ReplayGuard guard,
        Journal journal,
        Device device)
        throws IOException {
      try {
        GateProfile profile = GateProfile.parse(Files.readAllBytes(Path.of(properties.venue())));
        return new Gate(profile.named(properties.gate()), feed, guard, journal, device);
      } catch (Rejection refused) {
        throw new IllegalArgumentException(
            "youdai.venue: " + properties.venue() + ": " + refused.where(), refused);
      }
    }
  }

  /** Health for an application that shows it. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  static class Healths {
    /** One by the standard choices; the runnable server has its own, by its venues'. */
    @Bean
    @ConditionalOnMissingBean(name = {"youdaiListsHealthIndicator", "listsHealthIndicator"})
    ListsHealth youdaiListsHealthIndicator(SnapshotFeed feed, Device device) {
      return new ListsHealth(feed, device.clock());
    }

    @Bean
    @ConditionalOnProperty("youdai.venue")
    @ConditionalOnMissingBean(name = "youdaiGateHealthIndicator")
    GateHealth youdaiGateHealthIndicator(Gate gate, Journal journal) {
      return new GateHealth(gate, journal);
    }
  }
}
