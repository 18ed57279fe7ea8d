package org.youdai.samples.faregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.decision.Prompt;

final class SoundTest {
  private static final String WORDS = "您好; rm -rf \"$HOME\" & echo `id`";

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
