package org.youdai.android;

import android.Manifest;
import android.app.Activity;
import android.content.Context;
import android.content.Intent;
import android.content.pm.PackageManager;
import android.graphics.Color;
import android.graphics.drawable.GradientDrawable;
import android.media.AudioManager;
import android.os.Bundle;
import android.os.Handler;
import android.os.Looper;
import android.util.TypedValue;
import android.view.Gravity;
import android.view.KeyEvent;
import android.view.View;
import android.view.ViewGroup;
import android.view.Window;
import android.view.WindowManager;
import android.widget.Button;
import android.widget.LinearLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.android.display.DecisionView;
import org.youdai.android.display.Theme;
import org.youdai.android.display.VoicePrompts;
import org.youdai.android.display.Words;
import org.youdai.android.scanner.CameraScanner;
import org.youdai.android.scanner.HardwareScanner;
import org.youdai.android.scanner.ScanListener;
import org.youdai.android.scanner.ScannerState;
import org.youdai.android.station.AppStorage;
import org.youdai.android.station.ListSync;
import org.youdai.android.station.Station;
import org.youdai.android.station.StationSettings;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Prompt;
import org.youdai.decision.PromptCatalog;
import org.youdai.decision.Rejection;
import org.youdai.feed.SnapshotFeed;
import org.youdai.gate.Annulment;
import org.youdai.gate.Answer;
import org.youdai.gate.Attention;
import org.youdai.gate.Lane;
import org.youdai.gate.Passage;
import org.youdai.scan.QrText;

/**
 * A complete validator that fills the screen: camera and built-in scanner, colour, drawing, large
 * words, tone and voice, the last passage taken back, lists updated. An operator starts it with
 * {@link #intent}; started without settings it goes by those that it was last given. It never ends
 * in an error: what is wrong stands on the screen, and staff decide meanwhile.
 *
 * <p>An app that opens a turnstile, or takes payment codes too, extends it: see {@link #passed} and
 * {@link #scannedOther}.
 */
public class ValidatorActivity extends Activity {
  private static final Logger LOG = LoggerFactory.getLogger(ValidatorActivity.class);
  private static final int CAMERA = 1;
  private static final long LOOK_MILLIS = 5000;
  private static final long NOTE_MILLIS = 8000;
  private static final long SHOWN_MILLIS = 6000;
  private static final int TOUCH_DP = 56;
  private static final String THEME = "theme";

  private final Handler main = new Handler(Looper.getMainLooper());
  private final ExecutorService work = Executors.newSingleThreadExecutor(ValidatorActivity::thread);
  private final Runnable idle = this::idle;
  private final Runnable look = this::look;
  private final Runnable forget = this::forgetNote;
  private final Map<Command, Button> buttons = new EnumMap<>(Command.class);
  private Optional<DecisionView> view = Optional.empty();
  private Optional<Station> station = Optional.empty();
  private Optional<CameraScanner> camera = Optional.empty();
  private Optional<HardwareScanner> hardware = Optional.empty();
  private Optional<VoicePrompts> voice = Optional.empty();
  private Optional<DecisionId> lastOpened = Optional.empty();
  private Optional<String> trouble = Optional.empty();
  private ScannerState cameraState = ScannerState.STARTING;
  private Theme theme = Theme.STANDARD;
  private boolean isLit;
  private boolean isStarted;

  /** Belongs to the worker's thread, which opens it and gives it back, whatever happens between. */
  private Optional<Station> held = Optional.empty();

  private static Thread thread(Runnable task) {
    return new Thread(task, "youdai-validator");
  }

  /** Returns what starts a validator with these settings, which it then keeps. */
  public static Intent intent(Context context, StationSettings settings) {
    Intent intent = new Intent(context, ValidatorActivity.class);
    settings.putInto(intent);
    return intent;
  }

  /**
   * Called on the main thread for each new passage, after it is shown: open the turnstile here for
   * {@link Lane#OPEN}, ask for the fare for {@link Lane#FARE}. Take it back with {@link #takeBack}
   * if nobody went through.
   */
  protected void passed(Passage passage) {}

  /**
   * Called on the main thread for a code of another system, such as a payment code. The validator
   * itself says so to staff.
   */
  protected void scannedOther(QrText text) {}

  /** Returns what decides; nothing until it is open, or if it cannot be. For the main thread. */
  public final Optional<Station> station() {
    return station;
  }

  @Override
  protected void onCreate(@Nullable Bundle saved) {
    requestWindowFeature(Window.FEATURE_NO_TITLE);
    super.onCreate(saved);
    getWindow().addFlags(WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON);
    setVolumeControlStream(AudioManager.STREAM_MUSIC); // the one that prompts are heard on
    theme = Theme.valueOf(getPreferences(MODE_PRIVATE).getString(THEME, Theme.STANDARD.name()));
    DecisionView shown = new DecisionView(this);
    shown.setTheme(theme);
    view = Optional.of(shown);
    setContentView(screen(shown));
    voice = Optional.of(VoicePrompts.of(this, shown.words().locale()));
    trouble = Optional.of(words().text("station.opening"));
    look();
    Intent intent = getIntent();
    work.execute(() -> open(intent));
  }

  private View screen(DecisionView shown) {
    LinearLayout bar = new LinearLayout(this);
    bar.setBackgroundColor(Color.BLACK);
    bar.setGravity(Gravity.CENTER);
    for (Command command : Command.values()) {
      bar.addView(
          button(command),
          new LinearLayout.LayoutParams(0, ViewGroup.LayoutParams.MATCH_PARENT, 1));
    }
    LinearLayout column = new LinearLayout(this);
    column.setOrientation(LinearLayout.VERTICAL);
    column.addView(shown, new LinearLayout.LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, 0, 1));
    column.addView(
        bar,
        new LinearLayout.LayoutParams(
            ViewGroup.LayoutParams.MATCH_PARENT, ViewGroup.LayoutParams.WRAP_CONTENT));
    return column;
  }

  /** What staff can do. */
  private enum Command {
    TAKE_BACK,
    SYNC,
    TORCH,
    THEME,
    LANGUAGE
  }

  private Button button(Command command) {
    Button button = new Button(this);
    float density = getResources().getDisplayMetrics().density;
    GradientDrawable box = new GradientDrawable();
    box.setColor(0xff262b31);
    box.setCornerRadius(6 * density);
    box.setStroke((int) (2 * density), Color.BLACK);
    button.setBackground(box);
    button.setTextColor(Color.WHITE);
    button.setAutoSizeTextTypeUniformWithConfiguration(10, 16, 1, TypedValue.COMPLEX_UNIT_SP);
    int padding = (int) (4 * density);
    button.setPadding(padding, padding, padding, padding);
    button.setMaxLines(1);
    button.setAllCaps(false);
    button.setMinHeight((int) (TOUCH_DP * density));
    button.setMinimumHeight((int) (TOUCH_DP * density));
    button.setText(words().text("button", command));
    // A scanner that types ends with Enter, which must press nothing.
    button.setFocusable(false);
    button.setOnClickListener(pressed -> run(command));
    buttons.put(command, button);
    return button;
  }

  private void run(Command command) {
    switch (command) {
      case TAKE_BACK -> takeLastBack();
      case SYNC -> sync();
      case TORCH -> isLit = camera.map(each -> each.torch(!isLit) && !isLit).orElse(false);
      case THEME -> setTheme(theme.next());
      case LANGUAGE -> speak(words().other());
    }
  }

  private Words words() {
    return shown().words();
  }

  private DecisionView shown() {
    return view.orElseThrow(() -> new IllegalStateException("not created yet"));
  }

  private void setTheme(Theme chosen) {
    theme = chosen;
    shown().setTheme(chosen);
    getPreferences(MODE_PRIVATE).edit().putString(THEME, chosen.name()).apply();
  }

  private void speak(Words chosen) {
    shown().setLanguage(chosen.locale(), Optional.of(PromptCatalog.of(chosen.locale())));
    voice.ifPresent(VoicePrompts::close);
    voice = Optional.of(VoicePrompts.of(this, chosen.locale()));
    buttons.forEach((command, button) -> button.setText(chosen.text("button", command)));
    look();
  }

  /** Opens the station, on the worker's thread: reading the lists and warming up takes seconds. */
  private void open(Intent intent) {
    try {
      AppStorage storage = AppStorage.of(this);
      Optional<StationSettings> given = StationSettings.in(intent);
      if (given.isPresent()) {
        storage.save(given.get());
      }
      Optional<StationSettings> settings = given.isPresent() ? given : storage.settings();
      if (!settings.isPresent()) {
        main.post(() -> fail(words().text("station.missing")));
        return;
      }
      Station opened = Station.open(this, settings.get());
      held = Optional.of(opened);
      main.post(() -> opened(opened));
      planSync();
      if (!opened.feed().get().isSynced()) {
        opened.sync();
        main.post(look);
      }
      opened.gate().warmUp();
    } catch (Rejection refused) {
      String why = refused.reason().code() + ' ' + refused.where();
      main.post(() -> fail(words().text("station.refused", why)));
    } catch (IOException broken) {
      main.post(() -> fail(words().text("station.failed", broken.getClass().getSimpleName())));
    }
  }

  private void planSync() {
    try {
      ListSync.schedule(this);
    } catch (IllegalStateException refused) {
      LOG.warn(
          "lists come only when staff ask for them", refused); // and the screen shows their age
    }
  }

  private void fail(String what) {
    trouble = Optional.of(what);
    look();
  }

  private void opened(Station opened) {
    if (isDestroyed()) {
      return;
    }
    station = Optional.of(opened);
    trouble = Optional.empty();
    camera = Optional.of(CameraScanner.of(this, opened.gate(), new Listener(this::setCameraState)));
    hardware = Optional.of(HardwareScanner.of(this, opened.gate(), new Listener(state -> {})));
    startScanners();
    look();
  }

  private void setCameraState(ScannerState state) {
    cameraState = state;
    look();
  }

  /** Brings what a scanner tells to the main thread. */
  private final class Listener implements ScanListener {
    private final Consumer<ScannerState> states;

    Listener(Consumer<ScannerState> states) {
      this.states = states;
    }

    @Override
    public void answered(Answer answer) {
      main.post(() -> answer(answer));
    }

    @Override
    public void changed(ScannerState state) {
      main.post(() -> states.accept(state));
    }
  }

  private void answer(Answer answer) {
    if (isDestroyed()) {
      return;
    }
    if (answer instanceof Passage passage) {
      pass(passage);
    } else if (answer instanceof Answer.NotOurs other) {
      tell(words().text("notice.other_code"));
      scannedOther(other.text());
    }
  }

  private void pass(Passage passage) {
    main.removeCallbacks(idle);
    main.postDelayed(idle, SHOWN_MILLIS);
    Prompt prompt = shown().show(passage);
    if (passage.isRepeat()) {
      return; // the scanner has read the same code again: it was said and acted on already
    }
    if (passage.lane() == Lane.OPEN) {
      lastOpened = Optional.of(passage.id());
    }
    voice.ifPresent(each -> each.say(prompt));
    passed(passage);
    look();
  }

  private void idle() {
    shown().showIdle();
  }

  private void tell(String note) {
    shown().setNote(note);
    main.removeCallbacks(forget);
    main.postDelayed(forget, NOTE_MILLIS);
  }

  private void forgetNote() {
    shown().setNote("");
  }

  private void takeLastBack() {
    Optional<DecisionId> last = lastOpened;
    if (last.isPresent() && takeBack(last.get())) {
      idle();
    } else {
      tell(words().text("notice.nothing_to_take_back"));
    }
  }

  /**
   * Takes a passage back, on the main thread: the holder may try again at once with the same code.
   *
   * @return whether it was taken back now
   */
  protected final boolean takeBack(DecisionId id) {
    boolean isTakenBack =
        station.map(each -> each.gate().annul(id) == Annulment.ANNULLED).orElse(false);
    lastOpened = lastOpened.filter(last -> !last.equals(id));
    if (isTakenBack) {
      tell(words().text("notice.taken_back"));
    }
    return isTakenBack;
  }

  private void sync() {
    station.ifPresent(
        opened -> {
          tell(words().text("notice.syncing"));
          work.execute(
              () -> {
                SnapshotFeed.Update update = opened.sync();
                main.post(() -> tellOf(update));
              });
        });
  }

  private void tellOf(SnapshotFeed.Update update) {
    tell(
        update
            .problem()
            .map(problem -> words().text("notice.not_synced", problem.reason().code()))
            .orElseGet(
                () -> words().text("notice.synced", Long.toString(update.manifestVersion()))));
    look();
  }

  /** Looks how everything is doing, and shows what staff have to see to. */
  private void look() {
    main.removeCallbacks(look);
    if (isDestroyed()) {
      return;
    }
    List<String> warnings = new ArrayList<>();
    trouble.ifPresent(warnings::add);
    station.ifPresent(
        opened -> {
          for (Attention each : Attention.of(opened.gate().health(), true)) {
            warnings.add(words().text("attention", each));
          }
        });
    switch (cameraState) {
      case PERMISSION_MISSING, CAMERA_MISSING, CAMERA_IN_USE, CAMERA_FAILED ->
          warnings.add(words().text("scanner", cameraState));
      case STARTING, READY, PAUSED, STOPPED -> {}
    }
    voice
        .map(VoicePrompts::state)
        .ifPresent(
            state -> {
              switch (state) {
                case NO_VOICE, NO_LANGUAGE, NO_TONE -> warnings.add(words().text("voice", state));
                case STARTING, READY, CLOSED -> {}
              }
            });
    shown().setWarnings(warnings);
    main.postDelayed(look, LOOK_MILLIS);
  }

  @Override
  protected void onStart() {
    super.onStart();
    isStarted = true;
    startScanners();
  }

  private void startScanners() {
    if (!isStarted) {
      return;
    }
    hardware.ifPresent(HardwareScanner::start);
    if (camera.isPresent() && !isAllowed()) {
      requestPermissions(new String[] {Manifest.permission.CAMERA}, CAMERA);
    }
    camera.ifPresent(CameraScanner::start);
  }

  private boolean isAllowed() {
    return checkSelfPermission(Manifest.permission.CAMERA) == PackageManager.PERMISSION_GRANTED;
  }

  @Override
  public void onRequestPermissionsResult(int request, String[] permissions, int[] results) {
    super.onRequestPermissionsResult(request, permissions, results);
    if (isStarted) {
      camera.ifPresent(CameraScanner::start);
    }
  }

  @Override
  protected void onStop() {
    isStarted = false;
    camera.ifPresent(CameraScanner::pause);
    hardware.ifPresent(HardwareScanner::pause);
    super.onStop();
  }

  @Override
  @SuppressWarnings("deprecation") // what takes its place came with API 30
  public void onWindowFocusChanged(boolean hasFocus) {
    super.onWindowFocusChanged(hasFocus);
    if (hasFocus) {
      getWindow()
          .getDecorView()
          .setSystemUiVisibility(
              View.SYSTEM_UI_FLAG_IMMERSIVE_STICKY
                  | View.SYSTEM_UI_FLAG_FULLSCREEN
                  | View.SYSTEM_UI_FLAG_HIDE_NAVIGATION
                  | View.SYSTEM_UI_FLAG_LAYOUT_STABLE);
    }
  }

  /** Gives what a built-in scanner types to it, and everything else to the views. */
  @Override
  public boolean dispatchKeyEvent(KeyEvent event) {
    return hardware.map(each -> each.key(event)).orElse(false) || super.dispatchKeyEvent(event);
  }

  @Override
  protected void onDestroy() {
    main.removeCallbacksAndMessages(null);
    camera.ifPresent(CameraScanner::close);
    hardware.ifPresent(HardwareScanner::close);
    voice.ifPresent(VoicePrompts::close);
    work.execute(() -> held.ifPresent(ValidatorActivity::close));
    work.shutdown();
    super.onDestroy();
  }

  private static void close(Station station) {
    try {
      station.close();
    } catch (IOException notAllOnTheDisk) {
      LOG.warn("not every decision could be written down", notAllOnTheDisk);
    }
  }
}
