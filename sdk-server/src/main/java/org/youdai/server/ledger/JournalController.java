package org.youdai.server.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.youdai.server.access.Caller;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;

/** {@code POST /v1/journal}: takes a batch of a gate's journal, all of it or nothing. */
@RestController
public class JournalController {
  private static final String NDJSON = "application/x-ndjson";
  private static final int MOST_LINES = 10_000;
  private static final int MOST_BYTES = 8 << 20;

  private final Intake intake;

  /** Makes the controller. */
  public JournalController(Intake intake) {
    this.intake = intake;
  }

  /**
   * Takes a batch as {@code docs/formats.md} §10 has it; when this answers, it is kept.
   *
   * @param first the number of the first line
   * @param last the number of the last line; a line between them that was damaged is left out
   */
  @PostMapping(path = "/v1/journal", consumes = NDJSON)
  public Intake.Taken take(
      @RequestHeader("Youdai-Journal") UUID journal,
      @RequestHeader("Youdai-First") long first,
      @RequestHeader("Youdai-Last") long last,
      InputStream body,
      @AuthenticationPrincipal Caller caller) {
    List<Line> lines = lines(read(body));
    long before = first - 1;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      caller.requireVenue(line.venue());
      if (line.seq() <= before || line.seq() > last) {
        throw wrong(i + 1);
      }
      before = line.seq();
    }
    return intake.take(journal, lines);
  }

  private static byte[] read(InputStream body) {
    byte[] bytes;
    try {
      bytes = body.readNBytes(MOST_BYTES + 1);
    } catch (IOException torn) {
      throw new ProblemException(Problem.BAD_REQUEST, "body");
    }
    if (bytes.length > MOST_BYTES) {
      throw new ProblemException(Problem.TOO_LARGE, "body");
    }
    return bytes;
  }

  private static List<Line> lines(byte[] body) {
    List<Line> lines = new ArrayList<>();
    int from = 0;
    while (from < body.length) {
      int end = from;
      while (end < body.length && body[end] != '\n') {
        end++;
      }
      int number = lines.size() + 1;
      if (end == body.length) {
        throw wrong(number); // it is torn
      }
      if (number > MOST_LINES) {
        throw new ProblemException(Problem.TOO_LARGE, "body");
      }
      lines.add(Line.parse(body, from, end - from).orElseThrow(() -> wrong(number)));
      from = end + 1;
    }
    return lines;
  }

  /** A line's content stays out of what is told of it. */
  private static ProblemException wrong(int number) {
    return new ProblemException(Problem.BAD_REQUEST, "line " + number);
  }
}
