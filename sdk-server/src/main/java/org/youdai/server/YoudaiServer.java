package org.youdai.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.youdai.feed.SnapshotFeed;
import org.youdai.gate.Device;
import org.youdai.gate.Passages;
import org.youdai.journal.FolderJournal;
import org.youdai.replay.ReplayGuard;
import org.youdai.server.access.AccessConfiguration;
import org.youdai.server.api.ApiConfiguration;
import org.youdai.server.ledger.LedgerConfiguration;
import org.youdai.server.mirror.MirrorConfiguration;
import org.youdai.server.observe.ObserveConfiguration;
import org.youdai.server.page.PageConfiguration;
import org.youdai.server.shared.SharedConfiguration;
import org.youdai.server.venue.Gates;
import org.youdai.server.venue.Venues;

/** The runnable server. It listens on this machine alone unless {@code server.address} is set. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableConfigurationProperties(ServerProperties.class)
@Import({
  AccessConfiguration.class,
  ApiConfiguration.class,
  LedgerConfiguration.class,
  MirrorConfiguration.class,
  ObserveConfiguration.class,
  PageConfiguration.class,
  SharedConfiguration.class,
})
public class YoudaiServer {
  /** So many decisions wait for the disk at once. */
  private static final int QUEUE = 100_000;

  /** Some 20,000 decisions: where a segment ends, everybody waits for the disk several times. */
  private static final int SEGMENT = 8 << 20;

  private static final long FOLDER = 256L << 20;

  /** So many go to the database at once, which is quicker than a few at a time. */
  private static final int BATCH = 10_000;

  /** Starts the server with settings such as {@code server.port}. */
  public static ConfigurableApplicationContext start(Map<String, Object> settings) {
    SpringApplication application = new SpringApplication(YoudaiServer.class);
    application.setDefaultProperties(defaults());
    String[] arguments =
        settings.entrySet().stream()
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new);
    return application.run(arguments);
  }

  private static Properties defaults() {
    Properties defaults = new Properties();
    try (InputStream in = YoudaiServer.class.getResourceAsStream("server.properties")) {
      defaults.load(Objects.requireNonNull(in));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return defaults;
  }

  @Bean
  Venues venues(ServerProperties settings) throws IOException {
    return settings.venues().isEmpty() ? Venues.standard() : Venues.in(Path.of(settings.venues()));
  }

  @Bean
  FolderJournal journal(ServerProperties settings, Device device) throws IOException {
    return FolderJournal.open(
        settings.data().resolve("journal"),
        FolderJournal.Options.STANDARD.withQueue(QUEUE).withBatch(BATCH).withBytes(SEGMENT, FOLDER),
        device.clock(),
        device.random());
  }

  @Bean
  Gates gates(
      Venues venues,
      SnapshotFeed lists,
      ReplayGuard guard,
      Passages passages,
      FolderJournal journal,
      Device device) {
    return new Gates(venues, lists, guard, passages, journal, device);
  }
}
