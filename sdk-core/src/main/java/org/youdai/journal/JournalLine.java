package org.youdai.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.youdai.decision.Circumstances;
import org.youdai.decision.Decision;
import org.youdai.decision.Outcome;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.policy.Benefit;
import org.youdai.policy.BenefitPolicy;
import org.youdai.trust.Digest;

/**
 * A line of a journal, as far as it is read again: its place in the chain, and what it counts as.
 *
 * @param sequence its number, from 1
 * @param subject what it is about
 * @param isAnnulled whether it takes a decision back
 * @param previous the hash of the line before
 * @param hash its own hash
 */
record JournalLine(
    long sequence, Subject subject, boolean isAnnulled, Digest previous, Digest hash) {
  /** The bytes of a line without its end are at most so many. */
  static final int LONGEST = 4096;

  /** What stands for the line before the first. */
  static final Digest NO_LINE = Digest.parse("sm3:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String DECIDED = "decided";
  private static final String ANNULLED = "annulled";

  /** By what decisions are counted together. */
  record Subject(LocalDate day, String venue, Outcome outcome, String benefit)
      implements Comparable<Subject> {
    static Subject of(JournalEntry entry) {
      Decision decision = entry.decision();
      return new Subject(
          dayOf(decision.circumstances().at()), entry.venue(), decision.outcome(), label(decision));
    }

    private static String label(Decision decision) {
      return decision instanceof Decision.Admit admit ? label(admit.benefit()) : "";
    }

    private static String label(Benefit benefit) {
      boolean isShare = benefit.kind() == Benefit.Kind.PERCENT;
      return benefit.kind() + (isShare ? "-" + benefit.percent() : "");
    }

    @Override
    public int compareTo(Subject other) {
      int order = day.compareTo(other.day);
      order = order != 0 ? order : venue.compareTo(other.venue);
      order = order != 0 ? order : outcome.compareTo(other.outcome);
      return order != 0 ? order : benefit.compareTo(other.benefit);
    }
  }

  /** Returns whether this comes right after {@code before}; empty if what was there is gone. */
  boolean follows(Optional<JournalLine> before) {
    return before.isPresent()
        ? sequence == before.get().sequence + 1 && previous.equals(before.get().hash)
        : sequence != 1 || previous.equals(NO_LINE);
  }

  /** Returns the day on which a decision counts. */
  static LocalDate dayOf(Instant at) {
    return at.atZone(BenefitPolicy.ZONE).toLocalDate();
  }

  static Digest hash(byte[] line) {
    return Digest.of(Digest.Kind.SM3, line);
  }

  /**
   * Returns the bytes of a line without its end.
   *
   * @throws IOException if they cannot be written as JSON, or are too many
   */
  static byte[] encode(JournalEntry entry, long sequence, Digest previous, Pseudonyms pseudonyms)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("seq", sequence);
      write(entry, pseudonyms, json);
      json.writeStringField("prev", previous.toString());
      json.writeEndObject();
    }
    if (out.size() > LONGEST) {
      throw new IOException("a line of more than " + LONGEST + " bytes");
    }
    return out.toByteArray();
  }

  private static void write(JournalEntry entry, Pseudonyms pseudonyms, JsonGenerator json)
      throws IOException {
    Decision decision = entry.decision();
    Circumstances made = decision.circumstances();
    boolean isAnnulled = entry instanceof JournalEntry.Annulled;
    json.writeStringField("id", decision.id().toString());
    json.writeStringField("kind", isAnnulled ? ANNULLED : DECIDED);
    json.writeStringField("time", timeOf(entry).toString());
    json.writeStringField("day", dayOf(made.at()).toString());
    json.writeStringField("venue", entry.venue());
    json.writeStringField("gate", entry.gate());
    json.writeStringField("outcome", decision.outcome().name());
    json.writeStringField("reason", decision.reason().code());
    if (decision instanceof Decision.Admit admit) {
      Benefit benefit = admit.benefit();
      json.writeStringField("benefit", benefit.kind().name());
      json.writeNumberField("percent", benefit.percent());
      json.writeStringField("rule", benefit.ruleId());
      if (entry instanceof JournalEntry.Decided decided && decided.credential().isPresent()) {
        json.writeStringField(
            "holder", pseudonyms.of(dayOf(made.at()), decided.credential().get()));
      }
    }
    if (!isAnnulled) {
      json.writeNumberField("trust", made.trustVersion());
      json.writeNumberField("policy", made.policyVersion());
      json.writeStringField("freshness", made.freshness().name());
      json.writeStringField("clock", made.clock().name());
      json.writeStringField("guard", made.guard().name());
    }
  }

  private static Instant timeOf(JournalEntry entry) {
    return entry instanceof JournalEntry.Annulled annulled
        ? annulled.at()
        : entry.decision().circumstances().at();
  }

  /** Returns the line that these bytes, without the end, are; empty if they are none. */
  static Optional<JournalLine> parse(byte[] bytes) {
    try {
      Json json = Json.parse(bytes);
      String kind = json.get("kind").text();
      String id = json.get("id").text();
      if ((!kind.equals(DECIDED) && !kind.equals(ANNULLED))
          || !UUID.fromString(id).toString().equals(id)) {
        return Optional.empty();
      }
      return Optional.of(
          new JournalLine(
              json.get("seq").integer(1, Long.MAX_VALUE),
              subject(json),
              kind.equals(ANNULLED),
              Digest.parse(json.get("prev").text()),
              hash(bytes)));
    } catch (Rejection | IllegalArgumentException | DateTimeException noLine) {
      return Optional.empty();
    }
  }

  private static Subject subject(Json json) throws Rejection {
    Outcome outcome = Outcome.valueOf(json.get("outcome").text());
    LocalDate day = LocalDate.parse(json.get("day").text());
    return new Subject(
        day, json.get("venue").text(LONGEST), outcome, outcome == Outcome.ADMIT ? label(json) : "");
  }

  private static String label(Json json) throws Rejection {
    Benefit.Kind kind = Benefit.Kind.valueOf(json.get("benefit").text());
    long percent = json.get("percent").integer(0, 99);
    return kind + (kind == Benefit.Kind.PERCENT ? "-" + percent : "");
  }
}
