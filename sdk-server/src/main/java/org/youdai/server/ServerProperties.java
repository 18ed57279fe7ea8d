package org.youdai.server;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the runnable server, beside those of {@link YoudaiProperties}.
 *
 * @param data {@code youdai.server.data}: the folder for whatever the server keeps: journal, and
 *     the database unless {@code spring.datasource.url} names another
 * @param venues {@code youdai.server.venues}: a folder of venue files ({@code docs/venue.md});
 *     empty for the venues that need no file
 * @param redis {@code youdai.server.redis}: a Redis URI that instances share; empty for one
 *     instance
 * @param remembered {@code youdai.server.remembered}: how long instances that share a Redis
 *     remember a scan by its id, to answer it again or to take it back
 * @param keepLines {@code youdai.server.keep-lines}: for how many days the lines of the journals
 *     are kept in the database, 31 to 3650; what they add up to is kept for ever
 */
@ConfigurationProperties("youdai.server")
public record ServerProperties(
    @DefaultValue("youdai-data") Path data,
    @DefaultValue("") String venues,
    @DefaultValue("") String redis,
    @DefaultValue("15m") Duration remembered,
    @DefaultValue("400") int keepLines) {
  /** Checks the bounds. A gate can send again what is up to 30 days old. */
  public ServerProperties {
    if (keepLines < 31 || keepLines > 3650) {
      throw new IllegalArgumentException("youdai.server.keep-lines: 31 to 3650 days");
    }
  }
}
