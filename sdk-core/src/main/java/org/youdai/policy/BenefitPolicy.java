package org.youdai.policy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
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
 * @param rules in the order in which they are tried
 */
public record BenefitPolicy(
    long version,
    String jurisdiction,
    String title,
    Instant issued,
    Instant effectiveFrom,
    Optional<Instant> effectiveTo,
    List<BenefitRule> rules) {

  /** The zone in which days and hours are meant. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** Copies the rules. */
  public BenefitPolicy {
    rules = List.copyOf(rules);
  }

  /** Returns whether the policy holds at {@code instant}. */
  public boolean isInForceAt(Instant instant) {
    return !instant.isBefore(effectiveFrom)
        && (!effectiveTo.isPresent() || instant.isBefore(effectiveTo.get()));
  }

  /** Returns what {@code holder} is granted at {@code venue} at {@code instant}. */
  public Optional<Benefit> benefitFor(Holder holder, VenueProfile venue, Instant instant) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, ZONE);
    for (BenefitRule rule : rules) {
      Optional<Benefit> benefit = rule.grantTo(holder, venue, local);
      if (benefit.isPresent()) {
        return benefit;
      }
    }
    return Optional.empty();
  }
}
