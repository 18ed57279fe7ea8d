package org.youdai.gate;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.youdai.decision.PromptCatalog;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.internal.lists.PolicyWords;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueHours;
import org.youdai.policy.VenueProfile;
import org.youdai.policy.WhenInDoubt;

/**
 * Reads one venue's file field by field. What is wrong is remembered and reading goes on, so that a
 * person sees all of it at once.
 */
final class VenueReader {
  private static final int LONGEST_NAME = 64;
  private static final int MOST_OPTIONS = 128;

  /** Where the words for people stand; no code looks at them. */
  private static final String NOTE = "note";

  private final List<VenueRemark> remarks = new ArrayList<>();
  private final Map<String, String> places = new HashMap<>();
  private final List<Rejection> refusals = new ArrayList<>();

  /** What becomes of something when a field is read. */
  private interface Change<T> {
    T read(T before, Json value) throws Rejection;
  }

  VenueFile read(byte[] bytes, Locale language) {
    GateProfile gate =
        GateProfile.of(VenueProfile.of("", VenueCategory.TRANSIT, Ownership.GOVERNMENT))
            .withWords(PromptCatalog.of(language));
    if (bytes.length > VenueFile.LARGEST) {
      String size = bytes.length + " bytes, at most " + VenueFile.LARGEST;
      Rejection tooLarge = new Rejection(Reason.DOCUMENT_TOO_LARGE, size);
      refuse(VenueRemark.Code.TOO_LARGE, "", size, tooLarge);
    } else {
      try {
        gate = gate(gate, Json.parse(bytes));
      } catch (Rejection notJson) {
        refuse(VenueRemark.Code.NOT_JSON, "", notJson.where(), notJson);
      }
    }
    return new VenueFile(gate, refusals.stream().findFirst(), remarks, places);
  }

  private GateProfile gate(GateProfile before, Json json) throws Rejection {
    allowOnly(
        json,
        Set.of(
            "id",
            NOTE,
            "gate",
            "category",
            "ownership",
            "service",
            "options",
            "hours",
            "whenInDoubt",
            "reuseInterval",
            "liveFor",
            "liveAhead",
            "debounce",
            "prompts"));
    change(json, NOTE, "", (none, value) -> value.text());
    VenueProfile venue = venue(before.venue(), json);
    GateProfile gate = new GateProfile(venue, before.gate(), before.debounce(), before.words());
    gate = change(json, "gate", gate, (it, value) -> it.named(name(value)));
    gate = change(json, "debounce", gate, (it, value) -> it.withDebounce(duration(value)));
    gate = change(json, "prompts", gate, (it, value) -> it.withWords(prompts(it.words(), value)));
    if (venue.category() == VenueCategory.SPORTS && !places.containsKey("hours")) {
      remarks.add(new VenueRemark(VenueRemark.Code.HOURS_DEFAULT, "hours", "hours"));
    }
    if (!places.containsKey("whenInDoubt.staleLimit")) {
      String days = Long.toString(venue.doubt().staleLimit().toDays());
      remarks.add(
          new VenueRemark(VenueRemark.Code.STALE_LIMIT_DEFAULT, "whenInDoubt.staleLimit", days));
    }
    return gate;
  }

  private VenueProfile venue(VenueProfile before, Json json) throws Rejection {
    VenueProfile venue =
        VenueProfile.of(
            require(json, "id", before.id(), (none, value) -> name(value)),
            require(
                json,
                "category",
                before.category(),
                (none, value) -> PolicyWords.name(value, VenueCategory.class)),
            require(
                json,
                "ownership",
                before.ownership(),
                (none, value) -> PolicyWords.name(value, Ownership.class)));
    venue = change(json, "service", venue, (it, value) -> it.withService(name(value)));
    venue = change(json, "options", venue, this::options);
    venue = change(json, "hours", venue, (it, value) -> it.withHours(hours(value)));
    venue = change(json, "whenInDoubt", venue, (it, v) -> it.withDoubt(doubt(it.doubt(), v)));
    venue = change(json, "reuseInterval", venue, (it, v) -> it.withReuseInterval(duration(v)));
    venue =
        change(json, "liveFor", venue, (it, v) -> it.withLiveWindow(duration(v), it.liveAhead()));
    return change(
        json, "liveAhead", venue, (it, v) -> it.withLiveWindow(it.liveFor(), duration(v)));
  }

  private VenueProfile options(VenueProfile before, Json json) throws Rejection {
    if (json.names().size() > MOST_OPTIONS) {
      throw json.wrong("more than " + MOST_OPTIONS + " entries");
    }
    VenueProfile venue = before;
    for (String option : json.names()) {
      venue = read("options", json.get(option), venue, (it, value) -> option(it, option, value));
    }
    return venue;
  }

  private static VenueProfile option(VenueProfile venue, String option, Json value)
      throws Rejection {
    if (option.isEmpty() || option.length() > LONGEST_NAME) {
      throw value.wrong("an option has a name of 1 to " + LONGEST_NAME + " characters");
    }
    return venue.withOption(option, value.bool());
  }

  private List<VenueHours> hours(Json json) throws Rejection {
    List<VenueHours> hours = new ArrayList<>();
    for (Json item : PolicyWords.values(Optional.of(json))) {
      hours = read("hours", item, hours, this::withMoreHours);
    }
    return hours;
  }

  private List<VenueHours> withMoreHours(List<VenueHours> earlier, Json item) throws Rejection {
    int known = refusals.size();
    allowOnly(item, Set.of("days", "from", "to", "tariffPercent"));
    VenueHours hours =
        new VenueHours(
            change(item, "days", Set.of(), (none, value) -> PolicyWords.days(Optional.of(value))),
            PolicyWords.span(item),
            change(
                item,
                "tariffPercent",
                OptionalInt.empty(),
                (none, value) -> OptionalInt.of((int) value.integer(0, 100))));
    if (refusals.size() > known) {
      return earlier; // what they are is not known, and so not what they overlap
    }
    if (earlier.stream().anyMatch(hours::overlaps)) {
      Rejection overlap = item.wrong("these hours overlap earlier ones");
      refuse(VenueRemark.Code.HOURS_OVERLAP, item.place(), "hours", overlap);
    }
    List<VenueHours> all = new ArrayList<>(earlier);
    all.add(hours);
    return all;
  }

  private WhenInDoubt doubt(WhenInDoubt before, Json json) throws Rejection {
    allowOnly(
        json,
        Set.of(
            "staleLimit",
            "listsDue",
            "listsExpired",
            "listsTooOld",
            "clockSuspect",
            "usedRecently"));
    WhenInDoubt doubt = before;
    doubt = change(json, "staleLimit", doubt, (it, v) -> it.withStaleLimit(duration(v)));
    doubt = change(json, "listsDue", doubt, (it, v) -> it.withListsDue(step(v)));
    doubt = change(json, "listsExpired", doubt, (it, v) -> it.withListsExpired(step(v)));
    doubt = change(json, "listsTooOld", doubt, (it, v) -> it.withListsTooOld(step(v)));
    doubt = change(json, "clockSuspect", doubt, (it, v) -> it.withClockSuspect(step(v)));
    return change(json, "usedRecently", doubt, (it, v) -> it.withUsedRecently(step(v)));
  }

  private static WhenInDoubt.Step step(Json value) throws Rejection {
    return PolicyWords.name(value, WhenInDoubt.Step.class);
  }

  private PromptCatalog prompts(PromptCatalog before, Json json) throws Rejection {
    int known = refusals.size();
    allowOnly(json, Set.of("language", "words"));
    PromptCatalog words =
        require(json, "language", before, (none, value) -> PromptCatalog.of(language(value)))
            .with(change(json, "words", Map.of(), (none, value) -> texts(value)));
    if (refusals.size() > known) {
      return before; // what else is wrong with the words depends on what these are
    }
    for (PromptCatalog.Problem problem : words.problems()) {
      String entry = "prompts.words." + problem.entry();
      String place = places.getOrDefault(entry, entry);
      String fault = problem.fault().name();
      Rejection faulty = new Rejection(Reason.DOCUMENT_MALFORMED, place + ": " + fault);
      refuse(VenueRemark.Code.PROMPT, place, fault, faulty);
    }
    return words;
  }

  private static Locale language(Json value) throws Rejection {
    return switch (value.text()) {
      case "zh" -> Locale.CHINESE;
      case "en" -> Locale.ENGLISH;
      default -> throw value.wrong("zh or en is expected");
    };
  }

  private Map<String, String> texts(Json json) throws Rejection {
    Map<String, String> texts = new HashMap<>();
    for (String entry : json.names()) {
      texts.put(entry, read("words", json.get(entry), "", (none, value) -> value.text()));
    }
    return texts;
  }

  private static String name(Json value) throws Rejection {
    String name = value.text(LONGEST_NAME);
    if (name.isEmpty()) {
      throw value.wrong("a name has 1 to " + LONGEST_NAME + " characters");
    }
    return name;
  }

  /** Reads an ISO 8601 span of days, hours, minutes and seconds: no signs, no fractions. */
  private static Duration duration(Json value) throws Rejection {
    String text = value.text(16);
    try {
      if (text.chars().allMatch(each -> "PDTHMS0123456789".indexOf(each) >= 0)) {
        return Duration.parse(text);
      }
    } catch (DateTimeException notASpan) {
      throw notASpan(value);
    }
    throw notASpan(value);
  }

  private static Rejection notASpan(Json value) {
    return value.wrong("a span of time like PT5M or P7D is expected");
  }

  private void allowOnly(Json object, Set<String> names) throws Rejection {
    for (String name : object.names()) {
      if (!names.contains(name)) {
        Json value = object.get(name);
        refuse(VenueRemark.Code.UNKNOWN_FIELD, value.place(), name, value.wrong("unknown field"));
      }
    }
  }

  private <T> T require(Json object, String name, T before, Change<T> change) throws Rejection {
    if (!object.find(name).isPresent()) {
      Rejection missing = object.wrong("field " + name + " is missing");
      refuse(VenueRemark.Code.MISSING_FIELD, object.place(), name, missing);
    }
    return change(object, name, before, change);
  }

  private <T> T change(Json object, String name, T before, Change<T> change) throws Rejection {
    Optional<Json> value = object.find(name);
    return value.isPresent() ? read(name, value.get(), before, change) : before;
  }

  private <T> T read(String name, Json value, T before, Change<T> change) {
    places.put(value.path(), value.place());
    try {
      return change.read(before, value);
    } catch (Rejection wrong) {
      refuse(VenueRemark.Code.WRONG_VALUE, value.place(), name, wrong);
    } catch (IllegalArgumentException outOfBounds) {
      Rejection wrong = value.wrong(String.valueOf(outOfBounds.getMessage()));
      refuse(VenueRemark.Code.WRONG_VALUE, value.place(), name, wrong);
    }
    return before;
  }

  private void refuse(VenueRemark.Code code, String place, String about, Rejection refusal) {
    remarks.add(new VenueRemark(code, place, about));
    refusals.add(refusal);
  }
}
