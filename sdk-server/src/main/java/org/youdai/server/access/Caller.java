package org.youdai.server.access;

import java.security.Principal;
import java.util.Set;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;

/**
 * Who asks: one key or certificate, never a person.
 *
 * @param name the operator's name for it
 * @param venues the venues that it may ask for; all if there are none
 */
public record Caller(String name, Role role, Set<String> venues) implements Principal {
  /** Copies the venues. */
  public Caller {
    venues = Set.copyOf(venues);
  }

  @Override
  public String getName() {
    return name;
  }

  /** Returns whether this caller may ask for a venue. */
  public boolean mayAskFor(String venue) {
    return venues.isEmpty() || venues.contains(venue);
  }

  /**
   * Checks that this caller may ask for a venue.
   *
   * @throws ProblemException if not
   */
  public void requireVenue(String venue) {
    if (!mayAskFor(venue)) {
      throw new ProblemException(Problem.VENUE_NOT_YOURS, venue);
    }
  }
}
