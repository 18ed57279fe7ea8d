package org.youdai.android.display;

import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.RectF;
import android.graphics.Typeface;
import android.text.Layout;
import android.text.StaticLayout;
import android.text.TextDirectionHeuristics;
import android.text.TextPaint;
import android.view.View;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;

/**
 * A scene laid out for a size. Text is as large as the user's font scale asks for, or as there is
 * room for; it wraps, and is never cut off.
 */
final class Poster {
  private static final float LARGE = 0.26f; // shares of the height, or of a narrow width
  private static final float LINES = 0.075f;
  private static final float STRIP = 0.03f;
  private static final float MARGIN = 0.05f;
  private static final float STEP_DOWN = 0.05f;
  private static final float LEAST = 0.25f;
  private static final float LEAST_LARGE = 0.6f;
  private static final float MEASURED_AT = 100;

  private final int width;
  private final int height;
  private final boolean isRightToLeft;
  private final float margin;
  private final Strip warnings;
  private final Strip staff;
  private final Scene scene;
  private final List<Placed> words = new ArrayList<>();
  private RectF sign = new RectF();

  /** A text, and how wide its widest word is. */
  private static final class Block {
    private final String text;
    private final TextPaint paint;
    private final float size;
    private final float widest;
    private final Layout.Alignment alignment;

    Block(String text, float size, boolean isBold, int ink, Layout.Alignment alignment) {
      this.text = text;
      this.size = size;
      this.alignment = alignment;
      this.paint = new TextPaint(Paint.ANTI_ALIAS_FLAG);
      paint.setTypeface(isBold ? Typeface.DEFAULT_BOLD : Typeface.DEFAULT);
      paint.setColor(ink);
      paint.setTextSize(MEASURED_AT);
      float most = 0;
      BreakIterator breaks = BreakIterator.getLineInstance();
      breaks.setText(text);
      int start = breaks.first();
      for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
        most = Math.max(most, paint.measureText(text.substring(start, end).trim()));
        start = end;
      }
      this.widest = most / MEASURED_AT;
    }

    /** Returns the text at a share of its size, or smaller where its widest word needs that. */
    StaticLayout layOut(float share, float across) {
      float fitting = Math.min(size * share, across / widest * 0.99f);
      TextPaint sized = new TextPaint(paint);
      sized.setTextSize(Math.max(1, fitting));
      return StaticLayout.Builder.obtain(
              text, 0, text.length(), sized, Math.max(1, (int) Math.ceil(across)))
          .setAlignment(alignment)
          .setTextDirection(TextDirectionHeuristics.FIRSTSTRONG_LTR)
          .setBreakStrategy(Layout.BREAK_STRATEGY_BALANCED)
          .setHyphenationFrequency(Layout.HYPHENATION_FREQUENCY_NONE)
          .setIncludePad(false)
          .build();
    }
  }

  /** A text in its place. */
  record Placed(StaticLayout text, float x, float y) {}

  /** A strip at the top or bottom, and how high it is. */
  private record Strip(List<Placed> lines, float height) {
    static final Strip NONE = new Strip(List.of(), 0);
  }

  private Poster(Scene scene, List<String> warnings, int width, int height, Metrics metrics) {
    this.scene = scene;
    this.width = width;
    this.height = height;
    this.isRightToLeft = metrics.isRightToLeft();
    this.margin = Math.min(width, height) * MARGIN;
    this.warnings = strip(warnings, Theme.WARNING, metrics);
    this.staff =
        strip(scene.staff().isEmpty() ? List.of() : List.of(scene.staff()), Theme.STAFF, metrics);
  }

  /**
   * What the user has chosen.
   *
   * @param sp the pixels of a scaled pixel at a font scale of 1
   */
  record Metrics(float sp, float fontScale, boolean isRightToLeft) {
    static Metrics of(View view) {
      float scale = view.getResources().getConfiguration().fontScale;
      return new Metrics(
          view.getResources().getDisplayMetrics().density,
          scale,
          view.getLayoutDirection() == View.LAYOUT_DIRECTION_RTL);
    }
  }

  /** Lays a scene out. */
  static Poster of(Scene scene, List<String> warnings, int width, int height, Metrics metrics) {
    Poster poster = new Poster(scene, warnings, width, height, metrics);
    poster.layOut(metrics);
    return poster;
  }

  private Strip strip(List<String> texts, Theme.Paint colours, Metrics metrics) {
    if (texts.isEmpty()) {
      return Strip.NONE;
    }
    float size = Math.max(12 * metrics.sp(), Math.min(width * 0.75f, height) * STRIP);
    float padding = size * 0.45f;
    float most = height * 0.25f; // staff come nearer; the passenger's words count for more
    List<Block> blocks = new ArrayList<>();
    for (String text : texts) {
      blocks.add(new Block(text, size, false, colours.ink(), Layout.Alignment.ALIGN_NORMAL));
    }
    for (float share = Math.min(metrics.fontScale(), 1.5f); ; share -= STEP_DOWN) {
      List<Placed> lines = new ArrayList<>();
      float y = padding;
      for (Block block : blocks) {
        StaticLayout line = block.layOut(share, width - 2 * margin);
        lines.add(new Placed(line, margin, y));
        y += line.getHeight();
      }
      if (y + padding <= most || share <= LEAST) {
        return new Strip(lines, y + padding);
      }
    }
  }

  private void layOut(Metrics metrics) {
    boolean isWide = width >= height;
    float top = warnings.height() + margin;
    float room = height - staff.height() - margin - top;
    float side = isWide ? Math.min(room * 0.62f, width * 0.26f) : room * 0.24f;
    float across = isWide ? width - 3 * margin - side : width - 2 * margin;
    float below = isWide ? room : room - side - margin;
    List<StaticLayout> texts = fitting(across, below, metrics.fontScale(), isWide);
    float left = isWide && !isRightToLeft ? 2 * margin + side : margin;
    float free = (below - heightOf(texts)) / 2;
    float y = isWide ? top + free : top + free + side + margin;
    for (StaticLayout text : texts) {
      words.add(new Placed(text, left, y));
      y += text.getHeight() + gap(text);
    }
    float signLeft = isWide ? (isRightToLeft ? width - margin - side : margin) : (width - side) / 2;
    float signTop = isWide ? top + (room - side) / 2 : top + free;
    sign = new RectF(signLeft, signTop, signLeft + side, signTop + side);
  }

  /** Returns the words as large as they can be; the large ones give way first. */
  private List<StaticLayout> fitting(float across, float below, float scale, boolean isWide) {
    Layout.Alignment alignment =
        isWide ? Layout.Alignment.ALIGN_NORMAL : Layout.Alignment.ALIGN_CENTER;
    float base = Math.min(height, width * 0.9f);
    Block large = new Block(scene.large(), base * LARGE, true, scene.colours().ink(), alignment);
    List<Block> lines = new ArrayList<>();
    for (String line : scene.lines()) {
      lines.add(new Block(line, base * LINES, false, scene.colours().ink(), alignment));
    }
    float rest =
        most(
            LEAST,
            scale,
            share -> heightOf(layOut(large, leastLarge(share), lines, share, across)) <= below);
    float first =
        most(
            leastLarge(rest),
            Math.max(scale, leastLarge(rest)),
            share -> heightOf(layOut(large, share, lines, rest, across)) <= below);
    return layOut(large, first, lines, rest, across);
  }

  private static float leastLarge(float rest) {
    return Math.min(LEAST_LARGE, rest) + Math.max(0, rest - LEAST_LARGE) * 0.5f;
  }

  private static List<StaticLayout> layOut(
      Block large, float first, List<Block> lines, float rest, float across) {
    List<StaticLayout> texts = new ArrayList<>();
    texts.add(large.layOut(first, across));
    for (Block line : lines) {
      texts.add(line.layOut(rest, across));
    }
    return texts;
  }

  /** A size, as a share of the usual one, is tried. */
  private interface Trial {
    boolean fits(float share);
  }

  /** Returns about the largest share that fits, or the least one if none does. */
  private static float most(float least, float largest, Trial trial) {
    if (trial.fits(largest)) {
      return largest;
    }
    float fitting = least;
    float tooLarge = largest;
    while (tooLarge - fitting > STEP_DOWN) {
      float middle = (fitting + tooLarge) / 2;
      if (trial.fits(middle)) {
        fitting = middle;
      } else {
        tooLarge = middle;
      }
    }
    return fitting;
  }

  private static float gap(StaticLayout text) {
    return text.getPaint().getTextSize() * 0.3f;
  }

  private static float heightOf(List<StaticLayout> texts) {
    float sum = 0;
    for (StaticLayout text : texts) {
      sum += text.getHeight() + gap(text);
    }
    return sum;
  }

  /** Returns the passenger's words, the large ones first. */
  List<Placed> words() {
    return List.copyOf(words);
  }

  /** Returns where the drawing is. */
  RectF sign() {
    return new RectF(sign);
  }

  /** Returns the passenger's part of the screen. */
  RectF middle() {
    return new RectF(0, warnings.height(), width, height - staff.height());
  }

  /**
   * Draws it.
   *
   * @param isLit whether the frame of a scene that calls staff is lit now
   */
  void draw(Canvas canvas, boolean isLit) {
    canvas.drawColor(scene.colours().paper());
    RectF middle = middle();
    if (scene.isCalling() && isLit) {
      Paint frame = new Paint();
      float thick = margin * 0.4f;
      frame.setStyle(Paint.Style.STROKE);
      frame.setStrokeWidth(thick);
      frame.setColor(scene.colours().ink());
      middle.inset(thick / 2, thick / 2);
      canvas.drawRect(middle, frame);
    }
    scene.sign().draw(canvas, sign, scene.colours());
    draw(canvas, warnings, 0, Theme.WARNING);
    draw(canvas, staff, height - staff.height(), Theme.STAFF);
    for (Placed each : words) {
      draw(canvas, each, 0);
    }
  }

  private void draw(Canvas canvas, Strip strip, float top, Theme.Paint colours) {
    Paint fill = new Paint();
    fill.setColor(colours.paper());
    canvas.drawRect(0, top, width, top + strip.height(), fill);
    for (Placed each : strip.lines()) {
      draw(canvas, each, top);
    }
  }

  private static void draw(Canvas canvas, Placed placed, float top) {
    canvas.save();
    canvas.translate(placed.x(), top + placed.y());
    placed.text().draw(canvas);
    canvas.restore();
  }
}
