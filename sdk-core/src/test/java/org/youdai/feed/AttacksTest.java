package org.youdai.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.youdai.ListSource;
import org.youdai.decision.Decision;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.scan.QrText;
import org.youdai.trust.TrustAnchor;

/**
 * Every folder of {@code attacks}, against a gate that has the good set: it says what is wrong, the
 * good snapshot goes on serving, also after a restart, and what is genuine is taken afterwards.
 */
final class AttacksTest {
  private final Map<String, byte[]> good = Attack.filesBelow(Attack.ALL.resolve("good"));

  /** In memory: a disk that is forced to write takes most of the time. */
  private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());

  @AfterEach
  void unplugDisk() throws IOException {
    disk.close();
  }

  /** A gate under attack, and what it believes is published. */
  private final class Scene implements AutoCloseable {
    private final Map<String, byte[]> published = new TreeMap<>();
    private final QrText valid = Attack.code(good("codes/valid.txt"));
    private final QrText revoked = Attack.code(good("codes/revoked.txt"));
    private final boolean restartsOften;
    private final Gate gate;
    private Instant now = AttackFixtures.NOW;

    Scene(Attack attack, boolean restartsOften) {
      this.restartsOften = restartsOften;
      Path store = disk.getPath("/" + attack.name() + restartsOften);
      ListSource source = (name, atMost) -> Optional.ofNullable(published.get(name));
      gate = new Gate(TrustAnchor.of(good("root/1.json")), source, store, now);
      published.putAll(Attack.files(Attack.ALL.resolve("good")));
      SnapshotFeed.Update update = gate.feed().update();
      assertThat(update.problem()).isEmpty();
      assertThat(gate.version()).isEqualTo(5);
      assertThat(decide(valid)).isEqualTo(Reason.BENEFIT_GRANTED);
      assertThat(decide(revoked)).isEqualTo(Reason.REVOKED);
    }

    private Reason decide(QrText code) {
      return gate.decide(code).reason();
    }

    void take(Attack.Step step, boolean isRestarted) throws IOException {
      Instant then = step.clock().orElse(now);
      gate.setClock(then, step.passed().orElse(Duration.between(now, then)));
      now = then;
      if (isRestarted) {
        gate.restart();
      }
      Optional<Path> bundle = step.bundle();
      SnapshotFeed.Update update =
          bundle.isPresent()
              ? gate.feed().updateFrom(BundleSource.open(bundle.get()))
              : gate.feed().update();
      step.assertOutcome(update, gate.feed().health());
    }

    /** The good snapshot, or what the expectation says instead, serves. */
    void assertServes(Attack.Step step, long version, boolean isRestarted) {
      assertThat(gate.version()).as("%s", step).isEqualTo(version);
      Decision decision = gate.decide(valid);
      assertThat(decision.reason())
          .as("%s", step)
          .isEqualTo(step.verdict("valid", isRestarted, Reason.BENEFIT_GRANTED));
      assertThat(decide(revoked))
          .as("%s", step)
          .isEqualTo(step.verdict("revoked", isRestarted, Reason.REVOKED));
      step.freshness()
          .ifPresent(f -> assertThat(decision.circumstances().freshness()).isEqualTo(f));
    }

    void play(Attack attack) throws IOException {
      long version = 5;
      List<Attack.Step> steps = attack.steps();
      for (Attack.Step step : steps) {
        step.applyTo(published);
        take(step, restartsOften);
        version = step.version().orElse(version);
        assertServes(step, version, restartsOften);
      }
      for (Map.Entry<QrText, Reason> code : attack.codes().entrySet()) {
        assertThat(decide(code.getKey())).isEqualTo(code.getValue());
      }
      Attack.Step last = steps.get(steps.size() - 1);
      gate.restart();
      assertServes(last, version, true);
      published.clear();
      published.putAll(attack.following());
      take(attack.followed(), restartsOften);
      assertServes(attack.followed(), attack.followed().version().orElse(7L), restartsOften);
      assertThat(gate.feed().health().failures()).isZero();
    }

    @Override
    public void close() throws IOException {
      gate.close();
    }
  }

  private byte[] good(String name) {
    return Optional.ofNullable(good.get(name)).orElseThrow();
  }

  @TestFactory
  List<DynamicTest> everyAttack_leavesTheGoodSnapshotServing() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Attack attack : Attack.all()) {
      if (attack.test().isEmpty()) {
        tests.add(dynamicTest(attack.name() + ", running", () -> play(attack, false)));
        tests.add(dynamicTest(attack.name() + ", restarted", () -> play(attack, true)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private void play(Attack attack, boolean restartsOften) throws IOException {
    assertThat(attack.steps()).isNotEmpty();
    try (Scene scene = new Scene(attack, restartsOften)) {
      scene.play(attack);
    }
    assertThat(attack.reasonsWithoutAPlace()).as(attack.name()).isEmpty();
    assertThat(attack.unread()).as("keys of %s that mean nothing", attack.name()).isEmpty();
  }

  @Test
  void everyAttack_saysHowItIsMadeInBothLanguages() throws IOException {
    for (Attack attack : Attack.all()) {
      String text = Files.readString(attack.readme());
      assertThat(text).as(attack.name()).contains("**Attacker**", "**Expected**", "**Made by**");
      assertThat(text).as(attack.name()).matches("(?s).*\\p{IsHan}.*");
    }
  }

  @Test
  void attackThatIsNoFile_namesTheTestThatMakesIt() throws Exception {
    for (Attack attack : Attack.all()) {
      if (attack.test().isPresent()) {
        String[] name = attack.test().get().split("#", 2);
        Method[] methods = Class.forName("org.youdai.feed." + name[0]).getDeclaredMethods();
        assertThat(Arrays.stream(methods).filter(method -> method.getName().equals(name[1])))
            .as(attack.name())
            .singleElement()
            .matches(
                method ->
                    method.isAnnotationPresent(Test.class)
                        || method.isAnnotationPresent(TestFactory.class));
      }
    }
  }

  /** {@code mvn -pl sdk-core test -Dtest=AttacksTest -Dattacks.update=true} writes them anew. */
  @Test
  void files_areWhatTheirRecipesMake() throws IOException, Rejection {
    SortedMap<String, byte[]> made = AttackFixtures.make();
    if (Boolean.getBoolean("attacks.update")) {
      for (Map.Entry<String, byte[]> file : made.entrySet()) {
        Path path = Attack.ALL.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
    }
    Map<String, byte[]> there = Attack.filesBelow(Attack.ALL);
    Set<String> folders =
        made.keySet().stream()
            .map(name -> name.substring(0, name.indexOf('/')))
            .collect(Collectors.toSet());
    there
        .keySet()
        .removeIf(
            name ->
                name.endsWith("README.md")
                    || name.endsWith("expected.properties")
                    || !folders.contains(name.substring(0, name.indexOf('/'))));
    assertThat(there.keySet()).isEqualTo(made.keySet());
    Set<String> different = new TreeSet<>(made.keySet());
    different.removeIf(name -> Arrays.equals(made.get(name), there.get(name)));
    assertThat(different).as("not what AttackFixtures makes").isEmpty();
  }
}
