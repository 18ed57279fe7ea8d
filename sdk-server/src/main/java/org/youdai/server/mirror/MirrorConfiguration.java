package org.youdai.server.mirror;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.youdai.ListSource;
import org.youdai.feed.FeedEvent;
import org.youdai.feed.HttpSource;
import org.youdai.feed.SnapshotFeed;
import org.youdai.server.ListsLocation;
import org.youdai.server.ServerProperties;
import org.youdai.server.YoudaiProperties;
import org.youdai.trust.TrustAnchor;

/** The mirror: it takes what the feed has found to be new. */
@Configuration(proxyBeanMethods = false)
@Import(MirrorController.class)
public class MirrorConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(MirrorConfiguration.class);

  @Bean
  Mirror mirror(
      TrustAnchor anchor, SnapshotFeed feed, YoudaiProperties lists, ServerProperties settings) {
    Mirror mirror = Mirror.open(anchor, settings.data().resolve("mirror"));
    ListSource source = ListsLocation.of(lists.lists()).source(HttpSource.Options.STANDARD);
    feed.listen(event -> follow(event, mirror, source));
    return mirror;
  }

  /** On the thread that updates the feed, which is the only one that asks this source. */
  private static void follow(FeedEvent event, Mirror mirror, ListSource source) {
    boolean isNewer =
        event instanceof FeedEvent.Finished finished
            && finished.update().manifestVersion() > mirror.version();
    if (isNewer) {
      try {
        mirror.take(source);
      } catch (IOException unreachable) {
        LOG.warn("mirror: {} cannot be asked: {}", source, unreachable.toString());
      }
    }
  }
}
