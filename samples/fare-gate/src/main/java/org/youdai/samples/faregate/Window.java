package org.youdai.samples.faregate;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Frame;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsDevice;
import java.awt.event.ActionEvent;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.swing.AbstractAction;
import javax.swing.InputMap;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import javax.swing.WindowConstants;
import org.youdai.decision.Outcome;
import org.youdai.gate.Attention;
import org.youdai.gate.Passage;

/** A display for passengers: the whole window has the colour of the lamp. */
final class Window implements Display {
  /** How long a passage is shown after its code was last seen. */
  static final int PASSAGE_MILLIS = 4000;

  private static final int NOTICE_MILLIS = 5000;
  private static final int BLINK_MILLIS = 500; // once a second: a light that flickers can harm

  private final JFrame frame = new JFrame("Youdai \u00b7 fare gate");
  private final Canvas canvas = new Canvas();
  private final double scale;
  private final Timer backToIdle = new Timer(PASSAGE_MILLIS, event -> showIdle());
  private final Timer forget = new Timer(NOTICE_MILLIS, event -> forgetNotices());
  private final Timer blink = new Timer(BLINK_MILLIS, event -> blink());

  // All of these are the event thread's.
  private Words words;
  private Optional<Passage> passage = Optional.empty();
  private List<Notice> notices = List.of();
  private List<Attention> attention = List.of();
  private DayCount.Counts counts = new DayCount.Counts(Map.<Outcome, Integer>of(), 0);
  private boolean isLit = true;
  private boolean isFullScreen;
  private Optional<LaidOut> last = Optional.empty();

  /** What the keys do. */
  record Keys(Consumer<Scanned> typed, Runnable takeBack, Runnable sync, Runnable close) {}

  /**
   * Makes one that is not yet to be seen. On the event thread.
   *
   * @param scale how much larger than usual the words are, where there is room
   */
  Window(Words words, double scale, Dimension size, Keys keys, LongSupplier nanos) {
    this.words = words;
    this.scale = scale;
    canvas.setPreferredSize(size);
    frame.setContentPane(canvas);
    frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    frame.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent event) {
            keys.close().run();
          }
        });
    bind(keys);
    Wedge wedge = new Wedge(keys.typed(), nanos);
    canvas.setFocusable(true);
    canvas.addKeyListener(
        new KeyAdapter() {
          @Override
          public void keyTyped(KeyEvent event) {
            wedge.type(event.getKeyChar());
          }
        });
    backToIdle.setRepeats(false);
    forget.setRepeats(false);
    blink.start();
  }

  private void bind(Keys keys) {
    bind(KeyEvent.VK_F2, keys.takeBack());
    bind(KeyEvent.VK_F3, this::changeLanguage);
    bind(KeyEvent.VK_F5, keys.sync());
    bind(KeyEvent.VK_F11, () -> fillScreen(!isFullScreen));
    bind(KeyEvent.VK_ESCAPE, this::escape);
  }

  private void bind(int key, Runnable work) {
    InputMap inputs = canvas.getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW);
    inputs.put(KeyStroke.getKeyStroke(key, 0), key);
    canvas
        .getActionMap()
        .put(
            key,
            new AbstractAction() {
              private static final long serialVersionUID = 1L;

              @Override
              public void actionPerformed(ActionEvent event) {
                work.run();
              }
            });
  }

  /** Opens it. On the event thread. */
  void open() {
    frame.pack();
    frame.setLocationRelativeTo(null);
    frame.setVisible(true);
    canvas.requestFocusInWindow();
  }

  /** Fills the screen, or no longer does. On the event thread. */
  void fillScreen(boolean isFull) {
    if (isFull == isFullScreen) {
      return;
    }
    GraphicsDevice screen = frame.getGraphicsConfiguration().getDevice();
    isFullScreen = isFull;
    frame.dispose(); // a frame that is shown keeps its border
    frame.setUndecorated(isFull);
    screen.setFullScreenWindow(isFull ? frame : null);
    frame.setVisible(true);
    canvas.requestFocusInWindow();
  }

  private void escape() {
    if (isFullScreen) {
      fillScreen(false);
    }
    forgetNotices();
    showIdle();
  }

  private void changeLanguage() {
    words = words.other();
    canvas.repaint();
  }

  @Override
  public void show(Passage next) {
    SwingUtilities.invokeLater(
        () -> {
          if (!next.isRepeat()) {
            passage = Optional.of(next);
            isLit = true;
          }
          backToIdle.restart();
          canvas.repaint();
        });
  }

  @Override
  public void tell(Notice notice) {
    SwingUtilities.invokeLater(
        () -> {
          List<Notice> newest = new ArrayList<>(notices);
          newest.remove(notice);
          if (notice.kind().isTakenBack()) {
            passage = Optional.empty(); // whoever stands there is asked to scan again
          }
          newest.add(notice);
          notices = newest.subList(Math.max(0, newest.size() - 2), newest.size());
          forget.restart();
          canvas.repaint();
        });
  }

  @Override
  public void show(List<Attention> needed, DayCount.Counts today) {
    SwingUtilities.invokeLater(
        () -> {
          attention = List.copyOf(needed);
          counts = today;
          canvas.repaint();
        });
  }

  private void showIdle() {
    passage = Optional.empty();
    canvas.repaint();
  }

  private void forgetNotices() {
    notices = List.of();
    canvas.repaint();
  }

  private void blink() {
    isLit = !isLit;
    if (passage.isPresent()) {
      canvas.repaint();
    }
  }

  /** Returns what is shown now. On the event thread. */
  Scene scene() {
    return passage
        .map(shown -> Scene.of(shown, words))
        .orElseGet(() -> Scene.idle(words))
        .with(words, counts, notices, attention);
  }

  /** Returns the component that is drawn. */
  JComponent canvas() {
    return canvas;
  }

  @Override
  public void close() {
    SwingUtilities.invokeLater(
        () -> {
          backToIdle.stop();
          forget.stop();
          blink.stop();
          frame.dispose();
        });
  }

  /** A scene that only blinks is laid out once. */
  private Poster laidOut(Scene scene, Dimension size) {
    Optional<LaidOut> same =
        last.filter(each -> each.scene().equals(scene) && each.size().equals(size));
    LaidOut now =
        same.orElseGet(
            () -> new LaidOut(scene, size, Poster.of(scene, size.width, size.height, scale)));
    last = Optional.of(now);
    return now.poster();
  }

  /** A scene, and where everything in it is. */
  private record LaidOut(Scene scene, Dimension size, Poster poster) {}

  /** Draws the scene. */
  private final class Canvas extends JComponent {
    private static final long serialVersionUID = 1L;

    @Override
    protected void paintComponent(Graphics graphics) {
      graphics.setColor(Color.BLACK);
      graphics.fillRect(0, 0, getWidth(), getHeight());
      if (graphics instanceof Graphics2D screen && getWidth() > 0 && getHeight() > 0) {
        laidOut(scene(), getSize()).draw(screen, isLit);
      }
    }
  }

  /** Returns whether there is a screen to open a window on. */
  static boolean isPossible() {
    return !java.awt.GraphicsEnvironment.isHeadless();
  }

  /** Returns the state of the frame, for whoever looks at it from outside. */
  Frame frame() {
    return frame;
  }
}
