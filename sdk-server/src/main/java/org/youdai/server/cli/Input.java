package org.youdai.server.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.youdai.Verifier;
import org.youdai.decision.Decision;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrScanner;
import org.youdai.scan.QrText;
import org.youdai.server.picture.Pictures;

/** What a person gave to look at: a picture file, a text file, or a text. */
sealed interface Input {
  /** Returns how to call it in the output: a file's name, or nothing that reveals a text. */
  String label();

  /** Returns the decision on it. */
  Decision decide(Verifier verifier, VenueProfile venue);

  /** Returns the texts in it. */
  List<QrText> texts();

  /** A picture. */
  record Picture(String label, GrayImage image) implements Input {
    @Override
    public Decision decide(Verifier verifier, VenueProfile venue) {
      return verifier.verify(image, venue);
    }

    @Override
    public List<QrText> texts() {
      return new QrScanner().scan(image);
    }
  }

  /** A text. */
  record Text(String label, QrText text) implements Input {
    @Override
    public Decision decide(Verifier verifier, VenueProfile venue) {
      return verifier.verify(text, venue);
    }

    @Override
    public List<QrText> texts() {
      return List.of(text);
    }
  }

  /** A text file with more bytes is not read. */
  int LARGEST_TEXT_FILE = 64 * 1024;

  /**
   * Finds out what each argument is. {@code -} stands for the lines of the standard input.
   *
   * @throws Failure for a file that is not there, or is neither a picture nor a short text
   */
  static List<Input> of(List<String> arguments, Terminal terminal) throws IOException {
    List<Input> inputs = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals("-")) {
        readLines(terminal, inputs);
      } else {
        Optional<Path> file = existingFile(argument);
        if (file.isPresent()) {
          inputs.add(read(file.get(), terminal));
        } else if (looksLikeAFile(argument)) {
          throw new Failure(terminal.text("error.no-file", argument));
        } else {
          inputs.add(new Text(terminal.text("input.text", inputs.size() + 1), QrText.of(argument)));
        }
      }
    }
    return inputs;
  }

  private static void readLines(Terminal terminal, List<Input> inputs) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isEmpty()) {
        inputs.add(new Text(terminal.text("input.text", inputs.size() + 1), QrText.of(line)));
      }
    }
  }

  private static Optional<Path> existingFile(String argument) {
    try {
      Path path = Path.of(argument);
      return Files.exists(path) ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }

  private static boolean looksLikeAFile(String argument) {
    String lower = argument.toLowerCase(Locale.ROOT);
    boolean hasPictureEnding =
        lower.endsWith(".png")
            || lower.endsWith(".jpg")
            || lower.endsWith(".jpeg")
            || lower.endsWith(".gif")
            || lower.endsWith(".bmp")
            || lower.endsWith(".txt");
    return hasPictureEnding && !lower.contains("://");
  }

  private static Input read(Path file, Terminal terminal) throws IOException {
    if (Files.isDirectory(file)) {
      throw new Failure(terminal.text("error.folder", file));
    }
    String name = String.valueOf(file.getFileName());
    Optional<GrayImage> picture;
    try {
      picture = Pictures.read(file);
    } catch (Pictures.TooLarge tooLarge) {
      throw new Failure(
          terminal.text("error.too-large", file, String.valueOf(tooLarge.getMessage())), tooLarge);
    }
    if (picture.isPresent()) {
      return new Picture(name, picture.get());
    }
    boolean isText = name.endsWith(".txt") && Files.size(file) <= LARGEST_TEXT_FILE;
    if (!isText) {
      throw new Failure(terminal.text("error.no-picture", file));
    }
    String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return new Text(name, QrText.of(content.stripTrailing()));
  }
}
