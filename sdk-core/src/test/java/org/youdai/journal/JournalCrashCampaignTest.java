package org.youdai.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A few kills; five hundred, and what came of them, with {@code mvn -B -ntp -Pjournal-crash -pl
 * sdk-core verify}.
 */
final class JournalCrashCampaignTest {
  private static final Optional<Integer> WANTED =
      Optional.ofNullable(Integer.getInteger("crash.kills"));
  private static final int FEW = 8;
  private static final long SEED = Long.getLong("crash.seed", 1);

  @TempDir private Path work;

  @Test
  void processThatIsKilledAtAnyMoment_losesNothingThatItAcknowledged() throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out =
        WANTED.isPresent() ? System.out : new PrintStream(told, true, StandardCharsets.UTF_8);
    boolean holds = new JournalCrashCampaign(work, WANTED.orElse(FEW), SEED, out).run();
    assertThat(holds).as("seed " + SEED + '\n' + told.toString(StandardCharsets.UTF_8)).isTrue();
  }
}
