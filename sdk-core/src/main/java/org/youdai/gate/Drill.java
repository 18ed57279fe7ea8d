package org.youdai.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.helpers.NOPLogger;
import org.youdai.Snapshot;
import org.youdai.decision.Outcome;
import org.youdai.decision.Reason;
import org.youdai.journal.Journal;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.profile.Profile;
import org.youdai.replay.MemoryGuard;
import org.youdai.scan.QrText;

/**
 * A training for staff: a real gate on a bus, with the operator's own words and the standard
 * choices, over lists and codes that are worth nothing elsewhere, at a time of its own. Nothing of
 * it is recorded or logged, and its venue and gate are both named {@value #NAME}. No other gate
 * knows its codes, and it knows no real ones. Safe for use by several threads.
 */
public final class Drill {
  /** The name of its venue and of its gate. */
  public static final String NAME = "演练/drill";

  static final VenueProfile BUS =
      VenueProfile.of(NAME, VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  private final DrillKit kit = DrillKit.read();
  private final GateProfile profile;
  private final List<Scenario.Turn> turns;
  private final List<Step> steps;
  private final DrillClock clock;
  private final Device device;
  private final MemoryGuard guard;
  private final Map<VenueProfile, Gate> gates = new HashMap<>();
  private volatile Snapshot lists = kit.take(DrillKit.BEFORE, Snapshot.neverSynced());
  private int publication = DrillKit.BEFORE;
  private int begun;

  private Drill(Scenario scenario, GateProfile profile, Device device) {
    this.profile = profile;
    this.turns = scenario.turns();
    this.steps = turns.stream().map(turn -> step(scenario, turn)).collect(Collectors.toList());
    this.clock = new DrillClock(turns.get(0).wall());
    this.device = new Device(clock, clock, device.random());
    this.guard = MemoryGuard.remembering(turns.size(), clock);
  }

  /**
   * Returns a drill before its first step.
   *
   * @param profile the debounce and the words are used
   * @param device its random numbers are used; the clocks are the drill's own
   */
  public static Drill of(Scenario scenario, GateProfile profile, Device device) {
    return new Drill(scenario, profile, device);
  }

  /** Returns the profile of a gate that is told apart from {@code own} and behaves as it does. */
  static GateProfile profile(VenueProfile venue, GateProfile own) {
    return new GateProfile(venue, NAME, own.debounce(), own.words());
  }

  private Step step(Scenario scenario, Scenario.Turn turn) {
    Optional<Trial> trial =
        turn.code().map(code -> new Trial(kit.code(code), turn.reason().outcome(), turn.reason()));
    return new Step(scenario.label() + '.' + turn.name(), trial);
  }

  /**
   * A step: something happens, and perhaps a code is shown.
   *
   * @param name by which texts have it, for example {@code outage.too-old}
   * @param trial the code to show; empty where something only happens
   */
  public record Step(String name, Optional<Trial> trial) {
    /** Returns what happens, in Chinese for a Chinese locale and else in English. */
    public String happening(Locale locale) {
      return text(name, locale);
    }

    /** Returns what staff do, in Chinese for a Chinese locale and else in English. */
    public String advice(Locale locale) {
      return text(name + ".do", locale);
    }
  }

  /** A code to show, and what is to come of it. */
  public record Trial(QrText code, Outcome outcome, Reason reason) {
    /** Returns whether a passage is as expected. */
    public boolean isPassedBy(Passage passage) {
      return passage.decision().outcome() == outcome && passage.decision().reason() == reason;
    }
  }

  static String text(String name, Locale locale) {
    String language = locale.getLanguage().equals("zh") ? "zh" : "en";
    return Optional.ofNullable(
            DrillKit.words("drills_" + language + ".properties").getProperty(name))
        .orElseThrow(() -> new IllegalStateException("the drills lack the text " + name));
  }

  /** Returns all steps, in their order. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Goes on to the next step: sets the clocks and takes the lists. Empty after the last one. */
  public synchronized Optional<Step> next() {
    if (begun == steps.size()) {
      return Optional.empty();
    }
    Scenario.Turn turn = turns.get(begun);
    clock.set(turn.after(), turn.wall());
    if (turn.publication() != publication) {
      lists = kit.take(turn.publication(), lists);
      publication = turn.publication();
    }
    return Optional.of(steps.get(begun++));
  }

  /** Returns the gate of the step that was begun last: a bus on another line has another one. */
  public synchronized Gate gate() {
    return gates.computeIfAbsent(turns.get(Math.max(0, begun - 1)).venue(), this::gateAt);
  }

  private Gate gateAt(VenueProfile venue) {
    return new Gate(
        Profile.standard(),
        profile(venue, profile),
        () -> lists,
        guard,
        Passages.ofLast(Passages.ONE_GATE),
        Journal.none(),
        device,
        NOPLogger.NOP_LOGGER);
  }
}
