package org.youdai.samples.faregate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
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

  private static final double SIDE = 100;

  static Sign of(Lane lane) {
    return switch (lane) {
      case OPEN -> TICK;
      case FARE -> TICKET;
      case WAIT -> AGAIN;
      case STAFF -> PERSON;
    };
  }

  /** Draws it in a square whose upper left corner is at x, y. */
  void draw(Graphics2D screen, double x, double y, double side, Color ink, Color paper) {
    Graphics2D g = (Graphics2D) screen.create();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      g.translate(x, y);
      g.scale(side / SIDE, side / SIDE);
      g.setColor(ink);
      switch (this) {
        case PHONE -> phone(g, ink, paper);
        case TICK -> tick(g, paper);
        case TICKET -> ticket(g, paper);
        case AGAIN -> again(g);
        case PERSON -> person(g, paper);
      }
    } finally {
      g.dispose();
    }
  }

  private static void tick(Graphics2D g, Color paper) {
    g.fill(new Ellipse2D.Double(2, 2, 96, 96));
    g.setColor(paper);
    g.setStroke(round(13));
    g.draw(path(27, 52, 44, 69, 74, 34));
  }

  /** Notched at both sides, torn along a line of holes, with a yuan sign. */
  private static void ticket(Graphics2D g, Color paper) {
    Area ticket = new Area(new RoundRectangle2D.Double(2, 18, 96, 64, 10, 10));
    ticket.subtract(new Area(new Ellipse2D.Double(-8, 40, 20, 20)));
    ticket.subtract(new Area(new Ellipse2D.Double(88, 40, 20, 20)));
    g.fill(ticket);
    g.setColor(paper);
    for (int y = 26; y <= 72; y += 9) {
      g.fill(new Ellipse2D.Double(71, y, 4, 4));
    }
    g.setStroke(round(6.5f));
    g.draw(path(29, 30, 43, 48, 57, 30));
    g.draw(new Line2D.Double(43, 48, 43, 71));
    g.draw(new Line2D.Double(31, 50, 55, 50));
    g.draw(new Line2D.Double(31, 60, 55, 60));
  }

  private static void again(Graphics2D g) {
    g.setStroke(new BasicStroke(13, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    g.draw(new Arc2D.Double(14, 14, 72, 72, 35, 290, Arc2D.OPEN));
    Path2D head = new Path2D.Double(); // at the upper end, pointing on clockwise
    head.moveTo(94, 12);
    head.lineTo(94, 48);
    head.lineTo(58, 44);
    head.closePath();
    g.fill(head);
  }

  private static void person(Graphics2D g, Color paper) {
    g.fill(new Ellipse2D.Double(33, 3, 34, 34));
    Area shoulders = new Area(new RoundRectangle2D.Double(15, 42, 70, 60, 56, 56));
    shoulders.intersect(new Area(new Rectangle2D.Double(0, 0, 100, 72)));
    g.fill(shoulders);
    g.fill(new RoundRectangle2D.Double(0, 79, 100, 18, 8, 8));
    g.setColor(paper);
    g.setStroke(round(4)); // a collar
    g.draw(path(39, 41, 50, 55, 61, 41));
  }

  private static void phone(Graphics2D g, Color ink, Color paper) {
    g.fill(new RoundRectangle2D.Double(24, -6, 52, 76, 11, 11));
    g.setColor(paper);
    g.fill(new RoundRectangle2D.Double(28, 1, 44, 60, 4, 4));
    g.setColor(ink);
    code(g, paper, 32, 13, 36);
    g.setStroke(round(4)); // down to the reader
    g.draw(path(40, 77, 50, 86, 60, 77));
    g.fill(new RoundRectangle2D.Double(4, 93, 92, 14, 6, 6));
    g.setColor(paper);
    g.fill(new RoundRectangle2D.Double(24, 97, 52, 5, 4, 4));
  }

  /** Something that looks like a code, and is none. */
  private static void code(Graphics2D g, Color paper, double x, double y, double side) {
    double module = side / 15;
    Color ink = g.getColor();
    int[][] finders = {{0, 0}, {10, 0}, {0, 10}};
    for (int[] finder : finders) {
      square(g, ink, x + finder[0] * module, y + finder[1] * module, 5 * module);
      square(g, paper, x + (finder[0] + 1) * module, y + (finder[1] + 1) * module, 3 * module);
      square(g, ink, x + (finder[0] + 2) * module, y + (finder[1] + 2) * module, module);
    }
    int[] rows = {0b10110, 0b01101, 0b11010, 0b00111, 0b10101};
    for (int row = 0; row < 5; row++) {
      for (int column = 0; column < 5; column++) {
        if ((rows[row] >> column & 1) == 1) {
          square(g, ink, x + (10 + column) * module, y + (10 + row) * module, module);
          square(g, ink, x + (5 + column) * module, y + (5 + row) * module, module);
          square(g, ink, x + (5 + row) * module, y + column * module, module);
          square(g, ink, x + column * module, y + (5 + row) * module, module);
          square(g, ink, x + (10 + row) * module, y + (5 + column) * module, module);
        }
      }
    }
  }

  private static void square(Graphics2D g, Color colour, double x, double y, double side) {
    g.setColor(colour);
    g.fill(new Rectangle2D.Double(x, y, side, side));
  }

  private static Shape path(double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    return path;
  }

  private static BasicStroke round(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }
}
