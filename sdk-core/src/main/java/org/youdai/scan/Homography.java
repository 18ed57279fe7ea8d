package org.youdai.scan;

/**
 * Where a point of a code, in modules from its upper left corner, lies in a picture, in pixels.
 * Straight lines stay straight, and what is farther away is smaller.
 */
final class Homography {
  private static final int UNKNOWNS = 8;

  private double xx;
  private double xy;
  private double x0;
  private double yx;
  private double yy;
  private double y0;
  private double wx;
  private double wy;
  private double w0;

  private Homography(
      double xx,
      double xy,
      double x0,
      double yx,
      double yy,
      double y0,
      double wx,
      double wy,
      double w0) {
    this.xx = xx;
    this.xy = xy;
    this.x0 = x0;
    this.yx = yx;
    this.yy = yy;
    this.y0 = y0;
    this.wx = wx;
    this.wy = wy;
    this.w0 = w0;
  }

  /** Returns one to be laid over finders. */
  static Homography unlaid() {
    return new Homography(1, 0, 0, 0, 1, 0, 0, 0, 1);
  }

  /** Returns the one that {@link #lay} makes. */
  static Homography of(FinderTriple finders, int modules, double rowTilt, double columnTilt) {
    Homography homography = unlaid();
    homography.lay(finders, modules, rowTilt, columnTilt);
    return homography;
  }

  /**
   * Makes this the one under which the finders of a code of {@code modules} lie where they were
   * found, and which grows smaller along its rows by {@code rowTilt} and down its columns by {@code
   * columnTilt}, 0 where the code is seen squarely. Hundreds are tried for every three finders, in
   * one object.
   */
  void lay(FinderTriple finders, int modules, double rowTilt, double columnTilt) {
    double span = modules - 7.0;
    Finder origin = finders.topLeft();
    Finder right = finders.topRight();
    Finder below = finders.bottomLeft();
    wx = rowTilt / span;
    wy = columnTilt / span;
    w0 = 1 - 3.5 * (wx + wy);
    xx = ((1 + rowTilt) * right.x() - origin.x()) / span;
    yx = ((1 + rowTilt) * right.y() - origin.y()) / span;
    xy = ((1 + columnTilt) * below.x() - origin.x()) / span;
    yy = ((1 + columnTilt) * below.y() - origin.y()) / span;
    x0 = origin.x() - 3.5 * (xx + xy);
    y0 = origin.y() - 3.5 * (yx + yy);
  }

  /** Returns what the coordinates of a point are divided by: more is farther away. */
  double depth(double column, double row) {
    return wx * column + wy * row + w0;
  }

  double x(double column, double row) {
    return (xx * column + xy * row + x0) / depth(column, row);
  }

  double y(double column, double row) {
    return (yx * column + yy * row + y0) / depth(column, row);
  }

  /**
   * Takes the brightness of points in a straight line, each {@code right} columns and {@code down}
   * rows from the one before, and adds it to {@code values}.
   */
  void addLine(
      GrayImage image,
      double column,
      double row,
      double right,
      double down,
      int count,
      double[] values) {
    double x = xx * column + xy * row + x0;
    double y = yx * column + yy * row + y0;
    double w = wx * column + wy * row + w0;
    double dx = xx * right + xy * down;
    double dy = yx * right + yy * down;
    double dw = wx * right + wy * down;
    for (int i = 0; i < count; i++) {
      double near = 1 / w;
      values[i] += image.between(x * near, y * near);
      x += dx;
      y += dy;
      w += dw;
    }
  }

  /** Returns how far a point lies from where this says that it does, in pixels. */
  double miss(double column, double row, double x, double y) {
    return Math.hypot(x(column, row) - x, y(column, row) - y);
  }

  /** Returns the length of a module's side at a point, in pixels. */
  double module(double column, double row) {
    double along = Math.hypot(dxAlong(column, row), dyAlong(column, row));
    double down = Math.hypot(dxDown(column, row), dyDown(column, row));
    return Math.sqrt(along * down);
  }

  double dxAlong(double column, double row) {
    return (xx - x(column, row) * wx) / depth(column, row);
  }

  double dyAlong(double column, double row) {
    return (yx - y(column, row) * wx) / depth(column, row);
  }

  double dxDown(double column, double row) {
    return (xy - x(column, row) * wy) / depth(column, row);
  }

  double dyDown(double column, double row) {
    return (yy - y(column, row) * wy) / depth(column, row);
  }

  /**
   * Returns the one that fits points best (least squares). {@code points} holds five numbers a
   * point: column, row, x, y, weight. It stays near this one where the points leave it open.
   */
  Homography fitted(double[] points, int count, int modules) {
    double half = modules / 2.0;
    double middleX = x(half, half);
    double middleY = y(half, half);
    double scale = half * module(half, half);
    double[][] normal = new double[UNKNOWNS][UNKNOWNS + 1];
    for (int i = 0; i < count; i++) {
      double column = points[5 * i];
      double row = points[5 * i + 1];
      double weight = points[5 * i + 4] * depth(half, half) / depth(column, row);
      addPoint(
          normal,
          column / half - 1,
          row / half - 1,
          (points[5 * i + 2] - middleX) / scale,
          (points[5 * i + 3] - middleY) / scale,
          weight);
    }
    // The corners as they are now, with little weight: no point may say anything of one of them.
    for (int corner = 0; corner < 4; corner++) {
      double column = corner % 2 == 0 ? 0 : modules;
      double row = corner < 2 ? 0 : modules;
      addPoint(
          normal,
          column / half - 1,
          row / half - 1,
          (x(column, row) - middleX) / scale,
          (y(column, row) - middleY) / scale,
          0.02);
    }
    double[] s = solve(normal);
    double ax = scale * s[0] + middleX * s[6];
    double bx = scale * s[1] + middleX * s[7];
    double cx = scale * s[2] + middleX;
    double ay = scale * s[3] + middleY * s[6];
    double by = scale * s[4] + middleY * s[7];
    double cy = scale * s[5] + middleY;
    return new Homography(
        ax / half,
        bx / half,
        cx - ax - bx,
        ay / half,
        by / half,
        cy - ay - by,
        s[6] / half,
        s[7] / half,
        1 - s[6] - s[7]);
  }

  private static void addPoint(
      double[][] normal, double u, double v, double x, double y, double weight) {
    double[] first = {u, v, 1, 0, 0, 0, -u * x, -v * x, x};
    double[] second = {0, 0, 0, u, v, 1, -u * y, -v * y, y};
    for (int i = 0; i < UNKNOWNS; i++) {
      for (int j = 0; j <= UNKNOWNS; j++) {
        normal[i][j] += weight * weight * (first[i] * first[j] + second[i] * second[j]);
      }
    }
  }

  /** Solves equations in place: Gaussian elimination with pivots. */
  private static double[] solve(double[][] rows) {
    for (int i = 0; i < UNKNOWNS; i++) {
      int pivot = i;
      for (int j = i + 1; j < UNKNOWNS; j++) {
        if (Math.abs(rows[j][i]) > Math.abs(rows[pivot][i])) {
          pivot = j;
        }
      }
      double[] top = rows[pivot];
      rows[pivot] = rows[i];
      rows[i] = top;
      for (int j = i + 1; j < UNKNOWNS; j++) {
        double factor = rows[j][i] / top[i];
        for (int k = i; k <= UNKNOWNS; k++) {
          rows[j][k] -= factor * top[k];
        }
      }
    }
    double[] solution = new double[UNKNOWNS];
    for (int i = UNKNOWNS - 1; i >= 0; i--) {
      double rest = rows[i][UNKNOWNS];
      for (int j = i + 1; j < UNKNOWNS; j++) {
        rest -= rows[i][j] * solution[j];
      }
      solution[i] = rest / rows[i][i];
    }
    return solution;
  }
}
