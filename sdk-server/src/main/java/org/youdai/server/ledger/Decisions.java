package org.youdai.server.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.youdai.decision.Circumstances;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.PromptCatalog;
import org.youdai.decision.Reason;
import org.youdai.gate.Passages;
import org.youdai.policy.Benefit;
import org.youdai.policy.BenefitPolicy;
import org.youdai.server.access.Caller;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;
import org.youdai.server.venue.Venues;

/** What was decided, by the id of the decision; never about whom. */
public final class Decisions {
  private static final PromptCatalog CHINESE = PromptCatalog.of(Locale.CHINESE);
  private static final PromptCatalog ENGLISH = PromptCatalog.of(Locale.ENGLISH);

  private final Database database;
  private final Passages passages;
  private final Venues venues;

  Decisions(Database database, Passages passages, Venues venues) {
    this.database = database;
    this.passages = passages;
    this.venues = venues;
  }

  /**
   * What is known of a decision.
   *
   * @param time when it was made; left out if only its annulment has come
   * @param day the day in Asia/Shanghai on which it counts
   * @param benefit the kind of benefit; empty unless the outcome is {@code ADMIT}
   * @param percent the share of the ordinary price that is left to pay: 100 unless a benefit
   *     applies
   * @param trust the version of the trust list that it was made by
   * @param policy the version of the policy that it was made by
   * @param annulledAt when it was taken back, if that has come to the ledger
   * @param counted whether it is in the ledger; if not, it is on its way there
   */
  public record Found(
      UUID id,
      Optional<Instant> time,
      LocalDate day,
      String venue,
      String gate,
      String outcome,
      String reason,
      String benefit,
      int percent,
      String rule,
      long trust,
      long policy,
      String freshness,
      String clock,
      String guard,
      boolean annulled,
      Optional<Instant> annulledAt,
      boolean counted,
      Words zh,
      Words en) {}

  /**
   * What it means, in one language.
   *
   * @param staff for staff; empty for a reason that this version does not know
   */
  public record Words(String staff) {}

  /**
   * Returns a decision.
   *
   * @throws ProblemException if there is none that {@code caller} may ask for, or the database is
   *     away and it is none of the last ones
   */
  public Found find(UUID id, Caller caller) {
    Optional<Found> recent = recent(id);
    Optional<Found> found;
    try {
      found = kept(id);
    } catch (ProblemException away) {
      if (recent.isEmpty()) {
        throw away;
      }
      found = Optional.empty();
    }
    return (found.isPresent() ? found.map(each -> with(each, recent)) : recent)
        .filter(each -> caller.mayAskFor(each.venue()))
        .orElseThrow(() -> new ProblemException(Problem.DECISION_UNKNOWN, id.toString()));
  }

  /** An annulment is known here before it is in the ledger. */
  private static Found with(Found kept, Optional<Found> recent) {
    boolean isAnnulled = kept.annulled() || recent.map(Found::annulled).orElse(false);
    return isAnnulled == kept.annulled() ? kept : annulled(kept, Optional.empty());
  }

  private static Found annulled(Found found, Optional<Instant> at) {
    return new Found(
        found.id(),
        found.time(),
        found.day(),
        found.venue(),
        found.gate(),
        found.outcome(),
        found.reason(),
        found.benefit(),
        found.percent(),
        found.rule(),
        found.trust(),
        found.policy(),
        found.freshness(),
        found.clock(),
        found.guard(),
        true,
        at,
        found.counted(),
        found.zh(),
        found.en());
  }

  private Optional<Found> kept(UUID id) {
    List<Found> lines =
        database.ask(
            sql ->
                sql.sql("select * from decision_line where id = ? order by kind desc")
                    .param(id)
                    .query((row, number) -> found(row))
                    .list());
    Optional<Found> decided = lines.stream().filter(line -> line.time().isPresent()).findFirst();
    Optional<Found> annulled = lines.stream().filter(Found::annulled).findFirst();
    return decided.isPresent() && annulled.isPresent()
        ? Optional.of(annulled(decided.get(), annulled.get().annulledAt()))
        : decided.or(() -> annulled);
  }

  private Found found(ResultSet row) throws SQLException {
    Optional<Instant> time =
        Optional.of(row.getObject("at_time", OffsetDateTime.class).toInstant());
    boolean isAnnulment = row.getString("kind").equals(Line.Kind.ANNULLED.label());
    String venue = row.getString("venue");
    String reason = row.getString("reason");
    return new Found(
        row.getObject("id", UUID.class),
        isAnnulment ? Optional.empty() : time,
        row.getObject("on_day", LocalDate.class),
        venue,
        row.getString("gate"),
        row.getString("outcome"),
        reason,
        row.getString("benefit"),
        row.getInt("percent"),
        row.getString("rule"),
        row.getLong("trust"),
        row.getLong("policy"),
        row.getString("freshness"),
        row.getString("clock"),
        row.getString("guard"),
        isAnnulment,
        isAnnulment ? time : Optional.empty(),
        true,
        words(venue, reason, true),
        words(venue, reason, false));
  }

  private Words words(String venue, String code, boolean isChinese) {
    Optional<PromptCatalog> own =
        venues.named(venue).map(entry -> isChinese ? entry.profile().words() : entry.english());
    PromptCatalog words = own.orElse(isChinese ? CHINESE : ENGLISH);
    return new Words(
        Arrays.stream(Reason.values())
            .filter(reason -> reason.code().equals(code))
            .findFirst()
            .map(words::staff)
            .orElse(""));
  }

  private Optional<Found> recent(UUID id) {
    return passages
        .find(new DecisionId(id))
        .map(
            passed -> {
              Decision decision = passed.passage().decision();
              Circumstances made = decision.circumstances();
              Optional<Benefit> benefit = decision.granted();
              return new Found(
                  id,
                  Optional.of(made.at()),
                  LocalDate.ofInstant(made.at(), BenefitPolicy.ZONE),
                  passed.venue(),
                  passed.gate(),
                  decision.outcome().name(),
                  decision.reason().code(),
                  benefit.map(each -> each.kind().name()).orElse(""),
                  benefit.map(Benefit::percent).orElse(100),
                  benefit.map(Benefit::ruleId).orElse(""),
                  made.trustVersion(),
                  made.policyVersion(),
                  made.freshness().name(),
                  made.clock().name(),
                  made.guard().name(),
                  passed.isAnnulled(),
                  Optional.empty(),
                  false,
                  words(passed.venue(), decision.reason().code(), true),
                  words(passed.venue(), decision.reason().code(), false));
            });
  }
}
