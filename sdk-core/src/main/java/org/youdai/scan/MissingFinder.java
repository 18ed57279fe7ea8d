package org.youdai.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Looks for the third finder of a code where two were found: under glare, noise or a finger one is
 * often missed. Two finders leave six places for it, and there it is looked for as a pattern.
 */
final class MissingFinder {
  /** Among more than these it would be chance to take the right two. */
  private static final int MOST_FINDERS = 6;

  private static final int MOST_PAIRS = 1;
  private static final double MOST_MODULE_RATIO = 1.3;

  /** Between the centres of two finders, in modules: of the codes that are worth it. */
  private static final double SHORTEST = 14;

  private static final double LONGEST = 80;

  /** How far from its place in a square view a finder can be, by the distance of the others. */
  private static final double REACH = 0.15;

  private static final int MOST_TRIPLES = 3;

  private static final double LEAST_MATCH = 0.4;

  /** Where a finder is probed: rings 2 and 4 are light, its middle and ring 3 dark. */
  private static final int[] RINGS = {2, 3, 4};

  private MissingFinder() {}

  private record Pair(Finder one, Finder other, double unlike) {}

  private record Found(FinderTriple triple, double match) {}

  /** Returns triples of two of {@code finders} and a third that was not among them. */
  static List<FinderTriple> complete(GrayImage image, List<Finder> finders) {
    if (finders.size() > MOST_FINDERS) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    for (Pair pair : pairs(finders)) {
      double dx = pair.other().x() - pair.one().x();
      double dy = pair.other().y() - pair.one().y();
      // At either end along a side of the code, to the left or to the right of it.
      look(image, pair, pair.one().x() - dy, pair.one().y() + dx, dx, dy, found);
      look(image, pair, pair.one().x() + dy, pair.one().y() - dx, dx, dy, found);
      look(image, pair, pair.other().x() - dy, pair.other().y() + dx, dx, dy, found);
      look(image, pair, pair.other().x() + dy, pair.other().y() - dx, dx, dy, found);
      // Beside the middle of the code's diagonal, whose sides then are turned by half a right
      // angle.
      double x = (pair.one().x() + pair.other().x()) / 2;
      double y = (pair.one().y() + pair.other().y()) / 2;
      look(image, pair, x - dy / 2, y + dx / 2, dx + dy, dy - dx, found);
      look(image, pair, x + dy / 2, y - dx / 2, dx + dy, dy - dx, found);
    }
    found.sort(Comparator.comparingDouble(Found::match).reversed());
    return found.stream().limit(MOST_TRIPLES).map(Found::triple).collect(Collectors.toList());
  }

  private static List<Pair> pairs(List<Finder> finders) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < finders.size(); i++) {
      for (int j = i + 1; j < finders.size(); j++) {
        Finder one = finders.get(i);
        Finder other = finders.get(j);
        double ratio = Math.abs(Math.log(one.module() / other.module()));
        double modules = 2 * one.distance(other) / (one.module() + other.module());
        if (one.isDark() == other.isDark()
            && ratio <= Math.log(MOST_MODULE_RATIO)
            && modules >= SHORTEST
            && modules <= LONGEST) {
          pairs.add(new Pair(one, other, ratio));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::unlike));
    return pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()));
  }

  /** Looks around a place for a finder whose sides go along ({@code dx}, {@code dy}). */
  private static void look(
      GrayImage image, Pair pair, double x, double y, double dx, double dy, List<Found> found) {
    double length = Math.hypot(dx, dy);
    double turned = Math.max(Math.abs(dx), Math.abs(dy)) / length;
    double module = turned * (pair.one().module() + pair.other().module()) / 2;
    double ax = module * dx / length;
    double ay = module * dy / length;
    int reach = (int) Math.ceil(REACH * pair.one().distance(pair.other()) / module);
    double best = LEAST_MATCH;
    double bestX = 0;
    double bestY = 0;
    for (int j = -reach; j <= reach; j++) {
      for (int i = -reach; i <= reach; i++) {
        double atX = x + i * ax - j * ay;
        double atY = y + i * ay + j * ax;
        boolean isInside =
            Math.min(atX, atY) > 3 * module
                && atX < image.width() - 3 * module
                && atY < image.height() - 3 * module;
        double match = isInside ? match(image, atX, atY, ax, ay, pair.one().isDark()) : 0;
        if (match > best) {
          best = match;
          bestX = atX;
          bestY = atY;
        }
      }
    }
    if (best > LEAST_MATCH) {
      Finder third = pair.one().at(bestX, bestY);
      for (FinderTriple triple : FinderTriple.best(List.of(pair.one(), pair.other(), third), 1)) {
        found.add(new Found(triple, best));
      }
    }
  }

  /** Returns the correlation with a finder at a point, of 25 probes. */
  private static double match(
      GrayImage image, double x, double y, double ax, double ay, boolean isDark) {
    double all = image.between(x, y);
    double near =
        image.between(x + 2 * ax, y + 2 * ay)
            + image.between(x - 2 * ax, y - 2 * ay)
            + image.between(x - 2 * ay, y + 2 * ax)
            + image.between(x + 2 * ay, y - 2 * ax);
    if (isDark == (4 * all > near)) {
      return 0; // most places are ruled out here
    }
    int count = 1;
    double squares = all * all;
    double light = 0;
    for (int ring : RINGS) {
      for (int i = 0; i < 9; i++) {
        int u = (i % 3 - 1) * ring;
        int v = (i / 3 - 1) * ring;
        if (i != 4) {
          double value = image.between(x + u * ax - v * ay, y + u * ay + v * ax);
          all += value;
          squares += value * value;
          light += ring == 3 ? 0 : value;
          count++;
        }
      }
    }
    int lights = 16;
    double spread = Math.max(squares - all * all / count, 4.0 * count);
    double together = light - all * lights / count;
    return (isDark ? together : -together)
        / Math.sqrt(spread * lights * (count - lights) / (double) count);
  }
}
