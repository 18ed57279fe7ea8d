package org.youdai.samples.faregate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A scene laid out for a size. Text is as large as there is room for, wraps, and is never cut off:
 * the large words have a sixth of the height at least (a seventh of the width of a window that is
 * higher than wide), and what else the passenger reads a twentieth.
 */
final class Poster {
  private static final FontRenderContext FONTS = new FontRenderContext(null, true, true);
  private static final List<String> FAMILIES =
      List.of(
          "Microsoft YaHei",
          "PingFang SC",
          "Noto Sans CJK SC",
          "Source Han Sans SC",
          "WenQuanYi Micro Hei",
          "WenQuanYi Zen Hei");

  private static final double LARGEST = 0.25; // shares of the height
  private static final double LARGE = 1 / 6.0;
  private static final double LARGE_ACROSS = 1 / 7.0;
  private static final double HEADLINE = 0.088;
  private static final double STEP = 0.068;
  private static final double MOST = 1.25; // where there is room to spare
  private static final double STEP_DOWN = 0.05;
  private static final double ENOUGH = 0.85;
  private static final double[] SMALLER_SIGNS = {0.75, 0.55};
  private static final double WARNING = 1 / 24.0;
  private static final double STAFF = 1 / 34.0;
  private static final double SPACING = 1.32;

  private final Scene scene;
  private final int width;
  private final int height;
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Phrase> phrases = new HashMap<>();
  private double warningHeight;
  private double staffHeight;
  private Rectangle2D sign = new Rectangle2D.Double();

  /** The parts of a screen. */
  enum Part {
    /** The large words. */
    LARGE,
    /** What else the passenger reads. */
    STEPS,
    /** The strip at the bottom. */
    STAFF,
    /** The strip at the top. */
    WARNING
  }

  /**
   * A line of text in its place.
   *
   * @param size the size of its font
   * @param part to whom it is said
   */
  record Line(TextLayout text, double x, double baseline, double size, Part part) {
    Rectangle2D box() {
      Rectangle2D drawn = text.getBounds();
      return new Rectangle2D.Double(
          x + drawn.getX(), baseline + drawn.getY(), drawn.getWidth(), drawn.getHeight());
    }
  }

  /** Words of one size. */
  private record Block(String text, double size, boolean isBold, double before, Part part) {}

  private Poster(Scene scene, int width, int height) {
    this.scene = scene;
    this.width = width;
    this.height = height;
  }

  /**
   * Lays a scene out.
   *
   * @param scale how much larger than usual the words are, where there is room
   */
  static Poster of(Scene scene, int width, int height, double scale) {
    Poster poster = new Poster(scene, width, height);
    poster.layWarnings();
    poster.layStaff();
    poster.layWords(scale);
    return poster;
  }

  /** Returns the font in which Chinese and English are written, if there is one. */
  static Font font(boolean isBold, double size) {
    int style = isBold ? Font.BOLD : Font.PLAIN;
    for (String family : FAMILIES) {
      Font font = new Font(family, style, 1);
      if (font.getFamily(Locale.ROOT).equals(family)) {
        return font.deriveFont((float) size);
      }
    }
    return new Font(Font.SANS_SERIF, style, 1).deriveFont((float) size);
  }

  /** Returns whether there is a font for a text. */
  static boolean canWrite(String text) {
    try {
      return font(false, 12).canDisplayUpTo(text) < 0;
    } catch (InternalError | LinkageError noFontsAtAll) {
      return false; // Java has no other way to say so on a machine without any
    }
  }

  private double margin() {
    return Math.min(width, height) * 0.05;
  }

  private void layWarnings() {
    if (scene.warnings().isEmpty()) {
      return;
    }
    double size = small(WARNING);
    double padding = size * 0.5;
    double left = margin() + size * 1.5;
    double y = padding;
    for (String warning : scene.warnings()) {
      Block block = new Block(warning, size, true, 0, Part.WARNING);
      y = lay(block, wrap(block, width - left - margin()), left, y);
    }
    warningHeight = y + padding;
  }

  private void layStaff() {
    double size = small(STAFF);
    double padding = size * 0.45;
    List<Block> blocks =
        scene.staff().stream().map(text -> new Block(text, size, false, 0, Part.STAFF)).toList();
    List<List<TextLayout>> wrapped =
        blocks.stream().map(block -> wrap(block, width - 2 * margin())).toList();
    int count = wrapped.stream().mapToInt(List::size).sum();
    staffHeight = count == 0 ? 0 : count * size * SPACING + 2 * padding;
    double y = height - staffHeight + padding;
    for (int i = 0; i < blocks.size(); i++) {
      y = lay(blocks.get(i), wrapped.get(i), margin(), y);
    }
  }

  /** Small text is for somebody who stands before the screen: never below what can be read. */
  private double small(double share) {
    return Math.max(13, Math.min(width * 0.75, height) * share);
  }

  /** Lays the words beside the drawing, or below it in a window that is higher than wide. */
  private void layWords(double scale) {
    boolean isWide = width >= height;
    double top = warningHeight + margin() * 0.8;
    double room = height - staffHeight - margin() * 0.8 - top;
    double full = isWide ? Math.min(room * 0.72, width * 0.27) : room * 0.24;
    Plan plan = plan(isWide, full, room, scale);
    for (double share : SMALLER_SIGNS) {
      if (plan.steps() < base() * STEP * ENOUGH) { // long words count for more than a large drawing
        plan = plan(isWide, full * share, room, scale);
      }
    }
    double side = plan.side();
    double left = isWide ? margin() * 2 + side : margin();
    double free = plan.below() - heightOf(plan.blocks(), plan.across());
    double y = (isWide ? top : top + side + margin()) + free / 2;
    sign =
        isWide
            ? new Rectangle2D.Double(margin(), top + (room - side) / 2, side, side)
            : new Rectangle2D.Double((width - side) / 2, top, side, side);
    for (Block block : plan.blocks()) {
      y = lay(block, wrap(block, plan.across()), left, y + block.before());
    }
  }

  /** The words beside or below a drawing of some size. */
  private record Plan(double side, double across, double below, List<Block> blocks) {
    /** Returns the size of the smallest words. */
    double steps() {
      return blocks.get(blocks.size() - 1).size();
    }
  }

  private Plan plan(boolean isWide, double side, double room, double scale) {
    double across = isWide ? width - 3 * margin() - side : width - 2 * margin();
    double below = isWide ? room : room - side - margin();
    return new Plan(side, across, below, fitting(across, below, scale));
  }

  /** Returns what sizes are shares of: a narrow window has less room across. */
  private double base() {
    return Math.min(height, width * 0.9);
  }

  /**
   * Returns the words as large as they can be. The large ones give way first, down to their share
   * of the height, so that the others keep their size.
   */
  private List<Block> fitting(double across, double below, double scale) {
    for (double large = MOST; base() * large * scale * LARGEST > least(); large -= STEP_DOWN) {
      for (double rest = MOST; rest > 1 - STEP_DOWN; rest -= STEP_DOWN) {
        List<Block> blocks = blocks(large * scale, rest * scale);
        if (fits(blocks, across, below)) {
          return blocks;
        }
      }
    }
    double rest = scale;
    while (rest > STEP_DOWN && !fits(blocks(0, rest), across, below)) {
      rest -= STEP_DOWN;
    }
    return blocks(0, rest);
  }

  private double least() {
    return Math.min(height * LARGE, width * LARGE_ACROSS);
  }

  private boolean fits(List<Block> blocks, double across, double below) {
    return blocks.stream().allMatch(block -> phrase(block).widest(block.size()) <= across)
        && heightOf(blocks, across) <= below;
  }

  private List<Block> blocks(double large, double rest) {
    double base = base();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block(scene.large(), Math.max(base * LARGEST * large, least()), true, 0, Part.LARGE));
    for (int i = 0; i < scene.lines().size(); i++) {
      boolean isHeadline = i == 0 && scene.lines().size() > 1;
      double size = base * rest * (isHeadline ? HEADLINE : STEP);
      blocks.add(new Block(scene.lines().get(i), size, isHeadline, size * 0.3, Part.STEPS));
    }
    return blocks;
  }

  private double heightOf(List<Block> blocks, double across) {
    return blocks.stream()
        .mapToDouble(
            block ->
                block.before()
                    + phrase(block).count(block.size(), across) * block.size() * spacing(block))
        .sum();
  }

  private static double spacing(Block block) {
    return block.part() == Part.LARGE ? 1.15 : SPACING; // large words need no more
  }

  private Phrase phrase(Block block) {
    return phrases.computeIfAbsent(
        block.text(), text -> new Phrase(text, font(block.isBold(), 1), scene.locale(), FONTS));
  }

  /** Returns the lines of a block; what has no place to break is set smaller until it fits. */
  private List<TextLayout> wrap(Block block, double across) {
    Phrase phrase = phrase(block);
    double size = Math.min(block.size(), block.size() * across / phrase.widest(block.size()));
    Font font = font(block.isBold(), size);
    return phrase.lines(size, across).stream()
        .map(line -> new TextLayout(line, font, FONTS))
        .toList();
  }

  private double lay(Block block, List<TextLayout> wrapped, double x, double top) {
    double step = block.size() * spacing(block);
    double y = top;
    for (TextLayout text : wrapped) {
      double free = step - text.getAscent() - text.getDescent();
      double baseline = y + free / 2 + text.getAscent();
      lines.add(new Line(text, x, baseline, block.size(), block.part()));
      y += step;
    }
    return y;
  }

  private Color ink(Part part) {
    return switch (part) {
      case LARGE, STEPS -> scene.look().ink();
      case STAFF -> Look.STAFF_INK;
      case WARNING -> Look.WARNING_INK;
    };
  }

  /** Returns the lines of text. */
  List<Line> lines() {
    return List.copyOf(lines);
  }

  /** Returns where the drawing is. */
  Rectangle2D sign() {
    return (Rectangle2D) sign.clone();
  }

  /** Returns the part of the screen that is the passenger's. */
  Rectangle2D passengers() {
    return new Rectangle2D.Double(0, warningHeight, width, height - warningHeight - staffHeight);
  }

  /**
   * Draws it.
   *
   * @param isLit whether the frame of a blinking lamp is lit now
   */
  void draw(Graphics2D screen, boolean isLit) {
    Graphics2D g = (Graphics2D) screen.create();
    try {
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      fill(g, scene.look().paper(), 0, height);
      if (scene.look() == Look.CALLING && isLit) {
        drawFrame(g);
      }
      fill(g, Look.WARNING_PAPER, 0, warningHeight);
      fill(g, Look.STAFF_PAPER, height - staffHeight, staffHeight);
      if (warningHeight > 0) {
        drawTriangle(g);
      }
      scene
          .sign()
          .draw(
              g,
              sign.getX(),
              sign.getY(),
              sign.getWidth(),
              scene.look().ink(),
              scene.look().paper());
      for (Line line : lines) {
        g.setColor(ink(line.part()));
        line.text().draw(g, (float) line.x(), (float) line.baseline());
      }
    } finally {
      g.dispose();
    }
  }

  private void fill(Graphics2D g, Color colour, double y, double tall) {
    g.setColor(colour);
    g.fill(new Rectangle2D.Double(0, y, width, tall));
  }

  private void drawFrame(Graphics2D g) {
    double thick = margin() * 0.4;
    Rectangle2D inner = passengers();
    g.setColor(scene.look().ink());
    g.setStroke(new BasicStroke((float) thick, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    g.draw(
        new Rectangle2D.Double(
            thick / 2,
            inner.getY() + thick / 2,
            inner.getWidth() - thick,
            inner.getHeight() - thick));
  }

  private void drawTriangle(Graphics2D g) {
    double size = small(WARNING);
    double x = margin();
    double y = size * 0.62;
    Path2D triangle = new Path2D.Double();
    triangle.moveTo(x + size / 2, y);
    triangle.lineTo(x + size, y + size);
    triangle.lineTo(x, y + size);
    triangle.closePath();
    g.setColor(Look.WARNING_INK);
    g.fill(triangle);
    g.setColor(Look.WARNING_PAPER);
    g.fill(new Rectangle2D.Double(x + size * 0.45, y + size * 0.35, size * 0.1, size * 0.32));
    g.fill(new Rectangle2D.Double(x + size * 0.45, y + size * 0.75, size * 0.1, size * 0.12));
  }
}
