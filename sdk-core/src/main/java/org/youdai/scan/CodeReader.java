package org.youdai.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads codes between finders from the grey picture. What one call can cost is bounded: so many
 * triples are looked at, and of those whose timing patterns are there so many are decoded.
 */
final class CodeReader {
  private static final int MOST_PLACED = 3;
  private static final int MOST_DECODED = 2;

  /** Where one code was read, so many triples are looked at for each further one. */
  private static final int MOST_FURTHER = 2;

  private static final double CERTAIN_TIMING = 0.72;

  private final Geometry geometry = new Geometry();
  private final ModuleGrid grid = new ModuleGrid();

  /** What came of looking between finders. */
  enum Outcome {
    NOTHING,
    CODE_UNREAD,
    READ;

    /** Returns the better one of two. */
    Outcome or(Outcome other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  /** Adds the text of a code to {@code texts} of whose finders two are among {@code finders}. */
  Outcome readWithoutOne(GrayImage image, List<Finder> finders, Set<QrText> texts) {
    for (FinderTriple triple : MissingFinder.complete(image, finders)) {
      List<Geometry.Placement> placements = geometry.placements(image, triple);
      // One finder less to go by, so that the timing patterns must leave no doubt.
      if (!placements.isEmpty() && placements.get(0).timing() >= CERTAIN_TIMING) {
        Optional<QrText> text = decode(image, triple, placements);
        text.ifPresent(texts::add);
        return text.isPresent() ? Outcome.READ : Outcome.CODE_UNREAD;
      }
    }
    return Outcome.NOTHING;
  }

  /** Adds the texts of the codes between {@code finders} to {@code texts}. */
  Outcome read(GrayImage image, List<Finder> finders, Set<QrText> texts) {
    List<Finder> left = new ArrayList<>(finders);
    Outcome outcome = Outcome.NOTHING;
    for (int i = 0; i < QrScanner.MOST_CODES; i++) {
      int decoded = 0;
      Optional<FinderTriple> read = Optional.empty();
      int most = outcome == Outcome.READ ? MOST_FURTHER : MOST_PLACED;
      for (FinderTriple triple : FinderTriple.best(left, most)) {
        List<Geometry.Placement> placements = geometry.placements(image, triple);
        if (!placements.isEmpty() && decoded++ < MOST_DECODED) {
          Optional<QrText> text = decode(image, triple, placements);
          if (text.isPresent()) {
            texts.add(text.get());
            read = Optional.of(triple);
            break;
          }
        }
      }
      if (!read.isPresent()) {
        return outcome == Outcome.READ || decoded == 0 ? outcome : Outcome.CODE_UNREAD;
      }
      outcome = Outcome.READ;
      FinderTriple triple = read.get();
      left.removeIf(triple::covers);
    }
    return outcome;
  }

  private Optional<QrText> decode(
      GrayImage image, FinderTriple triple, List<Geometry.Placement> placements) {
    for (Geometry.Placement placement : placements) {
      grid.sample(image, placement.homography(), placement.modules());
      Optional<QrText> text = grid.read(triple.topLeft().isDark());
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }
}
