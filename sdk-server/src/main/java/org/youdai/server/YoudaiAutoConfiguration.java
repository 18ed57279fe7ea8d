package org.youdai.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.youdai.Snapshot;
import org.youdai.TrustedTime;
import org.youdai.Verifier;
import org.youdai.feed.SnapshotFeed;
import org.youdai.trust.TrustAnchor;

/** Gives a Spring Boot application a {@link Verifier} that goes by a folder of signed lists. */
@AutoConfiguration
@EnableConfigurationProperties(YoudaiProperties.class)
public class YoudaiAutoConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(YoudaiAutoConfiguration.class);

  /**
   * Returns the feed, read once. A folder that is missing or not right leaves it empty: then every
   * decision hands over to staff, and the log says what to do.
   */
  @Bean
  @ConditionalOnMissingBean
  public SnapshotFeed snapshotFeed(YoudaiProperties properties) {
    byte[] root = new byte[0];
    try {
      root = Files.readAllBytes(Path.of(properties.root()));
    } catch (IOException unreadable) {
      LOG.warn("youdai.root cannot be read: {}", unreadable.toString());
    }
    SnapshotFeed feed =
        SnapshotFeed.ofFolder(Path.of(properties.lists()), TrustAnchor.of(root), Clock.systemUTC());
    Optional<Snapshot.Refused> refused = feed.update().problem();
    if (refused.isPresent()) {
      LOG.warn("youdai.lists is not used: {} {}", refused.get().reason(), refused.get().where());
    }
    return feed;
  }

  /** Returns a verifier on the system's clock. */
  @Bean
  @ConditionalOnMissingBean
  public Verifier verifier(SnapshotFeed feed) {
    return new Verifier(
        feed, TrustedTime.of(Clock.systemUTC(), System::nanoTime), new SecureRandom());
  }
}
