package org.youdai.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.youdai.decision.Rejection;
import org.youdai.policy.Benefit;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.BenefitRule;
import org.youdai.policy.VenueHours;
import org.youdai.policy.VenueProfile;

/**
 * What an operator has written down for a gate ({@code docs/venue.md}), and everything that is
 * wrong with it.
 */
public final class VenueFile {
  /** The most bytes of a file. */
  public static final int LARGEST = 64 * 1024;

  private final GateProfile content;
  private final Optional<Rejection> refusal;
  private final List<VenueRemark> remarks;
  private final Map<String, String> places;

  /**
   * @param content what was read; of use only if nothing was refused
   * @param refusal the first thing that is wrong
   * @param places the places of the fields that there are, by their paths
   */
  VenueFile(
      GateProfile content,
      Optional<Rejection> refusal,
      List<VenueRemark> remarks,
      Map<String, String> places) {
    this.content = content;
    this.refusal = refusal;
    this.remarks = List.copyOf(remarks);
    this.places = Map.copyOf(places);
  }

  /**
   * Reads a file.
   *
   * @param json the file, of {@link #LARGEST} bytes at most
   * @param language that of the words, unless the file has its own
   */
  public static VenueFile read(byte[] json, Locale language) {
    return new VenueReader().read(json, language);
  }

  /** Returns whether a gate can go by it. */
  public boolean isUsable() {
    return !refusal.isPresent();
  }

  /**
   * Returns what the file says.
   *
   * @throws Rejection if it cannot be used, with the first place that is wrong
   */
  public GateProfile profile() throws Rejection {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return content;
  }

  /** Returns all that there is to say of the file alone, what keeps it from being used first. */
  public List<VenueRemark> remarks() {
    return remarks;
  }

  /**
   * Returns what there is to say of the file under {@code policy}; nothing if it cannot be used.
   */
  public List<VenueRemark> remarksUnder(BenefitPolicy policy) {
    List<VenueRemark> found = new ArrayList<>();
    if (isUsable()) {
      addRules(policy, found);
      addTariffs(policy, found);
    }
    return found;
  }

  private void addRules(BenefitPolicy policy, List<VenueRemark> found) {
    VenueProfile venue = content.venue();
    for (String option : venue.options().keySet()) {
      if (policy.options().stream().noneMatch(known -> known.id().equals(option))) {
        found.add(remark(VenueRemark.Code.UNKNOWN_OPTION, "options." + option, option));
      }
    }
    if (policy.rules().stream().noneMatch(rule -> isForSuch(venue, rule))) {
      String category = venue.category().name();
      found.add(remark(VenueRemark.Code.CATEGORY_WITHOUT_RULE, "category", category));
      return;
    }
    if (!venue.service().isEmpty()
        && policy.rules().stream().noneMatch(rule -> isForSuch(venue, rule) && names(rule))) {
      found.add(remark(VenueRemark.Code.UNKNOWN_SERVICE, "service", venue.service()));
    }
    if (policy.rulesAt(venue).isEmpty()) {
      found.add(remark(VenueRemark.Code.NOTHING_GRANTED, "category", venue.category().name()));
    }
  }

  private static boolean isForSuch(VenueProfile venue, BenefitRule rule) {
    return rule.when().venues().contains(venue.category());
  }

  private boolean names(BenefitRule rule) {
    String service = content.venue().service();
    return rule.when().services().contains(service)
        || rule.when().exceptServices().contains(service);
  }

  private void addTariffs(BenefitPolicy policy, List<VenueRemark> found) {
    List<VenueHours> hours = content.venue().hours();
    boolean isLeftToTheVenue =
        policy.rulesAt(content.venue()).stream()
            .anyMatch(rule -> rule.grant().kind() == Benefit.Kind.VENUE_TARIFF);
    boolean hasTariff = hours.stream().anyMatch(each -> each.tariff().isPresent());
    if (isLeftToTheVenue && !hasTariff) {
      found.add(remark(VenueRemark.Code.TARIFF_LEFT_TO_STAFF, "hours", "tariffPercent"));
    }
    for (int i = 0; i < hours.size(); i++) {
      boolean hasOwn = hours.get(i).tariff().isPresent();
      if (isLeftToTheVenue && hasTariff && !hasOwn) {
        found.add(remark(VenueRemark.Code.TARIFF_MISSING, "hours[" + i + ']', "tariffPercent"));
      } else if (!isLeftToTheVenue && hasOwn) {
        found.add(remark(VenueRemark.Code.TARIFF_UNUSED, "hours[" + i + ']', "tariffPercent"));
      }
    }
  }

  private VenueRemark remark(VenueRemark.Code code, String path, String about) {
    return new VenueRemark(code, places.getOrDefault(path, path), about);
  }
}
