package org.youdai.gate;

import java.time.Duration;
import java.util.Locale;
import org.youdai.decision.PromptCatalog;
import org.youdai.decision.Rejection;
import org.youdai.policy.VenueProfile;

/**
 * What an operator has chosen for a gate.
 *
 * @param venue the venue that it belongs to
 * @param gate its own name within the venue
 * @param debounce how long after the last reading of a code another one is the scanner's doing and
 *     not the holder's; 0 to 10 seconds
 * @param words the words for its decisions
 */
public record GateProfile(VenueProfile venue, String gate, Duration debounce, PromptCatalog words) {
  /** How long a scanner is likely to read the same code again. */
  public static final Duration DEFAULT_DEBOUNCE = Duration.ofSeconds(2);

  private static final Duration LONGEST_DEBOUNCE = Duration.ofSeconds(10);

  private static final int LONGEST_NAME = 64;

  /** Checks the limits. */
  public GateProfile {
    if (venue.id().length() > LONGEST_NAME || gate.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("a name has " + LONGEST_NAME + " characters at most");
    }
    if (debounce.isNegative() || debounce.compareTo(LONGEST_DEBOUNCE) > 0) {
      throw new IllegalArgumentException("a code is debounced for 0 to 10 seconds");
    }
  }

  /** Returns the gate of a venue that has one, with the defaults and in Chinese. */
  public static GateProfile of(VenueProfile venue) {
    return new GateProfile(venue, "1", DEFAULT_DEBOUNCE, PromptCatalog.of(Locale.CHINESE));
  }

  /**
   * Reads a venue's file ({@code docs/venue.md}); the words are Chinese unless it has its own.
   * {@link VenueFile} tells everything that is wrong, and not the first thing alone.
   *
   * @throws Rejection if it cannot be used; {@link Rejection#where()} has the field and its line
   */
  public static GateProfile parse(byte[] json) throws Rejection {
    return VenueFile.read(json, Locale.CHINESE).profile();
  }

  /** Returns this for another gate of the venue. */
  public GateProfile named(String name) {
    return new GateProfile(venue, name, debounce, words);
  }

  /** Returns this with another time of debounce; 0 for none. */
  public GateProfile withDebounce(Duration time) {
    return new GateProfile(venue, gate, time, words);
  }

  /** Returns this with other words. */
  public GateProfile withWords(PromptCatalog catalog) {
    return new GateProfile(venue, gate, debounce, catalog);
  }
}
