package org.youdai.samples.faregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.decision.Alternative;
import org.youdai.decision.Circumstances;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Reason;
import org.youdai.gate.Attention;
import org.youdai.gate.Passage;
import org.youdai.policy.Benefit;
import org.youdai.replay.GuardState;
import org.youdai.status.Freshness;

/** Every prompt that there is, laid out for small and large screens. */
final class PosterTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:30:00Z");
  private static final DayCount.Counts COUNTS = new DayCount.Counts(Map.of(), 0);

  /** Returns each different screen once, with the longest text for staff that it can have. */
  private static List<Scene> scenes(Words words) {
    Map<List<String>, Scene> scenes = new LinkedHashMap<>();
    scenes.put(List.of(), Scene.idle(words));
    for (Decision decision : decisions()) {
      Passage passage = new Passage(decision, words.prompts().prompt(decision), false, true);
      Scene scene = Scene.of(passage, words);
      List<String> said = new ArrayList<>(scene.lines());
      said.add(scene.look() + scene.large());
      scenes.merge(
          said,
          scene,
          (one, other) ->
              one.staff().get(0).length() > other.staff().get(0).length() ? one : other);
    }
    return List.copyOf(scenes.values());
  }

  private static List<Decision> decisions() {
    Circumstances now =
        new Circumstances(
            DecisionId.create(NOW, new Random(1)),
            NOW,
            Freshness.FRESH,
            ClockState.PLAUSIBLE,
            GuardState.IN_ORDER,
            1,
            1);
    List<Decision> decisions = new ArrayList<>();
    for (Benefit.Kind kind : Benefit.Kind.values()) {
      int percent = kind == Benefit.Kind.PERCENT ? 50 : 0;
      decisions.add(new Decision.Admit(new Benefit(kind, percent, 0, "rule", "basis"), now));
    }
    for (Reason reason : Reason.values()) {
      decisions.add(new Decision.Charge(reason, now));
      decisions.add(new Decision.Retry(reason, Alternative.ANY_VALID_DOCUMENT, now));
      decisions.add(new Decision.Assist(reason, Alternative.STAFFED_LANE, now));
    }
    return decisions;
  }

  private static Scene withWarning(Scene scene, Words words) {
    Attention longest =
        List.of(Attention.values()).stream()
            .max(Comparator.comparing(each -> words.text(each).length()))
            .orElseThrow();
    Notice notice = Notice.of(Notice.Kind.DID_NOT_TURN);
    return scene.with(words, COUNTS, List.of(notice), List.of(longest));
  }

  @ParameterizedTest
  @CsvSource({
    "800, 480, 1",
    "800, 480, 1.5",
    "1024, 600, 1",
    "1920, 1080, 1",
    "1920, 1080, 1.5",
    "480, 800, 1",
    "1080, 1920, 1.5"
  })
  void everyPrompt_isThereAsAWholeAndLargeEnough(int width, int height, double scale) {
    Screen.require(
        Poster.canWrite("您好"), "no font with Chinese characters: install fonts-noto-cjk");
    for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      Words words = Words.of(locale);
      List<Scene> scenes = scenes(words);
      assertThat(scenes).hasSizeGreaterThan(10);
      for (Scene scene : scenes) {
        check(scene.with(words, COUNTS, List.of(), List.of()), width, height, scale);
        check(withWarning(scene, words), width, height, scale);
      }
    }
  }

  private static void check(Scene scene, int width, int height, double scale) {
    Poster poster = Poster.of(scene, width, height, scale);
    String where = new Dimension(width, height) + " x " + scale + " " + scene;
    List<Poster.Line> lines = poster.lines();
    int read = 0;
    for (Poster.Line line : lines) {
      read += line.text().getCharacterCount();
      Rectangle2D box = line.box();
      Rectangle2D window = new Rectangle2D.Double(0, 0, width, height);
      assertThat(window.contains(box)).as("inside the window: " + box + where).isTrue();
      boolean isLarge = line.part() == Poster.Part.LARGE;
      if (isLarge || line.part() == Poster.Part.STEPS) {
        assertThat(poster.passengers().contains(box)).as("inside its part: " + where).isTrue();
        assertThat(poster.sign().intersects(box)).as("on the drawing: " + where).isFalse();
        double least =
            isLarge ? Math.min(height / 6.0, width / 7.0) : Math.min(width, height) / 20.0;
        assertThat(line.size()).as("large enough: " + where).isGreaterThanOrEqualTo(least - 0.01);
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(lines.get(i).box().intersects(lines.get(j).box()))
            .as("one text on another: " + where)
            .isFalse();
      }
    }
    assertThat(read).as("nothing is left out: " + where).isEqualTo(characters(scene));
    assertThat(new Rectangle2D.Double(0, 0, width, height).contains(poster.sign())).isTrue();
  }

  private static int characters(Scene scene) {
    List<String> all = new ArrayList<>(scene.lines());
    all.add(scene.large());
    all.addAll(scene.staff());
    all.addAll(scene.warnings());
    return all.stream().mapToInt(String::length).sum();
  }
}
