package org.youdai.scan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for finder patterns in pictures of one size, dark ones and light ones at once.
 *
 * <p>Light and dark are told by the mean of the surroundings, and where they change is found
 * between the pixels: of a module of two pixels a whole pixel would be half. A change counts once
 * the brightness has gone past the mean by a few levels, so that a flat area's noise makes none.
 * Memory is allocated once; the number of places that are looked at twice is bounded.
 */
final class FinderSearch {
  /** How far the surroundings reach to either side, in pairs of pixels. */
  private static final int REACH = 3;

  /** How far they reach up and down, in pairs of rows, of which one is taken. */
  private static final int ROWS = 3;

  private static final int AREA = 2 * (2 * REACH + 1) * (2 * ROWS + 1);
  private static final int PER_AREA = (1 << 20) / AREA + 1;

  /** By so many grey levels a change goes past the mean. */
  private static final int CONTRAST = 5;

  private static final double SMALLEST_MODULE = 0.8;
  private static final int MOST_FOUND = 32;

  /** What noise can cost is bounded by this. */
  private static final int PIXELS_PER_CHECK = 120;

  private static final int EIGHT = 8;
  private static final long LANES = 0x00ff_00ff_00ff_00ffL;
  private static final byte[] NONE = {};

  private final int width;
  private final int height;
  private final int rowStep;
  private final int mostChecked;
  private final int pairs;
  private final byte[] means; // of every second row and every pair of pixels in it
  private final long[] words;
  private final int[] columns; // the sums in the words, and the first and last once more
  private final double[] rings = new double[6];
  private final List<Finder> found = new ArrayList<>();
  private byte[] luma = NONE;
  private int stride;
  private int checked;
  private double lineModule;
  private double lineShift;

  /**
   * Makes a search.
   *
   * @param rowStep how many rows are gone on by, an even number
   */
  FinderSearch(int width, int height, int rowStep) {
    this.width = width;
    this.height = height;
    this.rowStep = rowStep;
    this.mostChecked = (int) ((long) width * height / PIXELS_PER_CHECK) + 100;
    this.pairs = (width + 1) / 2;
    this.means = new byte[(height + 1) / 2 * pairs];
    this.words = new long[(pairs + 3) / 4];
    this.columns = new int[4 * words.length + 2 * REACH + 1];
  }

  /** Returns what looks like a finder; the list is good until the next search. */
  List<Finder> search(GrayImage image) {
    luma = image.luma();
    stride = image.rowStride();
    found.clear();
    checked = 0;
    average();
    for (int y = (rowStep / 2) & ~1; y < height && found.size() < MOST_FOUND; y += rowStep) {
      searchRow(y);
    }
    luma = NONE; // the caller's
    return found;
  }

  /**
   * Fills in the means: sums of pairs of columns slide down, four of them in a word, and sums of
   * those slide to the right. Every pixel of every frame goes through here.
   */
  private void average() {
    ByteBuffer bytes = ByteBuffer.wrap(luma).order(ByteOrder.LITTLE_ENDIAN);
    int rows = (height + 1) / 2;
    Arrays.fill(words, 0);
    for (int j = -ROWS; j <= ROWS; j++) {
      int row = Math.min(Math.max(j, 0), rows - 1);
      for (int i = 0; i < words.length; i++) {
        words[i] += pairs(bytes, 2 * row, i);
      }
    }
    for (int j = 0; j < rows; j++) {
      averageRow(j * pairs);
      int in = 2 * Math.min(j + ROWS + 1, rows - 1);
      int out = 2 * Math.max(j - ROWS, 0);
      for (int i = 0; i < words.length; i++) {
        words[i] += pairs(bytes, in, i) - pairs(bytes, out, i);
      }
    }
  }

  /** Returns the sums of the four pairs among eight pixels of a row. */
  private long pairs(ByteBuffer bytes, int y, int word) {
    int x = EIGHT * word;
    long eight = 0;
    if (x + EIGHT <= width) {
      eight = bytes.getLong(y * stride + x);
    } else {
      for (int i = 0; i < EIGHT; i++) {
        long pixel = luma[y * stride + Math.min(x + i, width - 1)] & 0xff;
        eight |= pixel << (EIGHT * i);
      }
    }
    return (eight & LANES) + ((eight >>> EIGHT) & LANES);
  }

  private void averageRow(int to) {
    for (int i = 0; i < words.length; i++) {
      long word = words[i];
      int at = REACH + 4 * i;
      columns[at] = (int) (word & 0xffff);
      columns[at + 1] = (int) ((word >>> 16) & 0xffff);
      columns[at + 2] = (int) ((word >>> 32) & 0xffff);
      columns[at + 3] = (int) (word >>> 48);
    }
    Arrays.fill(columns, 0, REACH, columns[REACH]);
    Arrays.fill(columns, REACH + pairs, columns.length, columns[REACH + pairs - 1]);
    int sum = 0;
    for (int i = 0; i <= 2 * REACH; i++) {
      sum += columns[i];
    }
    for (int x = 0; x < pairs; x++) {
      means[to + x] = (byte) ((sum * PER_AREA) >> 20);
      sum += columns[x + 2 * REACH + 1] - columns[x];
    }
  }

  /** Returns how much lighter a pixel is than its surroundings. */
  private int light(int x, int y) {
    return (luma[y * stride + x] & 0xff) - (means[(y >> 1) * pairs + (x >> 1)] & 0xff);
  }

  private void searchRow(int y) {
    int line = y * stride;
    int mean = (y >> 1) * pairs;
    double e0 = -1;
    double e1 = -1;
    double e2 = -1;
    double e3 = -1;
    double e4 = -1;
    double e5 = 0;
    int last = 0;
    boolean isDark = false;
    for (int x = 0; x <= width; ) {
      if (isDark) {
        while (x < width && (luma[line + x] & 0xff) - (means[mean + (x >> 1)] & 0xff) <= CONTRAST) {
          x++;
        }
      } else {
        while (x < width
            && (luma[line + x] & 0xff) - (means[mean + (x >> 1)] & 0xff) >= -CONTRAST) {
          x++;
        }
      }
      e0 = e1;
      e1 = e2;
      e2 = e3;
      e3 = e4;
      e4 = e5;
      e5 = x == width ? width : edge(x, y, last, !isDark);
      if (e0 >= 0 && isPattern(e1 - e0, e2 - e1, e3 - e2, e4 - e3, e5 - e4)) {
        check((e2 + e3) / 2, y, (e5 - e0) / 7, isDark);
      }
      if (x == width || found.size() >= MOST_FOUND) {
        return;
      }
      last = x;
      isDark = !isDark;
    }
  }

  /** Returns where the colour changed that pixel {@code x} has for certain. */
  private double edge(int x, int y, int from, boolean toDark) {
    int after = light(x, y);
    for (int i = x - 1; i >= from; i--) {
      int before = light(i, y);
      if (toDark ? before >= 0 : before < 0) {
        return i + 0.5 + (double) before / (before - after);
      }
      after = before;
    }
    return from;
  }

  /**
   * Returns whether runs are as 1:1:3:1:1. Where ink spreads or light does, dark and light runs
   * change alike, so that sums of neighbours are held to it more strictly than each.
   */
  private static boolean isPattern(double a, double b, double c, double d, double e) {
    double module = (a + b + c + d + e) / 7;
    double loose = 0.75 * module + 0.25;
    double strict = 0.6 * module + 0.4;
    return module >= SMALLEST_MODULE
        && Math.abs(a + b - 2 * module) <= strict
        && Math.abs(d + e - 2 * module) <= strict
        && Math.abs(c - 3 * module) <= 1.5 * loose
        && Math.abs(a - module) <= loose
        && Math.abs(b - module) <= loose
        && Math.abs(d - module) <= loose
        && Math.abs(e - module) <= loose;
  }

  /** Looks in other directions than the row's, and keeps what is a finder there as well. */
  private void check(double x, int y, double module, boolean isDark) {
    for (int i = 0; i < found.size(); i++) {
      Finder other = found.get(i);
      if (other.isDark() == isDark
          && Math.abs(other.x() - x) < 2 * module
          && Math.abs(other.y() - y - 0.5) < 2.5 * module) {
        return;
      }
    }
    int column = (int) x;
    if (checked++ >= mostChecked || !isLine(column, y, 0, 1, isDark, module)) {
      return;
    }
    double down = lineModule;
    double centreY = y + 0.5 + lineShift;
    int row = Math.min(Math.max((int) centreY, 0), height - 1);
    if (down > 2 * module || module > 2 * down || !isLine(column, row, 1, 0, isDark, module)) {
      return;
    }
    double across = lineModule;
    double centreX = column + 0.5 + lineShift;
    if (isLine(column, row, 1, 1, isDark, module) || isLine(column, row, 1, -1, isDark, module)) {
      found.add(new Finder(centreX, centreY, (across + down) / 2, isDark));
    }
  }

  /** Returns whether the runs along a line through a pixel are a finder's; notes its measures. */
  private boolean isLine(int x, int y, int dx, int dy, boolean isDark, double module) {
    int most = (int) (8 * module) + 3;
    if (!walk(x, y, dx, dy, isDark, most, 0) || !walk(x, y, -dx, -dy, isDark, most, 3)) {
      return false;
    }
    lineModule = (rings[2] + rings[5]) / 7;
    lineShift = ((rings[0] - rings[3]) + (rings[1] - rings[4]) + (rings[2] - rings[5])) / 6;
    return isPattern(
        rings[5] - rings[4],
        rings[4] - rings[3],
        rings[3] + rings[0],
        rings[1] - rings[0],
        rings[2] - rings[1]);
  }

  /** Notes how many steps from a pixel the colour changes for the first three times. */
  private boolean walk(int x, int y, int dx, int dy, boolean fromDark, int most, int at) {
    boolean isDark = fromDark;
    int changes = 0;
    for (int k = 1; k <= most; k++) {
      int nextX = x + k * dx;
      int nextY = y + k * dy;
      if (nextX < 0 || nextY < 0 || nextX >= width || nextY >= height) {
        rings[at + 2] = k - 0.5; // the picture's border can be the finder's
        return changes == 2;
      }
      int after = light(nextX, nextY);
      if (isDark ? after > CONTRAST : after < -CONTRAST) {
        int i = k - 1;
        int before = light(x + i * dx, y + i * dy);
        while (i > 0 && (isDark ? before >= 0 : before < 0)) {
          i--;
          after = before;
          before = light(x + i * dx, y + i * dy);
        }
        boolean isBefore = isDark ? before < 0 : before >= 0;
        rings[at + changes] = i + (isBefore ? (double) before / (before - after) : 0);
        if (++changes == 3) {
          return true;
        }
        isDark = !isDark;
      }
    }
    return false;
  }
}
