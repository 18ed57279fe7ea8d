package org.youdai.scan;

import com.google.zxing.qrcode.decoder.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds out how many modules a code has, and where they lie, from three finders. What the finders
 * leave open, which is the number and how the code is tilted, the two timing patterns tell: rows of
 * light and dark in turns, of which every module must fit. Alignment patterns make it exact.
 */
final class Geometry {
  private static final int SMALLEST = 21;
  private static final int LARGEST = 177;

  /** In a code with fewer modules a timing pattern is too short to tell the number for certain. */
  private static final int SMALL = 37;

  /** Timing patterns that agree less than this before all is exact are none; 1 is perfect. */
  private static final double LEAST_TIMING = 0.48;

  /** The same afterwards: hardly any other three patterns come so far. */
  private static final double SURE_TIMING = 0.6;

  /** With a number of modules for which they agree like this, no other is tried. */
  private static final double CLEAR_TIMING = 0.75;

  private static final double PERFECT_TIMING = 0.97;

  /** A pattern that agrees less is not there. */
  private static final double LEAST_FINDER = 0.5;

  private static final double LEAST_ALIGNMENT = 0.55;

  /** How much smaller the far end of a code can be. */
  private static final double MOST_TILT = 0.3;

  /** An alignment pattern is wrong that lies farther from where all say together, in modules. */
  private static final double MOST_MISS = 0.6;

  private static final GrayImage NONE = GrayImage.blank(1, 1);

  private final double[] values = new double[LARGEST];
  private final Homography trial = Homography.unlaid();
  private final double[] points = new double[5 * 64];
  private GrayImage image = NONE;
  private double sign;
  private double spotX;
  private double spotY;

  /** A way in which the modules of a code may lie, and how well the timing patterns agree. */
  record Placement(int modules, Homography homography, double timing) {}

  private record Tilted(int modules, double row, double column, double timing) {}

  /** Returns the ways in which a code between finders may lie, the likeliest first. */
  List<Placement> placements(GrayImage picture, FinderTriple finders) {
    image = picture;
    sign = finders.topLeft().isDark() ? 1 : -1;
    List<Placement> placements = new ArrayList<>();
    for (Tilted tilted : tilts(finders)) {
      place(finders, tilted, placements);
    }
    image = NONE; // the caller's
    return placements;
  }

  /** Returns the numbers of modules for which both timing patterns agree, at most two. */
  private List<Tilted> tilts(FinderTriple finders) {
    double estimate = finders.estimatedModules();
    int first = (int) Math.round((estimate - 17) / 4) * 4 + 17;
    int most = Math.max(8, (int) (0.15 * estimate)) / 4;
    List<Tilted> tilts = new ArrayList<>();
    for (int i = 0; i <= 2 * most; i++) {
      int modules = first + 4 * outward(i);
      if (modules >= SMALLEST && modules <= LARGEST) {
        Tilted tilted = tilted(finders, modules);
        if (tilted.timing() >= LEAST_TIMING + chance(modules)) {
          tilts.add(tilted);
        }
        if (tilted.timing() >= CLEAR_TIMING && modules > SMALL) {
          break;
        }
      }
    }
    tilts.sort(Comparator.comparingDouble(Tilted::timing).reversed());
    return tilts.subList(0, Math.min(2, tilts.size()));
  }

  /** Returns 0, 1, -1, 2, -2 and so on. */
  private static int outward(int i) {
    return i % 2 == 0 ? -i / 2 : i / 2 + 1;
  }

  /** Returns how much better chance does where the patterns are short. */
  private static double chance(int modules) {
    return 2.2 / (modules - 12);
  }

  /** Returns the tilts that fit the timing patterns best; each depends a little on the other. */
  private Tilted tilted(FinderTriple finders, int modules) {
    double step = 2.0 / (modules - 7);
    int steps = (int) Math.ceil(MOST_TILT / step);
    Tilted coarse = best(finders, new Tilted(modules, 0, 0, 0), true, steps, step);
    double row = coarse.timing();
    coarse = best(finders, coarse, false, steps, step);
    return new Tilted(modules, coarse.row(), coarse.column(), (row + coarse.timing()) / 2);
  }

  private Tilted refined(FinderTriple finders, Tilted coarse) {
    double step = 0.5 / (coarse.modules() - 7);
    Tilted fine = best(finders, coarse, true, 4, step);
    fine = best(finders, fine, false, 4, step);
    fine = best(finders, fine, true, 2, step);
    double row = fine.timing();
    fine = best(finders, fine, false, 2, step);
    return new Tilted(fine.modules(), fine.row(), fine.column(), (row + fine.timing()) / 2);
  }

  /** Returns the tilt along a row, or down a column, with which that timing pattern fits best. */
  private Tilted best(FinderTriple finders, Tilted from, boolean alongRow, int steps, double step) {
    double best = 0;
    double most = -1;
    for (int i = 0; i <= 2 * steps && most < PERFECT_TIMING; i++) {
      double more = outward(i) * step;
      double row = from.row() + (alongRow ? more : 0);
      double column = from.column() + (alongRow ? 0 : more);
      trial.lay(finders, from.modules(), row, column);
      double timing = timing(trial, from.modules(), alongRow);
      if (timing > most) {
        most = timing;
        best = more;
      }
    }
    return new Tilted(
        from.modules(),
        from.row() + (alongRow ? best : 0),
        from.column() + (alongRow ? 0 : best),
        most);
  }

  private double timing(Homography homography, int modules) {
    return (timing(homography, modules, true) + timing(homography, modules, false)) / 2;
  }

  /** Returns how well a timing pattern is there: each module against its two neighbours. */
  private double timing(Homography homography, int modules, boolean alongRow) {
    int count = modules - 12;
    Arrays.fill(values, 0, count, 0);
    homography.addLine(image, 6.5, 6.5, alongRow ? 1 : 0, alongRow ? 0 : 1, count, values);
    double agreement = 0;
    double power = 4.0 * count; // so that a grey level or two are nothing
    for (int i = 1; i < count - 1; i++) {
      double lighter = values[i] - (values[i - 1] + values[i + 1]) / 2;
      agreement += i % 2 == 0 ? -lighter : lighter;
      power += lighter * lighter;
    }
    return sign * agreement / Math.sqrt(power * (count - 2));
  }

  private void place(FinderTriple coarse, Tilted tilted, List<Placement> placements) {
    int modules = tilted.modules();
    Homography first = Homography.of(coarse, modules, tilted.row(), tilted.column());
    FinderTriple finders =
        new FinderTriple(
            centred(first, coarse.topLeft(), 3.5, 3.5),
            centred(first, coarse.topRight(), modules - 3.5, 3.5),
            centred(first, coarse.bottomLeft(), 3.5, modules - 3.5),
            coarse.misfit());
    Tilted better = refined(finders, tilted);
    if (better.timing() < SURE_TIMING + chance(modules)) {
      return;
    }
    Homography plain = Homography.of(finders, modules, better.row(), better.column());
    Homography aligned = aligned(finders, plain, modules);
    double timing = timing(aligned, modules);
    placements.add(new Placement(modules, aligned, timing));
    if (aligned != plain) {
      placements.add(new Placement(modules, plain, better.timing()));
    }
    placements.sort(Comparator.comparingDouble(Placement::timing).reversed());
  }

  private Finder centred(Homography homography, Finder finder, double column, double row) {
    return look(homography, column, row, 4, 0.5) >= LEAST_FINDER ? finder.at(spotX, spotY) : finder;
  }

  /** Returns the geometry that fits finders and alignment patterns together. */
  private Homography aligned(FinderTriple finders, Homography plain, int modules) {
    int[] centres = Version.getVersionForNumber((modules - 17) / 4).getAlignmentPatternCenters();
    if (centres.length == 0) {
      return plain;
    }
    int count = 0;
    put(count++, 3.5, 3.5, finders.topLeft().x(), finders.topLeft().y(), 2);
    put(count++, modules - 3.5, 3.5, finders.topRight().x(), finders.topRight().y(), 2);
    put(count++, 3.5, modules - 3.5, finders.bottomLeft().x(), finders.bottomLeft().y(), 2);
    int last = centres[centres.length - 1];
    Homography best = plain;
    if (look(plain, last + 0.5, last + 0.5, 2, 1 + 0.03 * modules) >= LEAST_ALIGNMENT) {
      put(count++, last + 0.5, last + 0.5, spotX, spotY, 1);
      best = plain.fitted(points, count, modules);
    }
    for (int row : centres) {
      for (int column : centres) {
        boolean isFinder =
            (row == 6 && (column == 6 || column == last)) || (row == last && column == 6);
        boolean isLast = row == last && column == last;
        if (!isFinder && !isLast && look(best, column + 0.5, row + 0.5, 2, 1) >= LEAST_ALIGNMENT) {
          put(count++, column + 0.5, row + 0.5, spotX, spotY, 1);
        }
      }
    }
    if (count == 3) {
      return plain;
    }
    best = plain.fitted(points, count, modules);
    int kept = withoutMisses(best, count, modules);
    return kept < count ? plain.fitted(points, kept, modules) : best;
  }

  private void put(int index, double column, double row, double x, double y, double weight) {
    points[5 * index] = column;
    points[5 * index + 1] = row;
    points[5 * index + 2] = x;
    points[5 * index + 3] = y;
    points[5 * index + 4] = weight;
  }

  /** Leaves out the points that fit badly, and returns how many are left. */
  private int withoutMisses(Homography fitted, int count, int modules) {
    double most = MOST_MISS * fitted.module(modules / 2.0, modules / 2.0);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      double column = points[5 * i];
      double row = points[5 * i + 1];
      double x = points[5 * i + 2];
      double y = points[5 * i + 3];
      if (i < 3 || fitted.miss(column, row, x, y) <= most) {
        put(kept++, column, row, x, y, points[5 * i + 4]);
      }
    }
    return kept;
  }

  /**
   * Looks for a pattern of nested squares around a module, within {@code range} modules; notes
   * where it is, and returns how well it is there: 1 is perfectly, 0 not at all.
   */
  private double look(Homography homography, double column, double row, int reach, double range) {
    double x = homography.x(column, row);
    double y = homography.y(column, row);
    double ax = homography.dxAlong(column, row);
    double ay = homography.dyAlong(column, row);
    double bx = homography.dxDown(column, row);
    double by = homography.dyDown(column, row);
    double best = -1;
    double bestRight = 0;
    double bestDown = 0;
    double step = 0.5;
    for (double down = -range; down <= range; down += step) {
      for (double right = -range; right <= range; right += step) {
        double found =
            match(x + right * ax + down * bx, y + right * ay + down * by, ax, ay, bx, by, reach);
        if (found > best) {
          best = found;
          bestRight = right;
          bestDown = down;
        }
      }
    }
    while (step > 0.1) {
      step /= 2;
      double fromRight = bestRight;
      double fromDown = bestDown;
      for (int i = 0; i < 9; i++) {
        double right = fromRight + (i % 3 - 1) * step;
        double down = fromDown + (i / 3 - 1) * step;
        double found =
            match(x + right * ax + down * bx, y + right * ay + down * by, ax, ay, bx, by, reach);
        if (found > best) {
          best = found;
          bestRight = right;
          bestDown = down;
        }
      }
    }
    spotX = x + bestRight * ax + bestDown * bx;
    spotY = y + bestRight * ay + bestDown * by;
    return best;
  }

  /** Returns the correlation of a picture's part with nested squares around a point. */
  private double match(double x, double y, double ax, double ay, double bx, double by, int reach) {
    double all = 0;
    double squares = 0;
    double light = 0;
    int lights = 0;
    for (int j = -reach; j <= reach; j++) {
      for (int i = -reach; i <= reach; i++) {
        double value = image.between(x + i * ax + j * bx, y + i * ay + j * by);
        all += value;
        squares += value * value;
        int ring = Math.max(Math.abs(i), Math.abs(j));
        if (isLight(ring, reach)) {
          light += value;
          lights++;
        }
      }
    }
    int count = (2 * reach + 1) * (2 * reach + 1);
    double spread = Math.max(squares - all * all / count, count); // at least a grey level
    double together = light - all * lights / count;
    return sign * together / Math.sqrt(spread * lights * (count - lights) / count);
  }

  /** A finder is light in its rings 2 and 4, an alignment pattern in its ring 1. */
  private static boolean isLight(int ring, int reach) {
    return reach == 4 ? ring == 2 || ring == 4 : ring == 1;
  }
}
