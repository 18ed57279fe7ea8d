package org.youdai.server.access;

import java.security.Principal;
import java.util.Set;
import java.util.regex.Pattern;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;

/**
 * Who asks: one key or certificate, never a person.
 *
 * @param id the id of the key; empty for the console, which has none
 * @param name the operator's name for it
 * @param venues the venues that it may ask for; all if there are none
 */
public record Caller(String id, String name, Role role, Set<String> venues) implements Principal {
  /** Whoever can start programs on this machine. */
  static final Caller CONSOLE = new Caller("console", Role.OPERATOR, Set.of());

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._()-]{0,63}");

  /** Copies the venues. */
  public Caller {
    venues = Set.copyOf(venues);
  }

  /** Makes one that has no key yet. */
  public Caller(String name, Role role, Set<String> venues) {
    this("", name, role, venues);
  }

  /** Returns whether a key can have this name: 1 to 64 letters, digits and a few signs. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
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
