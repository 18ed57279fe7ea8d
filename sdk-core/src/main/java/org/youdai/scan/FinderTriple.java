package org.youdai.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Three finders that may be those of one code. Seen in a mirror the upper right one and the lower
 * left one are exchanged, which transposes the code; the decoder tries that as well.
 */
record FinderTriple(Finder topLeft, Finder topRight, Finder bottomLeft, double misfit) {
  private static final double MOST_MODULE_RATIO = 1.7;
  private static final double MOST_LEG_RATIO = 2;
  private static final double MOST_COSINE = 0.5;
  private static final double MOST_MISFIT = 0.4;

  /** Between the finders' centres, in a code of version 1; a steep view shortens it. */
  private static final double SHORTEST_LEG = 14 * 0.6;

  /** The same of version 40. */
  private static final double LONGEST_LEG = 170 * 1.7;

  private static final Comparator<FinderTriple> BY_MISFIT =
      Comparator.comparingDouble(FinderTriple::misfit);

  /** Returns the triples that look most like a code's, the best one first. */
  static List<FinderTriple> best(List<Finder> finders, int most) {
    List<FinderTriple> best = new ArrayList<>();
    for (int i = 0; i < finders.size(); i++) {
      for (int j = i + 1; j < finders.size(); j++) {
        if (!areAlike(finders.get(i), finders.get(j))) {
          continue;
        }
        for (int k = j + 1; k < finders.size(); k++) {
          if (areAlike(finders.get(i), finders.get(k))
              && areAlike(finders.get(j), finders.get(k))) {
            consider(finders.get(i), finders.get(j), finders.get(k), best, most);
          }
        }
      }
    }
    return best;
  }

  private static boolean areAlike(Finder one, Finder other) {
    return one.isDark() == other.isDark()
        && one.module() <= MOST_MODULE_RATIO * other.module()
        && other.module() <= MOST_MODULE_RATIO * one.module();
  }

  /** Keeps three finders if they are among the best; the corner is opposite the longest side. */
  private static void consider(Finder a, Finder b, Finder c, List<FinderTriple> best, int most) {
    double ab = a.distance(b);
    double bc = b.distance(c);
    double ca = c.distance(a);
    if (bc >= ab && bc >= ca) {
      consider(a, b, c, misfit(a, b, c, ab, ca, bc), best, most);
    } else if (ca >= ab && ca >= bc) {
      consider(b, c, a, misfit(b, c, a, bc, ab, ca), best, most);
    } else {
      consider(c, a, b, misfit(c, a, b, ca, bc, ab), best, most);
    }
  }

  private static void consider(
      Finder corner, Finder one, Finder other, double misfit, List<FinderTriple> best, int most) {
    if (misfit >= (best.size() < most ? MOST_MISFIT : best.get(most - 1).misfit())) {
      return;
    }
    double turn =
        (one.x() - corner.x()) * (other.y() - corner.y())
            - (one.y() - corner.y()) * (other.x() - corner.x());
    best.add(
        turn >= 0
            ? new FinderTriple(corner, one, other, misfit)
            : new FinderTriple(corner, other, one, misfit));
    best.sort(BY_MISFIT);
    if (best.size() > most) {
      best.remove(most);
    }
  }

  /** Returns 0 for a square seen squarely, more the less it is one, infinity where it cannot be. */
  private static double misfit(
      Finder corner, Finder one, Finder other, double toOne, double toOther, double across) {
    double cosine =
        (toOne * toOne + toOther * toOther - across * across) / (2 * toOne * toOther + 1e-9);
    double legs = Math.max(toOne, toOther) / (Math.min(toOne, toOther) + 1e-9);
    double mean = (corner.module() + one.module() + other.module()) / 3;
    double leg = (toOne + toOther) / 2 / mean;
    if (Math.abs(cosine) > MOST_COSINE
        || legs > MOST_LEG_RATIO
        || leg < SHORTEST_LEG
        || leg > LONGEST_LEG) {
      return Double.POSITIVE_INFINITY;
    }
    double modules =
        square(Math.log(corner.module() / mean))
            + square(Math.log(one.module() / mean))
            + square(Math.log(other.module() / mean));
    return square(cosine) + square(Math.log(legs)) + 2 * modules;
  }

  private static double square(double x) {
    return x * x;
  }

  /** Returns how many modules a side has, as far as the finders' size tells. */
  double estimatedModules() {
    return 7 + (legInModules(topRight) + legInModules(bottomLeft)) / 2;
  }

  /** A finder that is turned measures more along the picture's axes than along its own. */
  private double legInModules(Finder end) {
    double dx = Math.abs(end.x() - topLeft.x());
    double dy = Math.abs(end.y() - topLeft.y());
    double leg = Math.hypot(dx, dy);
    double turned = Math.max(dx, dy) / (leg + 1e-9);
    return leg / ((topLeft.module() + end.module()) / 2 * turned);
  }

  /** Returns the middle of the code, which a further code does not share. */
  boolean covers(Finder finder) {
    double u = share(finder, topRight);
    double v = share(finder, bottomLeft);
    return u > -0.3 && u < 1.3 && v > -0.3 && v < 1.3;
  }

  private double share(Finder finder, Finder end) {
    double dx = end.x() - topLeft.x();
    double dy = end.y() - topLeft.y();
    return ((finder.x() - topLeft.x()) * dx + (finder.y() - topLeft.y()) * dy)
        / (dx * dx + dy * dy + 1e-9);
  }
}
