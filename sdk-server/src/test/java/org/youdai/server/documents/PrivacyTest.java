package org.youdai.server.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.youdai.decision.Circumstances;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.journal.FolderJournal;
import org.youdai.journal.JournalEntry;
import org.youdai.policy.Benefit;
import org.youdai.replay.GuardState;
import org.youdai.replay.Mark;
import org.youdai.status.Freshness;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/privacy.md} lists every field that is kept, and no other. */
final class PrivacyTest {
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
  private static final Path SERVER = Path.of("src/main");

  @TempDir private Path folder;

  /** Returns the names in the first column of the tables under a heading. */
  private static Set<String> listed(String heading) throws IOException {
    String text = Files.readString(Document.ROOT.resolve("docs/privacy.md"));
    int from = text.indexOf("## " + heading);
    assertThat(from).as(heading).isPositive();
    int to = text.indexOf("\n## ", from);
    Set<String> names = new TreeSet<>();
    Matcher cell =
        Pattern.compile("^\\| (`[^|]+) \\|", Pattern.MULTILINE).matcher(text.substring(from, to));
    while (cell.find()) {
      Pattern.compile("`(\\w+)`")
          .matcher(cell.group(1))
          .results()
          .forEach(name -> names.add(name.group(1)));
    }
    return names;
  }

  @Test
  void linesOfAJournal_haveTheListedMembers() throws IOException {
    Random random = new Random(1);
    Circumstances now =
        new Circumstances(
            DecisionId.create(NOW, random),
            NOW,
            Freshness.FRESH,
            ClockState.PLAUSIBLE,
            GuardState.NOT_ASKED,
            1,
            1);
    Decision decision = new Decision.Admit(new Benefit(Benefit.Kind.FREE, 0, 0, "r", "b"), now);
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    try (FolderJournal journal =
        FolderJournal.open(folder, FolderJournal.Options.STANDARD, clock, random)) {
      journal.append(
          new JournalEntry.Decided(decision, "venue", "gate", Optional.of(new Mark(1, 2))));
      journal.append(new JournalEntry.Annulled(decision, "venue", "gate", NOW));
    }
    Set<String> written = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
        for (String line : Files.readAllLines(file)) {
          written.addAll(new JsonMapper().readTree(line).propertyNames());
        }
      }
    }
    assertThat(listed("闸机的日志")).isEqualTo(written);
  }

  /** Returns the columns of tables, from the statements that make them. */
  private static Set<String> columns(String... tables) throws IOException {
    StringBuilder sql = new StringBuilder();
    for (String part : List.of("all", "postgresql")) {
      try (Stream<Path> files =
          Files.list(SERVER.resolve("resources/org/youdai/server/schema/" + part))) {
        for (Path file : files.toList()) {
          sql.append(Files.readString(file));
        }
      }
    }
    Set<String> columns = new TreeSet<>();
    for (String table : tables) {
      Matcher made =
          Pattern.compile(
                  "create table " + table + " \\((.*?)^\\)", Pattern.DOTALL | Pattern.MULTILINE)
              .matcher(sql);
      assertThat(made.find()).as(table).isTrue();
      made.group(1)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("--") && !line.startsWith("primary"))
          .forEach(line -> columns.add(line.split(" ", 2)[0]));
    }
    return columns;
  }

  @Test
  void ledger_hasTheListedColumns() throws IOException {
    assertThat(listed("服务器的台账")).isEqualTo(columns("decision_line", "daily_count", "hourly_count"));
  }

  @Test
  void everyTable_isInOneOfTheLists() throws IOException {
    Set<String> tables = new TreeSet<>();
    for (String part : List.of("all", "postgresql")) {
      try (Stream<Path> files =
          Files.list(SERVER.resolve("resources/org/youdai/server/schema/" + part))) {
        for (Path file : files.toList()) {
          Pattern.compile("create table (\\w+) \\(")
              .matcher(Files.readString(file))
              .results()
              .forEach(table -> tables.add(table.group(1)));
        }
      }
    }
    tables.remove("turn"); // the names of two locks
    assertThat(tables)
        .containsExactly("access_key", "audit", "daily_count", "decision_line", "hourly_count");
  }

  @Test
  void keysAndAudit_haveTheListedColumns() throws Exception {
    Set<String> columns = columns("access_key", "audit");
    assertThat(listed("接口密钥和审计")).isEqualTo(columns);
    assertThat(columns).containsAll(members("org.youdai.server.access.KeyFile$Line"));
  }

  @Test
  void sharedMemory_hasTheListedMembers() throws Exception {
    assertThat(listed("共享的内存")).isEqualTo(members("org.youdai.server.shared.KeptPassage"));
  }

  private static Set<String> members(String type) throws ClassNotFoundException {
    Set<String> names = new TreeSet<>();
    Arrays.stream(Class.forName(type).getRecordComponents())
        .map(RecordComponent::getName)
        .forEach(names::add);
    return names;
  }

  @Test
  void metrics_haveTheListedLabels() throws IOException {
    Set<String> labels = new TreeSet<>();
    Pattern call =
        Pattern.compile("\\.(?:tag|tags|withTags?|counter)\\(([^;]*?)\\)\\s*(?:\\.|;|\\))");
    try (Stream<Path> files = Files.walk(SERVER.resolve("java/org/youdai/server"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        if (source.contains("io.micrometer")) {
          call.matcher(source)
              .results()
              .flatMap(each -> Pattern.compile("\"(\\w+)\"").matcher(each.group(1)).results())
              .forEach(label -> labels.add(label.group(1)));
        }
      }
    }
    labels.removeAll(Set.of("key", "address")); // what a label of "of" says
    assertThat(listed("指标和日志")).isEqualTo(labels);
  }
}
