package org.youdai.decision;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.youdai.policy.Benefit;

/**
 * The words for every decision, in one language, as data ({@code docs/prompts.md}). An entry is
 * looked up under the prompt key, then under the outcome alone. Immutable.
 */
public final class PromptCatalog {
  private static final Set<String> PARTS =
      Set.of("headline", "large", "voice", "next", "alternative", "staff");

  private static final int LONGEST_TONE_MILLIS = 1500;

  private final Map<String, String> texts;

  private PromptCatalog(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
  }

  /**
   * Returns the Chinese catalog for a Chinese locale, and the English one for any other. It is read
   * anew at every call: keep it.
   */
  public static PromptCatalog of(Locale locale) {
    String language = locale.getLanguage().equals("zh") ? "zh" : "en";
    String name = "prompts_" + language + ".properties";
    try (InputStream stream =
            Objects.requireNonNull(PromptCatalog.class.getResourceAsStream(name));
        Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return new PromptCatalog(Map.of()).with(read(reader));
    } catch (IOException broken) {
      throw new UncheckedIOException(name + " cannot be read from the library", broken);
    }
  }

  /**
   * Returns this catalog with the entries of {@code properties} in place of its own: a city's own
   * wording, or every entry of another language. {@link #problems()} tells whether it can be used.
   *
   * @param properties the text of a properties file
   * @throws IllegalArgumentException if it is none
   */
  public PromptCatalog with(String properties) {
    try {
      return with(read(new StringReader(properties)));
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot be read from", impossible);
    }
  }

  /** Returns this catalog with {@code entries}, by their names, in place of its own. */
  public PromptCatalog with(Map<String, String> entries) {
    Map<String, String> changed = new HashMap<>(texts);
    entries.forEach((name, text) -> changed.put(name, text.trim()));
    return new PromptCatalog(changed);
  }

  private static Map<String, String> read(Reader reader) throws IOException {
    Properties properties = new Properties();
    properties.load(reader);
    Map<String, String> texts = new HashMap<>();
    properties.forEach((name, text) -> texts.put((String) name, (String) text));
    return texts;
  }

  /** Returns the words for a decision. */
  public Prompt prompt(Decision decision) {
    String key = decision.promptKey().name();
    String outcome = lower(decision.outcome());
    boolean isAdmitted = decision.outcome() == Outcome.ADMIT;
    return new Prompt(
        text(key, outcome, "headline"),
        text(key, outcome, "large"),
        text(key, outcome, "voice"),
        fill(text(key, outcome, "next"), decision),
        hasAlternative(decision.outcome()) ? text(key, outcome, "alternative") : "",
        tone(require("tone." + outcome)),
        isAdmitted ? text(key, outcome, "staff") : staff(decision.reason()));
  }

  /** Returns what a reason means, for staff. */
  public String staff(Reason reason) {
    return require("reason." + lower(reason));
  }

  private String text(String key, String outcome, String part) {
    return find(key + '.' + part).orElseGet(() -> require(outcome + '.' + part));
  }

  private Optional<String> find(String name) {
    return Optional.ofNullable(texts.get(name)).filter(text -> !text.isEmpty());
  }

  private String require(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalStateException("the prompt catalog lacks " + name));
  }

  private static boolean hasAlternative(Outcome outcome) {
    return outcome == Outcome.RETRY || outcome == Outcome.ASSIST;
  }

  /** What is wrong with an entry. */
  public enum Fault {
    /** There is none, or it is empty. */
    MISSING,
    /** No decision has such an entry. */
    UNKNOWN,
    /** It is longer than the catalog's own limit. */
    TOO_LONG,
    /** Somebody who is asked to try again, or sent to staff, is not told what else would do. */
    NO_ALTERNATIVE,
    /** It asks for another document besides. */
    ASKS_FOR_MORE,
    /** Aloud it names an age or a kind of card, or blames. */
    NOT_FOR_ALOUD,
    /** It is no tone of 1.5 s at most, or the tone of another outcome. */
    TONE
  }

  /** An entry, by its name in the file, and what is wrong with it. */
  public record Problem(String entry, Fault fault) {}

  /** Returns everything that keeps this catalog from being used; nothing if it is in order. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    Set<String> required = required();
    Set<String> names = new TreeSet<>(required);
    names.addAll(texts.keySet());
    Set<String> keys = keys();
    for (String name : names) {
      Optional<Fault> fault =
          required.contains(name) && !find(name).isPresent()
              ? Optional.of(Fault.MISSING)
              : faultOf(name, required.contains(name), keys);
      fault.ifPresent(each -> problems.add(new Problem(name, each)));
    }
    return problems;
  }

  private static Set<String> required() {
    Set<String> names = new TreeSet<>();
    for (Outcome outcome : Outcome.values()) {
      names.add("tone." + lower(outcome));
      for (String part : List.of("headline", "large", "voice", "next")) {
        names.add(lower(outcome) + '.' + part);
      }
      if (hasAlternative(outcome)) {
        names.add(lower(outcome) + ".alternative");
      }
    }
    for (Reason reason : Reason.values()) {
      names.add("reason." + lower(reason));
    }
    names.add("admit.staff");
    for (String part : List.of("headline", "large", "voice")) {
      names.add("limit." + part);
    }
    names.add("never.anywhere");
    names.add("never.aloud");
    return names;
  }

  private Optional<Fault> faultOf(String name, boolean isRequired, Set<String> keys) {
    int dot = name.lastIndexOf('.');
    String start = name.substring(0, Math.max(0, dot));
    String part = name.substring(dot + 1);
    String text = texts.getOrDefault(name, "");
    if (start.equals("tone") && isRequired) {
      return hasOwnTone(name) ? Optional.empty() : Optional.of(Fault.TONE);
    }
    if (isRequired && !keys.contains(start)) {
      return Optional.empty(); // a reason, a limit, or the words that are never used
    }
    if (!PARTS.contains(part) || !keys.contains(start)) {
      return Optional.of(Fault.UNKNOWN);
    }
    if (text.isEmpty()) {
      return Optional.of(part.equals("alternative") ? Fault.NO_ALTERNATIVE : Fault.MISSING);
    }
    if (text.codePointCount(0, text.length()) > limit(part)) {
      return Optional.of(Fault.TOO_LONG);
    }
    if (!part.equals("staff") && holdsAny(text, "never.anywhere")) {
      return Optional.of(Fault.ASKS_FOR_MORE);
    }
    if (part.equals("voice") && holdsAny(text, "never.aloud")) {
      return Optional.of(Fault.NOT_FOR_ALOUD);
    }
    boolean needsAlternative =
        part.equals("next") && !start.startsWith("admit") && !start.startsWith("charge");
    return needsAlternative && !holdsAlternative(text, start)
        ? Optional.of(Fault.NO_ALTERNATIVE)
        : Optional.empty();
  }

  /** Where the alternative itself is missing, that is the one fault to name. */
  private boolean holdsAlternative(String text, String start) {
    Optional<String> exact = find(start + ".alternative");
    return (exact.isPresent() ? exact : find(outcomeOf(start) + ".alternative"))
        .map(text::contains)
        .orElse(true);
  }

  private static String outcomeOf(String key) {
    int dot = key.indexOf('.');
    return dot < 0 ? key : key.substring(0, dot);
  }

  /** Returns every outcome, and every outcome with a benefit or a reason. */
  private static Set<String> keys() {
    Set<String> keys = new HashSet<>();
    for (Outcome outcome : Outcome.values()) {
      keys.add(lower(outcome));
      for (Reason reason : Reason.values()) {
        keys.add(lower(outcome) + '.' + lower(reason));
      }
    }
    for (Benefit.Kind kind : Benefit.Kind.values()) {
      keys.add(lower(Outcome.ADMIT) + '.' + lower(kind));
    }
    return keys;
  }

  private int limit(String part) {
    try {
      return find("limit." + part).map(Integer::parseInt).orElse(Integer.MAX_VALUE);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }

  private boolean holdsAny(String text, String listName) {
    String lowerText = text.toLowerCase(Locale.ROOT);
    for (String word : find(listName).orElse("").split(",", -1)) {
      if (!word.trim().isEmpty() && lowerText.contains(word.trim().toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private boolean hasOwnTone(String name) {
    Optional<List<Prompt.Note>> notes = findTone(name);
    boolean isAlone =
        texts.keySet().stream()
            .filter(other -> other.startsWith("tone.") && !other.equals(name))
            .noneMatch(other -> findTone(other).equals(notes));
    long millis = notes.map(each -> each.stream().mapToLong(Prompt.Note::millis).sum()).orElse(0L);
    return isAlone && millis > 0 && millis <= LONGEST_TONE_MILLIS;
  }

  private Optional<List<Prompt.Note>> findTone(String name) {
    try {
      return find(name).map(PromptCatalog::tone);
    } catch (IllegalArgumentException notATone) {
      return Optional.empty();
    }
  }

  /** Reads notes like {@code 880/120 1320/200}: hertz, and milliseconds. */
  private static List<Prompt.Note> tone(String text) {
    List<Prompt.Note> notes = new ArrayList<>();
    for (String note : text.split(" ", -1)) {
      int slash = note.indexOf('/');
      notes.add(
          new Prompt.Note(
              Integer.parseInt(note.substring(0, Math.max(0, slash))),
              Integer.parseInt(note.substring(slash + 1))));
    }
    return notes;
  }

  private static String fill(String text, Decision decision) {
    return decision instanceof Decision.Admit admit
        ? text.replace("{percent}", Integer.toString(admit.benefit().percent()))
        : text;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
