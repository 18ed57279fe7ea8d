package org.youdai.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.youdai.server.access.Caller;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;
import org.youdai.server.problem.Problems;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /v1/verify/batch}: decides on up to {@value #MOST} texts, a line of JSON each. Every
 * line has an outcome of its own, in the order of the lines; the answers go out as they are made.
 */
@RestController
@Tag(name = "verify")
final class BatchController {
  /** The most lines of a batch. */
  static final int MOST = 1000;

  private static final int MOST_BYTES = 4 << 20;

  /** So many decisions are forced to the disk at once, and then answered. */
  private static final int AT_ONCE = 250;

  private final Verification verification;
  private final Problems problems;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  BatchController(Verification verification, Problems problems, JsonMapper json) {
    this.verification = verification;
    this.problems = problems;
    this.reader = json.readerFor(VerifyController.Text.class);
    this.writer = json.writer();
  }

  @Operation(
      summary = "Decide on up to 1,000 texts / 批量核验，最多 1,000 条",
      description =
          "A line of JSON for each text, as for /v1/verify; a line of JSON for each answer, in the"
              + " same order: a verdict, or a problem with its line's number. A batch that is sent"
              + " again counts once if its scans have ids. 逐行 JSON，按原顺序逐行回答。",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                      schema = @Schema(implementation = VerifyController.Text.class))),
      responses =
          @ApiResponse(
              responseCode = "200",
              description = "A line for each",
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                      schema = @Schema(implementation = Verdict.class))))
  @PostMapping(path = "/v1/verify/batch", consumes = MediaType.APPLICATION_NDJSON_VALUE)
  void verify(
      HttpServletRequest request,
      HttpServletResponse response,
      @Parameter(hidden = true) @AuthenticationPrincipal Caller caller)
      throws IOException {
    // All of it first: whoever sends it all before reading would wait for us, and we for them.
    List<byte[]> lines = lines(request.getInputStream());
    response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
    try (OutputStream out = new BufferedOutputStream(response.getOutputStream(), 1 << 16)) {
      for (int from = 0; from < lines.size(); from += AT_ONCE) {
        write(from, lines.subList(from, Math.min(lines.size(), from + AT_ONCE)), caller, out);
      }
    }
  }

  private static List<byte[]> lines(InputStream body) throws IOException {
    byte[] all = body.readNBytes(MOST_BYTES + 1);
    if (all.length > MOST_BYTES) {
      throw new ProblemException(Problem.TOO_LARGE, "");
    }
    List<byte[]> lines = new ArrayList<>();
    for (int start = 0; start < all.length; ) {
      int end = start;
      while (end < all.length && all[end] != '\n') {
        end++;
      }
      if (end > start && !(end == start + 1 && all[start] == '\r')) {
        lines.add(Arrays.copyOfRange(all, start, end));
      }
      start = end + 1;
    }
    if (lines.size() > MOST) {
      throw new ProblemException(Problem.TOO_LARGE, "");
    }
    return lines;
  }

  /** What came of a line: a decision, or a problem. */
  private sealed interface Item {
    record Done(Verification.Decided decided) implements Item {}

    record Failed(ProblemException problem) implements Item {}
  }

  private void write(int number, List<byte[]> lines, Caller caller, OutputStream out)
      throws IOException {
    List<Item> items = lines.stream().map(line -> decide(line, caller)).toList();
    boolean isOnDisk = verification.isOnDisk();
    int line = number;
    for (Item item : items) {
      line++;
      Object answer =
          item instanceof Item.Done done
              ? done.decided().verdict(isOnDisk)
              : problem(((Item.Failed) item).problem(), line);
      out.write(writer.writeValueAsBytes(answer));
      out.write('\n');
    }
  }

  private Object problem(ProblemException problem, int line) {
    var document = problems.document(problem.problem(), problem.about());
    document.setProperty("line", line);
    return document;
  }

  private Item decide(byte[] line, Caller caller) {
    try {
      VerifyController.Text asked = reader.readValue(line);
      String text = Verification.required(asked.text(), "text");
      return new Item.Done(
          verification.decide(
              text, verification.place(asked.venue(), asked.gate(), asked.scan(), caller)));
    } catch (JacksonException unreadable) {
      return new Item.Failed(new ProblemException(Problem.BAD_REQUEST, "JSON"));
    } catch (ProblemException problem) {
      return new Item.Failed(problem);
    }
  }
}
