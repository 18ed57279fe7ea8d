package org.youdai.samples.faregate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.text.AttributedString;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scene laid out for a size. Text is as large as there is room for, wraps, and is never cut off:
 * the large words have a sixth of the height at least, and what else the passenger reads a
 * twentieth.
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

  private static final double LARGEST = 0.27; // shares of the height
  private static final double LARGE = 1 / 6.0;
  private static final double HEADLINE = 0.088;
  private static final double STEP = 0.068;
  private static final double WARNING = 1 / 24.0;
  private static final double STAFF = 1 / 34.0;
  private static final double SPACING = 1.32;

  private final Scene scene;
  private final int width;
  private final int height;
  private final List<Line> lines = new ArrayList<>();
  private double warningHeight;
  private double staffHeight;
  private Rectangle2D sign = new Rectangle2D.Double();

  /**
   * A line of text in its place.
   *
   * @param size the size of its font
   * @param isLarge whether it is one of the large words
   */
  record Line(TextLayout text, double x, double baseline, double size, Color ink, boolean isLarge) {
    Rectangle2D box() {
      return new Rectangle2D.Double(
          x, baseline - text.getAscent(), text.getAdvance(), text.getAscent() + text.getDescent());
    }
  }

  /** Words that are wrapped alike. */
  private record Block(String text, double size, boolean isBold, double before) {}

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
    return font(false, 12).canDisplayUpTo(text) < 0;
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
      Block block = new Block(warning, size, true, 0);
      y = lay(block, wrap(block, width - left - margin()), left, y, Look.WARNING_INK);
    }
    warningHeight = y + padding;
  }

  private void layStaff() {
    double size = small(STAFF);
    double padding = size * 0.45;
    List<Block> blocks =
        scene.staff().stream().map(text -> new Block(text, size, false, 0)).toList();
    List<List<TextLayout>> wrapped =
        blocks.stream().map(block -> wrap(block, width - 2 * margin())).toList();
    int count = wrapped.stream().mapToInt(List::size).sum();
    staffHeight = count == 0 ? 0 : count * size * SPACING + 2 * padding;
    double y = height - staffHeight + padding;
    for (int i = 0; i < blocks.size(); i++) {
      y = lay(blocks.get(i), wrapped.get(i), margin(), y, Look.STAFF_INK);
    }
  }

  /** Small text is for somebody who stands before the screen: never below what can be read. */
  private double small(double share) {
    return Math.max(13, Math.min(width * 0.75, height) * share);
  }

  private void layWords(double scale) {
    boolean isWide = width >= height;
    double top = warningHeight + margin() * 0.6;
    double room = height - staffHeight - margin() * 0.6 - top;
    double side = isWide ? Math.min(room * 0.72, width * 0.27) : room * 0.24;
    double left = isWide ? margin() * 2 + side : margin();
    double across = width - left - margin();
    double below = isWide ? room : room - side - margin();
    List<Block> blocks = fitting(across, below, scale);
    double used = heightOf(blocks, across);
    double y = isWide ? top + (room - used) / 2 : top + side + margin() + (below - used) / 2;
    sign =
        isWide
            ? new Rectangle2D.Double(margin(), top + (room - side) / 2, side, side)
            : new Rectangle2D.Double((width - side) / 2, top, side, side);
    for (Block block : blocks) {
      List<TextLayout> wrapped = wrap(block, across);
      y = lay(block, wrapped, left, y + block.before(), scene.look().ink());
    }
  }

  /** Returns the words as large as they can be, the large ones not below their share. */
  private List<Block> fitting(double across, double below, double scale) {
    double factor = 1.0;
    List<Block> blocks = blocks(scale * factor);
    while (factor > 0.1 && !fits(blocks, across, below)) {
      factor -= 0.02;
      blocks = blocks(scale * factor);
    }
    return blocks;
  }

  private boolean fits(List<Block> blocks, double across, double below) {
    return heightOf(blocks, across) <= below
        && blocks.stream().allMatch(block -> widestWord(block) <= across);
  }

  private List<Block> blocks(double factor) {
    double base = Math.min(height, width * 0.9); // a narrow window has less room across
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block(scene.large(), base * Math.max(LARGE, LARGEST * factor), true, 0));
    for (int i = 0; i < scene.lines().size(); i++) {
      boolean isHeadline = i == 0 && scene.lines().size() > 1;
      double size = base * factor * (isHeadline ? HEADLINE : STEP);
      blocks.add(new Block(scene.lines().get(i), size, isHeadline, size * 0.3));
    }
    return blocks;
  }

  private double heightOf(List<Block> blocks, double across) {
    return blocks.stream()
        .mapToDouble(
            block -> block.before() + wrap(block, across).size() * block.size() * spacing(block))
        .sum();
  }

  private static double spacing(Block block) {
    return block.before() == 0 && block.isBold() ? 1.15 : SPACING; // large words need no more
  }

  private double widestWord(Block block) {
    BreakIterator breaks = BreakIterator.getLineInstance(scene.locale());
    breaks.setText(block.text());
    double widest = 0;
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      String word = block.text().substring(start, end).strip();
      if (!word.isEmpty()) {
        widest = Math.max(widest, layout(word, block).getAdvance());
      }
    }
    return widest;
  }

  private static TextLayout layout(String text, Block block) {
    return new TextLayout(text, font(block.isBold(), block.size()), FONTS);
  }

  /** Wraps to as few lines as there can be, and to lines of about the same length. */
  private List<TextLayout> wrap(Block block, double across) {
    List<TextLayout> fewest = wrapAt(block, across);
    double narrow = across * 0.4;
    double wide = across;
    while (wide - narrow > 4 && fewest.size() > 1) {
      double middle = (narrow + wide) / 2;
      if (wrapAt(block, middle).size() > fewest.size() || widestWord(block) > middle) {
        narrow = middle;
      } else {
        wide = middle;
      }
    }
    return wrapAt(block, wide);
  }

  private List<TextLayout> wrapAt(Block block, double across) {
    AttributedString text = new AttributedString(block.text());
    text.addAttribute(TextAttribute.FONT, font(block.isBold(), block.size()));
    LineBreakMeasurer measurer =
        new LineBreakMeasurer(
            text.getIterator(), BreakIterator.getLineInstance(scene.locale()), FONTS);
    List<TextLayout> wrapped = new ArrayList<>();
    while (measurer.getPosition() < block.text().length()) {
      wrapped.add(measurer.nextLayout((float) across));
    }
    return wrapped;
  }

  private double lay(Block block, List<TextLayout> wrapped, double x, double top, Color ink) {
    double step = block.size() * spacing(block);
    double y = top;
    for (TextLayout text : wrapped) {
      double free = step - text.getAscent() - text.getDescent();
      double baseline = y + free / 2 + text.getAscent();
      boolean isLarge = block.text().equals(scene.large());
      lines.add(new Line(text, x, baseline, block.size(), ink, isLarge));
      y += step;
    }
    return y;
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
        g.setColor(line.ink());
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
