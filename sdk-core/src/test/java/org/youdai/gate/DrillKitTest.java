package org.youdai.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.youdai.Snapshot;
import org.youdai.TestAuthority;
import org.youdai.decision.Reason;
import org.youdai.trust.SignatureAlgorithm;

final class DrillKitTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ""), "src/main/resources/org/youdai/gate/drill");
  private static final long MOST_BYTES = 120_000;

  private static final Map<String, Reason> EXPECTED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("sm2-60", Reason.BENEFIT_GRANTED),
              Map.entry("es256-65", Reason.BENEFIT_GRANTED),
              Map.entry("eddsa-70", Reason.BENEFIT_GRANTED),
              Map.entry("sm2-80", Reason.BENEFIT_GRANTED),
              Map.entry("live-sm2", Reason.BENEFIT_GRANTED),
              Map.entry("live-es256", Reason.BENEFIT_GRANTED),
              Map.entry("live-eddsa", Reason.BENEFIT_GRANTED),
              Map.entry("jws-65", Reason.BENEFIT_GRANTED),
              Map.entry("revoked", Reason.REVOKED),
              Map.entry("expired", Reason.EXPIRED),
              Map.entry("not-yet-valid", Reason.NOT_YET_VALID),
              Map.entry("forged", Reason.SIGNATURE_INVALID),
              Map.entry("old-key", Reason.BENEFIT_GRANTED),
              Map.entry("new-key", Reason.ISSUER_UNKNOWN),
              Map.entry("new-issuer", Reason.ISSUER_UNKNOWN)));

  /** {@code mvn -pl sdk-core test -Dtest=DrillKitTest#files* -Ddrill.update=true} makes it anew. */
  @Test
  void files_areThoseOfTheRecipeAndSmall() throws IOException {
    Map<String, byte[]> made = DrillKitFixture.make();
    if (Boolean.getBoolean("drill.update")) {
      for (Path old : files()) {
        Files.delete(old);
      }
      for (Map.Entry<String, byte[]> file : made.entrySet()) {
        Path path = FOLDER.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
    }
    long size = 0;
    List<String> names = new ArrayList<>();
    for (Path file : files()) {
      names.add(FOLDER.relativize(file).toString().replace('\\', '/'));
      size += Files.size(file);
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(made.keySet());
    assertThat(size).isLessThan(MOST_BYTES);
  }

  private static List<Path> files() throws IOException {
    if (!Files.exists(FOLDER)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void everythingThatHasATitle_saysThatItIsADrill() throws IOException {
    for (String name :
        List.of("codes.properties", "1/policy.json", "1/trust.json", "2/trust.json")) {
      byte[] document = Files.readAllBytes(FOLDER.resolve(name));
      assertThat(shown(document)).as(name).contains("演练/DRILL");
    }
  }

  /** Returns a file, and what is in the payload of a signed one. */
  private static String shown(byte[] document) {
    String text = new String(document, UTF_8);
    int payload = text.indexOf("\"payload\":\"");
    if (payload < 0) {
      return text;
    }
    int start = payload + "\"payload\":\"".length();
    String encoded = text.substring(start, text.indexOf('"', start));
    return new String(Base64.getUrlDecoder().decode(encoded), UTF_8);
  }

  private static Map<String, Reason> decided(Snapshot lists, Instant now) {
    Map<String, Reason> reasons = new TreeMap<>();
    DrillKit.read()
        .codes()
        .forEach(
            (name, code) -> {
              Answer answer = gate(lists, now).gate.scan(code.reveal());
              assertThat(answer).as(name).isInstanceOf(Passage.class);
              reasons.put(name, ((Passage) answer).decision().reason());
            });
    return reasons;
  }

  private static TestGate gate(Snapshot lists, Instant now) {
    TestGate test = TestGate.of(GateProfile.of(TestGate.BUS), () -> lists);
    TestGate.setWall(test.clock, now);
    return test;
  }

  private static Snapshot lists(int... publications) {
    Snapshot lists = Snapshot.neverSynced();
    for (int publication : publications) {
      lists = DrillKit.read().take(publication, lists);
    }
    return lists;
  }

  @Test
  void everyCode_isWhatItsNameSays() {
    assertThat(decided(lists(DrillKit.BEFORE), DrillKit.NOW)).isEqualTo(EXPECTED);
  }

  @Test
  void laterPublications_knowTheNewKeysAndNotTheOldOne() {
    Map<String, Reason> later = new TreeMap<>(EXPECTED);
    later.put("old-key", Reason.ISSUER_KEY_REVOKED);
    later.put("new-key", Reason.BENEFIT_GRANTED);
    later.put("new-issuer", Reason.BENEFIT_GRANTED);
    for (String live : List.of("live-sm2", "live-es256", "live-eddsa")) {
      later.put(live, Reason.PRESENTATION_STALE);
    }
    assertThat(
            decided(
                lists(DrillKit.BEFORE, DrillKit.AFTER), DrillKit.NOW.plus(Duration.ofMinutes(12))))
        .isEqualTo(later);
    for (Snapshot newest : List.of(lists(1, 2, 3), lists(1, 3))) {
      assertThat(decided(newest, DrillKit.NOW.plus(Duration.ofDays(8)))).isEqualTo(later);
    }
  }

  @Test
  void everyOtherGate_knowsNoneOfTheCodes() {
    Snapshot real = TestAuthority.create(1, SignatureAlgorithm.SM2).snapshot();
    assertThat(decided(real, TestAuthority.NOW).values()).containsOnly(Reason.ISSUER_UNKNOWN);
  }
}
