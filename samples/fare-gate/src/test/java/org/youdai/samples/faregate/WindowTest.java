package org.youdai.samples.faregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The window on a real screen: what is in the pictures that were taken of it, and its keys. */
final class WindowTest {
  private static final Path SHOTS = Path.of("target", "screenshots");
  private static final Map<String, Look> LOOKS =
      Map.of(
          "idle", Look.IDLE,
          "admit", Look.GREEN,
          "charge", Look.BLUE,
          "retry", Look.YELLOW,
          "assist", Look.CALLING,
          "warning", Look.GREEN);

  private static Optional<Screen> screen = Optional.empty();
  private static List<String> printed = List.of();

  @BeforeAll
  static void takePictures() throws IOException, InterruptedException {
    screen = Screen.open();
    Screen.require(screen.isPresent(), "no screen: there is neither Xvfb nor a DISPLAY here");
    Screen.require(
        Poster.canWrite("您好"), "no font with Chinese characters: install fonts-noto-cjk");
    Files.createDirectories(SHOTS);
    Process process =
        screen
            .get()
            .java(Screenshots.class, SHOTS.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    printed = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Screen.require(
        process.exitValue() != Screenshots.NO_WINDOWS,
        "this Java runtime opens no windows: install openjdk-17-jre");
    assertThat(process.exitValue()).isZero();
    if (Boolean.getBoolean("screenshots.update")) {
      update();
    }
  }

  /** The pictures of the README. */
  private static void update() throws IOException {
    Path images = Files.createDirectories(Path.of("images"));
    for (Path shot : shots()) {
      String name = shot.getFileName().toString();
      if (name.endsWith("800x480.png")) {
        Files.copy(shot, images.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @AfterAll
  static void closeScreen() {
    screen.ifPresent(Screen::close);
  }

  private static List<Path> shots() throws IOException {
    try (Stream<Path> files = Files.list(SHOTS)) {
      return files.sorted().toList();
    }
  }

  private static String what(Path shot) {
    return shot.getFileName().toString().split("-", -1)[1];
  }

  @Test
  void everyOutcome_fillsTheWindowWithTheColourOfItsLamp() throws IOException {
    List<Path> shots = shots();
    assertThat(shots).hasSize(2 * 2 * LOOKS.size());
    for (Path shot : shots) {
      BufferedImage picture = ImageIO.read(shot.toFile());
      Map<Integer, Long> colours = colours(picture);
      int most =
          colours.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
      Look look = LOOKS.get(what(shot));
      assertThat(new Color(most)).as(shot.toString()).isEqualTo(look.paper());
      double ink = colours.getOrDefault(look.ink().getRGB(), 0L) / (double) area(picture);
      assertThat(ink).as("ink of " + shot).isBetween(0.03, 0.4);
    }
  }

  private static long area(BufferedImage picture) {
    return (long) picture.getWidth() * picture.getHeight();
  }

  private static Map<Integer, Long> colours(BufferedImage picture) {
    int[] pixels =
        picture.getRGB(
            0,
            0,
            picture.getWidth(),
            picture.getHeight(),
            new int[0x1fa400],
            0,
            picture.getWidth());
    return Arrays.stream(pixels, 0, (int) area(picture))
        .boxed()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  @Test
  void attention_isABarAtTheTop() throws IOException {
    for (Path shot : shots()) {
      BufferedImage picture = ImageIO.read(shot.toFile());
      boolean hasBar = new Color(picture.getRGB(3, 3)).equals(Look.WARNING_PAPER);
      assertThat(hasBar).as(shot.toString()).isEqualTo(what(shot).equals("warning"));
    }
  }

  @Test
  void keys_doWhatTheySay() {
    assertThat(printed.stream().filter(line -> !line.startsWith("shot ")))
        .containsExactly(
            "typed YD1:ABC",
            "take back",
            "sync",
            "language en",
            "full screen java.awt.Point[x=0,y=0]",
            "close");
  }
}
