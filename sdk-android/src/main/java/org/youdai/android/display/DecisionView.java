package org.youdai.android.display;

import android.content.Context;
import android.graphics.Canvas;
import android.os.SystemClock;
import android.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.youdai.decision.Prompt;
import org.youdai.decision.PromptCatalog;
import org.youdai.gate.Passage;

/**
 * Shows what was decided: a colour, a drawing and large words, so that none of them is the only
 * cue. The words follow the font scale of the device and are never cut off; TalkBack says them. For
 * the main thread alone.
 */
public final class DecisionView extends View {
  private static final long BLINK_MILLIS = 500;

  private Theme theme = Theme.STANDARD;
  private Words words;
  private Optional<PromptCatalog> catalog = Optional.empty();
  private Optional<Passage> passage = Optional.empty();
  private List<String> warnings = List.of();
  private String note = "";
  private Scene scene;
  private Optional<Poster> poster = Optional.empty();

  /** Makes a view that waits for somebody, in the language of the device. */
  public DecisionView(Context context) {
    super(context);
    this.words = Words.of(context.getResources().getConfiguration().getLocales().get(0));
    this.scene = current();
    setFocusable(true);
    setImportantForAccessibility(IMPORTANT_FOR_ACCESSIBILITY_YES);
    refresh();
  }

  /** Sets the colours. */
  public void setTheme(Theme chosen) {
    theme = chosen;
    refresh();
  }

  /** Returns the language of the words around a decision. */
  public Words words() {
    return words;
  }

  /**
   * Sets the language.
   *
   * @param catalog the words for decisions in it; those of the gate if there are none
   */
  public void setLanguage(Locale locale, Optional<PromptCatalog> catalog) {
    this.words = Words.of(locale);
    this.catalog = catalog;
    refresh();
  }

  /** Shows what happens now, has TalkBack say it, and returns the words, to be heard as well. */
  public Prompt show(Passage decided) {
    passage = Optional.of(decided);
    refresh();
    announceForAccessibility(scene.aloud());
    return promptFor(decided);
  }

  /** Shows that the next passenger may scan. */
  public void showIdle() {
    passage = Optional.empty();
    refresh();
  }

  /** Sets what staff have to see to, shown above all else; nothing as a rule. */
  public void setWarnings(List<String> texts) {
    if (!texts.equals(warnings)) {
      warnings = List.copyOf(texts);
      refresh();
    }
  }

  /** Sets what staff are told once, in the strip at the bottom; empty for nothing. */
  public void setNote(String text) {
    if (!text.equals(note)) {
      note = text;
      refresh();
    }
  }

  private Prompt promptFor(Passage shown) {
    return catalog.map(each -> each.prompt(shown.decision())).orElse(shown.prompt());
  }

  private Scene current() {
    return passage
        .map(shown -> Scene.of(shown, promptFor(shown), theme, note))
        .orElseGet(() -> Scene.idle(theme, words, note));
  }

  private void refresh() {
    scene = current();
    List<String> read = new ArrayList<>(List.of(scene.aloud()));
    read.addAll(warnings);
    setContentDescription(String.join(". ", read));
    layOutAnew();
  }

  private void layOutAnew() {
    poster = Optional.empty();
    invalidate();
  }

  @Override
  protected void onSizeChanged(int width, int height, int oldWidth, int oldHeight) {
    super.onSizeChanged(width, height, oldWidth, oldHeight);
    layOutAnew();
  }

  @Override
  public void onRtlPropertiesChanged(int direction) {
    super.onRtlPropertiesChanged(direction);
    layOutAnew();
  }

  /** Returns the screen as it is laid out now. */
  Poster poster() {
    if (!poster.isPresent()) {
      poster =
          Optional.of(Poster.of(scene, warnings, getWidth(), getHeight(), Poster.Metrics.of(this)));
    }
    return poster.get();
  }

  @Override
  protected void onDraw(Canvas canvas) {
    super.onDraw(canvas);
    if (getWidth() == 0 || getHeight() == 0) {
      return;
    }
    long now = SystemClock.uptimeMillis();
    poster().draw(canvas, now / BLINK_MILLIS % 2 == 0);
    if (scene.isCalling()) {
      postInvalidateDelayed(BLINK_MILLIS - now % BLINK_MILLIS);
    }
  }
}
