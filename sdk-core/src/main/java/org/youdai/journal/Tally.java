package org.youdai.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.youdai.decision.Outcome;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;

/**
 * Counts that go on. Every line is counted once: what is not behind the last one is passed over.
 */
final class Tally {
  /** The name of the file that it is kept in. */
  static final String NAME = "counts";

  /** Rows of days before so many are dropped, once there are more than enough rows. */
  private static final int DAYS = 400;

  private static final int ENOUGH = 10_000;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final NavigableMap<JournalLine.Subject, Count> rows = new TreeMap<>();
  private long through;

  private record Count(long decided, long annulled) {
    Count plus(Count more) {
      return new Count(decided + more.decided, annulled + more.annulled);
    }
  }

  /** Returns what is counted on the disk, and the lines behind it. */
  static Tally in(Path folder) throws IOException {
    Optional<byte[]> kept = TwinFile.of(folder, NAME).read();
    Tally tally = kept.isPresent() ? parse(kept.get()) : new Tally();
    NavigableMap<Long, Path> segments = SegmentFolder.list(folder);
    Long start = segments.floorKey(tally.through() + 1);
    for (Path segment : (start == null ? segments : segments.tailMap(start, true)).values()) {
      try (SegmentReader reader = SegmentReader.open(segment)) {
        for (Optional<SegmentReader.RawLine> raw = reader.next();
            raw.isPresent();
            raw = reader.next()) {
          raw.get().line().ifPresent(tally::add);
        }
      }
    }
    return tally;
  }

  synchronized void add(JournalLine line) {
    if (line.sequence() > through) {
      through = line.sequence();
      rows.merge(
          line.subject(), line.isAnnulled() ? new Count(0, 1) : new Count(1, 0), Count::plus);
    }
  }

  synchronized void addAll(List<JournalLine> lines) {
    lines.forEach(this::add);
  }

  synchronized long through() {
    return through;
  }

  synchronized Counts counts() {
    List<Counts.Row> list = new ArrayList<>(rows.size());
    rows.forEach(
        (subject, count) ->
            list.add(
                new Counts.Row(
                    subject.day(),
                    subject.venue(),
                    subject.outcome(),
                    subject.benefit(),
                    count.decided(),
                    count.annulled())));
    return new Counts(through, list);
  }

  /** Drops what is older than it has to be, where there is much. */
  synchronized void forgetBefore(LocalDate today) {
    while (rows.size() > ENOUGH && rows.firstKey().day().isBefore(today.minusDays(DAYS))) {
      rows.pollFirstEntry();
    }
  }

  /** Returns what {@link #parse} reads: a line with the last number, and a line for each row. */
  synchronized byte[] toBytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("through", through);
      json.writeEndObject();
      json.writeRaw('\n');
      for (Map.Entry<JournalLine.Subject, Count> row : rows.entrySet()) {
        JournalLine.Subject subject = row.getKey();
        json.writeStartObject();
        json.writeStringField("day", subject.day().toString());
        json.writeStringField("venue", subject.venue());
        json.writeStringField("outcome", subject.outcome().name());
        json.writeStringField("benefit", subject.benefit());
        json.writeNumberField("decided", row.getValue().decided());
        json.writeNumberField("annulled", row.getValue().annulled());
        json.writeEndObject();
        json.writeRaw('\n');
      }
    }
    return out.toByteArray();
  }

  static Tally parse(byte[] bytes) throws IOException {
    Tally tally = new Tally();
    try {
      int start = 0;
      for (int end = 0; end < bytes.length; end++) {
        if (bytes[end] == '\n') {
          Json json = Json.parse(Arrays.copyOfRange(bytes, start, end));
          if (start == 0) {
            tally.through = json.get("through").integer(0, Long.MAX_VALUE);
          } else {
            tally.rows.put(subject(json), count(json));
          }
          start = end + 1;
        }
      }
      return tally;
    } catch (Rejection | IllegalArgumentException | DateTimeException ofAnotherVersion) {
      throw new IOException("counts that this version does not know", ofAnotherVersion);
    }
  }

  private static JournalLine.Subject subject(Json json) throws Rejection {
    return new JournalLine.Subject(
        LocalDate.parse(json.get("day").text()),
        json.get("venue").text(JournalLine.LONGEST),
        Outcome.valueOf(json.get("outcome").text()),
        json.get("benefit").text());
  }

  private static Count count(Json json) throws Rejection {
    return new Count(
        json.get("decided").integer(0, Long.MAX_VALUE),
        json.get("annulled").integer(0, Long.MAX_VALUE));
  }
}
