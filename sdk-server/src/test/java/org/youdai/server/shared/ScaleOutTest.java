package org.youdai.server.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two server processes, one PostgreSQL and one Redis. */
@Timeout(300)
final class ScaleOutTest {
  @TempDir private Path work;

  private static EmbeddedPostgres postgres() {
    try {
      return EmbeddedPostgres.start();
    } catch (IOException | RuntimeException cannotRun) {
      return Assumptions.abort("no PostgreSQL for this machine: " + cannotRun);
    }
  }

  @Test
  void instanceAndRedisKilledUnderLoad_loseAndDoubleNothing() throws Exception {
    try (TestRedis redis = TestRedis.start();
        EmbeddedPostgres postgres = postgres();
        ScaleOut scaleOut = new ScaleOut(work, postgres, redis, 1)) {
      assertThat(
              scaleOut.during(
                  () -> {
                    scaleOut.passengers(400);
                    scaleOut.killInstance(0, Duration.ofMillis(500));
                    scaleOut.passengers(400);
                    scaleOut.killRedis(Duration.ofMillis(500));
                    scaleOut.passengers(200);
                  }))
          .as(scaleOut.report())
          .isEmpty();
      for (ScaleOut.Event event : ScaleOut.Event.values()) {
        assertThat(scaleOut.count(event)).as("%s%n%s", event, scaleOut.report()).isPositive();
      }
    }
  }
}
