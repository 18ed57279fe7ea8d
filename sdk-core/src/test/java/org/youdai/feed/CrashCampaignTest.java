package org.youdai.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A few kills, which do not meet every moment; a thousand, and what came of them, with {@code mvn
 * -B -ntp -Pcrash -pl sdk-core verify}.
 */
final class CrashCampaignTest {
  private static final Optional<Integer> WANTED =
      Optional.ofNullable(Integer.getInteger("crash.kills"));
  private static final int FEW = 10;
  private static final long SEED = Long.getLong("crash.seed", 1);

  @TempDir private Path work;

  @Test
  void processThatIsKilledAtAnyMoment_goesOnWithWhatItAcknowledged() throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out =
        WANTED.isPresent() ? System.out : new PrintStream(told, true, StandardCharsets.UTF_8);
    boolean holds = new CrashCampaign(work, WANTED.orElse(FEW), SEED, out).run();
    assertThat(holds).as("seed " + SEED + '\n' + told.toString(StandardCharsets.UTF_8)).isTrue();
  }
}
