package org.youdai.internal.lists;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.policy.Benefit;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.BenefitRule;
import org.youdai.policy.DateSpan;
import org.youdai.policy.HolidayCalendar;
import org.youdai.policy.Ownership;
import org.youdai.policy.PolicyOption;
import org.youdai.policy.VenueCategory;

/**
 * Reads a policy ({@code docs/formats.md} §8). A field that is not understood makes the whole
 * policy invalid, because a rule that is not understood must not grant.
 */
public final class PolicyDocument {
  /** The most bytes of a policy. */
  public static final int LARGEST = 256 * 1024;

  private static final int MOST_RULES = 512;

  private PolicyDocument() {}

  /** Reads a policy that enough of the root's policy keys have signed. */
  public static BenefitPolicy read(byte[] document, RootDocument root) throws Rejection {
    return readPayload(SignedDocument.open(document, LARGEST, root, root.policy()));
  }

  /** Reads a policy before it is signed. */
  public static BenefitPolicy readUnsigned(byte[] payload) throws Rejection {
    return readPayload(Json.parse(payload));
  }

  private static BenefitPolicy readPayload(Json json) throws Rejection {
    json.requireOnly(
        Set.of(
            "type",
            "version",
            "jurisdiction",
            "title",
            "issued",
            "effectiveFrom",
            "effectiveTo",
            "leapDay",
            "options",
            "holidays",
            "rules"));
    SignedDocument.requireType(json, "yd-policy");
    Instant from = SignedDocument.time(json.get("effectiveFrom"));
    Optional<Instant> to = Optional.empty();
    Optional<Json> end = json.find("effectiveTo");
    if (end.isPresent()) {
      to = Optional.of(SignedDocument.span(json.get("effectiveFrom"), end.get()).notAfter());
    }
    List<PolicyOption> options = readOptions(json.find("options"));
    return new BenefitPolicy(
        SignedDocument.version(json.get("version")),
        json.get("jurisdiction").text(64),
        json.get("title").text(),
        SignedDocument.time(json.get("issued")),
        from,
        to,
        readLeapDay(json.find("leapDay")),
        options,
        readCalendar(json.find("holidays")),
        readRules(json.get("rules"), options));
  }

  private static boolean readLeapDay(Optional<Json> json) throws Rejection {
    return !json.isPresent() || PolicyWords.name(json.get(), LeapDay.class) == LeapDay.MAR_1;
  }

  private static List<PolicyOption> readOptions(Optional<Json> json) throws Rejection {
    List<PolicyOption> options = new ArrayList<>();
    for (Json option : PolicyWords.values(json)) {
      option.requireOnly(Set.of("id", "default", "title"));
      Json title = option.get("title");
      title.requireOnly(Set.of("zh", "en"));
      Json id = option.get("id");
      if (find(options, id.text(64)).isPresent()) {
        throw id.wrong("another option has this id");
      }
      options.add(
          new PolicyOption(
              id.text(64),
              option.get("default").bool(),
              title.get("zh").text(),
              title.get("en").text()));
    }
    return options;
  }

  private static Optional<PolicyOption> find(List<PolicyOption> options, String id) {
    return options.stream().filter(option -> option.id().equals(id)).findFirst();
  }

  private static HolidayCalendar readCalendar(Optional<Json> json) throws Rejection {
    if (!json.isPresent()) {
      return HolidayCalendar.EMPTY;
    }
    return readHolidays(json.get());
  }

  private static HolidayCalendar readHolidays(Json json) throws Rejection {
    json.requireOnly(Set.of("source", "years", "dates"));
    json.get("source").text();
    Set<Integer> years = new LinkedHashSet<>();
    for (Json year : PolicyWords.values(json.find("years"))) {
      years.add((int) year.integer(2000, 2199));
    }
    List<DateSpan> days = dates(Optional.of(json.get("dates")));
    for (DateSpan day : days) {
      if (!years.contains(day.from().getYear()) || day.from().getYear() != day.to().getYear()) {
        throw json.get("dates").wrong(day.from() + " is in none of the years");
      }
    }
    return new HolidayCalendar(years, days);
  }

  /** When somebody born on 29 February completes a year in which there is no such day. */
  private enum LeapDay {
    MAR_1,
    FEB_28
  }

  private static List<BenefitRule> readRules(Json json, List<PolicyOption> options)
      throws Rejection {
    List<BenefitRule> rules = new ArrayList<>();
    for (Json rule : json.items(MOST_RULES)) {
      rule.requireOnly(Set.of("id", "effective", "when", "grant", "basis"));
      Json id = rule.get("id");
      Optional<DateSpan> effective = Optional.empty();
      Optional<Json> span = rule.find("effective");
      if (span.isPresent()) {
        effective = Optional.of(date(span.get()));
      }
      for (BenefitRule other : rules) {
        if (other.id().equals(id.text(64)) && overlap(other.effective(), effective)) {
          throw id.wrong("another rule has this id, and is in effect at the same time");
        }
      }
      String basis = rule.get("basis").text();
      rules.add(
          new BenefitRule(
              id.text(64),
              readWhen(rule.get("when"), options),
              effective,
              readGrant(rule.get("grant"), id.text(64), basis)));
    }
    return rules;
  }

  /** An amended rule keeps its id and begins when the former one ends. */
  private static boolean overlap(Optional<DateSpan> one, Optional<DateSpan> other) {
    return !one.isPresent()
        || !other.isPresent()
        || (!one.get().to().isBefore(other.get().from())
            && !other.get().to().isBefore(one.get().from()));
  }

  private static BenefitRule.When readWhen(Json json, List<PolicyOption> options) throws Rejection {
    json.requireOnly(
        Set.of(
            "venue",
            "ownership",
            "service",
            "option",
            "kind",
            "ageOver",
            "jurisdiction",
            "days",
            "hours",
            "dates",
            "excludeDates",
            "holidays"));
    Set<String> services = Set.of();
    Set<String> exceptServices = Set.of();
    Optional<Json> service = json.find("service");
    if (service.isPresent()) {
      service.get().requireOnly(Set.of("include", "exclude"));
      services = PolicyWords.texts(service.get().find("include"));
      exceptServices = PolicyWords.texts(service.get().find("exclude"));
    }
    Optional<PolicyOption> option = Optional.empty();
    Optional<Json> optionId = json.find("option");
    if (optionId.isPresent()) {
      option = find(options, optionId.get().text(64));
      if (!option.isPresent()) {
        throw optionId.get().wrong("the policy declares no such option");
      }
    }
    Optional<Json> holidays = json.find("holidays");
    return new BenefitRule.When(
        PolicyWords.names(json.get("venue"), VenueCategory.class),
        PolicyWords.names(json.find("ownership"), Ownership.class),
        services,
        exceptServices,
        option,
        PolicyWords.names(json.find("kind"), DocumentKind.class),
        readAge(json.find("ageOver")),
        PolicyWords.texts(json.find("jurisdiction")),
        PolicyWords.days(json.find("days")),
        PolicyWords.hours(json.find("hours")),
        dates(json.find("dates")),
        dates(json.find("excludeDates")),
        holidays.isPresent()
            ? PolicyWords.name(holidays.get(), BenefitRule.Holidays.class)
            : BenefitRule.Holidays.ANY_DAY);
  }

  /**
   * Other ages could not be told from a certificate, and documents would not be equal in effect.
   */
  private static int readAge(Optional<Json> json) throws Rejection {
    if (!json.isPresent()) {
      return 0;
    }
    int age = (int) json.get().integer(0, 200);
    if (!Holder.AGE_TIERS.contains(age)) {
      throw json.get().wrong("one of " + Holder.AGE_TIERS + " is expected");
    }
    return age;
  }

  private static Benefit readGrant(Json json, String ruleId, String basis) throws Rejection {
    json.requireOnly(Set.of("benefit", "percent", "companions"));
    Benefit.Kind kind = PolicyWords.name(json.get("benefit"), Benefit.Kind.class);
    Optional<Json> percent = json.find("percent");
    if (percent.isPresent() != (kind == Benefit.Kind.PERCENT)) {
      throw json.wrong("percent goes with PERCENT, and with nothing else");
    }
    Optional<Json> companions = json.find("companions");
    return new Benefit(
        kind,
        percent.isPresent() ? (int) percent.get().integer(1, 99) : 0,
        companions.isPresent() ? (int) companions.get().integer(0, 16) : 0,
        ruleId,
        basis);
  }

  private static List<DateSpan> dates(Optional<Json> json) throws Rejection {
    List<DateSpan> spans = new ArrayList<>();
    for (Json item : PolicyWords.values(json)) {
      spans.add(date(item));
    }
    return spans;
  }

  private static DateSpan date(Json item) throws Rejection {
    item.requireOnly(Set.of("from", "to"));
    try {
      return new DateSpan(
          LocalDate.parse(item.get("from").text(10)), LocalDate.parse(item.get("to").text(10)));
    } catch (DateTimeException | IllegalArgumentException notASpan) {
      throw item.wrong("dates are written {\"from\":\"2026-10-01\",\"to\":\"2026-10-07\"}");
    }
  }
}
