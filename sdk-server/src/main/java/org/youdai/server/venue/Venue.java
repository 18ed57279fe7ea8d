package org.youdai.server.venue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;

/** Venues that can be named without a file. */
public enum Venue {
  BUS(VenueCategory.TRANSIT, Ownership.GOVERNMENT, ""),
  METRO(VenueCategory.TRANSIT, Ownership.GOVERNMENT, "metro"),
  TOURIST_LINE(VenueCategory.TRANSIT, Ownership.GOVERNMENT, "tourist"),
  CUSTOMISED_LINE(VenueCategory.TRANSIT, Ownership.GOVERNMENT, "customised"),
  PARK(VenueCategory.PARK, Ownership.GOVERNMENT, ""),
  PRIVATE_PARK(VenueCategory.PARK, Ownership.PRIVATE, ""),
  SCENIC(VenueCategory.SCENIC, Ownership.GOVERNMENT, ""),
  PRIVATE_SCENIC(VenueCategory.SCENIC, Ownership.PRIVATE, ""),
  CABLEWAY(VenueCategory.SCENIC_TRANSPORT, Ownership.GOVERNMENT, ""),
  PRIVATE_CABLEWAY(VenueCategory.SCENIC_TRANSPORT, Ownership.PRIVATE, ""),
  MUSEUM(VenueCategory.CULTURE, Ownership.GOVERNMENT, ""),
  PRIVATE_MUSEUM(VenueCategory.CULTURE, Ownership.PRIVATE, ""),
  SPORTS(VenueCategory.SPORTS, Ownership.GOVERNMENT, ""),
  PRIVATE_SPORTS(VenueCategory.SPORTS, Ownership.PRIVATE, ""),
  HOSPITAL(VenueCategory.MEDICAL, Ownership.GOVERNMENT, "");

  private final VenueCategory category;
  private final Ownership ownership;
  private final String service;

  Venue(VenueCategory category, Ownership ownership, String service) {
    this.category = category;
    this.ownership = ownership;
    this.service = service;
  }

  /** Returns the venue with the defaults. */
  public VenueProfile profile() {
    return VenueProfile.of(label(), category, ownership).withService(service);
  }

  /** Returns the name as it is typed, for example {@code private-park}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the venue with a name. */
  public static Optional<Venue> named(String label) {
    return Arrays.stream(values()).filter(venue -> venue.label().equals(label)).findFirst();
  }

  /** Returns all names, for a message. */
  public static String labels() {
    return Arrays.stream(values()).map(Venue::label).collect(Collectors.joining(", "));
  }
}
