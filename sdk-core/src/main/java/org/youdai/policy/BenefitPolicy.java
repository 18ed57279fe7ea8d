package org.youdai.policy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.youdai.credential.Holder;

/**
 * The rules of one jurisdiction for one period. The first rule that matches decides; where none
 * does there is no benefit, and the ordinary fare is due.
 *
 * @param version grows with every edition
 * @param jurisdiction the GB/T 2260 code of the place whose rules these are
 * @param title its name, for example that of the notice
 * @param issued when this edition was signed
 * @param effectiveFrom from when it holds
 * @param effectiveTo until when it holds, exclusive; empty where no end is known
 * @param isLeapDayOn1March whether somebody born on 29 February completes a year on 1 March where
 *     there is no such day; on 28 February otherwise
 * @param options the questions that it leaves to operators
 * @param calendar the statutory holidays that its rules go by
 * @param rules in the order in which they are tried
 */
public record BenefitPolicy(
    long version,
    String jurisdiction,
    String title,
    Instant issued,
    Instant effectiveFrom,
    Optional<Instant> effectiveTo,
    boolean isLeapDayOn1March,
    List<PolicyOption> options,
    HolidayCalendar calendar,
    List<BenefitRule> rules) {

  /** The zone in which days and hours are meant. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final Ruling NOT_GRANTED = new Ruling.NotGranted();

  /** Copies the lists. */
  public BenefitPolicy {
    options = List.copyOf(options);
    rules = List.copyOf(rules);
  }

  /** Returns whether the policy holds at {@code instant}. */
  public boolean isInForceAt(Instant instant) {
    return !instant.isBefore(effectiveFrom)
        && (!effectiveTo.isPresent() || instant.isBefore(effectiveTo.get()));
  }

  /** Returns what the first rule that fits grants {@code holder} at {@code venue}. */
  public Ruling ruling(Holder holder, VenueProfile venue, Instant instant) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, ZONE);
    for (int i = 0; i < rules.size(); i++) {
      BenefitRule rule = rules.get(i);
      switch (rule.fit(holder, venue, local, calendar)) {
        case FITS -> {
          return venue.ruling(rule.grant(), local);
        }
        case HOLIDAY_UNKNOWN -> {
          return new Ruling.Undetermined(rule.id());
        }
        default -> {}
      }
    }
    return NOT_GRANTED;
  }

  /** A rule that was tried, and how it fits. */
  public record Tried(BenefitRule rule, BenefitRule.Fit fit) {}

  /**
   * Returns the rules in the order in which {@link #ruling} tries them, up to the one that decides;
   * all of them if none does. For staff, and for answering complaints.
   */
  public List<Tried> explain(Holder holder, VenueProfile venue, Instant instant) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, ZONE);
    List<Tried> tried = new ArrayList<>();
    for (BenefitRule rule : rules) {
      BenefitRule.Fit fit = rule.fit(holder, venue, local, calendar);
      tried.add(new Tried(rule, fit));
      if (fit == BenefitRule.Fit.FITS || fit == BenefitRule.Fit.HOLIDAY_UNKNOWN) {
        break;
      }
    }
    return tried;
  }

  /** Returns the rules that grant something to somebody, at some time, at {@code venue}. */
  public List<BenefitRule> rulesAt(VenueProfile venue) {
    return rules.stream().filter(rule -> rule.isFor(venue)).collect(Collectors.toList());
  }

  /**
   * Returns whether a rule looks at holidays in a year, at {@code venue}, that it does not know.
   */
  public boolean needsCalendarFor(VenueProfile venue, int year) {
    return !calendar.years().contains(year)
        && rules.stream()
            .anyMatch(
                rule ->
                    rule.when().holidays() != BenefitRule.Holidays.ANY_DAY
                        && rule.when().venues().contains(venue.category()));
  }
}
