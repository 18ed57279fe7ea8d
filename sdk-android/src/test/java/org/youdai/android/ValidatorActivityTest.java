package org.youdai.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.Manifest;
import android.content.Intent;
import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.os.Build;
import android.os.Looper;
import android.os.SystemClock;
import android.view.KeyEvent;
import android.view.View;
import android.view.ViewGroup;
import android.view.WindowManager;
import android.widget.Button;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.annotation.Config;
import org.youdai.android.display.DecisionView;
import org.youdai.android.station.Town;
import org.youdai.decision.Outcome;
import org.youdai.gate.Passage;
import org.youdai.scan.QrText;

/** The whole validator, from a scanner that types to the screen. */
@RunWith(RobolectricTestRunner.class)
@Config(qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
public final class ValidatorActivityTest {
  private final Town town = Town.foundedBefore(Instant.now());
  private final List<ActivityController<Turnstile>> started = new ArrayList<>();

  /** A validator with a turnstile. */
  public static final class Turnstile extends ValidatorActivity {
    private final List<Passage> passages = new ArrayList<>();
    private final List<QrText> others = new ArrayList<>();

    @Override
    protected void passed(Passage passage) {
      passages.add(passage);
    }

    @Override
    protected void scannedOther(QrText text) {
      others.add(text);
    }
  }

  private Turnstile start(Intent intent) {
    ActivityController<Turnstile> controller = Robolectric.buildActivity(Turnstile.class, intent);
    started.add(controller);
    return controller.setup().get();
  }

  private Turnstile startSetUp() throws Exception {
    town.publish(Instant.now());
    Turnstile validator =
        start(ValidatorActivity.intent(RuntimeEnvironment.getApplication(), town.settings()));
    Loopers.until(
        () -> !described(validator).contains("正在准备") && !described(validator).contains("没有名单"));
    return validator;
  }

  @After
  public void end() {
    for (ActivityController<Turnstile> controller : started) {
      controller.pause().stop().destroy();
    }
    town.close();
  }

  private static DecisionView screen(View view) {
    if (view instanceof DecisionView screen) {
      return screen;
    }
    ViewGroup group = (ViewGroup) view;
    for (int i = 0; i < group.getChildCount(); i++) {
      View child = group.getChildAt(i);
      if (child instanceof DecisionView || child instanceof ViewGroup) {
        return screen(child);
      }
    }
    throw new AssertionError("no screen");
  }

  private static String described(Turnstile validator) {
    View root = validator.findViewById(android.R.id.content);
    return screen(root).getContentDescription().toString();
  }

  private static void press(Turnstile validator, String text) {
    List<View> found = new ArrayList<>();
    collect(validator.findViewById(android.R.id.content), text, found);
    assertThat(found).as(text).hasSize(1);
    assertThat(found.get(0).performClick()).isTrue();
    shadowOf(Looper.getMainLooper()).idle();
  }

  private static void collect(View view, String text, List<View> into) {
    if (view instanceof Button button && button.getText().toString().equals(text)) {
      into.add(view);
    } else if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        collect(group.getChildAt(i), text, into);
      }
    }
  }

  /** Types as a built-in scanner does. */
  @SuppressWarnings("deprecation") // API 26 types several characters in one event
  private static void scan(Turnstile validator, String text) {
    for (char c : (text + "\n").toCharArray()) {
      long now = SystemClock.uptimeMillis();
      validator.dispatchKeyEvent(
          c == '\n'
              ? new KeyEvent(now, now, KeyEvent.ACTION_DOWN, KeyEvent.KEYCODE_ENTER, 0)
              : new KeyEvent(now, String.valueOf(c), 0, 0));
    }
  }

  private static void save(Turnstile validator, String name) throws IOException {
    View root = validator.getWindow().getDecorView();
    Bitmap bitmap = Bitmap.createBitmap(root.getWidth(), root.getHeight(), Bitmap.Config.ARGB_8888);
    root.draw(new Canvas(bitmap));
    Path file = Path.of("target/screens", name + "-" + Build.VERSION.SDK_INT + ".png");
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      assertThat(bitmap.compress(Bitmap.CompressFormat.PNG, 100, out)).isTrue();
    }
  }

  @Test
  public void certificate_isScannedShownAndTakenBack() throws Exception {
    QrText code = town.issue(65);
    Turnstile validator = startSetUp();
    assertThat(validator.getWindow().getAttributes().flags)
        .matches(flags -> (flags & WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON) != 0);
    scan(validator, code.reveal());
    Loopers.until(() -> validator.passages.size() == 1);
    assertThat(validator.passages.get(0).decision().outcome()).isEqualTo(Outcome.ADMIT);
    assertThat(described(validator)).startsWith("请进");
    save(validator, "validator-admit");

    press(validator, "撤回");
    assertThat(described(validator)).startsWith("请扫码");
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(3));
    scan(validator, code.reveal());
    Loopers.until(() -> validator.passages.size() == 2);
    assertThat(validator.passages.get(1).decision().outcome()).isEqualTo(Outcome.ADMIT);
    assertThat(validator.takeBack(validator.passages.get(1).id())).isTrue();
    assertThat(validator.takeBack(validator.passages.get(1).id())).isFalse();

    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(7));
    assertThat(described(validator)).startsWith("请扫码");
    save(validator, "validator-idle");
  }

  @Test
  public void codeOfAnotherSystem_goesToTheApp() throws Exception {
    Turnstile validator = startSetUp();
    scan(validator, "https://pay.example/1");
    Loopers.until(() -> validator.others.size() == 1);
    assertThat(validator.others.get(0).reveal()).isEqualTo("https://pay.example/1");
    assertThat(validator.passages).isEmpty();
  }

  @Test
  public void revokedCertificate_callsStaffOnceTheListsAreUpdated() throws Exception {
    QrText code = town.issue(65);
    Turnstile validator = startSetUp();
    town.revoke(code);
    town.publish(Instant.now().plusSeconds(1));
    press(validator, "更新名单");
    Loopers.until(
        () -> validator.station().map(each -> each.feed().get().manifestVersion()).orElse(0L) == 2);
    scan(validator, code.reveal());
    Loopers.until(() -> validator.passages.size() == 1);
    assertThat(validator.passages.get(0).decision().outcome()).isEqualTo(Outcome.ASSIST);
    assertThat(described(validator)).startsWith("人工通道");
  }

  @Test
  public void withoutACameraOrPermission_theScreenSaysWhatToDoAndTheScannerWorks()
      throws Exception {
    shadowOf(RuntimeEnvironment.getApplication()).denyPermissions(Manifest.permission.CAMERA);
    Turnstile validator = startSetUp();
    Loopers.until(() -> described(validator).contains("相机"));
    scan(validator, town.issue(65).reveal());
    Loopers.until(() -> validator.passages.size() == 1);
  }

  @Test
  public void validatorThatIsNotSetUp_handsEverythingToStaffAndSaysSo() {
    Turnstile validator = start(new Intent());
    Loopers.until(() -> described(validator).contains("还没有设置"));
    press(validator, "English");
    assertThat(described(validator)).startsWith("Please scan");
    press(validator, "Take back");
    press(validator, "Update lists");
    press(validator, "Light");
    press(validator, "Display");
    assertThat(validator.passages).isEmpty();
  }

  @Test
  public void settingsThatAreNone_areNamed() {
    Intent intent = new Intent();
    intent.putExtra("org.youdai.android.station.SETTINGS", new byte[] {1, 2, 3});
    Turnstile validator = start(intent);
    Loopers.until(() -> described(validator).contains("设置不能用"));
    assertThat(described(validator)).contains("人工");
  }

  @Test
  public void startedAgain_itGoesByTheSettingsThatWereGiven() throws Exception {
    startSetUp();
    ActivityController<Turnstile> first = started.remove(0);
    first.pause().stop().destroy();
    Turnstile again = start(new Intent());
    Loopers.until(() -> !described(again).contains("正在准备"));
    assertThat(described(again)).doesNotContain("还没有设置");
    scan(again, town.issue(65).reveal());
    Loopers.until(() -> again.passages.size() == 1);
  }
}
