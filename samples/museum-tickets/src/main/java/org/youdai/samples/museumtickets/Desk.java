package org.youdai.samples.museumtickets;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Prompt;
import org.youdai.decision.PromptCatalog;
import org.youdai.gate.Annulment;
import org.youdai.gate.Answer;
import org.youdai.gate.Gate;
import org.youdai.gate.Passage;

/** What the desk does: one visitor or a group, a ticket taken back, and the day's report. */
@RestController
class Desk {
  /** A coach and a half. */
  static final int MOST_OF_A_GROUP = 100;

  private static final PromptCatalog CHINESE = PromptCatalog.of(Locale.CHINESE);
  private static final PromptCatalog ENGLISH = PromptCatalog.of(Locale.ENGLISH);

  private final Gate gate;
  private final Tickets tickets;

  Desk(Gate gate, Tickets tickets) {
    this.gate = gate;
    this.tickets = tickets;
  }

  /**
   * What came of one code.
   *
   * @param id the decision's, for {@code /tickets/{id}/annul}
   * @param ticket whether there is a ticket: an elder's needs no reservation
   */
  record Entry(String id, String outcome, String reason, boolean ticket, String zh, String en) {}

  /** What came of a group's codes, in their order. */
  record Group(int codes, long tickets, List<Entry> entries) {}

  /** Lets one visitor in. The body is the text of the code. */
  @PostMapping(path = "/tickets", consumes = MediaType.TEXT_PLAIN_VALUE)
  Entry visitor(@RequestBody String code) {
    return enter(code.strip(), Tickets.Kind.SINGLE);
  }

  /** Lets a group in: a code a line. What is wrong with one keeps none of the others. */
  @PostMapping(path = "/groups", consumes = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<Group> group(@RequestBody String codes) {
    List<String> lines = codes.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.size() > MOST_OF_A_GROUP) {
      return ResponseEntity.badRequest().build();
    }
    List<Entry> entries = lines.stream().map(line -> enter(line, Tickets.Kind.GROUP)).toList();
    long admitted = entries.stream().filter(Entry::ticket).count();
    return ResponseEntity.ok(new Group(entries.size(), admitted, entries));
  }

  private Entry enter(String code, Tickets.Kind kind) {
    Answer answer = gate.scan(code);
    if (!(answer instanceof Passage passage)) {
      return new Entry(
          "", "OTHER", "", false, "不是优待证，请按预约入馆", "No certificate: go by the reservation");
    }
    Decision decision = passage.decision();
    boolean isNew = !passage.isRepeat(); // the scanner, or the list, had it twice
    if (isNew) {
      decision
          .granted()
          .ifPresent(
              benefit -> tickets.write(passage.id(), decision.circumstances(), kind, benefit));
    }
    return new Entry(
        passage.id().toString(),
        decision.outcome().name(),
        decision.reason().code(),
        isNew && decision.granted().isPresent(),
        words(CHINESE.prompt(decision)),
        words(ENGLISH.prompt(decision)));
  }

  private static String words(Prompt prompt) {
    return prompt.headline() + " | " + prompt.nextStep();
  }

  /** Takes a ticket back: the visitor did not go in, and may come again at once. */
  @PostMapping("/tickets/{id}/annul")
  ResponseEntity<String> annul(@PathVariable UUID id) {
    Annulment done = gate.annul(new DecisionId(id));
    boolean removed = tickets.remove(id);
    return removed ? ResponseEntity.ok(done.name()) : ResponseEntity.notFound().build();
  }

  /** Returns a day's tickets as CSV. */
  @GetMapping(path = "/report", produces = "text/csv")
  String report(@RequestParam LocalDate day) {
    return "day,kind,benefit,pays_percent,tickets\n"
        + tickets.report(day).stream()
            .map(
                line ->
                    "%s,%s,%s,%d,%d\n"
                        .formatted(
                            line.day(),
                            line.kind(),
                            line.benefit(),
                            line.paysPercent(),
                            line.tickets()))
            .collect(Collectors.joining());
  }
}
