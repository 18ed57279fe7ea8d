package org.youdai.samples.faregate;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The program of this platform that speaks. */
enum Voice {
  /** macOS. */
  SAY("say"),
  /** Windows. */
  POWERSHELL("powershell.exe"),
  /** Linux; before the next one, because it falls silent when it is stopped. */
  ESPEAK("espeak-ng"),
  /** Linux with a speech dispatcher. */
  SPD_SAY("spd-say");

  /** Takes the text from the environment, so that no text is ever taken for a command. */
  private static final String WINDOWS_SCRIPT =
      "Add-Type -AssemblyName System.Speech;"
          + "(New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak($env:FARE_GATE_SAYS)";

  private final String program;

  Voice(String program) {
    this.program = program;
  }

  /** Returns the first of them on a search path such as that of {@code PATH}. */
  static Optional<Voice> on(String path) {
    for (Voice voice : values()) {
      for (String folder : path.split(File.pathSeparator, -1)) {
        if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, voice.program))) {
          return Optional.of(voice);
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the command that says {@code text}, and ends when it is said. */
  List<String> command(String text, Locale locale) {
    boolean isChinese = locale.getLanguage().equals("zh");
    return switch (this) {
      case SAY -> List.of(program, "--", text);
      case POWERSHELL -> List.of(program, "-NoProfile", "-Command", WINDOWS_SCRIPT);
      case SPD_SAY -> List.of(program, "-w", "-l", isChinese ? "zh" : "en", "--", text);
      case ESPEAK -> List.of(program, "-v", isChinese ? "cmn" : "en", "--", text);
    };
  }

  /** Begins to say {@code text}. */
  Process say(String text, Locale locale) throws IOException {
    ProcessBuilder speaking =
        new ProcessBuilder(command(text, locale))
            .redirectInput(ProcessBuilder.Redirect.from(nothing()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    speaking.environment().put("FARE_GATE_SAYS", text);
    return speaking.start();
  }

  private static File nothing() {
    return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
  }
}
