package org.youdai.server.ledger;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.youdai.server.access.Caller;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;

/** {@code GET /v1/reports}: what all decisions add up to ({@code docs/settlement.md}). */
@RestController
public class ReportController {
  private static final int MOST_DAYS = 400;

  private final Reports reports;

  /** Makes the controller. */
  public ReportController(Reports reports) {
    this.reports = reports;
  }

  /**
   * Reports by day, as JSON, CSV or XLSX.
   *
   * @param from the first day, in Asia/Shanghai
   * @param to the last day, at most 400 days from the first
   * @param venue of which venue; of all that the caller may ask for if left out
   * @param format {@code json}, {@code csv} or {@code xlsx}; what Accept asks for if left out
   */
  @GetMapping("/v1/reports/daily")
  public ResponseEntity<?> daily(
      @RequestParam("from") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
      @RequestParam("to") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to,
      @RequestParam("venue") Optional<String> venue,
      @RequestParam("format") Optional<String> format,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept,
      @AuthenticationPrincipal Caller caller) {
    venue.ifPresent(caller::requireVenue);
    if (to.isBefore(from) || !to.isBefore(from.plusDays(MOST_DAYS))) {
      throw new ProblemException(Problem.BAD_REQUEST, "from, to");
    }
    ReportFormat as =
        format.isPresent()
            ? ReportFormat.named(format.get())
                .orElseThrow(() -> new ProblemException(Problem.BAD_REQUEST, "format"))
            : ReportFormat.liked(accept)
                .orElseThrow(() -> new ProblemException(Problem.NOT_ACCEPTABLE, ""));
    Reports.Daily report = reports.daily(from, to, venue.map(Set::of).orElse(caller.venues()));
    return answer(report, as);
  }

  private static ResponseEntity<?> answer(Reports.Daily report, ReportFormat as) {
    if (as == ReportFormat.JSON) {
      return ResponseEntity.ok().contentType(as.type()).body(report);
    }
    String name = "youdai-" + report.from() + "-" + report.to() + "." + as.label();
    byte[] file =
        as == ReportFormat.CSV
            ? DailyTable.csv(report).getBytes(StandardCharsets.UTF_8)
            : DailyTable.xlsx(report);
    return ResponseEntity.ok()
        .contentType(as.type())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(file);
  }

  /** Reports of a venue so far today. */
  @GetMapping("/v1/reports/today")
  public Reports.Today today(
      @RequestParam("venue") String venue, @AuthenticationPrincipal Caller caller) {
    caller.requireVenue(venue);
    return reports.today(venue);
  }
}
