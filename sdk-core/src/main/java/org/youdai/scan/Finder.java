package org.youdai.scan;

/**
 * A finder pattern, the nested squares in three corners of a code: its centre in pixels, the width
 * of a module along the axes of the picture, and whether it is dark on light or the negative.
 */
record Finder(double x, double y, double module, boolean isDark) {

  /** Returns the finder with a centre that is known better. */
  Finder at(double betterX, double betterY) {
    return new Finder(betterX, betterY, module, isDark);
  }

  double distance(Finder other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
