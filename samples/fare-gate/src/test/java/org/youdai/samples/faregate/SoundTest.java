package org.youdai.samples.faregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.decision.Alternative;
import org.youdai.decision.Circumstances;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Prompt;
import org.youdai.decision.Reason;
import org.youdai.gate.Passage;
import org.youdai.replay.GuardState;
import org.youdai.status.Freshness;

final class SoundTest {
  private static final String WORDS = "您好; rm -rf \"$HOME\" & echo `id`";

  private static final Instant THEN = Instant.parse("2026-11-21T03:30:00Z");
  private static final Circumstances NOW =
      new Circumstances(
          DecisionId.create(THEN, new Random(1)),
          THEN,
          Freshness.FRESH,
          ClockState.PLAUSIBLE,
          GuardState.IN_ORDER,
          1,
          1);

  @TempDir private Path folder;

  @Test
  void tone_isAsLongAndAsHighAsItsNotesSay() {
    byte[] samples = Tone.samples(List.of(new Prompt.Note(784, 500)));
    assertThat(samples).hasSize(2 * 44_100 / 2);
    int crossings = 0;
    for (int i = 2; i < samples.length; i += 2) {
      boolean wasBelow = samples[i - 1] < 0;
      crossings += wasBelow && samples[i + 1] >= 0 ? 1 : 0;
    }
    assertThat(crossings * 2.0).isCloseTo(784, within(6.0)); // in half a second
  }

  @Test
  void severalNotes_followOneAnotherAndBeginInSilence() {
    byte[] samples = Tone.samples(List.of(new Prompt.Note(523, 100), new Prompt.Note(1047, 200)));
    assertThat(samples).hasSize(2 * 44_100 * 3 / 10);
    int second = 2 * 4410;
    assertThat(List.of(samples[0], samples[1], samples[second], samples[second + 1]))
        .containsOnly((byte) 0);
  }

  @Test
  void voice_isFoundOnThePathAndHandedTheWordsAsOneArgument() throws Exception {
    assumeTrue(File.separatorChar == '/', "the program that speaks here is a shell script");
    Path heard = folder.resolve("heard");
    program("espeak-ng", "printf '%s\\n' \"$@\" > '" + heard + "'");
    Voice voice = Voice.on("/nowhere" + File.pathSeparator + folder).orElseThrow();
    Process speaking = voice.say(WORDS, Locale.CHINESE);
    assertThat(speaking.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readAllLines(heard, StandardCharsets.UTF_8))
        .containsExactly("-v", "cmn", "--", WORDS);
  }

  private void program(String name, String script) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  @Timeout(30)
  void newestPassage_isHeardAtOnceAndTheOneBeforeFallsSilent() throws Exception {
    assumeTrue(File.separatorChar == '/', "the program that speaks here is a shell script");
    Path heard = folder.resolve("heard");
    program("espeak-ng", "printf '%s\\n' \"$4\" >> '" + heard + "'\nexec sleep 20");
    Words words = Words.of(Locale.ENGLISH);
    BlockingQueue<Notice> staff = new LinkedBlockingQueue<>();
    long start = System.nanoTime();
    try (Sound sound = new Sound(Voice.on(folder.toString()), words, staff::add)) {
      sound.play(passage(new Decision.Charge(Reason.NO_BENEFIT_HERE, NOW), words));
      waitFor(heard, 1);
      sound.play(
          passage(new Decision.Assist(Reason.REVOKED, Alternative.STAFFED_LANE, NOW), words));
      waitFor(heard, 2);
    }
    assertThat(Files.readAllLines(heard))
        .containsExactly("Ordinary fare, please", "Please see our staff");
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(15);
    assertThat(staff).doesNotContain(Notice.of(Notice.Kind.NO_VOICE));
  }

  private static Passage passage(Decision decision, Words words) {
    return new Passage(decision, words.prompts().prompt(decision), false, true);
  }

  /** What another process writes cannot be waited for but by looking. */
  private static void waitFor(Path file, int lines) throws IOException, InterruptedException {
    while (!Files.exists(file) || Files.readAllLines(file).size() < lines) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Test
  void deviceWithoutSoundAndVoice_isToldOnceAndGoesOn() throws Exception {
    Words words = Words.of(Locale.ENGLISH);
    BlockingQueue<Notice> staff = new LinkedBlockingQueue<>();
    try (Sound sound = new Sound(Optional.empty(), words, staff::add)) {
      Notice last = Notice.of(Notice.Kind.NOTHING_SEEN);
      while (last.kind() != Notice.Kind.NO_VOICE) {
        sound.play(passage(new Decision.Charge(Reason.NO_BENEFIT_HERE, NOW), words));
        last = staff.poll(5, TimeUnit.SECONDS);
      }
      sound.play(passage(new Decision.Charge(Reason.NO_BENEFIT_HERE, NOW), words));
      assertThat(staff.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  @Test
  void everyVoice_takesTheWordsAsDataAndNeverAsACommand() {
    for (Voice.Kind kind : Voice.Kind.values()) {
      Voice voice = new Voice(kind, Path.of("program"));
      List<String> command = voice.command(WORDS, Locale.ENGLISH);
      boolean isWhole = command.get(command.size() - 1).equals(WORDS);
      boolean isElsewhere = command.stream().noneMatch(part -> part.contains("rm"));
      assertThat(isWhole || isElsewhere).as(voice.toString()).isTrue();
    }
  }

  @Test
  void pathWithoutAnyVoice_hasNone() {
    assertThat(Voice.on(folder.toString())).isEqualTo(Optional.empty());
    assertThat(Voice.on("")).isEqualTo(Optional.empty());
  }
}
