package org.youdai.internal.lists;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.youdai.credential.CredentialKind;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.policy.Benefit;
import org.youdai.policy.BenefitPolicy;
import org.youdai.policy.BenefitRule;
import org.youdai.policy.DateSpan;
import org.youdai.policy.Ownership;
import org.youdai.policy.TimeSpan;
import org.youdai.policy.VenueCategory;

/**
 * Reads a policy ({@code docs/formats.md} §8). A field that is not understood makes the whole
 * policy invalid, because a rule that is not understood must not grant.
 */
public final class PolicyDocument {
  /** The most bytes of a policy. */
  public static final int LARGEST = 256 * 1024;

  private static final int MOST_RULES = 512;
  private static final int MOST_VALUES = 128;

  private static final Map<String, DayOfWeek> DAYS =
      Map.of(
          "MON", DayOfWeek.MONDAY,
          "TUE", DayOfWeek.TUESDAY,
          "WED", DayOfWeek.WEDNESDAY,
          "THU", DayOfWeek.THURSDAY,
          "FRI", DayOfWeek.FRIDAY,
          "SAT", DayOfWeek.SATURDAY,
          "SUN", DayOfWeek.SUNDAY);

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
            "rules"));
    SignedDocument.requireType(json, "yd-policy");
    Instant from = SignedDocument.time(json.get("effectiveFrom"));
    Optional<Instant> to = Optional.empty();
    Optional<Json> end = json.find("effectiveTo");
    if (end.isPresent()) {
      to = Optional.of(SignedDocument.span(json.get("effectiveFrom"), end.get()).notAfter());
    }
    return new BenefitPolicy(
        SignedDocument.version(json.get("version")),
        json.get("jurisdiction").text(64),
        json.get("title").text(),
        SignedDocument.time(json.get("issued")),
        from,
        to,
        readRules(json.get("rules")));
  }

  private static List<BenefitRule> readRules(Json json) throws Rejection {
    List<BenefitRule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Json rule : json.items(MOST_RULES)) {
      rule.requireOnly(Set.of("id", "when", "grant", "basis"));
      Json id = rule.get("id");
      if (!ids.add(id.text(64))) {
        throw id.wrong("another rule has this id");
      }
      String basis = rule.get("basis").text();
      rules.add(
          new BenefitRule(
              id.text(64),
              readWhen(rule.get("when")),
              readGrant(rule.get("grant"), id.text(64), basis)));
    }
    return rules;
  }

  private static BenefitRule.When readWhen(Json json) throws Rejection {
    json.requireOnly(
        Set.of(
            "venue",
            "ownership",
            "service",
            "kind",
            "ageOver",
            "days",
            "hours",
            "dates",
            "excludeDates",
            "jurisdiction"));
    Set<String> services = Set.of();
    Set<String> exceptServices = Set.of();
    Optional<Json> service = json.find("service");
    if (service.isPresent()) {
      service.get().requireOnly(Set.of("include", "exclude"));
      services = texts(service.get().find("include"));
      exceptServices = texts(service.get().find("exclude"));
    }
    Optional<Json> ageOver = json.find("ageOver");
    return new BenefitRule.When(
        names(json.get("venue"), VenueCategory.class),
        names(json.find("ownership"), Ownership.class),
        services,
        exceptServices,
        kinds(json.find("kind")),
        ageOver.isPresent() ? (int) ageOver.get().integer(1, 120) : 0,
        days(json.find("days")),
        hours(json.find("hours")),
        dates(json.find("dates")),
        dates(json.find("excludeDates")),
        texts(json.find("jurisdiction")));
  }

  private static Benefit readGrant(Json json, String ruleId, String basis) throws Rejection {
    json.requireOnly(Set.of("benefit", "percent", "companions"));
    Benefit.Kind kind = name(json.get("benefit"), Benefit.Kind.class);
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

  private static List<Json> values(Optional<Json> json) throws Rejection {
    if (!json.isPresent()) {
      return List.of();
    }
    List<Json> items = json.get().items(MOST_VALUES);
    if (items.isEmpty()) {
      throw json.get().wrong("an empty list would match nothing; leave the field out");
    }
    return items;
  }

  private static Set<String> texts(Optional<Json> json) throws Rejection {
    Set<String> texts = new LinkedHashSet<>();
    for (Json item : values(json)) {
      texts.add(item.text(64));
    }
    return texts;
  }

  private static <E extends Enum<E>> Set<E> names(Json json, Class<E> type) throws Rejection {
    return names(Optional.of(json), type);
  }

  private static <E extends Enum<E>> Set<E> names(Optional<Json> json, Class<E> type)
      throws Rejection {
    Set<E> names = new LinkedHashSet<>();
    for (Json item : values(json)) {
      names.add(name(item, type));
    }
    return names;
  }

  private static <E extends Enum<E>> E name(Json json, Class<E> type) throws Rejection {
    String name = json.text(64);
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    throw json.wrong("one of " + List.of(type.getEnumConstants()) + " is expected");
  }

  private static Set<CredentialKind> kinds(Optional<Json> json) throws Rejection {
    Set<CredentialKind> kinds = new LinkedHashSet<>();
    for (Json item : values(json)) {
      kinds.add(
          CredentialKind.ofNumber(item.integer(1, 15))
              .orElseThrow(() -> item.wrong("an unknown kind")));
    }
    return kinds;
  }

  private static Set<DayOfWeek> days(Optional<Json> json) throws Rejection {
    Set<DayOfWeek> days = new LinkedHashSet<>();
    for (Json item : values(json)) {
      DayOfWeek day = DAYS.get(item.text(3));
      if (day == null) {
        throw item.wrong("one of MON TUE WED THU FRI SAT SUN is expected");
      }
      days.add(day);
    }
    return days;
  }

  private static List<TimeSpan> hours(Optional<Json> json) throws Rejection {
    List<TimeSpan> spans = new ArrayList<>();
    for (Json item : values(json)) {
      item.requireOnly(Set.of("from", "to"));
      try {
        spans.add(
            new TimeSpan(
                LocalTime.parse(item.get("from").text(8)),
                LocalTime.parse(item.get("to").text(8))));
      } catch (DateTimeException | IllegalArgumentException notASpan) {
        throw item.wrong("hours are written {\"from\":\"08:30\",\"to\":\"17:00\"}");
      }
    }
    return spans;
  }

  private static List<DateSpan> dates(Optional<Json> json) throws Rejection {
    List<DateSpan> spans = new ArrayList<>();
    for (Json item : values(json)) {
      item.requireOnly(Set.of("from", "to"));
      try {
        spans.add(
            new DateSpan(
                LocalDate.parse(item.get("from").text(10)),
                LocalDate.parse(item.get("to").text(10))));
      } catch (DateTimeException | IllegalArgumentException notASpan) {
        throw item.wrong("dates are written {\"from\":\"2026-10-01\",\"to\":\"2026-10-07\"}");
      }
    }
    return spans;
  }
}
