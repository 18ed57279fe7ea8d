package org.youdai.authority;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.internal.lists.StatusDelta;
import org.youdai.policy.BenefitPolicy;
import org.youdai.status.StatusList;

/**
 * Which entries of the status lists changed with which publication, for as long as deltas lead from
 * there to the newest one ({@code docs/formats.md} §6). Slots are those of {@link StatusDelta}.
 */
final class StatusHistory {
  /** So many of the last publications have a delta of their own. */
  private static final int LAST = 24;

  /** And so does what was the newest at the start of the day this many days ago. */
  private static final int[] DAYS_AGO = {0, 1, 2, 3, 4, 5, 6, 7, 14, 30, 60};

  private static final Duration KEPT = Duration.ofDays(61);
  private static final int MOST_STEPS = 100_000;

  private final NavigableMap<Long, Step> steps = new TreeMap<>();
  private final NavigableSet<Integer> pending = new TreeSet<>();

  /** A version, when it was published, and what changed with it. */
  private record Step(Instant at, List<Integer> toggles) {}

  /** Notes that an entry was turned round; twice is not at all. */
  void toggle(int list, long index) {
    int slot = list * StatusList.MOST_ENTRIES + (int) index;
    if (!pending.remove(slot)) {
      pending.add(slot);
    }
  }

  /** Returns the newest version; 0 before the first. */
  long version() {
    return steps.isEmpty() ? 0 : steps.lastKey();
  }

  /** Takes what is pending as a new version, if anything is or there is no version yet. */
  void publish(Instant at) {
    if (steps.isEmpty() || !pending.isEmpty()) {
      steps.put(version() + 1, new Step(at, List.copyOf(pending)));
      pending.clear();
    }
    Instant oldest = at.minus(KEPT);
    // A version goes when the one after it is as old: gates may still have it until then.
    while (steps.size() > LAST + 1
        && steps.higherEntry(steps.firstKey()).getValue().at().isBefore(oldest)) {
      steps.pollFirstEntry();
    }
  }

  /** Returns the deltas that lead to the newest version, by the version that they start from. */
  Map<Long, StatusDelta> deltas(Instant now, int slots) {
    Set<Long> bases = bases(now);
    Map<Long, StatusDelta> deltas = new TreeMap<>();
    NavigableSet<Integer> changed = new TreeSet<>();
    for (Map.Entry<Long, Step> step : steps.descendingMap().entrySet()) {
      long base = step.getKey();
      if (bases.contains(base)) {
        StatusDelta delta = StatusDelta.of(base, version(), slots, ints(changed));
        if (delta.isReadable()) { // or else the lists themselves are smaller
          deltas.put(base, delta);
        }
      }
      for (int slot : step.getValue().toggles()) {
        if (!changed.remove(slot)) {
          changed.add(slot);
        }
      }
    }
    return deltas;
  }

  private Set<Long> bases(Instant now) {
    Set<Long> bases = new TreeSet<>(steps.subMap(version() - LAST, version()).keySet());
    for (int days : DAYS_AGO) {
      // A day's start stays the same all day, so that the deltas that lead there can be kept.
      Instant then =
          now.atZone(BenefitPolicy.ZONE)
              .toLocalDate()
              .minusDays(days)
              .atStartOfDay(BenefitPolicy.ZONE)
              .toInstant();
      steps.headMap(version(), false).descendingMap().entrySet().stream()
          .filter(step -> !step.getValue().at().isAfter(then))
          .findFirst()
          .ifPresent(step -> bases.add(step.getKey()));
    }
    return bases;
  }

  private static int[] ints(Collection<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  void writeTo(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("history");
    for (Map.Entry<Long, Step> step : steps.entrySet()) {
      json.writeStartObject();
      json.writeNumberField("version", step.getKey());
      json.writeNumberField("at", step.getValue().at().getEpochSecond());
      json.writeStringField("toggles", packed(step.getValue().toggles()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("pending", packed(pending));
  }

  static StatusHistory read(Json json) throws Rejection {
    StatusHistory history = new StatusHistory();
    for (Json step : json.get("history").items(MOST_STEPS)) {
      history.steps.put(
          step.get("version").integer(1, Integer.MAX_VALUE),
          new Step(
              Instant.ofEpochSecond(step.get("at").integer(0, Long.MAX_VALUE >>> 20)),
              unpacked(step.get("toggles"))));
    }
    history.pending.addAll(unpacked(json.get("pending")));
    return history;
  }

  /** The versions in it are of no account: it is a compact list of numbers. */
  private static String packed(Collection<Integer> toggles) {
    return DocumentWriter.base64Url(
        StatusDelta.of(1, 2, StatusDelta.MOST_SLOTS, ints(toggles)).toBytes());
  }

  private static List<Integer> unpacked(Json json) throws Rejection {
    List<Integer> toggles = new ArrayList<>();
    for (int slot : StatusDelta.read(json.base64Url(StatusDelta.LARGEST)).toggles()) {
      toggles.add(slot);
    }
    return toggles;
  }
}
