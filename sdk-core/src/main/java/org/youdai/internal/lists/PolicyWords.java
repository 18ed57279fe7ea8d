package org.youdai.internal.lists;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.policy.TimeSpan;

/**
 * Reads what a policy and a venue's file say in the same words: names, days of the week, hours
 * ({@code docs/formats.md} §8).
 */
public final class PolicyWords {
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

  /** The end of the day. It has one name: 00:00 is the beginning of the day and no end. */
  private static final String END_OF_DAY = "24:00";

  private PolicyWords() {}

  /** Returns the items of a list that is not empty; none if it was left out. */
  public static List<Json> values(Optional<Json> json) throws Rejection {
    if (!json.isPresent()) {
      return List.of();
    }
    List<Json> items = json.get().items(MOST_VALUES);
    if (items.isEmpty()) {
      throw json.get().wrong("an empty list would match nothing; leave the field out");
    }
    return items;
  }

  static Set<String> texts(Optional<Json> json) throws Rejection {
    Set<String> texts = new LinkedHashSet<>();
    for (Json item : values(json)) {
      texts.add(item.text(64));
    }
    return texts;
  }

  static <E extends Enum<E>> Set<E> names(Json json, Class<E> type) throws Rejection {
    return names(Optional.of(json), type);
  }

  static <E extends Enum<E>> Set<E> names(Optional<Json> json, Class<E> type) throws Rejection {
    Set<E> names = new LinkedHashSet<>();
    for (Json item : values(json)) {
      names.add(name(item, type));
    }
    return names;
  }

  /** Returns the value of {@code type} that has this name. */
  public static <E extends Enum<E>> E name(Json json, Class<E> type) throws Rejection {
    String name = json.text(64);
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    throw json.wrong("one of " + List.of(type.getEnumConstants()) + " is expected");
  }

  /** Returns the days of the week in a list; none if it was left out. */
  public static Set<DayOfWeek> days(Optional<Json> json) throws Rejection {
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

  static List<TimeSpan> hours(Optional<Json> json) throws Rejection {
    List<TimeSpan> spans = new ArrayList<>();
    for (Json item : values(json)) {
      item.requireOnly(Set.of("from", "to"));
      spans.add(span(item));
    }
    return spans;
  }

  /** Returns the span between an object's {@code from} and {@code to}. */
  public static TimeSpan span(Json item) throws Rejection {
    String from = item.get("from").text(8);
    String to = item.get("to").text(8);
    try {
      boolean isToTheEnd = to.equals(END_OF_DAY);
      LocalTime end = isToTheEnd ? LocalTime.MIDNIGHT : LocalTime.parse(to);
      if (isToTheEnd || !end.equals(LocalTime.MIDNIGHT)) {
        return new TimeSpan(LocalTime.parse(from), end);
      }
    } catch (DateTimeException | IllegalArgumentException notASpan) {
      throw notASpan(item);
    }
    throw notASpan(item);
  }

  private static Rejection notASpan(Json item) {
    return item.wrong("hours are written {\"from\":\"08:30\",\"to\":\"17:00\"}, to 24:00 at most");
  }
}
