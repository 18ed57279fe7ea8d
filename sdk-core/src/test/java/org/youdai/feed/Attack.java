package org.youdai.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.youdai.Snapshot;
import org.youdai.decision.Reason;
import org.youdai.scan.QrText;
import org.youdai.status.Freshness;

/**
 * A folder of {@code attacks}: what the attacker brings, and {@code expected.properties}, which
 * says what comes of it. A key that is not known there is a mistake.
 */
final class Attack {
  static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  static final Path ALL = MODULE.resolve("src/test/resources/org/youdai/attacks");

  /** The sets that no attacker has made. */
  static final Set<String> GENUINE = Set.of("good", "following");

  private static final Set<String> KEYS =
      Set.of(
          "result",
          "reason",
          "where",
          "version",
          "without",
          "clock",
          "passed",
          "freshness",
          "valid",
          "revoked");

  private final Path folder;
  private final Properties expected = new Properties();
  private final Set<String> unread;

  private Attack(Path folder) throws IOException {
    this.folder = folder;
    try (InputStream in = Files.newInputStream(folder.resolve("expected.properties"))) {
      expected.load(in);
    }
    this.unread = new TreeSet<>(expected.stringPropertyNames());
  }

  static Attack of(String name) throws IOException {
    return new Attack(ALL.resolve(name));
  }

  /** Returns every folder, whether the recipe knows it or not. */
  static List<Attack> all() throws IOException {
    List<Attack> attacks = new ArrayList<>();
    try (Stream<Path> folders = Files.list(ALL)) {
      for (Path folder : folders.sorted().collect(Collectors.toList())) {
        if (Files.isDirectory(folder) && !GENUINE.contains(folder.getFileName().toString())) {
          attacks.add(new Attack(folder));
        }
      }
    }
    return attacks;
  }

  String name() {
    return folder.getFileName().toString();
  }

  Path readme() {
    return folder.resolve("README.md");
  }

  /** Returns the test that makes the condition, for an attack that is no file. */
  Optional<String> test() {
    return text("test");
  }

  /** Returns what makes it good again: the attack's own set, or the one that all have. */
  Map<String, byte[]> following() throws IOException {
    Map<String, byte[]> files = files(ALL.resolve("good"));
    Path own = folder.resolve("following");
    files.putAll(files(Files.isDirectory(own) ? own : ALL.resolve("following")));
    return files;
  }

  Step followed() {
    return new Step("following", folder.resolve("following"));
  }

  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (int number = 1; expected.containsKey(number + ".result"); number++) {
      Path own = folder.resolve(String.valueOf(number));
      Path files = number == 1 && !Files.isDirectory(own) ? folder : own;
      steps.add(new Step(String.valueOf(number), files));
    }
    return steps;
  }

  /** Returns the codes that come with it, and what is to be decided on each. */
  Map<QrText, Reason> codes() throws IOException {
    Map<QrText, Reason> codes = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> file : filesBelow(folder.resolve("codes")).entrySet()) {
      String name = file.getKey().replace(".txt", "");
      codes.put(code(file.getValue()), Reason.valueOf(text("code." + name).orElseThrow()));
    }
    return codes;
  }

  static QrText code(byte[] ascii) {
    return QrText.of(new String(ascii, StandardCharsets.US_ASCII));
  }

  /** What the expectation says and nobody has asked about. */
  Set<String> unread() {
    return unread;
  }

  Set<String> reasonsWithoutAPlace() {
    Set<String> reasons = new TreeSet<>(expected.stringPropertyNames());
    reasons.removeIf(
        key -> !key.endsWith(".reason") || expected.containsKey(key.replace(".reason", ".where")));
    return reasons;
  }

  private Optional<String> text(String key) {
    unread.remove(key);
    return Optional.ofNullable(expected.getProperty(key));
  }

  /** One thing that the attacker does, and what comes of it. */
  final class Step {
    private final String number;
    private final Path own;

    private Step(String number, Path own) {
      this.number = number;
      this.own = own;
    }

    private Optional<String> value(String key) {
      assertThat(KEYS).contains(key);
      return text(number + "." + key);
    }

    /** Does to a publication what the attacker does. */
    void applyTo(Map<String, byte[]> published) throws IOException {
      published.putAll(files(own));
      value("without").ifPresent(published::remove);
    }

    /** Returns the bundle that the attacker plugs in, if it is one. */
    Optional<Path> bundle() {
      return Optional.of(own.resolve("attack.ydb")).filter(Files::isRegularFile);
    }

    Optional<Instant> clock() {
      return value("clock").map(Instant::parse);
    }

    Optional<Duration> passed() {
      return value("passed").map(Duration::parse);
    }

    Optional<Freshness> freshness() {
      return value("freshness").map(Freshness::valueOf);
    }

    Optional<Long> version() {
      return value("version").map(Long::valueOf);
    }

    /** Returns what is decided on a code of the good set; after a restart it may be another. */
    Reason verdict(String code, boolean isRestarted, Reason usually) {
      Optional<String> running = value(code);
      Optional<String> restarted = text(number + ".restarted." + code);
      return (isRestarted && restarted.isPresent() ? restarted : running)
          .map(Reason::valueOf)
          .orElse(usually);
    }

    /** Fails unless an update came out as it is written, in what it returns and in the record. */
    void assertOutcome(SnapshotFeed.Update update, SnapshotFeed.Health health) {
      Optional<String> result = value("result");
      Optional<Reason> reason = value("reason").map(Reason::valueOf);
      String where = value("where").orElse("");
      assertThat(update.result().toString())
          .as("%s: %s", this, update)
          .isEqualTo(result.orElse("UPDATED"));
      assertThat(update.problem().map(Snapshot.Refused::reason))
          .as("%s: %s", this, update)
          .isEqualTo(reason);
      assertThat(update.problem().map(Snapshot.Refused::where).orElse(""))
          .as("%s", this)
          .startsWith(where);
      assertThat(health.problem()).isEqualTo(update.problem());
      assertThat(health.lastAttempt()).contains(update.at());
    }

    @Override
    public String toString() {
      return name() + ", step " + number;
    }
  }

  /** Returns the published files in a folder, by their names. */
  static Map<String, byte[]> files(Path folder) {
    Map<String, byte[]> files = filesBelow(folder);
    files
        .keySet()
        .removeIf(
            name ->
                !name.matches(
                    "(root/\\d+|trust|policy|manifest)\\.json|lists/\\d+\\.cwt|deltas/.*"));
    return files;
  }

  static Map<String, byte[]> filesBelow(Path folder) {
    Map<String, byte[]> files = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.filter(Files::isRegularFile).collect(Collectors.toList())) {
          String name = folder.relativize(path).toString().replace('\\', '/');
          files.put(name, Files.readAllBytes(path));
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return files;
  }
}
