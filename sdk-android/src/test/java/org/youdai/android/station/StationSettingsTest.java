package org.youdai.android.station;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import android.content.Intent;
import android.os.Parcel;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.youdai.TestAuthority;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;

@RunWith(RobolectricTestRunner.class)
public final class StationSettingsTest {
  private static final URI LISTS = URI.create("https://lists.example/today");

  private final Town town = Town.foundedBefore(TestAuthority.NOW);

  @After
  public void close() {
    town.close();
  }

  private static String refusal(byte[] bytes) {
    try {
      StationSettings.parse(bytes);
      return "";
    } catch (Rejection rejection) {
      return rejection.reason() + " " + rejection.where();
    }
  }

  @Test
  public void settings_passThroughAnIntentToAnotherActivity() throws Rejection {
    for (StationSettings each :
        List.of(
            town.settings(),
            town.settings().withJournal(town.address("/journal")),
            town.settingsWithJournal())) {
      Intent intent = new Intent();
      each.putInto(intent);
      Parcel parcel = Parcel.obtain();
      intent.writeToParcel(parcel, 0);
      parcel.setDataPosition(0);
      Intent arrived = Intent.CREATOR.createFromParcel(parcel);
      parcel.recycle();
      assertThat(StationSettings.in(arrived)).contains(each);
      assertThat(StationSettings.in(arrived).orElseThrow()).hasSameHashCodeAs(each);
    }
    assertThat(town.settings()).isNotEqualTo(town.settingsWithJournal());
  }

  @Test
  public void intentWithoutSettings_hasNone() throws Rejection {
    assertThat(StationSettings.in(new Intent())).isEmpty();
  }

  @Test
  public void venueThatNoGateCanGoBy_isRefusedWithItsPlace() {
    byte[] noCategory = "{\"id\": \"bus-12\", \"ownership\": \"GOVERNMENT\"}".getBytes(UTF_8);
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> StationSettings.of(noCategory, town.root(), LISTS))
        .withMessageStartingWith("venue: ")
        .withMessageContaining("category");
  }

  @Test
  public void rootThatIsNone_isRefused() {
    byte[] root = town.root();
    byte[] torn = Arrays.copyOf(root, root.length - 1);
    for (byte[] bad : List.of(new byte[0], torn, Town.bus())) {
      assertThatExceptionOfType(Rejection.class)
          .isThrownBy(() -> StationSettings.of(Town.bus(), bad, LISTS))
          .withMessageStartingWith("root.json")
          .satisfies(
              rejection -> assertThat(rejection.reason()).isEqualTo(Reason.DOCUMENT_MALFORMED));
    }
  }

  @Test
  public void addressThatIsNoneOfTheWeb_isACallersMistake() throws Rejection {
    StationSettings settings = town.settings();
    URI folder = URI.create("file:///sdcard/lists");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StationSettings.of(Town.bus(), town.root(), folder));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.withJournal(folder));
  }

  @Test
  public void keyThatNoHeaderCanHold_isACallersMistakeAndNotRepeated() throws Rejection {
    StationSettings settings = town.settings();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withJournal(LISTS, "secret\nkey"))
        .satisfies(mistake -> assertThat(mistake.getMessage()).doesNotContain("secret"));
  }

  @Test
  public void settingsThatAreTornAnywhere_areRefused() throws Rejection {
    byte[] whole = town.settingsWithJournal().toBytes();
    List<Integer> taken = new ArrayList<>();
    for (int length = 0; length < whole.length; length++) {
      if (!refusal(Arrays.copyOf(whole, length)).startsWith("DOCUMENT_MALFORMED settings")) {
        taken.add(length);
      }
    }
    assertThat(taken).isEmpty();
  }

  @Test
  public void settingsWithAByteChangedAnywhere_areRefused() throws Rejection {
    byte[] whole = town.settingsWithJournal().toBytes();
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      if (!refusal(changed).startsWith("DOCUMENT_MALFORMED settings")) {
        taken.add(i);
      }
    }
    assertThat(taken).isEmpty();
    assertThat(refusal(whole)).isEmpty();
  }
}
