package org.youdai.android.display;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Activity;
import android.app.Application;
import android.content.res.Configuration;
import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.graphics.Color;
import android.graphics.RectF;
import android.os.Build;
import android.text.Layout;
import android.view.View;
import android.view.accessibility.AccessibilityEvent;
import android.view.accessibility.AccessibilityManager;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.Shadows;
import org.robolectric.shadows.ShadowAccessibilityManager;
import org.youdai.decision.Alternative;
import org.youdai.decision.Circumstances;
import org.youdai.decision.ClockState;
import org.youdai.decision.Decision;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Prompt;
import org.youdai.decision.PromptCatalog;
import org.youdai.decision.Reason;
import org.youdai.gate.Attention;
import org.youdai.gate.Lamp;
import org.youdai.gate.Passage;
import org.youdai.policy.Benefit;
import org.youdai.replay.GuardState;
import org.youdai.status.Freshness;

/** What the screens look like, on Android 8 and 15. */
@RunWith(RobolectricTestRunner.class)
public final class ScreensTest {
  private static final Path PICTURES = Path.of("target", "screens");
  private static final Path KEPT = Path.of("images");
  private static final List<Locale> LANGUAGES = List.of(Locale.CHINESE, Locale.ENGLISH);
  private static final int[][] SIZES = {{720, 1280}, {1280, 720}, {480, 640}, {320, 480}};
  private static final Circumstances CIRCUMSTANCES =
      new Circumstances(
          DecisionId.create(Instant.EPOCH, new Random(1)),
          Instant.EPOCH,
          Freshness.FRESH,
          ClockState.PLAUSIBLE,
          GuardState.IN_ORDER,
          1,
          1);

  private static Passage passage(Decision decision) {
    return new Passage(decision, PromptCatalog.of(Locale.CHINESE).prompt(decision), false, true);
  }

  private static List<Passage> everyOutcome() {
    Benefit free = new Benefit(Benefit.Kind.FREE, 0, 0, "bus-65", "");
    return List.of(
        passage(new Decision.Admit(free, CIRCUMSTANCES)),
        passage(new Decision.Charge(Reason.NO_BENEFIT_HERE, CIRCUMSTANCES)),
        passage(
            new Decision.Retry(
                Reason.PRESENTATION_STALE, Alternative.ANY_VALID_DOCUMENT, CIRCUMSTANCES)),
        passage(new Decision.Assist(Reason.REVOKED, Alternative.STAFFED_LANE, CIRCUMSTANCES)));
  }

  private static List<Passage> everyPrompt() {
    List<Passage> all = new ArrayList<>();
    for (Benefit.Kind kind : Benefit.Kind.values()) {
      Benefit benefit = new Benefit(kind, kind == Benefit.Kind.PERCENT ? 50 : 0, 0, "r", "");
      all.add(passage(new Decision.Admit(benefit, CIRCUMSTANCES)));
    }
    for (Reason reason : Reason.values()) {
      all.add(
          passage(
              switch (reason.outcome()) {
                case ADMIT, CHARGE -> new Decision.Charge(reason, CIRCUMSTANCES);
                case RETRY ->
                    new Decision.Retry(reason, Alternative.ANY_VALID_DOCUMENT, CIRCUMSTANCES);
                case ASSIST -> new Decision.Assist(reason, Alternative.STAFFED_LANE, CIRCUMSTANCES);
              }));
    }
    Map<Prompt, Passage> different = new LinkedHashMap<>();
    all.forEach(each -> different.putIfAbsent(withoutStaff(each.prompt()), each));
    return List.copyOf(different.values());
  }

  private static Prompt withoutStaff(Prompt prompt) {
    return new Prompt(
        prompt.headline(),
        prompt.large(),
        prompt.voice(),
        prompt.nextStep(),
        prompt.alternative(),
        prompt.tone(),
        "");
  }

  private static DecisionView view(Locale language, float fontScale, int width, int height) {
    Application application = RuntimeEnvironment.getApplication();
    Configuration chosen = new Configuration(application.getResources().getConfiguration());
    chosen.setLocale(language);
    chosen.fontScale = fontScale;
    DecisionView view = new DecisionView(application.createConfigurationContext(chosen));
    view.setLanguage(language, Optional.of(PromptCatalog.of(language)));
    view.measure(
        View.MeasureSpec.makeMeasureSpec(width, View.MeasureSpec.EXACTLY),
        View.MeasureSpec.makeMeasureSpec(height, View.MeasureSpec.EXACTLY));
    view.layout(0, 0, width, height);
    return view;
  }

  private static Bitmap drawn(DecisionView view) {
    Bitmap bitmap = Bitmap.createBitmap(view.getWidth(), view.getHeight(), Bitmap.Config.ARGB_8888);
    view.draw(new Canvas(bitmap));
    return bitmap;
  }

  /** Pictures of both levels to look at; some of the newer one's are kept for the documents. */
  private static void save(Bitmap bitmap, String name) throws IOException {
    write(bitmap, PICTURES.resolve(name + "-" + Build.VERSION.SDK_INT + ".png"));
    boolean isShown = name.endsWith("-zh-1") || name.endsWith("-en-2") || name.endsWith("-assist");
    if (isShown && Boolean.getBoolean("screenshots.update") && Build.VERSION.SDK_INT > 26) {
      write(bitmap, KEPT.resolve(name + ".png"));
    }
  }

  private static void write(Bitmap bitmap, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      assertThat(bitmap.compress(Bitmap.CompressFormat.PNG, 100, out)).isTrue();
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Test
  public void everyOutcome_hasItsColourAndItsDrawing() throws IOException {
    for (Locale language : LANGUAGES) {
      for (int scale = 1; scale <= 2; scale++) {
        DecisionView view = view(language, scale, 720, 1280);
        save(drawn(view), "idle-" + language + "-" + scale);
        List<Bitmap> seen = new ArrayList<>();
        for (Passage passage : everyOutcome()) {
          view.show(passage);
          Bitmap bitmap = drawn(view);
          Theme.Paint colours = Theme.STANDARD.of(passage.lamp());
          assertThat(bitmap.getPixel(100, 60)).isEqualTo(colours.paper());
          assertThat(inked(bitmap, view.poster().sign(), colours.ink())).isGreaterThan(0.1);
          assertThat(seen).noneMatch(other -> other.sameAs(bitmap));
          seen.add(bitmap);
          save(bitmap, lower(passage.decision().outcome()) + "-" + language + "-" + scale);
        }
      }
    }
  }

  private static double inked(Bitmap bitmap, RectF box, int ink) {
    int count = 0;
    for (int y = (int) box.top; y < box.bottom; y++) {
      for (int x = (int) box.left; x < box.right; x++) {
        count += bitmap.getPixel(x, y) == ink ? 1 : 0;
      }
    }
    return count / (box.width() * (double) box.height());
  }

  @Test
  public void themes_haveContrastEnough() throws IOException {
    for (Theme theme : Theme.values()) {
      List<Theme.Paint> all = new ArrayList<>(List.of(theme.idle(), Theme.STAFF, Theme.WARNING));
      for (Lamp lamp : Lamp.values()) {
        all.add(theme.of(lamp));
      }
      for (Theme.Paint colours : all) {
        assertThat(contrast(colours.paper(), colours.ink()))
            .as("%s %s", theme, colours)
            .isGreaterThanOrEqualTo(theme == Theme.OUTDOOR ? 7 : 4.5);
      }
      DecisionView view = view(Locale.CHINESE, 1, 1280, 720);
      view.setTheme(theme);
      view.setWarnings(
          List.of(
              view.words().text("attention", Attention.LISTS_EXPIRED),
              view.words().text("attention", Attention.NOT_RECORDING)));
      for (Passage passage : everyOutcome()) {
        view.show(passage);
        save(drawn(view), "wide-" + lower(theme) + "-" + lower(passage.decision().outcome()));
      }
    }
  }

  /** The ratio of WCAG 2.2, 1.4.3. */
  private static double contrast(int one, int other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(int colour) {
    return 0.2126 * linear(Color.red(colour))
        + 0.7152 * linear(Color.green(colour))
        + 0.0722 * linear(Color.blue(colour));
  }

  private static double linear(int part) {
    double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  @Test
  public void words_areWholeAndInsideAtEverySizeAndFontScale() {
    for (Locale language : LANGUAGES) {
      for (float scale : new float[] {1, 2}) {
        for (int[] size : SIZES) {
          DecisionView view = view(language, scale, size[0], size[1]);
          assertWhole(view.poster(), language + " idle " + scale + " " + size[0]);
          for (Passage passage : everyPrompt()) {
            view.show(passage);
            assertWhole(
                view.poster(), language + " " + passage.decision().promptKey() + " " + scale);
          }
        }
      }
    }
  }

  private static void assertWhole(Poster poster, String about) {
    float bottom = poster.middle().top;
    float largest = poster.words().get(0).text().getPaint().getTextSize();
    for (Poster.Placed each : poster.words()) {
      Layout text = each.text();
      RectF box =
          new RectF(each.x(), each.y(), each.x() + text.getWidth(), each.y() + text.getHeight());
      assertThat(each.y()).as(about).isGreaterThanOrEqualTo(bottom - 0.01f);
      assertThat(poster.middle().contains(box)).as("%s: %s", about, box).isTrue();
      assertThat(RectF.intersects(box, poster.sign())).as(about).isFalse();
      assertThat(text.getPaint().getTextSize()).isLessThanOrEqualTo(largest);
      for (int line = 0; line < text.getLineCount(); line++) {
        assertThat(text.getEllipsisCount(line)).isZero();
        assertThat(isWordTorn(text, line)).as("%s: %s", about, text.getText()).isFalse();
      }
      bottom = box.bottom;
    }
  }

  private static boolean isWordTorn(Layout text, int line) {
    int end = text.getLineEnd(line);
    CharSequence all = text.getText();
    return end < all.length() && isLatin(all.charAt(end - 1)) && isLatin(all.charAt(end));
  }

  private static boolean isLatin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  @Test
  public void largerFontScale_makesLargerWords() {
    for (Locale language : LANGUAGES) {
      float[] sizes = new float[2];
      for (int scale = 1; scale <= 2; scale++) {
        DecisionView view = view(language, scale, 720, 1280);
        view.show(everyOutcome().get(0));
        List<Poster.Placed> words = view.poster().words();
        sizes[scale - 1] = words.get(words.size() - 1).text().getPaint().getTextSize();
      }
      assertThat(sizes[1]).isGreaterThan(sizes[0] * 1.4f);
    }
  }

  @Test
  public void wordsOfManyLines_areShrunkAndNotCut() {
    String text = String.join("", Collections.nCopies(20, "请走人工通道，"));
    Scene scene =
        new Scene(Theme.STANDARD.idle(), Sign.PERSON, "请走人工通道", List.of(text, text), text, true);
    Poster poster = Poster.of(scene, List.of(text), 320, 480, new Poster.Metrics(1, 2, false));
    assertWhole(poster, "long words");
  }

  @Test
  public void rightToLeft_putsTheDrawingAtTheOtherSide() {
    Scene scene = new Scene(Theme.STANDARD.idle(), Sign.TICK, "تفضل", List.of("مجاني"), "", false);
    Poster left = Poster.of(scene, List.of(), 1280, 720, new Poster.Metrics(1, 1, false));
    Poster right = Poster.of(scene, List.of(), 1280, 720, new Poster.Metrics(1, 1, true));
    assertThat(left.sign().centerX()).isLessThan(640);
    assertThat(right.sign().centerX()).isGreaterThan(640);
    assertWhole(right, "right to left");
    if (Build.VERSION.SDK_INT > 26) { // there the text engine of these tests knows no direction
      assertThat(right.words().get(0).text().getParagraphDirection(0))
          .isEqualTo(Layout.DIR_RIGHT_TO_LEFT);
    }
  }

  @Test
  public void talkBack_readsWhatThePassengerReads() {
    DecisionView view = view(Locale.CHINESE, 1, 720, 1280);
    Robolectric.buildActivity(Activity.class).setup().get().setContentView(view);
    ShadowAccessibilityManager talkBack =
        Shadows.shadowOf(view.getContext().getSystemService(AccessibilityManager.class));
    talkBack.setEnabled(true);
    assertThat(view.getContentDescription().toString()).startsWith("请扫码");
    view.show(everyOutcome().get(3));
    String said = view.getContentDescription().toString();
    assertThat(said).startsWith("人工通道. 请走人工通道").contains("任一有效证件").doesNotContain("YD-");
    assertThat(view.createAccessibilityNodeInfo().getContentDescription().toString())
        .isEqualTo(said);
    assertThat(talkBack.getSentAccessibilityEvents())
        .filteredOn(event -> event.getEventType() == AccessibilityEvent.TYPE_ANNOUNCEMENT)
        .extracting(event -> event.getText().toString())
        .containsExactly("[" + said + "]");
    view.showIdle();
    assertThat(view.getContentDescription().toString()).startsWith("请扫码");
  }
}
