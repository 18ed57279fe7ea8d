package org.youdai.samples.faregate;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The program of this platform that speaks.
 *
 * @param program where it is
 */
record Voice(Kind kind, Path program) {
  /** The programs that are known, in the order in which they are taken. */
  enum Kind {
    /** macOS. */
    SAY("say"),
    /** Windows. */
    POWERSHELL("powershell.exe"),
    /** Linux; before the next one, because it falls silent when it is stopped. */
    ESPEAK("espeak-ng"),
    /** Linux with a speech dispatcher. */
    SPD_SAY("spd-say");

    private final String file;

    Kind(String file) {
      this.file = file;
    }
  }

  /** Takes the text from the environment, so that no text is ever taken for a command. */
  private static final String WINDOWS_SCRIPT =
      "Add-Type -AssemblyName System.Speech;"
          + "(New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak($env:FARE_GATE_SAYS)";

  /** Returns the first of them on a search path such as that of {@code PATH}. */
  static Optional<Voice> on(String path) {
    for (Kind kind : Kind.values()) {
      for (String folder : path.split(File.pathSeparator, -1)) {
        Path program = Path.of(folder, kind.file);
        if (!folder.isEmpty() && Files.isExecutable(program)) {
          return Optional.of(new Voice(kind, program));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the command that says {@code text}, and ends when it is said. */
  List<String> command(String text, Locale locale) {
    boolean isChinese = locale.getLanguage().equals("zh");
    String file = program.toString();
    return switch (kind) {
      case SAY -> List.of(file, "--", text);
      case POWERSHELL -> List.of(file, "-NoProfile", "-Command", WINDOWS_SCRIPT);
      case ESPEAK -> List.of(file, "-v", isChinese ? "cmn" : "en", "--", text);
      case SPD_SAY -> List.of(file, "-w", "-l", isChinese ? "zh" : "en", "--", text);
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
