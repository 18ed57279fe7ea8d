package org.youdai.android.display;

import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.Path;
import android.graphics.RectF;
import org.youdai.gate.Lane;

/**
 * The drawing on a screen. Each has an outline of its own, for those who do not see the colour. All
 * are drawn in a square of 100 by 100.
 */
enum Sign {
  /** A phone before a reader. */
  PHONE,
  /** A tick in a disc: go. */
  TICK,
  /** A ticket: the fare. */
  TICKET,
  /** An arrow that goes round: again. */
  AGAIN,
  /** A person behind a counter. */
  PERSON;

  private static final float SIDE = 100;

  static Sign of(Lane lane) {
    return switch (lane) {
      case OPEN -> TICK;
      case FARE -> TICKET;
      case WAIT -> AGAIN;
      case STAFF -> PERSON;
    };
  }

  /** Draws it inside a square. */
  void draw(Canvas canvas, RectF square, Theme.Paint colours) {
    Pen pen = new Pen(canvas, colours);
    canvas.save();
    canvas.translate(square.left, square.top);
    canvas.scale(square.width() / SIDE, square.height() / SIDE);
    switch (this) {
      case PHONE -> phone(pen);
      case TICK -> tick(pen);
      case TICKET -> ticket(pen);
      case AGAIN -> again(pen);
      case PERSON -> person(pen);
    }
    canvas.restore();
  }

  private static void tick(Pen pen) {
    pen.disc(50, 50, 48, true);
    pen.line(13, false, 27, 52, 44, 69, 74, 34);
  }

  /** Notched at both sides, torn along a line of holes, with a yuan sign. */
  private static void ticket(Pen pen) {
    pen.box(2, 18, 98, 82, 6, true);
    pen.disc(2, 50, 10, false);
    pen.disc(98, 50, 10, false);
    for (int y = 27; y <= 73; y += 9) {
      pen.disc(74, y, 2, false);
    }
    pen.line(6.5f, false, 29, 30, 43, 48, 57, 30);
    pen.line(6.5f, false, 43, 48, 43, 71);
    pen.line(6.5f, false, 31, 50, 55, 50);
    pen.line(6.5f, false, 31, 60, 55, 60);
  }

  private static void again(Pen pen) {
    pen.arc(14, 86, -35, -290);
    pen.shape(true, 94, 12, 94, 48, 58, 44); // at the upper end, pointing on
  }

  private static void person(Pen pen) {
    pen.disc(50, 20, 17, true);
    pen.box(15, 42, 85, 102, 28, true);
    pen.box(0, 72, 100, 102, 0, false);
    pen.box(0, 79, 100, 97, 4, true);
    pen.line(4, false, 39, 41, 50, 55, 61, 41); // a collar
  }

  private static void phone(Pen pen) {
    pen.box(24, -6, 76, 70, 6, true);
    pen.box(28, 1, 72, 61, 2, false);
    int[][] finders = {{0, 0}, {10, 0}, {0, 10}};
    for (int[] finder : finders) {
      pen.module(finder[0], finder[1], 5, true);
      pen.module(finder[0] + 1, finder[1] + 1, 3, false);
      pen.module(finder[0] + 2, finder[1] + 2, 1, true);
    }
    int[] rows = {0b10110, 0b01101, 0b11010, 0b00111, 0b10101}; // looks like a code, and is none
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < rows.length; column++) {
        if ((rows[row] >> column & 1) == 1) {
          pen.module(10 + column, 10 + row, 1, true);
          pen.module(5 + column, 5 + row, 1, true);
          pen.module(5 + row, column, 1, true);
          pen.module(column, 5 + row, 1, true);
          pen.module(10 + row, 5 + column, 1, true);
        }
      }
    }
    pen.line(4, true, 40, 77, 50, 86, 60, 77); // down to the reader
    pen.box(4, 93, 96, 107, 3, true);
    pen.box(24, 97, 76, 102, 2, false);
  }

  /** Draws in ink, or in the colour of the paper. */
  private static final class Pen {
    private static final float MODULE = 2.4f;
    private static final float CODE_LEFT = 32;
    private static final float CODE_TOP = 13;

    private final Canvas canvas;
    private final Theme.Paint colours;
    private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);

    Pen(Canvas canvas, Theme.Paint colours) {
      this.canvas = canvas;
      this.colours = colours;
      paint.setStrokeJoin(Paint.Join.ROUND);
    }

    private Paint fill(boolean isInk) {
      paint.setStyle(Paint.Style.FILL);
      paint.setColor(isInk ? colours.ink() : colours.paper());
      return paint;
    }

    private Paint stroke(float width, boolean isInk, Paint.Cap cap) {
      fill(isInk).setStyle(Paint.Style.STROKE);
      paint.setStrokeWidth(width);
      paint.setStrokeCap(cap);
      return paint;
    }

    void disc(float x, float y, float radius, boolean isInk) {
      canvas.drawCircle(x, y, radius, fill(isInk));
    }

    void box(float left, float top, float right, float bottom, float round, boolean isInk) {
      canvas.drawRoundRect(left, top, right, bottom, round, round, fill(isInk));
    }

    void module(int column, int row, int side, boolean isInk) {
      float left = CODE_LEFT + column * MODULE;
      float top = CODE_TOP + row * MODULE;
      canvas.drawRect(left, top, left + side * MODULE, top + side * MODULE, fill(isInk));
    }

    void line(float width, boolean isInk, float... points) {
      canvas.drawPath(path(points), stroke(width, isInk, Paint.Cap.ROUND));
    }

    void shape(boolean isInk, float... points) {
      Path path = path(points);
      path.close();
      canvas.drawPath(path, fill(isInk));
    }

    void arc(float from, float to, float start, float sweep) {
      canvas.drawArc(from, from, to, to, start, sweep, false, stroke(13, true, Paint.Cap.BUTT));
    }

    private static Path path(float... points) {
      Path path = new Path();
      path.moveTo(points[0], points[1]);
      for (int i = 2; i < points.length; i += 2) {
        path.lineTo(points[i], points[i + 1]);
      }
      return path;
    }
  }
}
