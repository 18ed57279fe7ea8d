package org.youdai.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.youdai.authority.PolicyLibrary;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;

/** When a venue is open, and what its own hours make of a rule that leaves the price to it. */
final class VenueHoursTest {
  private static final BenefitPolicy SHANDONG =
      PolicyLibrary.parse(PolicyLibrary.policy("shandong"));
  private static final Holder HOLDER = new Holder(DocumentKind.RESIDENT_ID_CARD, 60, "");
  private static final VenueProfile STADIUM =
      VenueProfile.of("s", VenueCategory.SPORTS, Ownership.GOVERNMENT);

  private static VenueHours hours(String from, String to, DayOfWeek... days) {
    TimeSpan span = new TimeSpan(LocalTime.parse(from), LocalTime.parse(to));
    return new VenueHours(Set.of(days), span, OptionalInt.empty());
  }

  private static VenueHours slot(String from, String to, int tariff) {
    return new VenueHours(Set.of(), hours(from, to).hours(), OptionalInt.of(tariff));
  }

  /** Takes a time in China. */
  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(BenefitPolicy.ZONE).toInstant();
  }

  private static boolean isOpen(VenueProfile venue, String local) {
    return venue.isOpenAt(at(local));
  }

  @Test
  void venueWithoutHours_isAlwaysOpen() {
    assertThat(isOpen(STADIUM, "2026-11-21T00:00:00")).isTrue();
    assertThat(isOpen(STADIUM, "2026-11-21T23:59:59.999999999")).isTrue();
  }

  @Test
  void venue_isOpenFromTheBeginningOfItsHoursUpToTheirEndInChinasTime() {
    VenueProfile museum = STADIUM.withHours(List.of(hours("09:00", "17:00")));
    assertThat(isOpen(museum, "2026-11-21T08:59:59.999999999")).isFalse();
    assertThat(isOpen(museum, "2026-11-21T09:00:00")).isTrue();
    assertThat(isOpen(museum, "2026-11-21T09:00:00.000000001")).isTrue();
    assertThat(isOpen(museum, "2026-11-21T16:59:59.999999999")).isTrue();
    assertThat(isOpen(museum, "2026-11-21T17:00:00")).isFalse();
    assertThat(isOpen(museum, "2026-11-21T17:00:00.000000001")).isFalse();
    assertThat(museum.isOpenAt(Instant.parse("2026-11-21T01:00:00Z"))).isTrue();
  }

  @Test
  void hoursUpToMidnight_lastToTheEndOfTheDay() {
    VenueProfile late = STADIUM.withHours(List.of(hours("18:00", "00:00", DayOfWeek.FRIDAY)));
    assertThat(isOpen(late, "2026-11-20T17:59:59.999999999")).isFalse();
    assertThat(isOpen(late, "2026-11-20T18:00:00")).isTrue();
    assertThat(isOpen(late, "2026-11-20T23:59:59.999999999")).isTrue();
    assertThat(isOpen(late, "2026-11-21T00:00:00")).isFalse();
    VenueProfile wholeDay = STADIUM.withHours(List.of(hours("00:00", "00:00", DayOfWeek.FRIDAY)));
    assertThat(isOpen(wholeDay, "2026-11-19T23:59:59.999999999")).isFalse();
    assertThat(isOpen(wholeDay, "2026-11-20T00:00:00")).isTrue();
    assertThat(isOpen(wholeDay, "2026-11-20T23:59:59.999999999")).isTrue();
  }

  @Test
  void hoursPastMidnight_areTwoSpans() {
    VenueProfile bus = STADIUM.withHours(List.of(hours("05:00", "00:00"), hours("00:00", "00:30")));
    assertThat(isOpen(bus, "2026-11-20T23:59:59.999999999")).isTrue();
    assertThat(isOpen(bus, "2026-11-21T00:00:00")).isTrue();
    assertThat(isOpen(bus, "2026-11-21T00:29:59.999999999")).isTrue();
    assertThat(isOpen(bus, "2026-11-21T00:30:00")).isFalse();
    assertThat(isOpen(bus, "2026-11-21T04:59:59.999999999")).isFalse();
    assertThat(isOpen(bus, "2026-11-21T05:00:00")).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> hours("23:00", "01:00"));
    assertThatIllegalArgumentException().isThrownBy(() -> hours("09:00", "09:00"));
  }

  @Test
  void hoursOfADay_holdFromItsMidnightToItsMidnightInChina() {
    VenueProfile weekend =
        STADIUM.withHours(List.of(hours("00:00", "00:00", DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)));
    assertThat(isOpen(weekend, "2026-11-20T23:59:59.999999999")).isFalse(); // a Friday
    assertThat(isOpen(weekend, "2026-11-21T00:00:00")).isTrue();
    assertThat(isOpen(weekend, "2026-11-22T23:59:59.999999999")).isTrue();
    assertThat(isOpen(weekend, "2026-11-23T00:00:00")).isFalse();
  }

  @Test
  void tariff_is0To100() {
    assertThat(slot("09:00", "10:00", 0).tariff()).hasValue(0);
    assertThat(slot("09:00", "10:00", 100).tariff()).hasValue(100);
    assertThatIllegalArgumentException().isThrownBy(() -> slot("09:00", "10:00", -1));
    assertThatIllegalArgumentException().isThrownBy(() -> slot("09:00", "10:00", 101));
  }

  private static Ruling rulingAt(VenueProfile venue, String local) {
    return SHANDONG.ruling(HOLDER, venue, at(local));
  }

  private static Benefit benefitAt(VenueProfile venue, String local) {
    return ((Ruling.Granted) rulingAt(venue, local)).benefit();
  }

  @Test
  void slot_saysWhatTheRuleLeavesToTheVenue() {
    VenueProfile venue =
        STADIUM.withHours(
            List.of(
                slot("06:00", "09:00", 0),
                slot("09:00", "17:00", 50),
                slot("17:00", "21:00", 100),
                hours("21:00", "22:00")));
    assertThat(benefitAt(venue, "2026-11-21T08:59:59.999999999").kind())
        .isEqualTo(Benefit.Kind.FREE);
    Benefit half = benefitAt(venue, "2026-11-21T09:00:00");
    assertThat(half.kind()).isEqualTo(Benefit.Kind.PERCENT);
    assertThat(half.percent()).isEqualTo(50);
    assertThat(half.ruleId()).isEqualTo("sports");
    assertThat(half.basis()).isEqualTo("鲁政字〔2020〕240号 二(七)");
    assertThat(benefitAt(venue, "2026-11-21T16:59:59.999999999")).isEqualTo(half);
    assertThat(rulingAt(venue, "2026-11-21T17:00:00")).isInstanceOf(Ruling.NotGranted.class);
    assertThat(rulingAt(venue, "2026-11-21T20:59:59.999999999"))
        .isInstanceOf(Ruling.NotGranted.class);
    assertThat(benefitAt(venue, "2026-11-21T21:00:00").kind()).isEqualTo(Benefit.Kind.VENUE_TARIFF);
  }

  @Test
  void tariffOfTheVenue_changesNothingThatARuleSays() {
    VenueProfile park =
        VenueProfile.of("p", VenueCategory.PARK, Ownership.PRIVATE)
            .withHours(List.of(slot("00:00", "00:00", 100)));
    assertThat(benefitAt(park, "2026-11-21T12:00:00").percent()).isEqualTo(50);
  }

  @Test
  void hoursOverlap_ifATimeLiesInBoth() {
    VenueHours morning = hours("09:00", "12:00");
    assertThat(morning.overlaps(hours("12:00", "13:00"))).isFalse();
    assertThat(morning.overlaps(hours("11:59:59", "13:00"))).isTrue();
    assertThat(morning.overlaps(hours("08:00", "09:00"))).isFalse();
    assertThat(morning.overlaps(hours("08:00", "09:00:01"))).isTrue();
    assertThat(morning.overlaps(hours("10:00", "11:00"))).isTrue();
    assertThat(hours("22:00", "00:00").overlaps(hours("00:00", "00:30"))).isFalse();
    assertThat(hours("22:00", "00:00").overlaps(hours("23:00", "00:00"))).isTrue();
    VenueHours onMonday = hours("09:00", "12:00", DayOfWeek.MONDAY);
    assertThat(onMonday.overlaps(hours("09:00", "12:00", DayOfWeek.TUESDAY))).isFalse();
    assertThat(onMonday.overlaps(hours("09:00", "12:00", DayOfWeek.MONDAY, DayOfWeek.TUESDAY)))
        .isTrue();
    assertThat(onMonday.overlaps(morning)).isTrue();
  }
}
