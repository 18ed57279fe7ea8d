package org.youdai.server.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.youdai.decision.Outcome;
import org.youdai.policy.Benefit;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A line of a journal ({@code docs/formats.md} §10) as the ledger keeps it: without its pseudonym,
 * which tells nothing beyond the gate that drew it.
 *
 * @param seq its number in its journal
 * @param id the decision that it is about
 * @param day the day in Asia/Shanghai on which it counts
 * @param benefit the kind of benefit; empty unless admitted
 * @param percent the share of the ordinary price that is left to pay: 100 unless admitted
 */
record Line(
    long seq,
    UUID id,
    Kind kind,
    Instant time,
    LocalDate day,
    String venue,
    String gate,
    Outcome outcome,
    String reason,
    Optional<Benefit.Kind> benefit,
    int percent,
    String rule,
    long trust,
    long policy,
    String freshness,
    String clock,
    String guard) {

  /** The bytes of a line without its end are at most so many. */
  static final int LONGEST = 4096;

  private static final int LONGEST_TEXT = 128;
  private static final int LONGEST_DAY = "2026-01-01".length();
  private static final int LONGEST_TIME = "2026-01-01T00:00:00.000000000Z".length();
  private static final int UUID_TEXT = 36;
  private static final JsonFactory FACTORY = new JsonFactory();

  /** What a line says of its decision. */
  enum Kind {
    /** It was made. */
    DECIDED("decided"),
    /** It was taken back. */
    ANNULLED("annulled");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Returns the word for it, in a line and in the database. */
    String label() {
      return label;
    }

    static Kind named(String label) {
      return label.equals(DECIDED.label) ? DECIDED : ANNULLED;
    }
  }

  /** By what lines are the same, whatever journal they come from. */
  record Key(UUID id, Kind kind) {}

  Key key() {
    return new Key(id, kind);
  }

  /** Returns the kind of benefit as it is counted: with a percentage like {@code PERCENT-50}. */
  String label() {
    return benefit
        .map(each -> each == Benefit.Kind.PERCENT ? each + "-" + percent : each.name())
        .orElse("");
  }

  /** The members that are read; whatever else a line has is left alone. */
  private enum Member {
    SEQ,
    ID,
    KIND,
    TIME,
    DAY,
    VENUE,
    GATE,
    OUTCOME,
    REASON,
    BENEFIT,
    PERCENT,
    RULE,
    TRUST,
    POLICY,
    FRESHNESS,
    CLOCK,
    GUARD;

    private static final Map<String, Member> BY_NAME =
        Arrays.stream(values())
            .collect(
                Collectors.toUnmodifiableMap(
                    member -> member.name().toLowerCase(Locale.ROOT), member -> member));

    boolean isNumber() {
      return this == SEQ || this == PERCENT || this == TRUST || this == POLICY;
    }
  }

  /** Returns the line that these bytes, without the end, are; empty if they are none. */
  static Optional<Line> parse(byte[] bytes, int from, int length) {
    if (length > LONGEST) {
      return Optional.empty();
    }
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), bytes, from, length)) {
      return new Reading(json).line();
    } catch (JacksonException | IllegalArgumentException | DateTimeException noLine) {
      return Optional.empty();
    }
  }

  /** Reads one line. */
  private static final class Reading {
    private final JsonParser json;
    private final Map<Member, String> values = new EnumMap<>(Member.class);

    Reading(JsonParser json) {
      this.json = json;
    }

    Optional<Line> line() {
      require(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        Optional<Member> member = Optional.ofNullable(Member.BY_NAME.get(json.currentName()));
        JsonToken value = json.nextToken();
        if (member.isPresent()) {
          read(member.get(), value);
        } else {
          json.skipChildren();
        }
      }
      require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
      return Optional.of(make());
    }

    private void read(Member member, JsonToken value) {
      require(
          value == (member.isNumber() ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_STRING)
              && json.getStringLength() <= LONGEST_TEXT
              && values.put(member, json.getString()) == null);
    }

    private Line make() {
      Outcome outcome = Outcome.valueOf(text(Member.OUTCOME));
      boolean isAdmitted = outcome == Outcome.ADMIT;
      Kind kind = Kind.named(text(Member.KIND));
      require(kind.label().equals(text(Member.KIND)));
      require(!text(Member.VENUE).isEmpty() && !text(Member.REASON).isEmpty());
      long seq = number(Member.SEQ, 0);
      require(seq >= 1);
      long percent = isAdmitted ? number(Member.PERCENT, -1) : 100;
      require(percent >= 0 && percent <= 100);
      return new Line(
          seq,
          uuid(text(Member.ID)),
          kind,
          Instant.parse(plain(text(Member.TIME), LONGEST_TIME)),
          LocalDate.parse(plain(text(Member.DAY), LONGEST_DAY)),
          text(Member.VENUE),
          text(Member.GATE),
          outcome,
          text(Member.REASON),
          isAdmitted ? Optional.of(Benefit.Kind.valueOf(text(Member.BENEFIT))) : Optional.empty(),
          (int) percent,
          isAdmitted ? text(Member.RULE) : "",
          number(Member.TRUST, 0),
          number(Member.POLICY, 0),
          text(Member.FRESHNESS),
          text(Member.CLOCK),
          text(Member.GUARD));
    }

    /** A year of more than four digits is none that a database can keep. */
    private static String plain(String time, int longest) {
      require(!time.isEmpty() && time.length() <= longest && Character.isDigit(time.charAt(0)));
      return time;
    }

    private static UUID uuid(String text) {
      UUID id = UUID.fromString(text);
      require(text.length() == UUID_TEXT && id.toString().equals(text));
      return id;
    }

    private long number(Member member, long unless) {
      String text = values.getOrDefault(member, "");
      long number = text.isEmpty() ? unless : Long.parseLong(text);
      require(number >= 0 || text.isEmpty());
      return number;
    }

    /** Neither a database nor a report has a place for what is no character. */
    private String text(Member member) {
      String text = values.getOrDefault(member, "");
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c < ' ' || c > '~') {
          require(text.codePoints().noneMatch(Reading::isNoText));
          return text;
        }
      }
      return text;
    }

    private static boolean isNoText(int c) {
      return Character.isISOControl(c)
          || Character.getType(c) == Character.SURROGATE
          || (c & 0xFFFE) == 0xFFFE;
    }

    private static void require(boolean isSo) {
      if (!isSo) {
        throw new IllegalArgumentException();
      }
    }
  }
}
