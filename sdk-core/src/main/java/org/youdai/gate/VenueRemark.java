package org.youdai.gate;

/**
 * Something to say of a venue's file: what keeps it from being used, what does not go with the
 * policy, or what a person may want to know.
 *
 * @param code what it is
 * @param place the field, and its line if it stands in the file: {@code hours[1] (line 9)}
 * @param about what exactly, in one word: the name of a field, an option, a service, a fault; or
 *     the reader's own words where there is no such word
 */
public record VenueRemark(Code code, String place, String about) {

  /** What there is to say. A name is permanent. */
  public enum Code {
    /** The file is larger than {@link VenueFile#LARGEST}. */
    TOO_LARGE(Weight.REFUSED),
    /** It is no JSON object, or has a value of a kind that no field takes. */
    NOT_JSON(Weight.REFUSED),
    /** A field that must be there is not. */
    MISSING_FIELD(Weight.REFUSED),
    /** A field that there is not. */
    UNKNOWN_FIELD(Weight.REFUSED),
    /** A value of another kind, or out of its bounds. */
    WRONG_VALUE(Weight.REFUSED),
    /** Hours overlap earlier ones, and may have another tariff. */
    HOURS_OVERLAP(Weight.REFUSED),
    /**
     * A prompt has a fault: {@code about} is the {@link org.youdai.decision.PromptCatalog.Fault}.
     */
    PROMPT(Weight.REFUSED),

    /** The policy has no such option. */
    UNKNOWN_OPTION(Weight.WRONG),
    /** No rule of the policy for this kind of place names this service. */
    UNKNOWN_SERVICE(Weight.WRONG),
    /** No rule of the policy is for this kind of place. */
    CATEGORY_WITHOUT_RULE(Weight.WRONG),
    /**
     * The policy leaves the price to the venue, which has one for other hours but not for these.
     */
    TARIFF_MISSING(Weight.WRONG),

    /** Under this ownership, service and choice of options no rule grants anything. */
    NOTHING_GRANTED(Weight.NOTE),
    /** The policy leaves the price to the venue, and staff are to know it. */
    TARIFF_LEFT_TO_STAFF(Weight.NOTE),
    /** The policy leaves no price to this venue, so that its tariff counts for nothing. */
    TARIFF_UNUSED(Weight.NOTE),
    /** A sports venue without hours is taken to be always open. */
    HOURS_DEFAULT(Weight.NOTE),
    /** How old lists may be is left to the default. */
    STALE_LIMIT_DEFAULT(Weight.NOTE);

    private final Weight weight;

    Code(Weight weight) {
      this.weight = weight;
    }

    /** Returns how much it matters. */
    public Weight weight() {
      return weight;
    }
  }

  /** How much a remark matters. */
  public enum Weight {
    /** The file cannot be used. */
    REFUSED,
    /** The file can be used, but something in it is wrong. */
    WRONG,
    /** All may be as it should be. */
    NOTE
  }
}
