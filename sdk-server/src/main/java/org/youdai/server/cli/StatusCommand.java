package org.youdai.server.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.youdai.Snapshot;
import org.youdai.TrustedTime;
import org.youdai.decision.ClockState;
import org.youdai.policy.WhenInDoubt;
import org.youdai.status.Freshness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code youdai status}: what a store or a folder of lists holds, and how old that is. */
@Command(mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;

  @Option(names = "--store", paramLabel = "DIR")
  private Optional<String> store = Optional.empty();

  @Mixin private ListsOptions lists = new ListsOptions();

  @Option(names = "--tolerate", paramLabel = "DAYS")
  private Optional<Integer> tolerate = Optional.empty();

  @Option(names = "--json")
  private boolean json;

  StatusCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    ListsOptions place = store.map(lists::in).orElse(lists);
    Clock now = place.clock(clock, terminal);
    Status status =
        new Status(place.place(), place.snapshot(terminal, now), now.instant(), tolerated());
    terminal.out().print(json ? json(status) : table(status));
    return status.isUsable() ? CommandLineTool.OK : CommandLineTool.FAILED;
  }

  private Duration tolerated() {
    Duration tolerated = tolerate.map(Duration::ofDays).orElseGet(WhenInDoubt.STANDARD::staleLimit);
    if (tolerated.isNegative()) {
      throw new Failure(terminal.text("error.tolerate"));
    }
    return tolerated;
  }

  /** Lists at a moment, for an operator who accepts them up to {@code tolerated} old. */
  private record Status(String place, Snapshot snapshot, Instant now, Duration tolerated) {
    Freshness freshness() {
      return snapshot.freshnessAt(now, tolerated);
    }

    Freshness freshness(Snapshot.Part part) {
      return part.freshnessAt(now, snapshot.isFallback() ? Duration.ZERO : tolerated);
    }

    ClockState clock() {
      return TrustedTime.isBehind(now, snapshot) ? ClockState.SUSPECT : ClockState.PLAUSIBLE;
    }

    boolean hasPolicy() {
      return snapshot.policyVersionAt(now) > 0;
    }

    boolean isUsable() {
      return freshness().compareTo(Freshness.TOO_OLD) < 0
          && clock() == ClockState.PLAUSIBLE
          && hasPolicy();
    }
  }

  private String table(Status status) {
    StringBuilder text = new StringBuilder();
    if (status.snapshot().isSynced()) {
      TextTable table = new TextTable(16, 7, 8, 8, 11, 27, 18);
      table.row(List.of(terminal.text("status.columns").split("\\|")));
      status.snapshot().parts().forEach(part -> table.row(row(part, status)));
      text.append(table);
    }
    String state = terminal.text("freshness." + status.freshness());
    text.append(terminal.text("status.state", status.place(), state)).append('\n');
    if (status.snapshot().isFallback()) {
      text.append(terminal.text("status.fallback")).append('\n');
    }
    if (status.snapshot().isSynced() && !status.hasPolicy()) {
      text.append(terminal.text("status.no-policy")).append('\n');
    }
    Instant floor = status.snapshot().trustedTimeFloor();
    if (!floor.equals(Instant.EPOCH)) {
      text.append(
              terminal.text(
                  "status.clock." + status.clock(),
                  terminal.time(status.now()),
                  ZoneId.systemDefault(),
                  terminal.time(floor)))
          .append('\n');
    }
    return text.toString();
  }

  private List<String> row(Snapshot.Part part, Status status) {
    Instant now = status.now();
    boolean isRenewed = part.nextUpdate().isBefore(part.expires());
    boolean ends = part.expires().isBefore(Instant.MAX);
    return List.of(
        name(part, status.snapshot()),
        Long.toString(part.version()),
        terminal.span(Duration.between(part.issued(), now)),
        part.bytes() > 0 ? terminal.size(part.bytes()) : "-", // the pinned root is not in the lists
        isRenewed ? terminal.distance(part.nextUpdate(), now) : "-",
        ends ? terminal.time(part.expires()) + ", " + terminal.distance(part.expires(), now) : "-",
        terminal.text("state." + status.freshness(part)));
  }

  private String name(Snapshot.Part part, Snapshot snapshot) {
    return switch (part.name()) {
      case "trust.json" -> terminal.text("part.trust");
      case "policy.json" -> terminal.text("part.policy");
      case "manifest.json" -> terminal.text("part.manifest");
      case Snapshot.ENTRIES -> terminal.text("part.lists", snapshot.statusListCount());
      default -> terminal.text("part.root");
    };
  }

  private static String json(Status status) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      Snapshot snapshot = status.snapshot();
      json.writeStartObject();
      json.writeBooleanField("usable", status.isUsable());
      json.writeStringField("freshness", status.freshness().name());
      json.writeBooleanField("fallback", snapshot.isFallback());
      json.writeStringField("clock", status.now().toString());
      json.writeStringField("clockState", status.clock().name());
      json.writeStringField("floor", snapshot.trustedTimeFloor().toString());
      json.writeNumberField("policyInForce", snapshot.policyVersionAt(status.now()));
      json.writeNumberField("statusLists", snapshot.statusListCount());
      json.writeArrayFieldStart("parts");
      for (Snapshot.Part part : snapshot.parts()) {
        write(part, status, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  private static void write(Snapshot.Part part, Status status, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", part.name());
    json.writeNumberField("version", part.version());
    if (part.bytes() > 0) {
      json.writeNumberField("bytes", part.bytes());
    }
    json.writeStringField("issued", part.issued().toString());
    json.writeNumberField("ageSeconds", Duration.between(part.issued(), status.now()).toSeconds());
    if (part.expires().isBefore(Instant.MAX)) {
      json.writeStringField("nextUpdate", part.nextUpdate().toString());
      json.writeStringField("expires", part.expires().toString());
    }
    json.writeStringField("freshness", status.freshness(part).name());
    json.writeEndObject();
  }
}
