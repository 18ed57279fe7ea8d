package org.youdai.samples.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.content.Intent;
import android.os.Looper;
import android.os.SystemClock;
import android.view.KeyEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.android.controller.ActivityController;
import org.youdai.android.Loopers;
import org.youdai.android.station.StationSettings;
import org.youdai.android.station.Town;
import org.youdai.decision.Rejection;

/** The sample as an operator sets it up, on Android 8 and 15. */
@RunWith(RobolectricTestRunner.class)
public final class StationActivityTest {
  private static Optional<Town> town = Optional.empty();

  private final ActivityController<Station> controller =
      Robolectric.buildActivity(Station.class, new Intent());

  /** The sample with a root and an address of its own. */
  public static final class Station extends StationActivity {
    @Override
    protected Optional<StationSettings> settings() {
      try {
        Town here = town.orElseThrow();
        return Optional.of(
            StationSettings.of(read("venue.json"), here.root(), here.address("/lists")));
      } catch (IOException | Rejection broken) {
        throw new AssertionError(broken);
      }
    }
  }

  @Before
  public void publish() {
    Town founded = Town.foundedBefore(Instant.now());
    founded.publish(Instant.now());
    town = Optional.of(founded);
  }

  @After
  public void end() {
    town.orElseThrow().close();
  }

  @SuppressWarnings("deprecation") // API 26 types several characters in one event
  private static void scan(Station station, String text) {
    long now = SystemClock.uptimeMillis();
    for (int i = 0; i < text.length(); i++) {
      station.dispatchKeyEvent(new KeyEvent(now, text.substring(i, i + 1), 0, 0));
    }
    station.dispatchKeyEvent(
        new KeyEvent(now, now, KeyEvent.ACTION_DOWN, KeyEvent.KEYCODE_ENTER, 0));
  }

  @Test
  public void turnstile_opensForACertificateAndTakesItBackIfNobodyGoesThrough() {
    Station station = controller.setup().get();
    Loopers.until(() -> station.station().filter(each -> each.feed().get().isSynced()).isPresent());
    String code = town.orElseThrow().issue(65).reveal();
    scan(station, code);
    Loopers.until(() -> station.turnstile().isOpen());
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(6));
    assertThat(station.turnstile().isOpen()).isFalse();
    scan(station, code); // taken back, so that it admits once more
    Loopers.until(() -> station.turnstile().isOpen());
    station.turnstile().turned();
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(4)); // no repeat of the scanner's
    scan(station, code); // by now it was used, and pays at a bus
    Loopers.until(() -> station.station().orElseThrow().gate().health().decisions() == 3);
    assertThat(station.turnstile().isOpen()).isFalse();
    controller.pause().stop().destroy();
  }

  @Test
  public void settingsOfAnotherAppsIntent_countForNothing() throws Rejection {
    Intent intent = new Intent();
    town.orElseThrow().settings().putInto(intent);
    ActivityController<StationActivity> plain =
        Robolectric.buildActivity(StationActivity.class, intent);
    assertThat(StationSettings.in(plain.setup().get().getIntent())).isEmpty();
    plain.pause().stop().destroy();
  }

  @Test
  public void sampleWithoutARoot_startsAndSaysSo() {
    ActivityController<StationActivity> plain =
        Robolectric.buildActivity(StationActivity.class, new Intent());
    assertThat(plain.setup().get().settings()).isEmpty();
    plain.pause().stop().destroy();
  }
}
