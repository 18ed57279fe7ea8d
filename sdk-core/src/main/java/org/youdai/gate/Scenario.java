package org.youdai.gate;

import static org.youdai.decision.Reason.BENEFIT_GRANTED;
import static org.youdai.decision.Reason.CLOCK_SUSPECT;
import static org.youdai.decision.Reason.EXPIRED;
import static org.youdai.decision.Reason.ISSUER_KEY_REVOKED;
import static org.youdai.decision.Reason.ISSUER_UNKNOWN;
import static org.youdai.decision.Reason.LISTS_TOO_OLD;
import static org.youdai.decision.Reason.NO_BENEFIT_HERE;
import static org.youdai.decision.Reason.PRESENTATION_REPLAYED;
import static org.youdai.decision.Reason.PRESENTATION_STALE;
import static org.youdai.decision.Reason.REVOKED;
import static org.youdai.decision.Reason.SIGNATURE_INVALID;
import static org.youdai.decision.Reason.USED_RECENTLY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.youdai.decision.Reason;
import org.youdai.policy.VenueProfile;

/** What a {@link Drill} is about. */
public enum Scenario {
  /** An ordinary morning: all four outcomes, and what is tried at gates. */
  NORMAL,
  /** The network is gone: lists grow old, until newer ones come. */
  OUTAGE,
  /** A city's key is replaced: its new codes come before the lists that know them. */
  KEY_ROTATION,
  /** The device's clock is wrong: behind the newest signature, set back, a year ahead. */
  CLOCK_ERROR;

  List<Turn> turns() {
    return switch (this) {
      case NORMAL -> normal();
      case OUTAGE -> outage();
      case KEY_ROTATION -> keyRotation();
      case CLOCK_ERROR -> clockError();
    };
  }

  private static List<Turn> normal() {
    return List.of(
        Turn.at("card").shows("sm2-60", BENEFIT_GRANTED),
        Turn.at("again").after(seconds(40)).shows("sm2-60", USED_RECENTLY),
        Turn.at("phone").after(seconds(45)).shows("live-sm2", BENEFIT_GRANTED),
        Turn.at("screenshot").after(seconds(57)).shows("live-sm2", PRESENTATION_REPLAYED),
        Turn.at("old-screenshot").after(minutes(3)).shows("live-es256", PRESENTATION_STALE),
        Turn.at("expired").after(minutes(4)).shows("expired", EXPIRED),
        Turn.at("revoked").after(minutes(5)).shows("revoked", REVOKED),
        Turn.at("forged").after(minutes(6)).shows("forged", SIGNATURE_INVALID),
        Turn.at("tourist-line").after(minutes(8)).in("tourist").shows("eddsa-70", NO_BENEFIT_HERE));
  }

  private static List<Turn> outage() {
    return List.of(
        Turn.at("fresh").shows("es256-65", BENEFIT_GRANTED),
        Turn.at("gone").after(Duration.ofHours(2)),
        Turn.at("due").after(Duration.ofHours(2)).shows("sm2-60", BENEFIT_GRANTED),
        Turn.at("expired").after(Duration.ofDays(4)).shows("eddsa-70", BENEFIT_GRANTED),
        Turn.at("too-old").after(Duration.ofDays(7)).shows("sm2-80", LISTS_TOO_OLD),
        Turn.at("back").after(Duration.ofDays(8)).with(DrillKit.LATER),
        Turn.at("fresh-again")
            .after(Duration.ofDays(8))
            .with(DrillKit.LATER)
            .shows("sm2-80", BENEFIT_GRANTED));
  }

  private static List<Turn> keyRotation() {
    return List.of(
        Turn.at("old-key").shows("old-key", BENEFIT_GRANTED),
        Turn.at("new-key").after(minutes(6)).shows("new-key", ISSUER_UNKNOWN),
        Turn.at("update").after(minutes(12)).with(DrillKit.AFTER),
        Turn.at("new-key-known")
            .after(minutes(13))
            .with(DrillKit.AFTER)
            .shows("new-key", BENEFIT_GRANTED),
        Turn.at("old-key-revoked")
            .after(minutes(14))
            .with(DrillKit.AFTER)
            .shows("old-key", ISSUER_KEY_REVOKED));
  }

  private static List<Turn> clockError() {
    return List.of(
        Turn.at("battery").clockAt("2020-01-01T00:00:00Z").shows("sm2-60", CLOCK_SUSPECT),
        Turn.at("put-right").after(minutes(6)).shows("sm2-60", BENEFIT_GRANTED),
        Turn.at("set-back")
            .after(minutes(12))
            .clockAt("2020-01-01T00:12:00Z")
            .shows("es256-65", BENEFIT_GRANTED),
        Turn.at("ahead")
            .after(minutes(18))
            .clockAt("2027-11-21T03:48:00Z")
            .shows("eddsa-70", CLOCK_SUSPECT),
        Turn.at("ahead-forged")
            .after(minutes(19))
            .clockAt("2027-11-21T03:49:00Z")
            .shows("forged", SIGNATURE_INVALID),
        Turn.at("right-again").after(minutes(24)).shows("eddsa-70", BENEFIT_GRANTED));
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }

  /** Returns the name as it is typed and as texts have it, for example {@code key-rotation}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what it is about, in Chinese for a Chinese locale and else in English. */
  public String title(Locale locale) {
    return Drill.text(label() + ".title", locale);
  }

  /**
   * One step, and what the world is like then.
   *
   * @param after since the start, by the counter
   * @param clock what the wall clock shows; the right time if empty
   * @param publication the newest lists that are here
   * @param service the line that the bus runs on
   * @param code the name of the code that is shown; empty where something only happens
   */
  record Turn(
      String name,
      Duration after,
      Optional<Instant> clock,
      int publication,
      String service,
      Optional<String> code,
      Reason reason) {
    static Turn at(String name) {
      return new Turn(
          name,
          Duration.ZERO,
          Optional.empty(),
          DrillKit.BEFORE,
          "",
          Optional.empty(),
          BENEFIT_GRANTED);
    }

    Turn after(Duration time) {
      return new Turn(name, time, clock, publication, service, code, reason);
    }

    Turn clockAt(String wall) {
      Optional<Instant> shown = Optional.of(Instant.parse(wall));
      return new Turn(name, after, shown, publication, service, code, reason);
    }

    Turn with(int lists) {
      return new Turn(name, after, clock, lists, service, code, reason);
    }

    Turn in(String line) {
      return new Turn(name, after, clock, publication, line, code, reason);
    }

    Turn shows(String shown, Reason expected) {
      return new Turn(name, after, clock, publication, service, Optional.of(shown), expected);
    }

    Instant wall() {
      return clock.orElseGet(() -> DrillKit.NOW.plus(after));
    }

    VenueProfile venue() {
      return Drill.BUS.withService(service);
    }
  }
}
