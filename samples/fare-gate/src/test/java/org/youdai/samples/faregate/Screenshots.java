package org.youdai.samples.faregate;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import org.youdai.decision.Outcome;
import org.youdai.feed.SnapshotFeed;
import org.youdai.gate.Attention;
import org.youdai.gate.Device;
import org.youdai.gate.Gate;
import org.youdai.gate.GateProfile;
import org.youdai.gate.Passage;
import org.youdai.journal.Journal;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.policy.WhenInDoubt;
import org.youdai.replay.MemoryGuard;
import org.youdai.scan.QrText;
import org.youdai.trust.TrustAnchor;

/**
 * Opens the window on a real screen, shows it what a real gate says of a sandbox's codes, and takes
 * pictures of the screen. Then it uses the keys, and prints what they did. Run by {@link
 * WindowTest} in a process of its own, which has the screen.
 */
final class Screenshots {
  /** Ends so where this Java runtime opens no windows. */
  static final int NO_WINDOWS = 77;

  private static final int STEPS = 16;
  private static final DayCount.Counts COUNTS =
      new DayCount.Counts(
          Map.of(Outcome.ADMIT, 128, Outcome.CHARGE, 3, Outcome.RETRY, 7, Outcome.ASSIST, 5), 1);

  private final Path folder;
  private final Robot robot;

  private Screenshots(Path folder, Robot robot) {
    this.folder = folder;
    this.robot = robot;
  }

  /** Takes the folder for the pictures. */
  public static void main(String[] args) throws Exception {
    if (GraphicsEnvironment.isHeadless()) {
      System.exit(NO_WINDOWS);
    }
    Screenshots screenshots = new Screenshots(Path.of(args[0]), new Robot());
    Map<Outcome, Passage> passages = passages();
    for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      for (Dimension size : List.of(new Dimension(800, 480), new Dimension(1920, 1080))) {
        screenshots.takeAll(passages, Words.of(locale), size);
      }
    }
    screenshots.useKeys();
    System.exit(0);
  }

  /** Returns a passage of each outcome. */
  private static Map<Outcome, Passage> passages() throws Exception {
    Map<Outcome, Passage> passages = new LinkedHashMap<>();
    Clock clock = Clock.systemUTC();
    try (Demo demo = Demo.make(clock)) {
      TrustAnchor anchor = TrustAnchor.of(Files.readAllBytes(demo.root()));
      SnapshotFeed feed = SnapshotFeed.ofFolder(demo.lists(), anchor, clock);
      feed.update();
      VenueProfile bus =
          VenueProfile.of("bus-12", VenueCategory.TRANSIT, Ownership.GOVERNMENT)
              .withDoubt(WhenInDoubt.STANDARD.withUsedRecently(WhenInDoubt.Step.CHARGE));
      GateProfile profile = GateProfile.of(bus).withDebounce(java.time.Duration.ZERO);
      Gate gate =
          new Gate(
              profile,
              feed,
              MemoryGuard.remembering(8, System::nanoTime),
              Journal.none(),
              new Device(clock, System::nanoTime, new SecureRandom()));
      for (QrText code : demo.round()) {
        if (gate.scan(code.reveal()) instanceof Passage passage) {
          passages.put(passage.decision().outcome(), passage);
        }
      }
    }
    return passages;
  }

  private void takeAll(Map<Outcome, Passage> passages, Words words, Dimension size)
      throws Exception {
    Window window = open(words, size, nothing());
    window.show(List.of(), COUNTS);
    take(window, words, "idle", size);
    for (Map.Entry<Outcome, Passage> each : passages.entrySet()) {
      window.show(each.getValue());
      take(window, words, each.getKey().name().toLowerCase(Locale.ROOT), size);
    }
    window.show(passages.get(Outcome.ADMIT));
    window.tell(Notice.of(Notice.Kind.HANDED_ON));
    window.show(List.of(Attention.LISTS_EXPIRED, Attention.NOT_RECORDING), COUNTS);
    take(window, words, "warning", size);
    window.close();
  }

  private static Window.Keys nothing() {
    return new Window.Keys(scanned -> {}, () -> {}, () -> {}, () -> {});
  }

  private Window open(Words words, Dimension size, Window.Keys keys) throws Exception {
    AtomicReference<Window> opened = new AtomicReference<>();
    SwingUtilities.invokeAndWait(
        () -> {
          Window window = new Window(words, 1, size, keys, System::nanoTime);
          window.open();
          opened.set(window);
        });
    robot.waitForIdle(); // until the screen has it
    return opened.get();
  }

  private void take(Window window, Words words, String what, Dimension size) throws Exception {
    Set<Color> colours = new LinkedHashSet<>();
    AtomicReference<BufferedImage> shot = new AtomicReference<>();
    SwingUtilities.invokeAndWait( // as one step, so that no timer changes what is shown meanwhile
        () -> {
          JComponent canvas = window.canvas();
          canvas.paintImmediately(0, 0, canvas.getWidth(), canvas.getHeight());
          Toolkit.getDefaultToolkit().sync();
          Rectangle where = new Rectangle(canvas.getLocationOnScreen(), canvas.getSize());
          shot.set(robot.createScreenCapture(where));
          Look look = window.scene().look();
          addRamp(colours, look.paper(), look.ink());
        });
    addRamp(colours, Look.STAFF_PAPER, Look.STAFF_INK);
    addRamp(colours, Look.WARNING_PAPER, Look.WARNING_INK);
    String name = words.locale() + "-" + what + "-" + size.width + "x" + size.height + ".png";
    ImageIO.write(indexed(shot.get(), List.copyOf(colours)), "png", folder.resolve(name).toFile());
    System.out.println("shot " + name);
  }

  /** What is written in one colour on another has nothing else but blends of the two. */
  private static void addRamp(Set<Color> colours, Color from, Color to) {
    for (int i = 0; i <= STEPS; i++) {
      colours.add(
          new Color(
              from.getRed() + (to.getRed() - from.getRed()) * i / STEPS,
              from.getGreen() + (to.getGreen() - from.getGreen()) * i / STEPS,
              from.getBlue() + (to.getBlue() - from.getBlue()) * i / STEPS));
    }
  }

  /** Returns a picture with a palette: a tenth of the size. */
  private static BufferedImage indexed(BufferedImage shot, List<Color> colours) {
    int[] argb = colours.stream().mapToInt(Color::getRGB).toArray();
    IndexColorModel palette =
        new IndexColorModel(
            8, argb.length, argb, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    BufferedImage picture =
        new BufferedImage(
            shot.getWidth(), shot.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette);
    Map<Integer, Integer> known = new LinkedHashMap<>();
    for (int y = 0; y < shot.getHeight(); y++) {
      for (int x = 0; x < shot.getWidth(); x++) {
        int index = known.computeIfAbsent(shot.getRGB(x, y), rgb -> nearest(argb, rgb));
        picture.getRaster().setSample(x, y, 0, index);
      }
    }
    return picture;
  }

  private static int nearest(int[] palette, int rgb) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < palette.length; i++) {
      int red = ((palette[i] >> 16) & 0xff) - ((rgb >> 16) & 0xff);
      int green = ((palette[i] >> 8) & 0xff) - ((rgb >> 8) & 0xff);
      int blue = (palette[i] & 0xff) - (rgb & 0xff);
      int distance = red * red + green * green + blue * blue;
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }

  /** Presses each key, types as a wedge does, fills the screen, and closes the window. */
  private void useKeys() throws Exception {
    Window.Keys keys =
        new Window.Keys(
            scanned -> System.out.println("typed " + ((Scanned.Typed) scanned).text()),
            () -> System.out.println("take back"),
            () -> System.out.println("sync"),
            () -> System.out.println("close"));
    Window window = open(Words.of(Locale.CHINESE), new Dimension(800, 480), keys);
    for (char each : "YD1:ABC\n".toCharArray()) {
      key(window, KeyEvent.KEY_TYPED, KeyEvent.VK_UNDEFINED, each);
    }
    key(window, KeyEvent.KEY_PRESSED, KeyEvent.VK_F2, KeyEvent.CHAR_UNDEFINED);
    key(window, KeyEvent.KEY_PRESSED, KeyEvent.VK_F5, KeyEvent.CHAR_UNDEFINED);
    key(window, KeyEvent.KEY_PRESSED, KeyEvent.VK_F3, KeyEvent.CHAR_UNDEFINED);
    SwingUtilities.invokeAndWait(() -> System.out.println("language " + window.scene().locale()));
    key(window, KeyEvent.KEY_PRESSED, KeyEvent.VK_F11, KeyEvent.CHAR_UNDEFINED);
    System.out.println("full screen " + corner(window).map(Point::toString).orElse("none"));
    key(window, KeyEvent.KEY_PRESSED, KeyEvent.VK_ESCAPE, KeyEvent.CHAR_UNDEFINED);
    SwingUtilities.invokeAndWait(
        () ->
            window
                .frame()
                .dispatchEvent(new WindowEvent(window.frame(), WindowEvent.WINDOW_CLOSING)));
    window.close();
  }

  private Optional<Point> corner(Window window) throws Exception {
    AtomicReference<Optional<Point>> corner = new AtomicReference<>(Optional.empty());
    robot.waitForIdle();
    SwingUtilities.invokeAndWait(
        () -> corner.set(Optional.of(window.canvas().getLocationOnScreen())));
    return corner.get();
  }

  private static void key(Window window, int id, int code, char character) throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          JComponent canvas = window.canvas();
          canvas.dispatchEvent(
              new KeyEvent(canvas, id, System.currentTimeMillis(), 0, code, character));
        });
  }
}
